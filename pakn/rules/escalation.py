"""The ladder of reminders and urging, as data, and what is due on a day (R30, R33)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pakn.rules.working_days import Calendar, CalendarNotCovered

_ONE_DAY = timedelta(days=1)


class LadderAct(StrEnum):
    """What a step of the ladder does. The program drafts and lists; people sign (R45)."""

    REMIND = "remind"
    """A line in the digest to the agency's focal person."""
    DRAFT_URGE = "draft_urge"
    """A draft văn bản đôn đốc, with a copy to the member who follows the agency."""
    LIST_FOR_HEAD = "list_for_head"
    """An item in the next report to the Head."""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step of the ladder, a dated parameter.

    Attributes:
        name: Slug, part of the key that makes the step happen once.
        offset_working_days: Working days from the due date; negative before it.
        act: What happens.
    """

    name: str
    offset_working_days: int
    act: LadderAct


DEFAULT_LADDER: tuple[LadderStep, ...] = (
    LadderStep("before_due", -2, LadderAct.REMIND),
    LadderStep("due", 0, LadderAct.REMIND),
    LadderStep("overdue", 1, LadderAct.REMIND),
    LadderStep("overdue_urge", 3, LadderAct.DRAFT_URGE),
    LadderStep("overdue_head", 10, LadderAct.LIST_FOR_HEAD),
)
"""The ladder a new installation begins with: own targets, no number is in law."""


def steps_due(
    due_on: date, today: date, calendar: Calendar, ladder: Sequence[LadderStep]
) -> tuple[LadderStep, ...]:
    """The steps of the ladder that a case has reached.

    Of the steps with the same act only the latest reached one is given, so that a case found
    late, or a scheduler that slept, brings one reminder and not three. The caller makes each
    step happen once, by its name. On a day that is not worked nothing is due: the next working
    day gives it.

    Args:
        due_on: The due date.
        today: The local date.
        calendar: Holidays and swapped days.
        ladder: The steps in force.

    Returns:
        The steps, ordered by offset.

    Raises:
        CalendarNotCovered: A step or today is in a year that is not covered.
    """
    if not calendar.is_working(today):
        return ()
    latest: dict[LadderAct, LadderStep] = {}
    for step in sorted(ladder, key=lambda step: step.offset_working_days):
        if calendar.add_working_days(due_on, step.offset_working_days) > today:
            break
        latest[step.act] = step
    return tuple(sorted(latest.values(), key=lambda step: step.offset_working_days))


@dataclass(frozen=True, slots=True)
class Window:
    """Which due dates reach a step on a day: those after `after`, up to and including `until`.

    What `steps_due` says of one due date, said for all of them, so that a database finds the cases
    by its index.
    """

    step: LadderStep
    after: date | None
    until: date


def windows(today: date, calendar: Calendar, ladder: Sequence[LadderStep]) -> tuple[Window, ...]:
    """For each step the due dates that `steps_due` would give it on a day.

    Args:
        today: The local date.
        calendar: Holidays and swapped days.
        ladder: The steps in force.

    Returns:
        Nothing on a day that is not worked. A window is open below for the latest step of its act.
    """
    if not calendar.is_working(today):
        return ()
    found: list[Window] = []
    later: dict[LadderAct, date] = {}
    for step in sorted(ladder, key=lambda one: -one.offset_working_days):
        until = latest_due(today, calendar, step.offset_working_days)
        if until is not None:
            found.append(Window(step, later.get(step.act), until))
            later[step.act] = until
    return tuple(reversed(found))


def latest_due(today: date, calendar: Calendar, offset_working_days: int) -> date | None:
    """The latest due date from which so many working days have gone by on a day.

    Args:
        today: The local date.
        calendar: Holidays and swapped days.
        offset_working_days: Working days from the due date; negative before it.

    Returns:
        None where the calendar does not reach back far enough to tell.
    """

    def reached(day: date) -> bool:
        return calendar.add_working_days(day, offset_working_days) <= today

    day = today
    try:
        while not reached(day):
            day -= _ONE_DAY
    except CalendarNotCovered:
        return None
    with suppress(CalendarNotCovered):
        while reached(day + _ONE_DAY):
            day += _ONE_DAY
    return day


def status_update_windows(
    oldest: date, today: date, calendar: Calendar, every_working_days: int = 7
) -> tuple[tuple[int, date | None, date], ...]:
    """For each number of status updates owed, which due dates owe just as many on a day.

    Args:
        oldest: The earliest due date there is.
        today: The local date.
        calendar: Holidays and swapped days.
        every_working_days: The interval in working days.

    Returns:
        The number, and the due dates after the first and up to the second; the last window is
        open below.

    Raises:
        ValueError: The interval is below 1.
    """
    if every_working_days < 1:
        raise ValueError("status updates need an interval of at least one working day")
    ends: list[date] = []
    while not ends or ends[-1] >= oldest:
        end = latest_due(today, calendar, every_working_days * (len(ends) + 1))
        if end is None:
            break
        ends.append(end)
    lower = [*ends[1:], None]
    return tuple(
        (n, after, until) for n, (after, until) in enumerate(zip(lower, ends, strict=True), 1)
    )


def status_updates_due(
    due_on: date, today: date, calendar: Calendar, every_working_days: int = 7
) -> int:
    """How many status updates an agency owes since its answer limit was exceeded (R30, R62).

    Args:
        due_on: The due date of the answer.
        today: The local date.
        calendar: Holidays and swapped days.
        every_working_days: The interval in working days (QĐ 574/QĐ-TTg: 7; dated parameter).

    Returns:
        0 up to the day before the first is due.

    Raises:
        ValueError: The interval is below 1.
        CalendarNotCovered: A day between is in a year that is not covered.
    """
    if every_working_days < 1:
        raise ValueError("status updates need an interval of at least one working day")
    return max(0, calendar.working_days_between(due_on, today)) // every_working_days
