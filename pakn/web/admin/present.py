"""Signs of life in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import url_for
from flask_babel import gettext

from models.suggestions import ModelArtefact
from pakn.labels.marker import _N
from pakn.web.formatting import moment_vi, number_vi

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "database": _N("Cơ sở dữ liệu"),
        "redis": _N("Hàng đợi (Redis)"),
        "worker": _N("Tiến trình làm việc nền"),
        "schedule": _N("Bộ hẹn giờ"),
    }
)
_NEEDED_BY_WORK = ("redis", "worker", "schedule")


@dataclass(frozen=True)
class PartLine:
    """One part of the system."""

    name: str
    ok: bool
    words: str


@dataclass(frozen=True)
class Banner:
    """A banner of the layout."""

    kind: str
    text: str
    title: str | None = None
    href: str | None = None
    link_text: str | None = None


def part_lines(signs: Mapping[str, Mapping[str, Any]]) -> list[PartLine]:
    """The signs of life of each part."""
    return [
        PartLine(str(gettext(_PARTS.get(name, name))), bool(part["ok"]), _life(part))
        for name, part in signs.items()
    ]


def model_rows(artefact: ModelArtefact | None) -> list[dict[str, str]]:
    """The model in use, with the figures of its card."""
    if artefact is None:
        return []
    figures = {
        name: value
        for name, value in artefact.card.items()
        if isinstance(value, int | float | str) and not isinstance(value, bool)
    }
    return [
        {"label": str(gettext("Phiên bản")), "value": artefact.version},
        {"label": str(gettext("Lưu lúc")), "value": moment_vi(artefact.created_at)},
        {"label": str(gettext("Mã băm")), "value": artefact.sha256[:16]},
        *({"label": name, "value": str(value)} for name, value in figures.items()),
    ]


def banners(signs: Mapping[str, Mapping[str, Any]], stuck: int) -> list[Banner]:
    """What an administrator must see on every page."""
    shown = []
    dead = [str(gettext(_PARTS[name])) for name in _NEEDED_BY_WORK if not signs[name]["ok"]]
    if dead:
        shown.append(
            Banner(
                "error",
                gettext("Không thấy hoạt động: %(parts)s.", parts=", ".join(dead).lower()),
                gettext("Việc nền đang dừng"),
                url_for("admin.health"),
                gettext("Xem tình trạng"),
            )
        )
    if stuck:
        shown.append(
            Banner(
                "warning",
                gettext("Có việc đã thôi thử sau nhiều lần lỗi và cần người quyết định."),
                None,
                url_for("admin.jobs"),
                gettext("Xem công việc nền"),
            )
        )
    return shown


def _life(part: Mapping[str, Any]) -> str:
    if "error" in part:
        return str(gettext("không liên lạc được (%(error)s)", error=part["error"]))
    if "age_seconds" not in part:
        return str(gettext("hoạt động bình thường"))
    if part["age_seconds"] is None:
        return str(gettext("chưa từng thấy hoạt động"))
    return str(
        gettext("thấy hoạt động %(seconds)s giây trước", seconds=number_vi(part["age_seconds"]))
    )
