"""Reference data: what is missing is added, what an administrator changed stays."""

from sqlalchemy import delete, select, update

from models.jobs import Schedule
from models.reference import Parameter
from pakn.composition import System
from pakn.services.context import SYSTEM
from pakn.services.seeding import seed_reference
from tests.factories.reading import fresh


def _seed(system: System) -> dict[str, int]:
    with system.acting(SYSTEM) as ctx:
        return seed_reference(ctx)


def test_a_seeded_system_lacks_nothing(system: System) -> None:
    assert _seed(system) == {}


def test_what_a_newer_version_needs_is_added_and_nothing_else_is_touched(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(delete(Parameter).where(Parameter.name == "draft_expiry_days"))
        ctx.session.execute(delete(Schedule).where(Schedule.name == "daily_root"))
        changed = update(Parameter).where(Parameter.name == "answer_limit").values(value=7)
        ctx.session.execute(changed)
    assert _seed(system) == {"parameter": 1, "schedule": 1}
    kept = fresh().scalar(select(Parameter.value).where(Parameter.name == "answer_limit"))
    assert kept == 7
