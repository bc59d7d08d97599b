"""Whoever got a password from an administrator chooses an own one before anything else."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

# What somebody may do with a first password: replace it, or leave.
_OPEN = frozenset({"static", "passwords.change", "account.sign_out"})


def ask_own_password(app: Flask) -> None:
    """Send such a person to the page of the own password, whatever page was asked for."""
    app.before_request(_ask)


def _ask() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in _OPEN:
        return None
    if current_user.is_authenticated and current_user.user.must_change_password:
        return redirect(url_for("passwords.change"))
    return None
