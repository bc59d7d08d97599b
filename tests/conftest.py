"""Fixtures for every room of tests; what they build stands in `tests.factories`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from pakn.composition import System
from routing.artefact import Artefact
from tests.factories.folders import remove, short_folder
from tests.factories.models import small_model
from tests.factories.system import build_seeded, make_system


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
