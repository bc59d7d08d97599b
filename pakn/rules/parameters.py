"""What each dated parameter may hold: its shape, its bounds, and how people write it (R29-R32).

A parameter's value is plain JSON in its row. Here is how a person types one and how it is shown
again; a name that is not in the table is read by the shape of the value it holds.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pakn.rules.deadlines import Unit

TEXT_MAX = 1_000
LINES_MAX = 20
_DIGITS_MAX = 9


class Theme(StrEnum):
    """What a parameter is about; the list is ordered by it."""

    LIMITS = "limits"
    REMINDERS = "reminders"
    STANDING = "standing"
    LETTERS = "letters"
    FILING = "filing"
    FILES = "files"
    MESSAGES = "messages"
    REPORTS = "reports"
    OTHER = "other"


class Shape(StrEnum):
    """How a value is typed."""

    LIMIT = "limit"
    """A number of days and whether working days or calendar days are meant."""
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"
    LINES = "lines"
    """Several lines, in their order."""
    CHOICE = "choice"
    WORDS = "words"
    """Some of a set, in any order."""
    HOURS = "hours"
    """From one time of the day to another."""
    AGENCY = "agency"
    """The slug of an agency that is in force."""
    DATA = "data"
    """Anything else, as JSON."""


class BadValue(ValueError):
    """What was typed is no value of this parameter; `code` is a code of `FIELD_ERROR`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Kind:
    """What a parameter may hold.

    Attributes:
        theme, shape: where it stands and how it is typed.
        least, most: bounds of a number, both inclusive.
        choices: what may be chosen; as typed, which for a list is its parts with a comma.
        optional, empty: whether nothing may be typed, and what that means.
        read: False where no part of the program reads it yet.
    """

    theme: Theme
    shape: Shape
    least: int = 1
    most: int = 366
    choices: tuple[str, ...] = ()
    optional: bool = False
    empty: Any = ""
    read: bool = True


_START = ("receipt", "forward")


def _limit(*, read: bool = True, theme: Theme = Theme.LIMITS) -> Kind:
    return Kind(theme, Shape.LIMIT, read=read)


def _number(theme: Theme, most: int, *, least: int = 1, read: bool = True) -> Kind:
    return Kind(theme, Shape.NUMBER, least=least, most=most, read=read)


def _text(theme: Theme, *, optional: bool = False, empty: Any = "", read: bool = True) -> Kind:
    return Kind(theme, Shape.TEXT, optional=optional, empty=empty, read=read)


def _start(*, read: bool = True) -> Kind:
    return Kind(Theme.LIMITS, Shape.CHOICE, choices=_START, read=read)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "triage_limit_regulation": _limit(),
        "triage_target_conduct": _limit(read=False),
        "triage_limit_denunciation": _limit(),
        "triage_limit_vbqppl": _limit(read=False),
        "triage_limit_start": _start(read=False),
        "guide_limit_complaint": _limit(),
        "acceptance_limit": _limit(),
        "acceptance_limit_start": _start(read=False),
        "answer_limit": _limit(),
        "answer_limit_vbqppl": _limit(read=False),
        "answer_limit_start": _start(),
        "status_update_every": _limit(),
        "supplement_limit": _limit(),
        "pause_allowed": Kind(Theme.LIMITS, Shape.FLAG),
        "pause_closed_last_days": _limit(),
        "extension_max_days": _limit(read=False),
        "release_target": _limit(),
        "appeal_limit": _limit(),
        "return_decision_threshold": _number(Theme.LIMITS, 10),
        "outage_notice_days": _limit(),
        "working_hours": Kind(Theme.LIMITS, Shape.HOURS),
        "escalation_before_due": _number(Theme.REMINDERS, 60),
        "escalation_overdue_after": _number(Theme.REMINDERS, 60),
        "escalation_urge_after": _number(Theme.REMINDERS, 60),
        "escalation_head_after": _number(Theme.REMINDERS, 120),
        "urge_reply_limit": _limit(theme=Theme.REMINDERS),
        "standing_body": Kind(Theme.STANDING, Shape.AGENCY),
        "standing_body_name": _text(Theme.STANDING),
        "head_body_name": _text(Theme.STANDING),
        "head_title": _text(Theme.STANDING),
        "portal_name": _text(Theme.STANDING),
        "unit_symbol": _text(Theme.LETTERS),
        "taskforce_symbol": _text(Theme.LETTERS),
        "standing_body_above": _text(Theme.LETTERS, optional=True),
        "standing_body_symbol": _text(Theme.LETTERS),
        "standing_body_place": _text(Theme.LETTERS),
        "standing_body_signature": Kind(Theme.LETTERS, Shape.LINES),
        "head_signature": Kind(Theme.LETTERS, Shape.LINES),
        "member_signature": Kind(Theme.LETTERS, Shape.LINES),
        "letter_basis": _text(Theme.LETTERS),
        "letter_numbering": Kind(Theme.LETTERS, Shape.CHOICE, choices=("external", "internal")),
        "contact_required": Kind(
            Theme.FILING, Shape.CHOICE, choices=("either", "phone", "email", "both")
        ),
        "dedicated_phone": _text(Theme.FILING, optional=True, empty=None),
        "draft_expiry_days": _number(Theme.FILING, 90),
        "recover_within_days": _number(Theme.FILING, 3_660),
        "summary_copy_run": _number(Theme.FILING, 100, least=5),
        "case_number_pattern": _text(Theme.FILING, read=False),
        "attachment_types": Kind(
            Theme.FILES,
            Shape.WORDS,
            choices=("jpg", "jpeg", "png", "heic", "pdf", "doc", "docx", "xls", "xlsx"),
        ),
        # All files of a form come in one request, of which the web server reads 64 MB.
        "attachment_max_mb": _number(Theme.FILES, 20),
        "attachment_max_count": _number(Theme.FILES, 20),
        "upload_max_rows": _number(Theme.FILES, 5_000),
        "notify_channels": Kind(
            Theme.MESSAGES, Shape.CHOICE, choices=("mail, sms", "sms, mail", "mail", "sms")
        ),
        "notices_per_day": _number(Theme.MESSAGES, 50),
        "code_minutes": _number(Theme.MESSAGES, 60, least=2),
        "code_tries": _number(Theme.MESSAGES, 20),
        "codes_per_hour": _number(Theme.MESSAGES, 20),
        "report_closing_day": _number(Theme.REPORTS, 28, read=False),
        "report_due_day": _number(Theme.REPORTS, 28, read=False),
        "taskforce_report_due_day": _number(Theme.REPORTS, 28, read=False),
    }
)
"""Every parameter that comes with the program, in the order in which they are shown."""


def kind_of(name: str, value: Any, unit: str) -> Kind:
    """What a parameter may hold; one that is not in the table keeps the shape of its value."""
    known = KINDS.get(name)
    if known is not None:
        return known
    if isinstance(value, bool):
        return Kind(Theme.OTHER, Shape.FLAG)
    if isinstance(value, int):
        shape = Shape.LIMIT if unit in {one.value for one in Unit} else Shape.NUMBER
        return Kind(Theme.OTHER, shape, least=0, most=10**_DIGITS_MAX - 1)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return Kind(Theme.OTHER, Shape.LINES)
    if value is None or isinstance(value, str):
        return Kind(Theme.OTHER, Shape.TEXT, optional=not value, empty=value)
    return Kind(Theme.OTHER, Shape.DATA)


def read_value(kind: Kind, typed: str) -> Any:
    """The value that somebody typed.

    Raises:
        BadValue: it is none of this kind; the code says what is wrong.
    """
    text = typed.strip()
    if not text:
        if kind.optional:
            return kind.empty
        raise BadValue("required")
    return _READERS[kind.shape](kind, text)


def written(kind: Kind, value: Any) -> str:
    """A value as somebody would type it; `read_value` gives it back.

    Args:
        kind: of the parameter.
        value: as it stands in its row.
    """
    if value is None:
        return ""
    match kind.shape:
        case Shape.FLAG:
            return "yes" if value else "no"
        case Shape.LINES:
            return "\n".join(str(one) for one in value)
        case Shape.HOURS:
            return f"{value['start']} - {value['end']}"
        case Shape.DATA:
            return json.dumps(value, ensure_ascii=False, indent=1)
        case _:
            return ", ".join(value) if isinstance(value, list) else str(value)


def _read_number(kind: Kind, text: str) -> int:
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX
    if not plain:
        raise BadValue("not_a_number")
    number = int(text)
    if not kind.least <= number <= kind.most:
        raise BadValue("out_of_bounds")
    return number


def _read_flag(_kind: Kind, text: str) -> bool:
    return _one_of(("yes", "no"), text) == "yes"


def _read_choice(kind: Kind, text: str) -> str | list[str]:
    """One of the choices; where they are lists, the list."""
    chosen = _one_of(kind.choices, text)
    return chosen.split(", ") if any("," in one for one in kind.choices) else chosen


def _one_of(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise BadValue("not_a_choice")
    return text


def _read_text(_kind: Kind, text: str) -> str:
    if len(text) > TEXT_MAX:
        raise BadValue("over_long")
    return " ".join(text.split())


def _read_lines(_kind: Kind, text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > LINES_MAX or len(text) > TEXT_MAX:
        raise BadValue("over_long")
    return lines


def _read_words(kind: Kind, text: str) -> list[str]:
    words = [word.lower().lstrip(".") for word in re.split(r"[\s,;]+", text) if word]
    if not words:
        raise BadValue("required")
    if set(words) - set(kind.choices):
        raise BadValue("unknown_word")
    return [word for word in kind.choices if word in words]


_HOURS = re.compile(r"(\d{1,2})[:hg](\d{2})\s*(?:-|–|đến)\s*(\d{1,2})[:hg](\d{2})", re.ASCII)


def _read_hours(_kind: Kind, text: str) -> dict[str, str]:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise BadValue("bad_hours")
    try:
        start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError as error:
        raise BadValue("bad_hours") from error
    if start >= end:
        raise BadValue("bad_hours")
    return {"start": start.strftime("%H:%M"), "end": end.strftime("%H:%M")}


def _read_data(_kind: Kind, text: str) -> Any:
    if len(text) > TEXT_MAX * 5:
        raise BadValue("over_long")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadValue("bad_data") from error


_READERS: Mapping[Shape, Callable[[Kind, str], Any]] = MappingProxyType(
    {
        Shape.LIMIT: _read_number,
        Shape.NUMBER: _read_number,
        Shape.FLAG: _read_flag,
        Shape.CHOICE: _read_choice,
        Shape.LINES: _read_lines,
        Shape.WORDS: _read_words,
        Shape.HOURS: _read_hours,
        Shape.DATA: _read_data,
        Shape.TEXT: _read_text,
        Shape.AGENCY: _read_text,
    }
)
