"""A person at a browser without JavaScript, on the running system: pages, cookies, forms."""

import http.client
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from pakn.services.filing_inputs import Filing
from tests.bench.load import FORM, HOST, Request
from tests.factories.browsing import Page

_SIGN_IN = "/tai-khoan/dang-nhap"
_CHECK = "/gui/kiem-tra"


class Visitor:
    """Somebody with cookies of their own; forms are sent with the token of the page before."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
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

    def turn_of(self, path: str) -> str:
        """The page whose turn it is when this one is asked for."""
        while location := self._ask("GET", path).location:
            path = location
        return path

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


def ready_to_send(port: int, filing: Filing) -> Request:
    """Fill in the form page by page as a new visitor; returns the request that sends it."""
    visitor = Visitor(port)
    visitor.get("/gui")
    pages = _pages(filing)
    address = visitor.turn_of(visitor.send("/gui", {}).location)
    while address != _CHECK:
        # Pages of which a filing knows nothing (files, a link to the draft) are left as they are.
        values = pages.get(address.rpartition("/")[2], {})
        address = visitor.turn_of(visitor.send(address, values).location)
    page = visitor.get(_CHECK)
    assert filing.title in page.text
    body = urlencode({"csrf_token": page.token, "seen": page.value_of("seen")})
    return Request(_CHECK, "POST", visitor.cookies, body, expects=http.HTTPStatus.FOUND)


def _pages(filing: Filing) -> dict[str, dict[str, str]]:
    """What is typed on each page of the form, by the page's address."""
    sender, place = filing.sender, filing.province_code
    return {
        "loai": {"kind": filing.kind, "subject": filing.subject},
        "doi-tuong": {"subject_detail": filing.subject_detail, "wanted_agency": ""},
        "noi-dung": {
            "title": filing.title,
            "content": filing.content,
            "proposal": filing.proposal,
        },
        "noi-xay-ra": {"place_choice": "list" if place else "none", "province_code": place or ""},
        **({"xa-phuong": {"commune_code": ""}} if place else {}),
        "tu-cach": {"sender_kind": sender.kind},
        "nguoi-gui": {
            "name": sender.name,
            "phone": sender.phone,
            "email": sender.email,
            "address": sender.address,
        },
        "cong-khai": {"publication": filing.publication},
    }
