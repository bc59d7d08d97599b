"""A composed program on an instance of its own, with a migrated and seeded database."""

import datetime as dt
from pathlib import Path

from models.base import db
from models.migrate import upgrade
from pakn.adapters.clock import StandingClock
from pakn.composition import System, build
from pakn.services.context import SYSTEM
from pakn.services.seeding import seed_reference
from pakn.settings import Settings, from_environment
from tests.factories.databases import DATABASES

# A Monday, 9 o'clock in Vietnam: what the clock of a test shows unless the test asks otherwise.
MOMENT = dt.datetime(2026, 11, 16, 2, 0, tzinfo=dt.UTC)
SECRET = "the tests' own secret, used nowhere else"


def settings_for(instance: Path, **environ: str) -> Settings:
    """Settings of the test environment on an instance folder; `environ` adds or replaces."""
    return from_environment(environment_for(instance, **environ))


def environment_for(instance: Path, **environ: str) -> dict[str, str]:
    """The variables that `settings_for` reads, for processes that are started."""
    return {
        "PAKN_ENV": "test",
        "PAKN_INSTANCE": str(instance),
        "PAKN_SECRET": SECRET,
        **({} if "DATABASE_URL" in environ else DATABASES.environ(instance)),
        **environ,
    }


def build_seeded(folder: Path) -> Path:
    """Migrate and seed one database; tests get copies of it (`make_system`)."""
    system = build(settings_for(folder)).with_clock(StandingClock(MOMENT))
    with system.app.app_context():
        upgrade()
        with system.acting(SYSTEM) as ctx:
            seed_reference(ctx)
        db.engine.dispose()
    return folder / "pakn.db"


def make_system(
    instance: Path, seeded: Path, *, now: dt.datetime | None = MOMENT, **environ: str
) -> System:
    """The program on a copy of the seeded database; needs `app.app_context()` to be used.

    Args:
        instance: its own, empty folder.
        seeded: what `build_seeded` gave.
        now: where its clock stands; None for the machine's clock.
        environ: further variables, such as REDIS_URL or MAIL_URL.
    """
    instance.mkdir(parents=True, exist_ok=True)
    DATABASES.copy(seeded, instance)
    system = build(settings_for(instance, **environ))
    return system if now is None else system.with_clock(StandingClock(now))


def moved_on(system: System, **by: float) -> System:
    """The same program some time later (`minutes=5`), on a clock that stands."""
    return system.with_clock(StandingClock(system.ports.clock.now() + dt.timedelta(**by)))
