"""Fixtures of the web's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from pakn.web import dress
from tests.factories.browsing import Site
from tests.factories.system import make_system


@pytest.fixture
def site(instance: Path, seeded: Path) -> Iterator[Site]:
    """The whole application on a seeded database, its clock at `MOMENT`."""
    system = make_system(instance, seeded, PAKN_RATE_LIMITS="off")
    dress(system)
    yield Site(system)
    with system.app.app_context():
        db.engine.dispose()
