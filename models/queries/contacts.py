"""Who is written to at an agency."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.people import RoleGrant, User


def agency_contacts(session: Session, agency_id: int, on: dt.date) -> Sequence[User]:
    """The focal people of an agency on a day."""
    return session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.agency_id == agency_id,
            User.active,
            RoleGrant.role == "agency_focal",
            RoleGrant.valid_from <= on,
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
        )
        .order_by(User.id)
    ).all()
