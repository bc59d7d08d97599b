"""The cookie that finds a draft again.

It holds a random token of 192 bits and nothing else, so a signature would add nothing. It outlives
the draft, so that somebody who comes back late is told that the draft is gone, and why.
"""

import datetime as dt

from flask import current_app, request
from werkzeug import Response

_NAME = "pakn_draft"
_KEPT = dt.timedelta(days=60)
_LONGEST = 64


def draft_token() -> str | None:
    """The token of the draft being written on this device."""
    token = request.cookies.get(_NAME, "")
    return token if 0 < len(token) <= _LONGEST else None


def keep_draft(response: Response, token: str) -> Response:
    """Remember a draft on this device."""
    response.set_cookie(
        _NAME,
        token,
        max_age=_KEPT,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def forget_draft(response: Response) -> Response:
    """Forget it."""
    response.delete_cookie(_NAME)
    return response
