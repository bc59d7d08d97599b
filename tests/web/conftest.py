"""Fixtures of the web's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from models.base import db
from pakn.web import dress
from tests.factories.browsing import Site
from tests.factories.system import make_system


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled templates, which the application of each test would else compile anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def site(instance: Path, seeded: Path, compiled: FileSystemBytecodeCache) -> Iterator[Site]:
    """The whole application on a seeded database, its clock at `MOMENT`."""
    system = make_system(instance, seeded, PAKN_RATE_LIMITS="off")
    app = dress(system)
    app.jinja_env.bytecode_cache = compiled
    yield Site(app)
    with system.app.app_context():
        db.engine.dispose()
