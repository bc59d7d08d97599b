"""Counts for the staff, from the daily counters: no table is counted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from models.queries.counts import balances, by_day, totals
from pakn.rules.periods import Period, PeriodKind, period_of
from pakn.rules.permissions import Permission
from pakn.services.context import Context


@dataclass(frozen=True)
class Counts:
    """What happened this report month, the month before, and ever (R40).

    Attributes:
        this_month, last_month: the periods, from the 15th to the 14th.
        now, before, ever: counts by name, `received`, `forwarded`, … and `received:<channel>`.
        daily: petitions received on each day of this month so far that had any.
        states: how many cases are in each state now.
    """

    this_month: Period
    last_month: Period
    now: Mapping[str, int]
    before: Mapping[str, int]
    ever: Mapping[str, int]
    daily: Mapping[dt.date, int]
    states: Mapping[str, int]


def read_counts(ctx: Context) -> Counts:
    """The counts of the day."""
    ctx.require(Permission.REPORTS_COUNTS_READ)
    this_month = period_of(ctx.today, PeriodKind.MONTH)
    last_month = period_of(this_month.start - dt.timedelta(days=1), PeriodKind.MONTH)
    session = ctx.session
    return Counts(
        this_month=this_month,
        last_month=last_month,
        now=totals(session, this_month.start, this_month.end),
        before=totals(session, last_month.start, last_month.end),
        ever=totals(session),
        daily=by_day(session, "received", this_month.start, ctx.today),
        states=balances(session, "state"),
    )
