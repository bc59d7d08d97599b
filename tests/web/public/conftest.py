"""The public site on a system of its own; requests come from clients, each a device."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import db
from pakn.web import dress
from tests.factories.system import make_system
from tests.web.public.site import Site


@pytest.fixture
def site(instance: Path, seeded: Path) -> Iterator[Site]:
    """The dressed program; no application context is open, as between real requests."""
    system = make_system(instance, seeded, PAKN_RATE_LIMITS="off")
    dress(system)
    yield Site(system)
    with system.app.app_context():
        db.session.remove()
        db.engine.dispose()
