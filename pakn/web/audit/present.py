"""History in words."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask_babel import gettext

from models.history import Event
from models.people import PersonalDataAccess
from pakn.labels.casework import ROLE
from pakn.labels.content import CHANNEL, KIND, OUTCOME
from pakn.labels.deadlines import CLOCK
from pakn.labels.errors import FIELD
from pakn.labels.keeping import AGENCY_KIND, DAY_KIND, NAME_RELATION
from pakn.labels.letters import ISSUER, LETTER_KIND, LETTER_STATE
from pakn.labels.marker import _N
from pakn.services.auditing import Trail
from pakn.services.history import Broken, Verified
from pakn.web.casefile import event_label, role_label, state_label
from pakn.web.formatting import date_vi, moment_vi, number_vi

# Names of changed values that no form has a field for.
_CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "agencies": _N("Số cơ quan"),
        "agency": _N("Cơ quan"),
        "agency_name": _N("Tên gọi của cơ quan"),
        "agency_succession": _N("Chuyển giao giữa các cơ quan"),
        "calendar_day": _N("Ngày nghỉ, ngày làm bù"),
        "channel": _N("Kênh"),
        "commune": _N("Xã, phường, đặc khu"),
        "former_unit": _N("Đơn vị hành chính cũ"),
        "organisation": _N("Hiệp hội"),
        "parameter": _N("Tham số"),
        "petition": _N("Bản ghi số"),
        "province": _N("Tỉnh, thành phố"),
        "role": _N("Vai trò"),
        "schedule": _N("Lịch"),
        "answer": _N("Trả lời số"),
        "clock": _N("Thời hạn"),
        "document": _N("Văn bản"),
        "due_on": _N("Ngày hết hạn"),
        "from": _N("Trước"),
        "to": _N("Sau"),
        "kind": _N("Loại"),
        "outbox": _N("Công việc số"),
        "proposed": _N("Cơ quan đề nghị"),
        "round": _N("Lượt"),
        "sha256": _N("Mã băm"),
        "user": _N("Tài khoản số"),
        "version": _N("Phiên bản"),
        "code": _N("Mã"),
        "count": _N("Số lượng"),
        "delivery": _N("Tin số"),
        "enabled": _N("Đang bật"),
        "job": _N("Việc"),
        "replaced_by": _N("Thay bằng"),
        "letter": _N("Văn bản số"),
        "letters": _N("Số văn bản soạn"),
        "digests": _N("Số thư nhắc hạn"),
        "issuer": _N("Ban hành"),
        "was": _N("Trước"),
        "is": _N("Sau"),
        "number": _N("Số, ký hiệu"),
        "issued_on": _N("Ngày ban hành"),
        "cases": _N("Số hồ sơ"),
    }
)
# Why an answer was sent back (R35); other grounds are articles and stand as they are.
_GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "form": _N("thể thức"),
        "completeness": _N("chưa đầy đủ"),
        "courtesy": _N("cách viết với người dân"),
    }
)
# Values that are codes, by the name under which they changed.
_VALUES: Mapping[str, Mapping[Any, str]] = MappingProxyType(
    {
        "agency_kind": AGENCY_KIND,
        "channel": CHANNEL,
        "clock": CLOCK,
        "day_kind": DAY_KIND,
        "ground": _GROUNDS,
        "is": LETTER_STATE,
        "issuer": ISSUER,
        "kind": {**KIND, **LETTER_KIND},
        "outcome": OUTCOME,
        "relation": NAME_RELATION,
        "was": LETTER_STATE,
        "role": ROLE,
    }
)
# Values that are days in ISO form.
_DAYS = frozenset({"day", "due_on", "valid_from", "valid_to", "on_date", "renamed_on", "issued_on"})
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "mac": _N("nội dung hoặc thứ tự của một sự kiện đã bị sửa"),
        "columns": _N("cột của một sự kiện không còn khớp với nội dung đã ký"),
        "gap": _N("thiếu một sự kiện"),
        "head": _N("thiếu những sự kiện cuối cùng"),
        "root": _N("không khớp với mã gốc đã lưu của ngày"),
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {"name": FIELD["name"], "address": FIELD["address"], "phone": FIELD["phone"]}
    | {"email": FIELD["email"]}
)


@dataclass(frozen=True)
class EventLine:
    """One event."""

    moment: str
    who: str
    role: str
    action: str
    about: str
    states: str | None
    changes: Sequence[str]


@dataclass(frozen=True)
class OpeningLine:
    """One opening of personal data."""

    moment: str
    who: str
    role: str
    about: str
    petitioner: str
    fields: str
    reason: str


def event_lines(trail: Trail) -> list[EventLine]:
    """A page of events."""
    return [_event_line(event, name, trail) for event, name in trail.rows]


def opening_lines(trail: Trail) -> list[OpeningLine]:
    """A page of openings."""
    return [_opening_line(access, name, trail.numbers) for access, name in trail.rows]


def verdict(found: Verified) -> tuple[str, str]:
    """The result of a verification: the sentence and the kind of banner."""
    counts = {"events": number_vi(found.events), "chains": number_vi(found.chains)}
    if found.broken is None:
        text = gettext(
            "Đã kiểm tra %(events)s sự kiện trong %(chains)s chuỗi: lịch sử còn nguyên vẹn.",
            **counts,
        )
        return str(text), "success"
    text = gettext(
        "Lịch sử không còn nguyên vẹn: chuỗi %(chain)s, sự kiện thứ %(seq)s, %(reason)s. Đã kiểm "
        "tra %(events)s sự kiện trước đó. Hãy báo ngay người phụ trách an toàn thông tin.",
        **counts,
        **_place(found.broken),
    )
    return str(text), "error"


def _place(broken: Broken) -> dict[str, str]:
    return {
        "chain": broken.chain,
        "seq": str(broken.seq),
        "reason": gettext(_REASONS[broken.reason]),
    }


def _event_line(event: Event, name: str | None, trail: Trail) -> EventLine:
    payload: dict[str, Any] = json.loads(event.payload)
    states = None
    if event.from_state and event.to_state and event.from_state != event.to_state:
        states = f"{state_label(event.from_state)} → {state_label(event.to_state)}"
    return EventLine(
        moment=moment_vi(event.recorded_at),
        who=name or role_label(event.role),
        role=role_label(event.role),
        action=event_label(event.action),
        about=_about(event.case_id, trail.numbers),
        states=states,
        changes=[*_differences(payload), *_private(payload, trail.private.get(event.id, {}))],
    )


def _opening_line(
    access: PersonalDataAccess, name: str | None, numbers: Mapping[int, str]
) -> OpeningLine:
    fields = (gettext(_FIELDS.get(one, one)) for one in access.fields.split(","))
    return OpeningLine(
        moment=moment_vi(access.at),
        who=name or role_label(access.role),
        role=role_label(access.role),
        about=_about(access.case_id, numbers),
        petitioner=str(gettext("Người gửi số %(id)s", id=access.petitioner_id)),
        fields=", ".join(fields),
        reason=access.reason,
    )


def _about(case_id: int | None, numbers: Mapping[int, str]) -> str:
    if case_id is None:
        return str(gettext("Hệ thống"))
    return numbers.get(case_id, str(case_id))


def _differences(payload: Mapping[str, Any]) -> list[str]:
    """The changed values, each as "name: value"."""
    return [
        f"{_named(name)}: {_value(name, value)}"
        for name, value in payload["difference"].items()
        if value not in (None, [], "")
    ]


def _private(payload: Mapping[str, Any], shown: Mapping[str, str]) -> list[str]:
    """Which private texts go with the event; of those only `shown` may be read here."""
    read = [f"{_named(name)}: {text}" for name, text in shown.items()]
    names = [_named(name).lower() for name in payload["private"] if name not in shown]
    if names:
        read.append(str(gettext("Có ghi %(names)s (không hiện ở đây)", names=", ".join(names))))
    return read


def _named(name: str) -> str:
    return str(gettext(_CHANGES.get(name) or FIELD.get(name, name)))


def _value(name: str, value: Any) -> str:
    if isinstance(value, dict) and value.keys() <= {"from", "to"}:
        return f"{_value(name, value.get('from'))} → {_value(name, value.get('to'))}"
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return str(gettext("có") if value else gettext("không"))
    if name in _DAYS:
        return date_vi(dt.date.fromisoformat(str(value)))
    words = _VALUES.get(name, {}).get(value) if isinstance(value, str) else None
    if words is not None:
        return str(gettext(words))
    if isinstance(value, dict):
        return " - ".join(_value("", one) for one in value.values())
    return ", ".join(_value("", one) for one in value) if isinstance(value, list) else str(value)
