"""Secure headers with nonces, CSRF, rate limits and cookies."""

import secrets
from typing import cast

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from pakn.composition import System
from pakn.settings import Environment
from pakn.web.acting import request_id

BODY_MOST = 64 * 1024 * 1024
"""The largest body that is read at all: the files of a form and the form around them. Texts have a
limit of their own (`MAX_FORM_MEMORY_SIZE`), and files lie on the disk while they are read."""

limiter = Limiter(
    get_remote_address,
    # Carriers put thousands of phones behind one address: limits stop programs, not people.
    default_limits=["1200 per minute"],
    in_memory_fallback_enabled=True,
    headers_enabled=False,
)
_csrf = CSRFProtect()


def secure(app: Flask, system: System) -> None:
    """Set keys, cookies, CSRF, limits and headers."""
    production = system.settings.environment is Environment.PRODUCTION
    app.config.update(
        SECRET_KEY=system.ports.keys.mac("web-session", b""),
        SESSION_COOKIE_NAME="pakn",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=production,
        REMEMBER_COOKIE_SECURE=production,
        MAX_CONTENT_LENGTH=BODY_MOST,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # a slow typist loses nothing
        WTF_CSRF_CHECK_DEFAULT=False,  # `access` checks, so that forms may show themselves again
        WTF_CSRF_SSL_STRICT=True,
        RATELIMIT_ENABLED=system.settings.rate_limits,
        RATELIMIT_STORAGE_URI=system.settings.limiter_storage,
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 0.5, "socket_timeout": 1},
    )
    _csrf.init_app(app)
    limiter.init_app(app)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(_headers)


def check_csrf() -> None:
    """Refuse a POST whose token is missing or wrong; raises flask_wtf's CSRFError (400)."""
    _csrf.protect()


def csp_nonce() -> str:
    """The nonce of this response's inline script."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, g.csp_nonce)


def _headers(response: Response) -> Response:
    # "Unchanged" leaves the kept page its own policy: a new nonce would shut out its script.
    if response.status_code != 304:
        response.headers.setdefault(  # a file that is handed over has a stricter one of its own
            "Content-Security-Policy",
            f"default-src 'self'; script-src 'self' 'nonce-{csp_nonce()}'; style-src 'self';"
            " img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'none';"
            " form-action 'self'; frame-ancestors 'none'",
        )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["X-Request-Id"] = request_id()
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    # A page that may be kept says for how long; a file handed over says "no-cache" by itself.
    if request.endpoint != "static" and "max-age" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "no-store"
    return response
