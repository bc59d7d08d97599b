"""The working calendar in words and as twelve months."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext

from models.reference import CalendarDay
from pakn.labels.deadlines import explain
from pakn.labels.keeping import DAY_KIND
from pakn.labels.marker import _N
from pakn.rules.deadlines import Due, StepCode
from pakn.services.calendar_keeping import FIRST_YEAR, HOLIDAYS_OF_LAW, LAST_YEAR
from pakn.web.formatting import date_vi

WEEKDAYS = (
    _N("Thứ Hai"),
    _N("Thứ Ba"),
    _N("Thứ Tư"),
    _N("Thứ Năm"),
    _N("Thứ Sáu"),
    _N("Thứ Bảy"),
    _N("Chủ nhật"),
)
# A letter in the picture says what its colour says; the legend explains it.
LETTERS: Mapping[str, str] = MappingProxyType(
    {"holiday": "L", "swapped_off": "N", "swapped_work": "B", "unconfirmed": "?"}
)
_SATURDAY = 5
_WEEKS = calendar.Calendar()


@dataclass(frozen=True)
class Cell:
    """A day in the picture of a month; `kind` is weekend, ordinary or a kind of day."""

    number: int
    kind: str
    letter: str = ""
    words: str = ""
    href: str = ""
    today: bool = False


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday, None outside of it."""

    name: str
    weeks: Sequence[Sequence[Cell | None]]


@dataclass(frozen=True)
class DayLine:
    """One entered day."""

    day: str
    weekday: str
    kind: str
    letter: str
    name: str
    legal_basis: str
    confirmed: bool
    edit_url: str


@dataclass(frozen=True)
class DueShown:
    """The answer of "tính hạn"."""

    day: str
    weekday: str
    steps: Sequence[str]


def months(year: int, days: Sequence[CalendarDay], today: dt.date) -> list[Month]:
    """The twelve months of a year."""
    entered = {row.day: row for row in days}
    return [
        Month(
            str(gettext("Tháng %(month)s", month=month)),
            [
                [
                    _cell(day, entered.get(day), today) if day.month == month else None
                    for day in week
                ]
                for week in _WEEKS.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def day_lines(days: Sequence[CalendarDay]) -> list[DayLine]:
    """The entered days, one a line."""
    return [
        DayLine(
            day=date_vi(row.day),
            weekday=weekday(row.day),
            kind=str(gettext(DAY_KIND[row.kind])),
            letter=LETTERS[row.kind],
            name=row.name,
            legal_basis=row.legal_basis or "–",
            confirmed=row.confirmed,
            edit_url=url_for("working_calendar.change", day=row.day.isoformat()),
        )
        for row in days
    ]


def year_warnings(year: int, days: Sequence[CalendarDay]) -> list[str]:
    """What is doubtful about a year's calendar."""
    holidays = sum(row.kind == "holiday" for row in days)
    open_days = sum(not row.confirmed for row in days)
    said = []
    if not holidays:
        said.append(
            gettext(
                "Năm %(year)s chưa có ngày nghỉ lễ nào: hệ thống chưa tính được hạn trong năm này.",
                year=year,
            )
        )
    elif holidays < HOLIDAYS_OF_LAW:
        said.append(
            gettext(
                "Mới có %(count)s ngày nghỉ lễ; Bộ luật Lao động 2019 Điều 112 có ít nhất "
                "%(law)s ngày. Hạn tính trong năm này có thể sai.",
                count=holidays,
                law=HOLIDAYS_OF_LAW,
            )
        )
    if open_days:
        said.append(
            gettext("Còn %(count)s ngày chưa đối chiếu với văn bản có hiệu lực.", count=open_days)
        )
    return [str(text) for text in said]


def years_beside(year: int) -> tuple[str | None, str | None]:
    """Addresses of the year before and the year after."""
    return (
        url_for("working_calendar.year", nam=year - 1) if year > FIRST_YEAR else None,
        url_for("working_calendar.year", nam=year + 1) if year < LAST_YEAR else None,
    )


def due_shown(found: Due) -> DueShown:
    """When so many days end, with each step; no rule or article is named, for none was asked."""
    steps = [step.as_values() for step in found.explanation if step.code is not StepCode.RULE]
    return DueShown(
        day=date_vi(found.day),
        weekday=weekday(found.day),
        steps=[explain(step, lambda text: str(gettext(text))) for step in steps],
    )


def weekday(day: dt.date) -> str:
    """The name of a day's weekday."""
    return str(gettext(WEEKDAYS[day.weekday()]))


def _cell(day: dt.date, row: CalendarDay | None, today: dt.date) -> Cell:
    if row is None:
        kind = "weekend" if day.weekday() >= _SATURDAY else "ordinary"
        return Cell(day.day, kind, today=day == today)
    words = f"{gettext(DAY_KIND[row.kind])}: {row.name}"
    if not row.confirmed:
        words = f"{words} ({gettext('chưa đối chiếu')})"
    return Cell(
        number=day.day,
        kind=row.kind,
        letter=LETTERS[row.kind],
        words=words,
        href=url_for("working_calendar.change", day=day.isoformat()),
        today=day == today,
    )
