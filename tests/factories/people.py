"""People who sign in, in one role each; all of them are invented."""

import datetime as dt
import itertools

from sqlalchemy import select

from models.agency import Agency, AgencyFollower
from models.people import RoleGrant, User
from models.reference import Organisation
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.accounts import actor_of, folded_name
from pakn.services.context import SYSTEM, Actor

PASSWORD = "mật khẩu của riêng các phép thử"
_SINCE = dt.date(2025, 1, 1)
_numbers = itertools.count(1)


def person(
    system: System,
    role: Role,
    *,
    agency: str | None = None,
    organisation: str | None = None,
    username: str | None = None,
) -> Actor:
    """Store somebody who holds a role, at an agency or an association (slugs), and be them."""
    name = username or f"{role.value}-{next(_numbers)}"
    with system.acting(SYSTEM) as ctx:
        user = User(
            username=name,
            display_name=f"Người {name}",
            email=f"{name}@example.invalid",
            password_hash=ctx.ports.passwords.hash(PASSWORD),
            created_at=ctx.now,
            folded=folded_name(name, f"Người {name}"),
        )
        if agency is not None:
            user.agency_id = ctx.session.scalars(
                select(Agency.id).where(Agency.slug == agency)
            ).one()
        if organisation is not None:
            user.organisation_id = ctx.session.scalars(
                select(Organisation.id).where(Organisation.slug == organisation)
            ).one()
        ctx.session.add(user)
        ctx.session.flush()
        ctx.session.add(RoleGrant(user_id=user.id, role=role.value, valid_from=_SINCE))
    return actor_of(user, role)


def follows(system: System, member: Actor, agency: str) -> None:
    """Have a Task Force member follow an agency."""
    with system.acting(SYSTEM) as ctx:
        agency_id = ctx.session.scalars(select(Agency.id).where(Agency.slug == agency)).one()
        ctx.session.add(
            AgencyFollower(agency_id=agency_id, user_id=member.user_id, valid_from=_SINCE)
        )
