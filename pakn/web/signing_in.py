"""Who is signed in: Flask-Login over a user's id and session version."""

import datetime as dt
from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import select

from models.people import User
from models.queries.people import roles_of
from models.session import read_session
from pakn.rules.local_time import local_date
from pakn.rules.states import Role
from pakn.services.accounts import SignedIn, actor_of
from pakn.services.context import Actor
from pakn.web.acting import ROLE_KEY, system

_SESSION_HOURS = 10


@dataclass(eq=False)
class SignedInUser(UserMixin):  # type: ignore[misc]
    """The person behind the sign-in cookie, with the roles held today."""

    user: User
    roles: tuple[Role, ...]

    def get_id(self) -> str:
        """Id and session version: raising the version in the database ends the cookie."""
        return cookie_id(self.user.id, self.user.session_version)

    @property
    def display_name(self) -> str:
        """The name shown on pages and in histories."""
        return self.user.display_name

    def acting_as(self, role: Role) -> Actor:
        """The person in one of their roles."""
        return actor_of(self.user, role)


def cookie_id(user_id: int, session_version: int) -> str:
    """What the sign-in cookie carries."""
    return f"{user_id}.{session_version}"


def know_people(app: Flask) -> None:
    """Attach Flask-Login; whoever may open a page is checked by `access`, not by it."""
    app.config["PERMANENT_SESSION_LIFETIME"] = dt.timedelta(hours=_SESSION_HOURS)
    manager = LoginManager()
    manager.init_app(app)
    manager.user_loader(_load)


def begin_session(signed_in: SignedIn) -> None:
    """Begin a signed-in session, in the first role held; an older session's content is dropped."""
    session.clear()
    session.permanent = True
    user = read_session().get_one(User, signed_in.user_id)
    login_user(SignedInUser(user, signed_in.roles))
    session[ROLE_KEY] = signed_in.roles[0].value


def go_on_with(session_version: int) -> None:
    """Let this session go on where every other of the account was ended by a new version."""
    current_user.user.session_version = session_version
    login_user(current_user)


def end_session() -> None:
    """Sign out and forget everything the cookie held."""
    logout_user()
    session.clear()


def _load(cookie: str) -> SignedInUser | None:
    user_id, _, version = cookie.partition(".")
    if not (user_id.isdigit() and version.isdigit()):
        return None
    user = read_session().scalar(
        select(User).where(
            User.id == int(user_id), User.session_version == int(version), User.active
        )
    )
    if user is None:
        return None
    today = local_date(system().ports.clock.now())
    roles = tuple(Role(slug) for slug in roles_of(read_session(), user.id, today))
    return SignedInUser(user, roles) if roles else None
