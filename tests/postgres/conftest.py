"""The same program on PostgreSQL: a server of the suite's own, a fresh database a test."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from models.migrate import upgrade
from pakn.adapters.clock import StandingClock
from pakn.composition import System, build
from pakn.services.context import SYSTEM
from pakn.services.seeding import seed_reference
from tests.factories.system import MOMENT, settings_for
from tests.postgres.server import Server, binaries, running

_TEMPLATE = "seeded"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server; the tests of this room are left out only where none is installed."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (initdb not found)")
    with running(programs) as started:
        yield started


@pytest.fixture(scope="session")
def template(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated and seeded database, of which tests get copies."""
    url = server.create(_TEMPLATE)
    folder = tmp_path_factory.mktemp("postgres")
    system = build(settings_for(folder, DATABASE_URL=url)).with_clock(StandingClock(MOMENT))
    with system.app.app_context():
        upgrade()
        with system.acting(SYSTEM) as ctx:
            seed_reference(ctx)
        db.engine.dispose()
    return _TEMPLATE


@pytest.fixture
def system(server: Server, template: str, instance: Path) -> Iterator[System]:
    """The program on a seeded PostgreSQL database of its own, inside an application context."""
    name = f"test{next(_numbers)}"
    url = server.create(name, template=template)
    made = build(settings_for(instance, DATABASE_URL=url)).with_clock(StandingClock(MOMENT))
    with made.app.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
    server.drop(name)
