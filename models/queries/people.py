"""Reading people and the roles they hold."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.people import RoleGrant, RoleRow, User
from models.reference import Organisation


def user_by_name(session: Session, username: str) -> User | None:
    """The person of this sign-in name."""
    return session.scalar(select(User).where(User.username == username))


def roles_of(session: Session, user_id: int, on: dt.date) -> tuple[str, ...]:
    """The roles a person holds on a day, in the order of the role list."""
    rows = session.scalars(
        select(RoleGrant.role)
        .join(RoleRow, RoleRow.slug == RoleGrant.role)
        .where(
            RoleGrant.user_id == user_id,
            RoleGrant.valid_from <= on,
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
        )
        .order_by(RoleRow.sort)
    )
    return tuple(dict.fromkeys(rows))


def body_name(
    session: Session, *, agency_id: int | None, organisation_id: int | None
) -> str | None:
    """The name of the agency or association somebody works for."""
    if agency_id is not None:
        return session.scalar(select(Agency.name).where(Agency.id == agency_id))
    if organisation_id is not None:
        return session.scalar(select(Organisation.name).where(Organisation.id == organisation_id))
    return None


def holders(session: Session, roles: Sequence[str], on: dt.date) -> Sequence[User]:
    """The people who hold one of these roles on a day."""
    held = select(RoleGrant.user_id).where(
        RoleGrant.role.in_(roles),
        RoleGrant.valid_from <= on,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
    )
    return session.scalars(
        select(User).where(User.id.in_(held), User.active).order_by(User.id)
    ).all()
