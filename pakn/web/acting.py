"""From a request to a Context: who acts in which role, reading or in a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app, g, has_request_context, session
from flask_login import current_user

from pakn.composition import EXTENSION, System, new_request_id
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, Actor, Context

ROLE_KEY = "role"


def system() -> System:
    """The composed program behind this application."""
    return cast(System, current_app.extensions[EXTENSION])


def request_id() -> str:
    """The id that ties this request's log lines, events and jobs together."""
    if "request_id" not in g:
        g.request_id = new_request_id()
    return cast(str, g.request_id)


def request_id_in_use() -> str | None:
    """The id of the request being answered, for log lines; None outside of one."""
    return request_id() if has_request_context() else None


def actor() -> Actor:
    """Whoever is signed in, in the role chosen; somebody not signed in acts as petitioner."""
    if not current_user.is_authenticated:
        return PETITIONER
    wanted = session.get(ROLE_KEY)
    roles: tuple[Role, ...] = current_user.roles
    role = Role(wanted) if wanted in roles else roles[0]
    return cast(Actor, current_user.acting_as(role))


def viewing() -> Context:
    """A context for reading."""
    return system().viewing(actor(), request_id=request_id())


@contextmanager
def acting() -> Iterator[Context]:
    """One act of the person who sent this request: committed when the block ends."""
    with system().acting(actor(), request_id=request_id()) as ctx:
        yield ctx


@contextmanager
def acting_publicly() -> Iterator[Context]:
    """One act of a petitioner, also where a signed-in officer tries the public form."""
    with system().acting(PETITIONER, request_id=request_id()) as ctx:
        yield ctx
