"""Reading accounts as an administrator keeps them."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.agency import Agency, AgencyFollower, AgencyUnit
from models.people import RoleGrant, UnitMember, User
from models.reference import Organisation

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which accounts: words of name or sign-in name (folded), a role, a body, a condition.

    Attributes:
        condition: open, closed or locked; None for all.
    """

    words: Sequence[str] = ()
    role: str | None = None
    agency_id: int | None = None
    organisation_id: int | None = None
    condition: str | None = None


def find_accounts(
    session: Session,
    wanted: Wanted,
    now: dt.datetime,
    on: dt.date,
    *,
    after: str = "",
    limit: int = PAGE + 1,
) -> Sequence[tuple[User, str | None, str | None]]:
    """(account, name of its agency, name of its association), by sign-in name after a key."""
    rows = session.execute(
        select(User, Agency.name, Organisation.name)
        .outerjoin(Agency, Agency.id == User.agency_id)
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
        .where(User.username > after, *_conditions(wanted, now, on))
        .order_by(User.username)
        .limit(limit)
    )
    return [(user, agency, organisation) for user, agency, organisation in rows]


def roles_of_accounts(
    session: Session, user_ids: Collection[int], on: dt.date
) -> dict[int, list[str]]:
    """The roles that each of these people holds on a day."""
    rows = session.execute(
        select(RoleGrant.user_id, RoleGrant.role)
        .where(RoleGrant.user_id.in_(user_ids), held_on(on))
        .order_by(RoleGrant.id)
    )
    found: dict[int, list[str]] = {}
    for user_id, role in rows:
        found.setdefault(user_id, []).append(role)
    return found


def grants_of(session: Session, user_id: int) -> Sequence[RoleGrant]:
    """Every role somebody held, holds or will hold, the newest first."""
    return session.scalars(
        select(RoleGrant)
        .where(RoleGrant.user_id == user_id)
        .order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc())
    ).all()


def unit_of(session: Session, user_id: int) -> AgencyUnit | None:
    """The unit somebody works in."""
    return session.scalar(
        select(AgencyUnit)
        .join(UnitMember, UnitMember.unit_id == AgencyUnit.id)
        .where(UnitMember.user_id == user_id)
    )


def follows_of(session: Session, user_id: int, on: dt.date) -> Sequence[str]:
    """The names of the agencies that somebody follows on a day."""
    return session.scalars(
        select(Agency.name)
        .join(AgencyFollower, AgencyFollower.agency_id == Agency.id)
        .where(
            AgencyFollower.user_id == user_id,
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
        )
        .order_by(Agency.slug)
    ).all()


def another_holds(session: Session, role: str, but: int, on: dt.date) -> bool:
    """Whether somebody else whose account is open holds a role from a day on, without an end."""
    found = session.scalar(
        select(User.id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.active,
            User.id != but,
            RoleGrant.role == role,
            RoleGrant.valid_from <= on,
            RoleGrant.valid_to.is_(None),
        )
        .limit(1)
    )
    return found is not None


def organisations(session: Session) -> Sequence[Organisation]:
    """The associations of the Council, by name (some thirty)."""
    return session.scalars(select(Organisation).order_by(Organisation.name)).all()


def held_on(on: dt.date) -> ColumnElement[bool]:
    """Grants that hold on a day."""
    return and_(
        RoleGrant.valid_from <= on, or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on)
    )


def _conditions(wanted: Wanted, now: dt.datetime, on: dt.date) -> list[ColumnElement[bool]]:
    found = [User.folded.contains(word, autoescape=True) for word in wanted.words]
    if wanted.agency_id is not None:
        found.append(User.agency_id == wanted.agency_id)
    if wanted.organisation_id is not None:
        found.append(User.organisation_id == wanted.organisation_id)
    if wanted.role is not None:
        holds = and_(RoleGrant.user_id == User.id, RoleGrant.role == wanted.role, held_on(on))
        found.append(exists().where(holds))
    if wanted.condition == "closed":
        found.append(~User.active)
    elif wanted.condition == "open":
        found.append(User.active.is_(True))
    elif wanted.condition == "locked":
        found.append(User.locked_until > now)
    return found
