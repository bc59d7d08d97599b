"""Browsers on the whole web application: they keep cookies, and send a form with its token."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from models.base import db
from models.people import User
from pakn.composition import EXTENSION, System
from pakn.services.context import Actor
from tests.factories.people import PASSWORD
from tests.factories.reading import fresh

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """An answer of the application."""

    status: int
    path: str
    location: str
    html: str

    @property
    def text(self) -> str:
        """What a person reads, without markup, in one line."""
        visible = re.sub(r"<(script|style)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", visible)).split())

    @property
    def title(self) -> str:
        """The page's title."""
        found = re.search(r"<title>(.*?)</title>", self.html, re.DOTALL)
        return html.unescape(found[1]).strip() if found else ""

    @property
    def token(self) -> str:
        """The token of the page's forms."""
        found = _TOKEN.search(self.html)
        assert found, f"{self.path} has no form"
        return found[1]

    def value_of(self, name: str) -> str:
        """What stands in an input field or a text area."""
        area = re.search(
            rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', self.html, re.DOTALL
        )
        if area:
            return html.unescape(area[1]).strip()
        field = next(
            tag for tag in re.findall(r"<input[^>]*>", self.html) if f'name="{name}"' in tag
        )
        value = re.search(r'value="([^"]*)"', field)
        return html.unescape(value[1]) if value else ""

    def error_of(self, name: str) -> str:
        """The message at a field, "" when there is none."""
        found = re.search(rf'id="{name}-error"[^>]*>(.*?)</p>', self.html, re.DOTALL)
        words = re.sub(r"<span.*?</span>|<[^>]+>", " ", found[1], flags=re.DOTALL) if found else ""
        return " ".join(html.unescape(words).split())


class Browser:
    """One person's browser."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, path: str, *, follow: bool = False) -> Page:
        """Open a page."""
        return self._page(self._client.get(path, follow_redirects=follow))

    def send(
        self, path: str, values: Mapping[str, Any], *, form_on: str, follow: bool = False
    ) -> Page:
        """Send a form to `path` with the token of the page `form_on`."""
        token = self.get(form_on, follow=True).token
        return self.post(path, {"csrf_token": token, **values}, follow=follow)

    def post(self, path: str, values: Mapping[str, Any], *, follow: bool = False) -> Page:
        """Send values as they are."""
        return self._page(self._client.post(path, data=values, follow_redirects=follow))

    def raw(self, path: str) -> Any:
        """Open something that is no page, such as a file; the answer as it came."""
        return self._client.get(path)

    def _page(self, response: Any) -> Page:
        content = response.get_data()
        response.close()
        return Page(
            status=response.status_code,
            path=response.request.path,
            location=response.headers.get("Location", ""),
            html=content.decode("utf-8", "replace"),  # a file that is handed over is no text
        )


@dataclass(frozen=True)
class Site:
    """The whole application. Requests bring contexts of their own: none may be open around them."""

    app: Flask

    @property
    def system(self) -> System:
        """The program behind the pages, with the clock that was last set."""
        return cast(System, self.app.extensions[EXTENSION])

    def inside(self) -> AbstractContextManager[Any]:
        """A context to make things with services; to be left before a page is opened."""
        return self.app.app_context()

    def visitor(self) -> Browser:
        """Somebody who is not signed in."""
        return Browser(self.app.test_client())

    def signed_in(self, who: Actor) -> Browser:
        """The browser of somebody who has just signed in by the form."""
        with self.inside():
            username = fresh().scalars(select(User.username).where(User.id == who.user_id)).one()
        browser = self.visitor()
        path = "/tai-khoan/dang-nhap"
        page = browser.send(path, {"username": username, "password": PASSWORD}, form_on=path)
        assert page.status == 302, page.text
        return browser

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements sent to the database while the block runs."""
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        with self.inside():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)
