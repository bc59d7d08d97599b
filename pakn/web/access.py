"""Closed by default: a route that declares no permission stops the program at its start."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from pakn.rules.permissions import Permission, may
from pakn.web.acting import actor
from pakn.web.security import check_csrf

View = TypeVar("View", bound=Callable[..., Any])
_PERMISSION = "pakn_permission"
_RESHOWS = "pakn_reshows"


class UndeclaredPermission(RuntimeError):
    """A route was registered without saying who may open it."""


def allow(permission: Permission, *, reshows: bool = False) -> Callable[[View], View]:
    """Declare who may open a route.

    Args:
        permission: what the role in use must hold.
        reshows: the view's own form checks the CSRF token and shows itself again, with what was
            typed, when the token has gone stale; other POST routes answer 400.
    """

    def declare(view: View) -> View:
        setattr(view, _PERMISSION, permission)
        setattr(view, _RESHOWS, reshows)
        return view

    return declare


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """The permission a route declared; None for static files, which need none."""
    permission: Permission | None = getattr(app.view_functions[endpoint], _PERMISSION, None)
    return permission


def guard_routes(app: Flask) -> None:
    """Refuse to start with an undeclared route, and check each request against its own.

    Raises:
        UndeclaredPermission: names the routes.
    """
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    missing = sorted(name for name in endpoints if permission_of(app, name) is None)
    if missing:
        raise UndeclaredPermission(", ".join(missing))
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    view = current_app.view_functions[endpoint]
    permission: Permission = getattr(view, _PERMISSION)
    if not may(actor().role, permission):
        if not current_user.is_authenticated and request.method == "GET":
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        abort(403)
    if request.method == "POST" and not getattr(view, _RESHOWS):
        check_csrf()
    return None
