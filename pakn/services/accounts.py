"""Signing in: argon2, a lock after too many failures, a session version that can be raised."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from models.people import User
from models.queries.people import roles_of
from pakn.rules.states import Role
from pakn.services.context import Actor, Context, Refused
from pakn.services.events import Act, record
from routing.text import fold

FAILURES_BEFORE_LOCK = 5
LOCK_MINUTES = 15
# A hash of nothing anybody types: an unknown name takes as long as a wrong password.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$"
    "Zm9ydHl0d29mb3J0eXR3b2ZvcnR5dHdvZm9ydHl0d28"
)


class SignInRefused(Refused):
    """Name and password do not belong together; which of them is wrong is not said."""


class AccountLocked(Refused):
    """Too many failures; `until` says when another try is possible."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and the roles held today, the first being the one to begin with."""

    user_id: int
    session_version: int
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class SignInResult:
    """The result of a try. A refusal is a result, not an exception: the failure is counted in the
    same transaction, which an exception would roll back.
    """

    signed_in: SignedIn | None = None
    refusal: Refused | None = None


def sign_in(ctx: Context, username: str, password: str) -> SignInResult:
    """Try to sign in, counting failures; five in a row lock the account for 15 minutes (R52)."""
    user = ctx.session.scalar(
        select(User).where(User.username == username.strip().lower()).with_for_update()
    )
    if user is None or not user.active:
        ctx.ports.passwords.verify(_NOBODY, password)
        return SignInResult(refusal=SignInRefused())
    if user.locked_until is not None and user.locked_until > ctx.now:
        return SignInResult(refusal=AccountLocked(user.locked_until))
    if not ctx.ports.passwords.verify(user.password_hash, password):
        return SignInResult(refusal=_count_failure(ctx, user))
    roles = tuple(Role(slug) for slug in roles_of(ctx.session, user.id, ctx.today))
    if not roles:
        return SignInResult(refusal=SignInRefused())
    user.failed_sign_ins, user.locked_until = 0, None
    return SignInResult(signed_in=SignedIn(user.id, user.session_version, roles))


def end_all_sessions(ctx: Context, user_id: int) -> None:
    """End every open session of a person by raising the version their cookies carry."""
    user = ctx.session.scalars(select(User).where(User.id == user_id).with_for_update()).one()
    user.session_version += 1
    record(ctx, Act("end_sessions", difference={"user": user.id}))


def folded_name(username: str, display_name: str) -> str:
    """How a person is found by name: without case and marks."""
    return fold(f"{username} {display_name}")


def actor_of(user: User, role: Role) -> Actor:
    """A person acting in one of their roles."""
    return Actor(
        role=role,
        user_id=user.id,
        name=user.display_name,
        agency_id=user.agency_id,
        organisation_id=user.organisation_id,
    )


def _count_failure(ctx: Context, user: User) -> Refused:
    user.failed_sign_ins += 1
    if user.failed_sign_ins < FAILURES_BEFORE_LOCK:
        return SignInRefused()
    user.failed_sign_ins = 0
    user.locked_until = ctx.now + dt.timedelta(minutes=LOCK_MINUTES)
    record(ctx, Act("lock_account", difference={"user": user.id}))
    return AccountLocked(user.locked_until)
