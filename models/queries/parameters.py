"""Dated parameters and the working calendar: `in_force(name, on)` is the one way to read them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from models.reference import CalendarDay, Parameter

# Built once: every act reads several parameters, and building a query costs more than running it.
_IN_FORCE = (
    select(Parameter)
    .where(
        Parameter.name == bindparam("wanted", type_=Parameter.name.type),
        Parameter.valid_from <= bindparam("on", type_=Parameter.valid_from.type),
        or_(
            Parameter.valid_to.is_(None),
            Parameter.valid_to >= bindparam("on", type_=Parameter.valid_from.type),
        ),
    )
    .order_by(Parameter.valid_from.desc())
    .limit(1)
)
_DAYS = select(CalendarDay.day, CalendarDay.kind)


class NotInForce(LookupError):
    """No value of this parameter was in force on this day."""


def in_force(session: Session, name: str, on: dt.date) -> Parameter:
    """The value of a parameter on a day, by its dates, whenever it was entered (R32, R51).

    Args:
        session: where to read.
        name: the parameter's name, e.g. `answer_limit`.
        on: the day that counts; for a case its receipt date.

    Raises:
        NotInForce: nothing was in force.
    """
    row: Parameter | None = session.scalar(_IN_FORCE, {"wanted": name, "on": on})
    if row is None:
        raise NotInForce(f"{name} on {on}")
    return row


def value_in_force(session: Session, name: str, on: dt.date) -> Any:
    """The bare value of a parameter on a day; raises NotInForce."""
    return in_force(session, name, on).value


def calendar_days(session: Session) -> dict[dt.date, str]:
    """All days that are not what their weekday says, by kind (about 40 a year)."""
    return dict(session.execute(_DAYS).all())


def days_of_year(session: Session, year: int) -> Sequence[CalendarDay]:
    """The days of one year that are not what their weekday says, in order."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return session.scalars(
        select(CalendarDay).where(CalendarDay.day.between(first, last)).order_by(CalendarDay.day)
    ).all()
