"""How a due date is said in a list: the day, and how far away it is in working days."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext

from pakn.rules.working_days import Calendar, CalendarNotCovered
from pakn.web.formatting import date_vi, number_vi

_NEAR_WORKING_DAYS = 2


@dataclass(frozen=True)
class DueWords:
    """A due date for `due_tag`: the text says everything, the level colours it."""

    text: str
    level: str


def due_words(due_on: dt.date | None, today: dt.date, calendar: Calendar) -> DueWords | None:
    """A due date in words; None where no clock runs.

    Args:
        due_on: the last day of the limit.
        today: the local date.
        calendar: for working days; where it does not reach, only the day itself is said.
    """
    if due_on is None:
        return None
    if due_on == today:
        return DueWords(gettext("Hạn hôm nay, %(day)s", day=date_vi(due_on)), "near")
    left = _working_days(today, due_on, calendar)
    if due_on < today:
        return DueWords(_late(due_on, left), "late")
    if left is None:
        return DueWords(gettext("Hạn %(day)s", day=date_vi(due_on)), "plain")
    text = gettext(
        "Hạn %(day)s, còn %(left)s ngày làm việc", day=date_vi(due_on), left=number_vi(left)
    )
    return DueWords(text, "near" if left <= _NEAR_WORKING_DAYS else "plain")


def _late(due_on: dt.date, left: int | None) -> str:
    if not left:
        return gettext("Quá hạn từ %(day)s", day=date_vi(due_on))
    return gettext(
        "Quá hạn %(days)s ngày làm việc, từ %(day)s", days=number_vi(-left), day=date_vi(due_on)
    )


def _working_days(today: dt.date, due_on: dt.date, calendar: Calendar) -> int | None:
    try:
        return calendar.working_days_between(today, due_on)
    except CalendarNotCovered:
        return None
