"""Every route says who may open it, and means it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import IntegerConverter

from models.base import db
from pakn.composition import build
from pakn.rules.permissions import PUBLIC_PERMISSIONS, Permission
from pakn.web import dress, pages
from pakn.web.access import UndeclaredPermission, permission_of
from tests.factories.system import make_system, settings_for
from tests.factories.world import rows_of_every_table


@pytest.fixture(scope="module")
def app(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole web on a seeded database, without limits by address."""
    folder = tmp_path_factory.mktemp("web")
    system = make_system(
        folder, seeded, PAKN_RATE_LIMITS="off", REDIS_URL=f"unix://{folder}/none.sock"
    )
    made = dress(system)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def rules(app: Flask, method: str) -> list[Rule]:
    """The rules that answer a method, static files left out."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and method in (rule.methods or ())
    ]


def address(rule: Rule) -> str:
    """An address of a rule, with something harmless for each of its values."""
    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", _value, rule.rule)


def _value(match: re.Match[str]) -> str:
    return "987654" if match.group(1) == "int" else "khong-co"


def test_every_route_declares_its_permission(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in (*rules(app, "GET"), *rules(app, "POST"))}
    assert len(endpoints) > 30
    declared = {endpoint: permission_of(app, endpoint) for endpoint in endpoints}
    assert [name for name, one in declared.items() if not isinstance(one, Permission)] == []


def test_an_undeclared_route_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_door = Blueprint("open_door", __name__)
    open_door.get("/open-door")(lambda: "open")
    monkeypatch.setattr(pages, "BLUEPRINTS", (*pages.BLUEPRINTS, open_door))
    with pytest.raises(UndeclaredPermission, match="open_door"):
        dress(build(settings_for(tmp_path)))


def test_ids_in_addresses_are_numbers(app: Flask) -> None:
    loose = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if (name == "id" or name.endswith("_id")) and not isinstance(converter, IntegerConverter)
    ]
    assert loose == []


def test_who_is_not_signed_in_opens_public_pages_only(app: Flask) -> None:
    client = app.test_client()
    opened = []
    for rule in rules(app, "GET"):
        answer = client.get(address(rule))
        public = permission_of(app, rule.endpoint) in PUBLIC_PERMISSIONS
        sent_away = answer.status_code == 302 and "next=" in answer.location
        if public == (sent_away or answer.status_code == 403):
            opened.append(f"{rule.rule} {answer.status_code}")
    assert opened == []


def test_no_page_of_a_seeded_system_breaks(app: Flask) -> None:
    """503 is `/readyz` telling that no worker runs here."""
    client = app.test_client()
    broken = {rule.rule: client.get(address(rule)).status_code for rule in rules(app, "GET")}
    assert {rule: code for rule, code in broken.items() if code >= 500} == {"/readyz": 503}


def test_nothing_is_done_without_a_token(app: Flask) -> None:
    """A POST without the form's token is refused, or shows its form again; nothing is stored."""
    client = app.test_client()
    with app.app_context():
        before = rows_of_every_table()
    answers = [(rule, client.post(address(rule))) for rule in rules(app, "POST")]
    assert len(answers) > 10
    done = [
        f"{rule.rule} {answer.status_code}"
        for rule, answer in answers
        if not 400 <= answer.status_code < 500 and not _reshows(app, rule)
    ]
    assert done == []
    with app.app_context():
        assert rows_of_every_table() == before


def _reshows(app: Flask, rule: Rule) -> bool:
    return getattr(app.view_functions[rule.endpoint], "pakn_reshows", False)
