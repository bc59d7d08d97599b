"""Reading counters: what pages show instead of counting tables."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.jobs import Balance, DailyCount


def balances(session: Session, name: str) -> dict[str, int]:
    """How many there are now, by key (`state` → cases in each state)."""
    rows = session.execute(select(Balance.key, Balance.value).where(Balance.name == name))
    return dict(rows.all())


def totals(
    session: Session, start: dt.date | None = None, end: dt.date | None = None
) -> dict[str, int]:
    """Sums of the daily counts by name, over a span of days (both ends counted)."""
    query = select(DailyCount.name, func.sum(DailyCount.value)).group_by(DailyCount.name)
    if start is not None:
        query = query.where(DailyCount.day >= start)
    if end is not None:
        query = query.where(DailyCount.day <= end)
    return {name: int(value) for name, value in session.execute(query)}


def by_day(session: Session, name: str, start: dt.date, end: dt.date) -> dict[dt.date, int]:
    """One count, day by day."""
    rows = session.execute(
        select(DailyCount.day, DailyCount.value)
        .where(DailyCount.name == name, DailyCount.day >= start, DailyCount.day <= end)
        .order_by(DailyCount.day)
    )
    return dict(rows.all())
