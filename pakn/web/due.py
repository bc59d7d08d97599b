"""Due dates on pages: the day, and how far away it is in working days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from models.casework import Case
from pakn.labels.deadlines import CLOCK, explain
from pakn.rules.working_days import Calendar, CalendarNotCovered
from pakn.web.formatting import date_vi

_NEAR_WORKING_DAYS = 3


@dataclass(frozen=True)
class DueShown:
    """What `due_tag` shows; `level` is plain, near or late."""

    text: str
    level: str


def due_shown(
    due_on: dt.date | None, today: dt.date, calendar: Calendar, clock: str | None = None
) -> DueShown | None:
    """A due date in words; the text alone says everything.

    Args:
        due_on: the last day; None where no clock runs.
        today: the day in Vietnam.
        calendar: for the number of working days.
        clock: which clock it is, where the page does not say so otherwise.
    """
    if due_on is None:
        return None
    name = str(gettext(CLOCK[clock])) if clock else str(gettext("Hạn"))
    said = f"{name} {date_vi(due_on)}"
    left = _working_days(today, due_on, calendar)
    if due_on < today:
        return DueShown(f"{said}, {_late(left)}", "late")
    if due_on == today:
        return DueShown(f"{said}, {gettext('là hôm nay')}", "near")
    if left is None:
        return DueShown(said, "plain")
    text = gettext("còn %(left)s ngày làm việc", left=left)
    return DueShown(f"{said}, {text}", "near" if left <= _NEAR_WORKING_DAYS else "plain")


def explanation(case: Case) -> list[str]:
    """Why the running clock ends when it does, sentence by sentence (R27-R31)."""
    steps: list[Mapping[str, Any]] = case.due_explained
    return [explain(step, lambda text: str(gettext(text))) for step in steps]


def _late(left: int | None) -> str:
    if not left:
        return str(gettext("đã quá hạn"))
    return str(gettext("đã quá %(days)s ngày làm việc", days=-left))


def _working_days(today: dt.date, due_on: dt.date, calendar: Calendar) -> int | None:
    try:
        return calendar.working_days_between(today, due_on)
    except CalendarNotCovered:
        return None
