"""Due dates that explain themselves (R27-R31, R59, R62)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pakn.rules.working_days import Calendar, DayKind

Value = str | int | bool


class Unit(StrEnum):
    """In what a limit is counted; part of the limit, never assumed (R30)."""

    WORKING = "working"
    CALENDAR = "calendar"


class StepCode(StrEnum):
    """One sentence of the explanation of a due date."""

    RULE = "rule"
    """params: limit, days, unit, article, confirmed."""
    DAY_ZERO = "day_zero"
    """params: event, working, and back_dated (the reason) where the day was set by hand."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"
    """A Saturday or Sunday that counted because it was worked."""
    ROLLED_FORWARD = "rolled_forward"
    """params: from. The last day was not worked (BLDS 2015 Đ148.5)."""
    EXTENDED = "extended"
    """params: days, unit, reason, from."""
    PAUSED = "paused"
    """params: days, unit, reason, from."""
    CAPPED = "capped"
    """params: from. The day asked for by R59."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation.

    Attributes:
        code: Which sentence.
        day: The day it speaks of.
        params: Named values for the sentence.
    """

    code: StepCode
    day: date
    params: tuple[tuple[str, Value], ...] = ()

    def as_values(self) -> dict[str, Value]:
        """The step as plain values (dates in ISO form), for JSON and for the case's record."""
        return {"code": self.code.value, "day": self.day.isoformat(), **dict(self.params)}


@dataclass(frozen=True, slots=True)
class Limit:
    """A dated parameter: how long somebody has, from what, by which article.

    Attributes:
        name: Slug of the limit, such as `answer`.
        days: How many; at least 1.
        unit: Working or calendar days.
        article: The legal source, or a note that it is an own target.
        confirmed: False while the number waits for confirmation against the text in force.
        start_event: The event that is day zero: `receipt`, `forward`, `re_forward` …
    """

    name: str
    days: int
    unit: Unit
    article: str
    confirmed: bool
    start_event: str

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"limit {self.name}: at least one day")


class MoveKind(StrEnum):
    """Why a due date is moved after it was set."""

    EXTENSION = "extension"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Move:
    """An extension granted, or the length of a pause, with its reason (R31).

    Attributes:
        kind: Extension or pause.
        days: By how much; at least 1.
        unit: Working or calendar days.
        reason: The code or text of the reason.
    """

    kind: MoveKind
    days: int
    unit: Unit
    reason: str

    def __post_init__(self) -> None:
        if self.days < 1 or not self.reason.strip():
            raise ValueError("a move needs at least one day and a reason")


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with its explanation; the limit ends at 24:00 of the day (BLDS 2015 Đ148.6)."""

    day: date
    explanation: tuple[Step, ...]


_STEP_OF_KIND = {
    DayKind.HOLIDAY: StepCode.HOLIDAY,
    DayKind.SWAPPED_OFF: StepCode.SWAPPED_OFF,
    DayKind.SWAPPED_WORK: StepCode.SWAPPED_WORK,
}


def due(limit: Limit, start: date, calendar: Calendar, *, back_dated: str | None = None) -> Due:
    """When a limit ends, and why.

    Args:
        limit: The limit in force on the receipt date of the case.
        start: Day zero, the local date of the start event; it is not counted (BLDS Đ147.3).
        calendar: Holidays and swapped days.
        back_dated: The reason why day zero lies before the entry, as with paper (R58).

    Returns:
        The due date and its explanation, in the order in which one would say it.

    Raises:
        CalendarNotCovered: The limit, or day zero, is in a year that is not covered.
    """
    zero: list[tuple[str, Value]] = [
        ("event", limit.start_event),
        ("working", calendar.is_working(start)),
    ]
    if back_dated is not None:
        zero.append(("back_dated", back_dated))
    rule = Step(
        StepCode.RULE,
        start,
        (
            ("limit", limit.name),
            ("days", limit.days),
            ("unit", limit.unit.value),
            ("article", limit.article),
            ("confirmed", limit.confirmed),
        ),
    )
    day, counted = _count(start, limit.days, limit.unit, calendar)
    return Due(day, (rule, Step(StepCode.DAY_ZERO, start, tuple(zero)), *counted))


def moved(before: Due, move: Move, calendar: Calendar) -> Due:
    """Move a due date by an extension or a pause; the old day stays in the explanation.

    Args:
        before: The due date so far.
        move: By how much and why.
        calendar: Holidays and swapped days.

    Returns:
        The later due date.

    Raises:
        CalendarNotCovered: The new day is in a year that is not covered.
    """
    day, counted = _count(before.day, move.days, move.unit, calendar)
    code = StepCode.EXTENDED if move.kind is MoveKind.EXTENSION else StepCode.PAUSED
    params: tuple[tuple[str, Value], ...] = (
        ("days", move.days),
        ("unit", move.unit.value),
        ("reason", move.reason),
        ("from", before.day.isoformat()),
    )
    return Due(day, (*before.explanation, Step(code, day, params), *counted))


def never_later_than(before: Due, cap: date) -> Due:
    """Cut a due date at the end of the comment period of a draft instrument (R59).

    Args:
        before: The due date as counted.
        cap: The last day for comments; kept even when it is not worked, because the drafting
            body closes then.

    Returns:
        The earlier of the two; the explanation says when it was cut.
    """
    if before.day <= cap:
        return before
    step = Step(StepCode.CAPPED, cap, (("from", before.day.isoformat()),))
    return replace(before, day=cap, explanation=(*before.explanation, step))


def pause_allowed(due_day: date, today: date, calendar: Calendar, last_days: int = 5) -> bool:
    """Whether an agency may still pause its clock: not in its last days, nor when overdue.

    Args:
        due_day: The due date now.
        today: The local date of the request.
        calendar: Holidays and swapped days.
        last_days: The closing stretch in working days (dated parameter).

    Returns:
        True when more than `last_days` working days are left.
    """
    return calendar.working_days_between(today, due_day) > last_days


def total_days(filed_on: date, today: date) -> int:
    """The one figure that nothing resets: calendar days since filing (R62).

    Args:
        filed_on: The local date of filing.
        today: The local date to count to; the closing date for a finished case.

    Returns:
        0 on the day of filing.

    Raises:
        ValueError: `today` is before the filing.
    """
    if today < filed_on:
        raise ValueError(f"{today.isoformat()} is before the filing on {filed_on.isoformat()}")
    return (today - filed_on).days


def _count(start: date, days: int, unit: Unit, calendar: Calendar) -> tuple[date, tuple[Step, ...]]:
    """Count from a day that is not counted itself, noting every day that is not ordinary."""
    if unit is Unit.WORKING:
        end = calendar.add_working_days(start, days)
        return end, tuple(_notes(start, end, calendar))
    counted = start + timedelta(days=days)
    end = calendar.roll_forward(counted)
    if end == counted:
        return end, ()
    rolled = Step(StepCode.ROLLED_FORWARD, end, (("from", counted.isoformat()),))
    return end, (*_notes(counted - timedelta(days=1), end, calendar), rolled)


def _notes(after: date, until: date, calendar: Calendar) -> Iterator[Step]:
    """A step for each day after `after` up to `until` that a plain week would not explain."""
    for offset in range(1, (until - after).days + 1):
        day = after + timedelta(days=offset)
        kind = calendar.kind_of(day)
        if kind is not None:
            yield Step(_STEP_OF_KIND[kind], day)
        elif not calendar.is_working(day):
            yield Step(StepCode.WEEKEND, day)
