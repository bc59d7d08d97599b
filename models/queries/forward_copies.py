"""What was forwarded to the agencies a member follows, and the agencies that nobody follows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from models.agency import Agency, AgencyFollower
from models.casework import Assignment, Case
from models.intake import Petition
from models.people import User

PAGE = 25
_SEALED = ("quarantined", "transferred_denunciation")


@dataclass(frozen=True)
class FollowedSpan:
    """An agency and the span in which it was followed: moments from, and before."""

    agency_id: int
    start: dt.datetime
    end: dt.datetime | None


@dataclass(frozen=True)
class CopyRow:
    """One forward of which a member has a copy; nothing personal stands in it."""

    assignment_id: int
    forwarded_at: dt.datetime
    role: str
    agency_id: int
    agency: str
    case_id: int
    state: str
    lead_agency_id: int | None
    received_on: dt.date
    day_seq: int
    title: str


def followings_ever(session: Session, user_id: int) -> Sequence[AgencyFollower]:
    """Every span in which a member followed an agency."""
    return session.scalars(
        select(AgencyFollower).where(AgencyFollower.user_id == user_id).order_by(AgencyFollower.id)
    ).all()


def copies(
    session: Session,
    spans: Sequence[FollowedSpan],
    *,
    before: int | None = None,
    limit: int = PAGE + 1,
) -> list[CopyRow]:
    """Forwards to these agencies within their spans, newest first (R25).

    One short walk of the index for each span, in one statement.
    """
    if not spans:
        return []
    parts = [_within(span, before, limit).subquery() for span in spans]
    ids = union_all(*(select(part.c.id) for part in parts)).subquery()
    query = (
        select(
            Assignment.id,
            Assignment.forwarded_at,
            Assignment.role,
            Assignment.agency_id,
            Agency.name,
            Case.id,
            Case.state,
            Case.lead_agency_id,
            Petition.received_on,
            Petition.day_seq,
            Petition.title,
        )
        .join(Agency, Agency.id == Assignment.agency_id)
        .join(Case, Case.id == Assignment.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .where(Assignment.id.in_(select(ids.c.id)))
        .order_by(Assignment.id.desc())
        .limit(limit)
    )
    return [CopyRow(*row) for row in session.execute(query)]


def unfollowed(session: Session, on: dt.date) -> list[tuple[str, bool]]:
    """Living agencies whom nobody follows on a day, or only people of their own.

    Returns:
        (name, whether somebody of the agency itself follows it).
    """
    outside, inside = _followed_by(on, own=False), _followed_by(on, own=True)
    rows = session.execute(
        select(Agency.name, Agency.id.in_(inside))
        .where(
            Agency.valid_from <= on,
            or_(Agency.valid_to.is_(None), Agency.valid_to >= on),
            Agency.id.not_in(outside),
        )
        .order_by(Agency.kind == "province", Agency.slug)
    )
    return [(name, bool(own)) for name, own in rows]


def _within(span: FollowedSpan, before: int | None, limit: int) -> Select[Any]:
    case = aliased(Case)
    query = (
        select(Assignment.id)
        .join(case, case.id == Assignment.case_id)
        .where(
            Assignment.agency_id == span.agency_id,
            Assignment.forwarded_at >= span.start,
            case.state.not_in(_SEALED),
            case.legal_kind != "to_cao",
            # After a send-back the agency goes on at once: that is no forward.
            or_(
                Assignment.accepted_at.is_(None),
                Assignment.accepted_at != Assignment.forwarded_at,
            ),
        )
        .order_by(Assignment.id.desc())
        .limit(limit)
    )
    if span.end is not None:
        query = query.where(Assignment.forwarded_at < span.end)
    return query.where(Assignment.id < before) if before is not None else query


def _followed_by(on: dt.date, *, own: bool) -> Select[int]:
    works_there = and_(User.agency_id.is_not(None), User.agency_id == AgencyFollower.agency_id)
    return (
        select(AgencyFollower.agency_id)
        .join(User, User.id == AgencyFollower.user_id)
        .where(
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
            works_there if own else or_(User.agency_id.is_(None), ~works_there),
        )
    )
