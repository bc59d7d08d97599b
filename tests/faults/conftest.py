"""A system on the machine's clock, as the processes that these tests start see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from models.base import db
from models.jobs import Schedule
from pakn.composition import System
from pakn.services.context import SYSTEM
from routing.artefact import Artefact
from tests.factories.models import put_into_use
from tests.factories.system import make_system


@pytest.fixture
def live(instance: Path, seeded: Path) -> Iterator[System]:
    """The program on a seeded database and the real clock; no process runs yet, and what the
    seeded schedules missed since `MOMENT` is not caught up.
    """
    made = make_system(instance, seeded, now=None)
    with made.app.app_context():
        with made.acting(SYSTEM) as ctx:
            ctx.session.execute(update(Schedule).values(enabled=False))
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def suggesting(live: System, artefact: Artefact) -> System:
    """The same with a model in use."""
    return put_into_use(live, artefact)
