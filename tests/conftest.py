"""Fixtures for every room of tests; what they build stands in `tests.factories`."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.base import db
from pakn.composition import System
from routing.artefact import Artefact
from tests.factories.databases import DATABASES
from tests.factories.folders import remove, short_folder
from tests.factories.models import small_model
from tests.factories.processes import use_redis
from tests.factories.system import build_seeded, make_system
from tests.postgres.server import binaries, running

_OPEN = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The whole suite on servers: `--database postgresql`, `--redis-server PROGRAM`."""
    group = parser.getgroup("servers")
    group.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    group.addoption("--redis-server", type=Path, default=None, metavar="PROGRAM")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_OPEN] = ExitStack()
    use_redis(config.getoption("--redis-server"))
    if config.getoption("--database") == "postgresql":
        programs = binaries()
        if programs is None:
            raise pytest.UsageError("no PostgreSQL server is installed (initdb not found)")
        DATABASES.use(config.stash[_OPEN].enter_context(running(programs)))


def pytest_unconfigure(config: pytest.Config) -> None:
    DATABASES.use(None)
    config.stash[_OPEN].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the file of SQLite, or about the embedded Redis, is not asked of a server."""
    kinds = {
        "sqlite": DATABASES.on_server,
        "embedded": config.getoption("--redis-server") is not None,
    }
    left_out = {name for name, elsewhere in kinds.items() if elsewhere}
    without = [item for item in items if left_out & {mark.name for mark in item.iter_markers()}]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Databases of instances that a test took away go with them."""
    yield
    DATABASES.sweep()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and seeded database file, made once; never opened again, only copied."""
    return build_seeded(tmp_path_factory.mktemp("seeded"))


@pytest.fixture
def instance() -> Iterator[Path]:
    """An instance folder with a path short enough for a Unix socket (108 bytes)."""
    folder = short_folder()
    yield folder
    remove(folder)


@pytest.fixture
def system(instance: Path, seeded: Path) -> Iterator[System]:
    """The program on a seeded database, its clock at `MOMENT`, inside an application context."""
    made = make_system(instance, seeded)
    with made.app.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def artefact() -> Artefact:
    """A small but real model, learned once."""
    return small_model()
