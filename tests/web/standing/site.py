"""The standing body's pages as somebody at a browser meets them: real system, real CSRF."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from models.base import db
from models.session import end_read
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.suggesting import suggest_for
from tests.factories.casework import Casework
from tests.factories.people import PASSWORD, person
from tests.factories.petitions import file_one
from tests.factories.world import CertainRouter

_TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
TAGS = re.compile(r"<[^>]+>|\s+")


def text_of(answer: TestResponse) -> str:
    """What a reader sees: tags out, entities as letters, blanks collapsed."""
    return TAGS.sub(" ", html.unescape(answer.text)).replace("  ", " ")


def words(answer: TestResponse) -> str:
    """The same with every run of blanks as one, for long sentences."""
    return " ".join(text_of(answer).split())


@dataclass
class Visitor:
    """A browser with its cookies."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def token(self, path: str) -> str:
        """The CSRF token that a page of this visitor carries."""
        match = _TOKEN.search(self.get(path).text)
        assert match is not None, f"no form on {path}"
        return match.group(1)

    def post(self, path: str, data: Mapping[str, Any], *, token_from: str) -> TestResponse:
        """Send a form, with the token of the page it stands on."""
        return self.client.post(path, data={**data, "csrf_token": self.token(token_from)})


@dataclass
class Site:
    """The dressed program; nothing is pushed, each request and each act has its own context."""

    system: System
    app: Flask

    @contextmanager
    def desk(self) -> Iterator[Casework]:
        """Act through the services, outside any request."""
        with self.app.app_context():
            yield Casework(self.system)
            end_read()

    def visitor(self, role: Role, *, agency: str | None = None) -> Visitor:
        """Somebody signed in through the sign-in page, in one role."""
        with self.app.app_context():
            name = person(self.system, role, agency=agency).name.removeprefix("Người ")
        visitor = Visitor(self.app.test_client())
        page = "/tai-khoan/dang-nhap"
        answer = visitor.post(page, {"username": name, "password": PASSWORD}, token_from=page)
        assert answer.status_code == 302, "signing in failed"
        return visitor

    def case(self, **changes: Any) -> int:
        """File a petition; returns its case's id."""
        with self.app.app_context():
            return file_one(self.system, **changes).case_id

    def suggest(self, case_id: int, agency: str = "BXD") -> None:
        """Have the classifier speak about a case."""
        with self.app.app_context(), self.system.acting(SYSTEM) as ctx:
            suggest_for(ctx, CertainRouter(agency), [case_id])

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements sent to the database meanwhile."""
        sent: list[str] = []

        def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            sent.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)
