"""A person at a browser without JavaScript, on the running system: pages, cookies, forms."""

import http.client
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from pakn.composition import System
from pakn.services.context import PETITIONER
from pakn.services.drafts import start_draft
from pakn.services.filing_inputs import Filing
from pakn.web.public.steps import STEPS
from tests.bench.load import FORM, HOST, Request
from tests.factories.browsing import Page

_SIGN_IN = "/tai-khoan/dang-nhap"
_CHECK = "/gui/kiem-tra"


class Visitor:
    """Somebody with cookies of their own; forms are sent with the token of the page before."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._port = port
        self._cookies: dict[str, str] = dict(cookies or {})
        self._token = ""

    @property
    def cookies(self) -> str:
        """The value of the Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def get(self, path: str) -> Page:
        """Open a page; it must be there."""
        page = self._ask("GET", path)
        assert page.status == http.HTTPStatus.OK, f"{path}: {page.status}"
        self._token = page.token if 'name="csrf_token"' in page.html else self._token
        return page

    def send(self, path: str, values: Mapping[str, str]) -> Page:
        """Send a form; it must lead on to another page."""
        page = self._ask("POST", path, urlencode({"csrf_token": self._token, **values}))
        assert page.status == http.HTTPStatus.FOUND, f"{path}: {page.status} {page.text[:2000]}"
        return page

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        headers = {"Cookie": self.cookies} | ({"Content-Type": FORM} if body else {})
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            html = response.read().decode()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
        return Page(response.status, path, response.headers.get("Location", ""), html)


def signed_in(port: int, username: str) -> Visitor:
    """Somebody of the demo accounts, whose password is the slug of the role."""
    visitor = Visitor(port)
    visitor.get(_SIGN_IN)
    visitor.send(_SIGN_IN, {"username": username, "password": username.partition(".")[0]})
    return visitor


def ready_to_send(port: int, system: System, filing: Filing) -> Request:
    """A form that is filled in, as a new visitor sees it; returns the request that sends it.

    Args:
        port: where the system listens.
        system: the same system, inside its application context: the draft is written by its
            service, since the many pages of the form are not what is measured.
        filing: what is filled in.
    """
    with system.acting(PETITIONER) as ctx:
        token = start_draft(ctx, _answers(filing))
    visitor = Visitor(port, {"pakn_draft": token})
    page = visitor.get(_CHECK)
    assert filing.title in page.text
    body = urlencode({"csrf_token": page.token, "seen": page.value_of("seen")})
    return Request(_CHECK, "POST", visitor.cookies, body, expects=http.HTTPStatus.FOUND)


def _answers(filing: Filing) -> dict[str, Any]:
    """What the pages of the form would have kept; a page left empty leaves empty answers."""
    sender = filing.sender
    asked = {name: "" for step in STEPS for name in step.fields}
    return {
        **asked,
        "similar_seen": True,
        "kind": filing.kind,
        "subject": filing.subject,
        "subject_detail": filing.subject_detail,
        "title": filing.title,
        "content": filing.content,
        "proposal": filing.proposal,
        "province_code": filing.province_code or "",
        "sender_kind": sender.kind,
        "name": sender.name,
        "phone": sender.phone,
        "email": sender.email,
        "address": sender.address,
        "helper_role": sender.helper_role,
        "helper_name": sender.helper_name,
        "publication": filing.publication,
        "hide_identity": False,
    }
