"""Keeping the working calendar: holidays, swapped days, their legal basis (R27; BLLĐ 2019 Đ112).

A case keeps the due date it was given: what changes here counts for dates worked out later (R32).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.queries.parameters import days_of_year
from models.reference import CalendarDay
from pakn.rules.deadlines import Due, Limit, Unit, due
from pakn.rules.permissions import Permission
from pakn.rules.working_days import CalendarNotCovered, DayKind
from pakn.services.clocks import calendar
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.record_changes import changes, read_line, require_sight

UNCONFIRMED = "unconfirmed"
DAY_KINDS = (*(kind.value for kind in DayKind), UNCONFIRMED)
FIRST_YEAR, LAST_YEAR = 2000, 2100
NAME_MAX = 120
BASIS_MAX = 300
DAYS_MOST = 3650
HOLIDAYS_OF_LAW = 11
"""Paid holidays of a year by BLLĐ 2019 Đ112.1; fewer mean that a year is not entered fully."""

_SATURDAY = 5


@dataclass(frozen=True)
class DayInputs:
    """A day that is not what its weekday says.

    Attributes:
        day: which; None where no day was typed.
        kind: of `DAY_KINDS`; `unconfirmed` is noted and not counted.
        legal_basis: the law or notice it stands on.
        confirmed: whether somebody compared it with that text.
        seen: digest of what the page showed of this day (`record_changes.sight`).
    """

    day: dt.date | None
    kind: str
    name: str
    legal_basis: str
    confirmed: bool
    seen: str


def set_day(ctx: Context, inputs: DayInputs) -> None:
    """Enter a day, or change what is entered of it; the same again does nothing.

    Raises:
        NotPermitted: the role used may not.
        InvalidInput: it cannot be such a day, or somebody changed it meanwhile.
    """
    ctx.require(Permission.ADMIN_CALENDAR_WRITE)
    row = _stored(ctx, inputs.day)
    before, after = day_values(row), _checked(inputs)
    if before == after:
        return
    require_sight(inputs.seen, before)
    if after["kind"] != DayKind.HOLIDAY:
        _require_another_holiday(ctx, row)
    if row is None:
        row = CalendarDay(day=inputs.day)
        ctx.session.add(row)
    row.kind, row.name = after["kind"], after["name"]
    row.legal_basis, row.confirmed = after["legal_basis"], after["confirmed"]
    _record(ctx, "calendar_set", inputs.day, before, after)


def remove_day(ctx: Context, day: dt.date, seen: str) -> None:
    """Take a day out of the calendar: it is again what its weekday says.

    Raises:
        NotFound: it is not in the calendar.
        InvalidInput: somebody changed it meanwhile, or its year would be left without holidays.
    """
    ctx.require(Permission.ADMIN_CALENDAR_WRITE)
    row = _stored(ctx, day)
    if row is None:
        raise NotFound(f"calendar day {day}")
    before = day_values(row)
    require_sight(seen, before)
    _require_another_holiday(ctx, row)
    ctx.session.delete(row)
    _record(ctx, "calendar_remove", day, before, None)


def entered_day(ctx: Context, day: dt.date) -> CalendarDay | None:
    """What is entered of a day."""
    ctx.require(Permission.ADMIN_CALENDAR_WRITE)
    return ctx.session.get(CalendarDay, day)


def entered_year(ctx: Context, year: int) -> Sequence[CalendarDay]:
    """The days of a year that are not what their weekday says, in order."""
    ctx.require(Permission.ADMIN_CALENDAR_WRITE)
    return days_of_year(ctx.session, year)


def day_values(row: CalendarDay | None) -> dict[str, Any] | None:
    """What a day's row says, for comparing; None where there is none."""
    if row is None:
        return None
    return {
        "kind": row.kind,
        "name": row.name,
        "legal_basis": row.legal_basis,
        "confirmed": row.confirmed,
    }


def due_after(ctx: Context, start: dt.date, days: int, unit: Unit) -> Due:
    """When so many days after a day end, with the explanation; stores nothing.

    Raises:
        InvalidInput: the count runs into a year whose holidays are not entered, or no number.
    """
    ctx.require(Permission.ADMIN_CALENDAR_WRITE)
    if not 1 <= days <= DAYS_MOST:
        raise InvalidInput({"days": "days_out_of_range"})
    asked = Limit("asked", days, unit, article="", confirmed=True, start_event="given")
    try:
        return due(asked, start, calendar(ctx))
    except (CalendarNotCovered, OverflowError) as error:
        raise InvalidInput({"start": "year_not_covered"}) from error


def _stored(ctx: Context, day: dt.date | None) -> CalendarDay | None:
    if day is None:
        return None
    return ctx.session.scalar(select(CalendarDay).where(CalendarDay.day == day).with_for_update())


def _checked(inputs: DayInputs) -> dict[str, Any]:
    errors: dict[str, str] = {}
    name = read_line(inputs.name, "name", errors, most=NAME_MAX)
    basis = read_line(
        inputs.legal_basis, "legal_basis", errors, most=BASIS_MAX, missing="basis_needed"
    )
    if inputs.day is None:
        errors["day"] = "required"
    elif not FIRST_YEAR <= inputs.day.year <= LAST_YEAR:
        errors["day"] = "year_out_of_range"
    elif wrong := _of_other_weekday(inputs.day, inputs.kind):
        errors["day"] = wrong
    if inputs.kind not in DAY_KINDS:
        errors["kind"] = "required"
    if inputs.confirmed and inputs.kind == UNCONFIRMED:
        errors["confirmed"] = "confirmed_which"
    if errors:
        raise InvalidInput(errors)
    kind, confirmed = inputs.kind, inputs.confirmed
    return {"kind": kind, "name": name, "legal_basis": basis, "confirmed": confirmed}


def _of_other_weekday(day: dt.date, kind: str) -> str | None:
    weekend = day.weekday() >= _SATURDAY
    if kind == DayKind.SWAPPED_WORK and not weekend:
        return "work_on_weekday"
    if kind == DayKind.SWAPPED_OFF and weekend:
        return "off_on_weekend"
    return None


def _require_another_holiday(ctx: Context, row: CalendarDay | None) -> None:
    """A year without holidays counts as not entered, and nothing could be due in it any more."""
    if row is None or row.kind != DayKind.HOLIDAY:
        return
    days = days_of_year(ctx.session, row.day.year)
    if not any(one.kind == DayKind.HOLIDAY and one.day != row.day for one in days):
        raise InvalidInput({"day": "last_holiday"})


def _record(
    ctx: Context,
    action: str,
    day: dt.date | None,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    assert day is not None
    said = {
        "day_kind" if name == "kind" else name: value
        for name, value in changes(before, after).items()
    }
    record(ctx, Act(action, difference={"day": day.isoformat(), **said}))
