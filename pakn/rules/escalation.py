"""The ladder of reminders and urging, as data, and what is due on a day (R30, R33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pakn.rules.working_days import Calendar


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
