"""Errors as pages: what happened, what is kept, what to do next."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from models.queries.page_keys import BadPageKey
from pakn.labels.casework import REFUSAL
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.services.context import NotFound, NotPermitted, StaleAct
from pakn.web.acting import request_id

_PAGES = (400, 403, 404, 409, 410, 413, 429, 500, 503)


def handle_errors(app: Flask) -> None:
    """Attach a page to every kind of error."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda _error: _page(404))
    app.register_error_handler(BadPageKey, lambda _error: _page(404))
    app.register_error_handler(NotPermitted, lambda _error: _page(403))
    app.register_error_handler(StaleAct, lambda error: _page(409, state=error.state))
    app.register_error_handler(NotAllowed, lambda error: _page(409, state=error.state))
    app.register_error_handler(GuardRefused, _guard)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return _page(code if code in _PAGES else (400 if code < 500 else 500), code)


def _guard(error: GuardRefused) -> ResponseReturnValue:
    return _page(409, reason=REFUSAL[error.code])


def _page(page: int, code: int | None = None, **values: object) -> ResponseReturnValue:
    html = render_template(
        f"pages/errors/{page}.html", request_id=request_id(), typed=_typed(), **values
    )
    return html, code or page


def _typed() -> list[str]:
    """The texts of a form that was not taken: whatever happened, nobody types them again."""
    if request.method != "POST":
        return []
    try:
        form = request.form.items(multi=True)
        values = [text.strip() for name, text in form if "password" not in name]
    except HTTPException:
        return []  # the form itself could not be read, for example because it is too large
    return [text for text in values if " " in text]
