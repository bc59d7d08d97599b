"""Accounts as tests of the administrator make them, through the services."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from models.agency import Agency
from models.people import RoleGrant, User
from models.reference import Organisation
from pakn.composition import System
from pakn.services import account_keeping as keeping
from pakn.services.account_keeping import AccountInputs
from pakn.services.account_roles import give_role
from pakn.services.accounts import sign_in
from pakn.services.context import PETITIONER, Actor, Context
from tests.factories.reading import fresh

NONCE = "0123456789abcdef"
TODAY = dt.date(2026, 11, 16)


def looking(system: System, who: Actor) -> Context:
    """A context that sees everything committed until now."""
    fresh()
    return system.viewing(who)


def agency_id(slug: str = "BXD") -> int:
    """The key of an agency."""
    return fresh().scalars(select(Agency.id).where(Agency.slug == slug)).one()


def organisation_id() -> int:
    """The key of some association."""
    return fresh().scalars(select(Organisation.id)).first() or 0


def typed(**changed: Any) -> AccountInputs:
    """What is typed for somebody of the standing body."""
    values = {"display_name": "Nguyễn Văn Thử", "email": "thu@example.invalid"}
    return AccountInputs(**{**values, **changed})


def make(
    system: System,
    admin: Actor,
    inputs: AccountInputs | None = None,
    *,
    username: str = "nguyen.van.thu",
    role: str = "triage_officer",
    nonce: str = NONCE,
) -> tuple[int, str]:
    """Make an account; its key and first password."""
    with system.acting(admin) as ctx:
        return keeping.add_account(ctx, username, role, inputs or typed(), nonce)


def edit(system: System, admin: Actor, user_id: int, inputs: AccountInputs) -> None:
    """Change an account."""
    with system.acting(admin) as ctx:
        keeping.edit_account(ctx, user_id, inputs)


def stored(user_id: int) -> User:
    """An account as it is stored now."""
    return fresh().get_one(User, user_id)


def tries(system: System, username: str, password: str) -> bool:
    """Whether a try to sign in succeeds."""
    with system.acting(PETITIONER) as ctx:
        return sign_in(ctx, username, password).signed_in is not None


def give(system: System, admin: Actor, user_id: int, role: str, **span: Any) -> None:
    """Give a role, with `since` and `until` where they are given."""
    with system.acting(admin) as ctx:
        give_role(ctx, user_id, role, span.get("since"), span.get("until"))


def grant_of(user_id: int, role: str) -> RoleGrant:
    """The one grant of a role."""
    query = select(RoleGrant).where(RoleGrant.user_id == user_id, RoleGrant.role == role)
    return fresh().scalars(query).one()
