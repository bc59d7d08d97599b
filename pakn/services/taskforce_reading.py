"""What the Task Force reads: members what they follow, those who direct all that is open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.agency import Agency, AgencyFollower
from models.queries import casefile, cases, forward_copies
from models.queries.agencies import followed_agency_ids, followings, living_by_slug
from models.queries.agency_cases import SEALED_STATES
from models.queries.casefile import CaseFile
from models.queries.cases import CaseRow, Page
from models.queries.counts import balances, totals
from models.queries.forward_copies import CopyRow, FollowedSpan
from models.queries.reminders import HeadPage, head_list
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import Period, PeriodKind, period_of
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context, NotFound

OVERDUE_SHOWN = 25
_WITH_AGENCIES = ("forwarded", "in_progress")


@dataclass(frozen=True)
class Overview:
    """The state of all cases, from counters.

    Attributes:
        states: how many cases are in each state now.
        period: the report month that runs.
        counts: what happened in it: `received`, `forwarded`, `answered`, …
        overdue: the cases overdue longest at agencies, `OVERDUE_SHOWN` at most.
    """

    states: Mapping[str, int]
    period: Period
    counts: Mapping[str, int]
    overdue: Sequence[CaseRow]


@dataclass(frozen=True)
class Copies:
    """A page of the copies a member has.

    Attributes:
        followed_today: the agencies whose cases the member may open.
    """

    rows: Sequence[CopyRow]
    next_before: int | None
    followed_today: frozenset[int]


@dataclass(frozen=True)
class HeadList:
    """A page of the Head's list.

    Attributes:
        agency: the one that was asked for; None for all.
    """

    agency: Agency | None
    page: HeadPage


def read_followings(ctx: Context) -> Sequence[AgencyFollower]:
    """The agencies the actor follows today, each with its agency (R25)."""
    ctx.require(Permission.TASKFORCE_CASES_READ)
    if ctx.actor.user_id is None:
        return ()
    return followings(ctx.session, ctx.actor.user_id, ctx.today)


def read_copies(ctx: Context, before: int | None = None) -> Copies:
    """Forwards to the agencies that the actor followed on the day of the forward (R25)."""
    ctx.require(Permission.TASKFORCE_CASES_READ)
    if ctx.actor.user_id is None:
        return Copies((), None, frozenset())
    spans = [_span(one) for one in forward_copies.followings_ever(ctx.session, ctx.actor.user_id)]
    rows = forward_copies.copies(ctx.session, spans, before=before)
    more = len(rows) > forward_copies.PAGE
    shown = rows[: forward_copies.PAGE]
    today = followed_agency_ids(ctx.session, ctx.actor.user_id, ctx.today)
    return Copies(shown, shown[-1].assignment_id if more else None, frozenset(today))


def _span(one: AgencyFollower) -> FollowedSpan:
    end = one.valid_to + dt.timedelta(days=1) if one.valid_to else None
    return FollowedSpan(one.agency_id, _midnight(one.valid_from), _midnight(end) if end else None)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), LOCAL_ZONE).astimezone(dt.UTC)


def read_open_cases(
    ctx: Context, followed: Sequence[AgencyFollower], after: str | None = None
) -> Page:
    """Open cases led by the agencies the actor follows, by due date.

    Raises:
        BadPageKey: `after` was tampered with.
    """
    ids = [one.agency_id for one in followed]
    return cases.of_agencies_open(ctx.session, ids, after=after)


def read_overview(ctx: Context) -> Overview:
    """The state of all cases, for those who direct."""
    ctx.require(Permission.DIRECTION_INBOX_READ)
    period = period_of(ctx.today, PeriodKind.MONTH)
    return Overview(
        states=balances(ctx.session, "state"),
        period=period,
        counts=totals(ctx.session, period.start, period.end),
        overdue=cases.overdue(ctx.session, _WITH_AGENCIES, ctx.today, limit=OVERDUE_SHOWN),
    )


def read_head_list(ctx: Context, slug: str = "", after: str | None = None) -> HeadList:
    """What is overdue so long that it is told to the Head, the longest first (R33).

    Args:
        ctx: by those who direct.
        slug: one agency only; "" for all. One that is not living is as if it were not asked.
        after: the key of the page before; raises BadPageKey where it was tampered with.
    """
    ctx.require(Permission.DIRECTION_INBOX_READ)
    agency = living_by_slug(ctx.session, slug, ctx.today) if slug else None
    agency_id = agency.id if agency else None
    page = head_list(ctx.session, ctx.today, agency_id=agency_id, after=after)
    return HeadList(agency, page)


def read_overdue_counts(
    ctx: Context, followed: Sequence[AgencyFollower]
) -> list[tuple[AgencyFollower, int]]:
    """How many cases are overdue at each agency that the actor follows."""
    ctx.require(Permission.TASKFORCE_CASES_READ)
    counts = cases.overdue_counts(
        ctx.session, [one.agency_id for one in followed], _WITH_AGENCIES, ctx.today
    )
    return [(one, counts.get(one.agency_id, 0)) for one in followed]


def read_case(ctx: Context, case_id: int) -> CaseFile:
    """A case for reading: a member's at an agency they follow today, any for those who direct.

    Raises:
        NotFound: there is none, it is sealed, or it is with an agency the member does not follow.
    """
    ctx.require(Permission.TASKFORCE_CASES_READ)
    file = casefile.read(ctx.session, case_id)
    if file is None or file.case.state in SEALED_STATES or file.case.legal_kind == "to_cao":
        raise NotFound(f"case {case_id}")
    if may(ctx.actor.role, Permission.CASE_DETAIL_READ):
        return file
    user_id = ctx.actor.user_id
    followed = followed_agency_ids(ctx.session, user_id, ctx.today) if user_id is not None else ()
    if file.case.lead_agency_id not in followed:
        raise NotFound(f"case {case_id}")
    return file
