"""A dressed program for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from pakn.web import dress
from tests.factories.system import make_system
from tests.web.standing.site import Site


@pytest.fixture
def site(instance: Path, seeded: Path) -> Iterator[Site]:
    """The program with its pages, on a seeded database of its own."""
    system = make_system(instance, seeded, PAKN_RATE_LIMITS="off")
    app = dress(system)
    yield Site(system, app)
    with app.app_context():
        db.engine.dispose()
