"""Reading the register as an administrator keeps it: bodies, names, successors, followers."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.agency import Agency, AgencyFollower, AgencyName, AgencySuccession
from models.people import RoleGrant, User


@dataclass(frozen=True)
class Step:
    """A succession with the body at its other end."""

    row: AgencySuccession
    other: Agency


@dataclass(frozen=True)
class Following:
    """Who follows or followed an agency, and when."""

    row: AgencyFollower
    user: User


def by_slugs(session: Session, slugs: Collection[str]) -> Sequence[Agency]:
    """The bodies of these signs, living or ended, central ones first."""
    return session.scalars(
        select(Agency)
        .where(Agency.slug.in_(slugs))
        .order_by(Agency.kind == "province", Agency.slug)
    ).all()


def not_ended(session: Session) -> Sequence[Agency]:
    """The bodies that have no last day, those that begin later too: who may succeed another."""
    return session.scalars(
        select(Agency)
        .where(Agency.valid_to.is_(None))
        .order_by(Agency.kind == "province", Agency.slug)
    ).all()


def overlapping(session: Session, since: dt.date, until: dt.date | None) -> Sequence[Agency]:
    """The bodies that exist on some day of a span."""
    query = select(Agency).where(or_(Agency.valid_to.is_(None), Agency.valid_to >= since))
    return session.scalars(
        query if until is None else query.where(Agency.valid_from <= until)
    ).all()


def names_of(session: Session, agency_id: int) -> Sequence[AgencyName]:
    """The other names of a body: its own first, then of its parts and branches."""
    return session.scalars(
        select(AgencyName)
        .where(AgencyName.agency_id == agency_id)
        .order_by(AgencyName.relation != "same", AgencyName.relation, AgencyName.name)
    ).all()


def steps_from(session: Session, agency_ids: Collection[int]) -> Sequence[Step]:
    """What went over from these bodies, the default successor first."""
    rows = session.execute(
        select(AgencySuccession, Agency)
        .join(Agency, Agency.id == AgencySuccession.successor_id)
        .where(AgencySuccession.predecessor_id.in_(agency_ids))
        .order_by(AgencySuccession.on_date, AgencySuccession.field != "", AgencySuccession.id)
    )
    return [Step(row, agency) for row, agency in rows]


def steps_to(session: Session, agency_id: int) -> Sequence[Step]:
    """What came over to a body from others."""
    rows = session.execute(
        select(AgencySuccession, Agency)
        .join(Agency, Agency.id == AgencySuccession.predecessor_id)
        .where(AgencySuccession.successor_id == agency_id)
        .order_by(AgencySuccession.on_date, AgencySuccession.field != "", AgencySuccession.id)
    )
    return [Step(row, agency) for row, agency in rows]


def followings_of(session: Session, agency_id: int) -> Sequence[Following]:
    """Who follows, followed or will follow an agency, the newest first."""
    rows = session.execute(
        select(AgencyFollower, User)
        .join(User, User.id == AgencyFollower.user_id)
        .where(AgencyFollower.agency_id == agency_id)
        .order_by(AgencyFollower.valid_from.desc(), AgencyFollower.id.desc())
    )
    return [Following(row, user) for row, user in rows]


def may_follow(session: Session, roles: Collection[str], on: dt.date) -> Sequence[User]:
    """The open accounts that hold one of these roles on a day, by name."""
    held = select(RoleGrant.user_id).where(
        RoleGrant.role.in_(roles),
        RoleGrant.valid_from <= on,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
    )
    return session.scalars(
        select(User).where(User.id.in_(held), User.active).order_by(User.display_name, User.id)
    ).all()
