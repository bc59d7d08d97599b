"""Cards of models in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask_babel import gettext

from pakn.labels.marker import _N
from pakn.services.artefacts import StoredModel
from pakn.web.formatting import moment_vi, number_vi, percent_vi, size_vi

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "agency": _N("Cơ quan xử lý, văn bản có dấu"),
        "agency_without_marks": _N("Cơ quan xử lý, văn bản không dấu"),
        "kind": _N("Loại đơn"),
    }
)
_SHARES: Mapping[str, str] = MappingProxyType(
    {
        "top1": _N("Đúng ngay gợi ý đầu"),
        "top3": _N("Đúng trong ba gợi ý đầu"),
        "macro_f1": _N("F1 trung bình các cơ quan"),
        "top1_when_sure": _N("Đúng khi chắc chắn"),
        "abstain_rate": _N("Không dám gợi ý"),
        "ece": _N("Sai lệch độ chắc chắn"),
        "accuracy": _N("Đúng"),
        "kind_accuracy": _N("Đúng loại đơn"),
    }
)
_TRAINED_ON: Mapping[str, str] = MappingProxyType(
    {"rows": _N("văn bản"), "mandates": _N("lĩnh vực")}
)


@dataclass(frozen=True)
class FigureLine:
    """One figure of a card, for each part of the model."""

    name: str
    values: Sequence[str]


@dataclass(frozen=True)
class ModelCard:
    """One model."""

    version: str
    in_use: str | None
    facts: Sequence[dict[str, str]]
    parts: Sequence[str]
    figures: Sequence[FigureLine]
    others: Sequence[dict[str, str]]


def model_cards(found: Sequence[StoredModel]) -> list[ModelCard]:
    """Every stored model."""
    return [_card(one) for one in found]


def _card(one: StoredModel) -> ModelCard:
    card = one.card
    parts = {name: figures for name, figures in card.items() if isinstance(figures, Mapping)}
    since = one.promoted_at
    return ModelCard(
        version=one.version,
        in_use=str(gettext("Đang dùng từ %(at)s", at=moment_vi(since))) if since else None,
        facts=[
            {"label": str(gettext("Lưu lúc")), "value": moment_vi(one.created_at)},
            {"label": str(gettext("Học từ")), "value": _trained_on(card)},
            {"label": str(gettext("Dung lượng")), "value": size_vi(one.size)},
            {"label": str(gettext("Mã băm")), "value": one.sha256[:16]},
        ],
        parts=[str(gettext(_PARTS.get(name, name))) for name in parts],
        figures=_figures(parts) or _plain_figures(card),
        others=[
            {"label": name, "value": str(value)}
            for name, value in card.items()
            if name not in parts and name not in _TRAINED_ON and name not in _SHARES
        ],
    )


def _trained_on(card: Mapping[str, Any]) -> str:
    said = [
        f"{number_vi(card[name])} {gettext(words)}"
        for name, words in _TRAINED_ON.items()
        if isinstance(card.get(name), int)
    ]
    return ", ".join(said) or "–"


def _figures(parts: Mapping[str, Mapping[str, Any]]) -> list[FigureLine]:
    named = [name for name in _SHARES if any(name in figures for figures in parts.values())]
    return [
        FigureLine(
            str(gettext(_SHARES[name])),
            [_share(figures.get(name)) for figures in parts.values()],
        )
        for name in named
    ]


def _plain_figures(card: Mapping[str, Any]) -> list[FigureLine]:
    """Figures that stand in the card itself, as in cards of earlier versions."""
    return [
        FigureLine(str(gettext(words)), [_share(card[name])])
        for name, words in _SHARES.items()
        if name in card
    ]


def _share(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return percent_vi(float(value))
    return "–"
