"""The units inside an agency, and who works in them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.agency import AgencyUnit
from models.people import RoleGrant, UnitMember, User


@dataclass(frozen=True)
class StaffRow:
    """Somebody of an agency who holds the role of a unit, and the unit of this person, if any."""

    user_id: int
    name: str
    username: str
    unit_id: int | None


def living_units(session: Session, agency_id: int, on: dt.date) -> Sequence[AgencyUnit]:
    """The units of an agency that exist on a day, by name."""
    return session.scalars(
        select(AgencyUnit)
        .where(AgencyUnit.agency_id == agency_id, _living(on))
        .order_by(AgencyUnit.name, AgencyUnit.id)
    ).all()


def living_unit(
    session: Session, agency_id: int, unit_id: int | None, on: dt.date
) -> AgencyUnit | None:
    """The unit of this id, if it is this agency's and exists on that day."""
    return session.scalar(
        select(AgencyUnit).where(
            AgencyUnit.id == unit_id, AgencyUnit.agency_id == agency_id, _living(on)
        )
    )


def unit_staff(session: Session, agency_id: int, on: dt.date) -> Sequence[StaffRow]:
    """The people of an agency who may work in a unit, by name."""
    rows = session.execute(
        select(User.id, User.display_name, User.username, UnitMember.unit_id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .outerjoin(UnitMember, UnitMember.user_id == User.id)
        .where(User.agency_id == agency_id, User.active, _holds("agency_unit", on))
        .order_by(User.display_name, User.id)
    )
    return [StaffRow(*row) for row in rows]


def has_approver(session: Session, agency_id: int, on: dt.date) -> bool:
    """Whether somebody of the agency may approve its answers on a day."""
    return (
        session.scalar(
            select(User.id)
            .join(RoleGrant, RoleGrant.user_id == User.id)
            .where(User.agency_id == agency_id, User.active, _holds("agency_approver", on))
            .limit(1)
        )
        is not None
    )


def _living(on: dt.date) -> ColumnElement[bool]:
    return and_(
        AgencyUnit.valid_from <= on, or_(AgencyUnit.valid_to.is_(None), AgencyUnit.valid_to >= on)
    )


def _holds(role: str, on: dt.date) -> ColumnElement[bool]:
    return and_(
        RoleGrant.role == role,
        RoleGrant.valid_from <= on,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
    )
