"""What is measured on: a running system with very many cases."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from models.jobs import Outbox
from models.migrate import upgrade
from models.session import close_database
from pakn.cli.database import seed
from pakn.composition import System, build
from pakn.rules.states import Role
from pakn.services.demo import HOME_AGENCY
from pakn.settings import from_environment
from tests.bench.population import Filled, fill
from tests.bench.texts import filing_of
from tests.e2e.stack import Stack, running
from tests.factories.casework import Casework
from tests.factories.jobs import rows_of
from tests.factories.processes import until
from tests.factories.reading import fresh

ENVIRON = {"PAKN_RATE_LIMITS": "off", "PAKN_WEB_WORKERS": "2"}
"""As `make run` starts it, but for the limits by address: all clients have the same one."""

_QUIET_SECONDS = 300


@dataclass(frozen=True)
class Ground:
    """A running system.

    Attributes:
        filled: the cases in it, of which the first few were published and the next forwarded.
        forwarded: how many of them wait at `HOME_AGENCY`, the agency of `agency_focal`.
        published: how many have been released.
    """

    stack: Stack
    system: System
    filled: Filled
    forwarded: int
    published: int

    def be_quiet(self) -> None:
        """Wait until no work that is due is left to the workers."""
        with self.system.app.app_context():
            until(lambda: not self._waiting(), _QUIET_SECONDS)
            close_database()

    def suggestions(self) -> int:
        """How many cases have asked for a suggestion so far."""
        with self.system.app.app_context():
            count = len(rows_of("suggest"))
            close_database()
        return count

    def _waiting(self) -> int:
        query = select(func.count()).where(
            Outbox.state.in_(("new", "running", "failed")),
            Outbox.run_at <= self.system.ports.clock.now(),
        )
        return fresh().scalars(query).one()


@contextlib.contextmanager
def prepared(instance: Path, cases: int) -> Iterator[Ground]:
    """Fill a new instance with cases, start the system on it and let it come to rest."""
    settings = from_environment({"PAKN_ENV": "demo", "PAKN_INSTANCE": str(instance), **ENVIRON})
    system = build(settings)
    published, forwarded = max(cases // 100, 25), max(cases // 50, 50)
    with system.app.app_context():
        upgrade()
        seed(system, demo=True)
        filled = fill(system, cases)
        _work(system, filled, published, forwarded)
        close_database()
    with running(instance, **ENVIRON) as stack:
        ground = Ground(stack, system, filled, forwarded, published)
        ground.be_quiet()
        yield ground


def _work(system: System, filled: Filled, published: int, forwarded: int) -> None:
    """Publish and forward by the real acts.

    The oldest cases are taken: a search of what is public, newest first, then has to pass all the
    others, which is the hardest case.
    """
    desk = Casework(system)
    for place in range(published + forwarded):
        case_id = filled.first + place
        desk.forward(case_id, HOME_AGENCY)
        if place < published:
            desk.accept(case_id, HOME_AGENCY)
            desk.answer(case_id, HOME_AGENCY, by=Role.AGENCY_APPROVER)
            filing = filing_of(place)
            desk.release(case_id, title=filing.title, question=filing.content)
