"""Due dates on pages: the day, and how far away it is in working days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from models.casework import Case
from pakn.labels.deadlines import explain
from pakn.rules.working_days import Calendar, CalendarNotCovered
from pakn.web.formatting import date_vi

_NEAR_WORKING_DAYS = 3


@dataclass(frozen=True)
class DueShown:
    """What `due_tag` shows; `level` is plain, near or late."""

    text: str
    level: str


def due_shown(due_on: dt.date | None, today: dt.date, calendar: Calendar) -> DueShown | None:
    """A due date in words; the text alone says everything.

    Args:
        due_on: the last day; None where no clock runs.
        today: the day in Vietnam.
        calendar: for the number of working days.
    """
    if due_on is None:
        return None
    left = _working_days(today, due_on, calendar)
    day = date_vi(due_on)
    if due_on < today:
        return DueShown(_late(day, left), "late")
    if due_on == today:
        return DueShown(gettext("Hạn hôm nay, %(day)s", day=day), "near")
    if left is None:
        return DueShown(gettext("Hạn %(day)s", day=day), "plain")
    text = gettext("Hạn %(day)s, còn %(left)s ngày làm việc", day=day, left=left)
    return DueShown(text, "near" if left <= _NEAR_WORKING_DAYS else "plain")


def explanation(case: Case) -> list[str]:
    """Why the running clock ends when it does, sentence by sentence (R27-R31)."""
    steps: list[Mapping[str, Any]] = case.due_explained
    return [explain(step, lambda text: str(gettext(text))) for step in steps]


def _late(day: str, left: int | None) -> str:
    if not left:
        return str(gettext("Quá hạn từ %(day)s", day=day))
    return str(gettext("Quá hạn %(days)s ngày làm việc (hạn %(day)s)", days=-left, day=day))


def _working_days(today: dt.date, due_on: dt.date, calendar: Calendar) -> int | None:
    try:
        return calendar.working_days_between(today, due_on)
    except CalendarNotCovered:
        return None
