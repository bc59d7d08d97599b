"""Which member of the Task Force follows which agency, and when (QĐ 51/QĐ-TCTCCTTHC, R25)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from models.agency import Agency, AgencyFollower
from models.people import User
from models.queries.register_bodies import Following, followings_of, may_follow
from pakn.rules.states import Role
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.registering import day_problem, locked_agency

FOLLOWING_ROLES = (Role.TASKFORCE_MEMBER, Role.STANDING_MEMBER, Role.STANDING_DEPUTY)
"""Who may be given agencies to follow."""

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class FollowInputs:
    """A member follows an agency from a day on.

    Attributes:
        since: None: from today.
        replace: whoever follows it until then does so until the day before.
    """

    user_id: int | None
    since: dt.date | None
    until: dt.date | None
    replace: bool = False


def start_following(ctx: Context, agency_id: int, inputs: FollowInputs) -> tuple[str, ...]:
    """Have a member follow an agency; copies go to this member from then on.

    Returns:
        `follower_leads_addressee` where the member works at the agency itself: the copy then goes
        to those whom it is meant to watch, and somebody should think again.

    Raises:
        NotFound: no such agency.
        InvalidInput: no such member, days that do not fit, or a day on which another follows.
    """
    agency = locked_agency(ctx, agency_id)
    since = inputs.since or ctx.today
    member = _member(ctx, inputs.user_id)
    errors = _day_errors(ctx, agency, since, inputs.until)
    if member is None:
        errors["user_id"] = "no_member"
    if errors or member is None:
        raise InvalidInput(errors)
    others = [
        one
        for one in followings_of(ctx.session, agency.id)
        if _overlap(one.row, since, inputs.until)
    ]
    if any(one.user.id == member.id for one in others):
        raise InvalidInput({"user_id": "follows_already"})
    _make_room(ctx, agency, others, since, replace=inputs.replace)
    row = AgencyFollower(
        agency_id=agency.id, user_id=member.id, valid_from=since, valid_to=inputs.until
    )
    ctx.session.add(row)
    _record(ctx, "follow_start", agency, row)
    return ("follower_leads_addressee",) if member.agency_id == agency.id else ()


def end_following(ctx: Context, agency_id: int, row_id: int, last_day: dt.date | None) -> None:
    """End that a member follows an agency; one that has not begun is taken away.

    Args:
        ctx: the act.
        agency_id: the agency.
        row_id: the row of the member and the agency.
        last_day: None: yesterday, so that nothing more is copied from now on.

    Raises:
        NotFound: the agency has no such row.
        InvalidInput: the day has passed, or lies before it began.
    """
    agency = locked_agency(ctx, agency_id)
    row = ctx.session.scalar(
        select(AgencyFollower)
        .where(AgencyFollower.id == row_id, AgencyFollower.agency_id == agency.id)
        .with_for_update()
    )
    if row is None:
        raise NotFound(f"follower {row_id}")
    last = last_day or ctx.today - _ONE_DAY
    if last_day is not None and last_day < ctx.today:
        raise InvalidInput({"last_day": "in_past"})
    if row.valid_to is not None and row.valid_to <= last:
        return
    if row.valid_from > last:
        ctx.session.delete(row)
    else:
        row.valid_to = last
    _record(ctx, "follow_end", agency, row)


def _member(ctx: Context, user_id: int | None) -> User | None:
    people = may_follow(ctx.session, [role.value for role in FOLLOWING_ROLES], ctx.today)
    return next((one for one in people if one.id == user_id), None)


def _day_errors(
    ctx: Context, agency: Agency, since: dt.date, until: dt.date | None
) -> dict[str, str]:
    if problem := day_problem(since):
        return {"since": problem}
    if since < agency.valid_from or (agency.valid_to is not None and since > agency.valid_to):
        return {"since": "not_then"}
    if since < ctx.today:
        return {"since": "in_past"}
    if until is not None and (until < since or day_problem(until)):
        return {"until": "ends_first"}
    if until is not None and agency.valid_to is not None and until > agency.valid_to:
        return {"until": "not_then"}
    return {}


def _make_room(
    ctx: Context, agency: Agency, others: list[Following], since: dt.date, *, replace: bool
) -> None:
    """Whoever follows until now ends the day before, where that was asked for."""
    if not others:
        return
    if not replace or any(one.row.valid_from >= since for one in others):
        raise InvalidInput({"user_id": "another_follows"})
    for one in others:
        one.row.valid_to = since - _ONE_DAY
        _record(ctx, "follow_end", agency, one.row)


def _overlap(row: AgencyFollower, since: dt.date, until: dt.date | None) -> bool:
    ended_before = row.valid_to is not None and row.valid_to < since
    return not ended_before and (until is None or row.valid_from <= until)


def _record(ctx: Context, action: str, agency: Agency, row: AgencyFollower) -> None:
    dates = {
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }
    said = {"agency": agency.slug, "user": row.user_id, **dates}
    record(ctx, Act(action, agency_id=agency.id, difference=said))
