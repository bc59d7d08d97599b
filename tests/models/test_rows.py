import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from models.base import NaiveMoment
from models.intake import ImmutablePetition, Petition
from models.jobs import Heartbeat
from models.queries.parameters import NotInForce, in_force, value_in_force
from models.reference import Parameter
from models.seed import load
from models.session import read_session, unit_of_work
from pakn.composition import System
from pakn.composition_classifier import register_of_tables
from routing.register import Register, build_register
from tests.factories.petitions import file_one

HANOI = dt.timezone(dt.timedelta(hours=7))
PARTS = ("agencies", "successions", "names", "provinces", "communes", "former_units")


def test_a_naive_moment_is_refused(system: System) -> None:
    naive = dt.datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 - the point of the test
    with pytest.raises(StatementError) as caught, unit_of_work() as session:
        session.add(Heartbeat(name="tick", seen_at=naive))
    assert isinstance(caught.value.orig, NaiveMoment)


def test_a_moment_comes_back_aware_and_in_utc(system: System) -> None:
    local = dt.datetime(2026, 11, 22, 6, 30, tzinfo=HANOI)
    with unit_of_work() as session:
        session.add(Heartbeat(name="tick", seen_at=local))
    stored = read_session().scalars(select(Heartbeat.seen_at)).one()
    assert stored == local
    assert stored.utcoffset() == dt.timedelta(0)


def test_moments_of_different_zones_compare_as_moments(system: System) -> None:
    with unit_of_work() as session:
        session.add(Heartbeat(name="tick", seen_at=dt.datetime(2026, 11, 22, 6, 30, tzinfo=HANOI)))
    later = dt.datetime(2026, 11, 21, 23, 31, tzinfo=dt.UTC)
    found = read_session().scalars(select(Heartbeat.name).where(Heartbeat.seen_at < later)).all()
    assert found == ["tick"]


def test_a_filed_petition_cannot_be_changed(system: System) -> None:
    receipt = file_one(system)
    with pytest.raises(ImmutablePetition), unit_of_work() as session:
        session.get_one(Petition, receipt.petition_id).title = "Một tiêu đề khác"
    title = read_session().scalars(select(Petition.title)).one()
    assert title == "Bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực"


def _parameter(value: int, start: str, end: str | None) -> Parameter:
    return Parameter(
        name="test_limit",
        value=value,
        unit="working",
        valid_from=dt.date.fromisoformat(start),
        valid_to=dt.date.fromisoformat(end) if end else None,
        article="tự đặt",
    )


@pytest.fixture
def dated(system: System) -> System:
    """A limit that changed twice; the middle value was entered last, as a late correction is."""
    with unit_of_work() as session:
        session.add(_parameter(5, "2020-01-01", "2022-12-31"))
        session.add(_parameter(9, "2025-07-01", None))
        session.flush()
        session.add(_parameter(7, "2023-01-01", "2025-06-30"))
    return system


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2020-01-01", 5),
        ("2022-12-31", 5),
        ("2023-01-01", 7),
        ("2025-06-30", 7),
        ("2025-07-01", 9),
        ("2031-01-01", 9),
    ],
)
def test_a_parameter_is_read_by_its_dates(dated: System, day: str, value: int) -> None:
    on = dt.date.fromisoformat(day)
    assert value_in_force(read_session(), "test_limit", on) == value
    assert in_force(read_session(), "test_limit", on).article == "tự đặt"


def test_before_its_first_day_nothing_is_in_force(dated: System) -> None:
    with pytest.raises(NotInForce, match="test_limit on 2019-12-31"):
        in_force(read_session(), "test_limit", dt.date(2019, 12, 31))


def _seeded_register() -> Register:
    return build_register(
        agencies=load.agencies(),
        successions=load.succession(),
        names=load.agency_names(),
        provinces=load.provinces(),
        communes=load.communes(),
        former_units=load.former_units(),
    )


@pytest.mark.parametrize("part", PARTS)
def test_the_register_of_the_tables_is_the_seeded_one(system: System, part: str) -> None:
    from_tables, from_seed = getattr(register_of_tables(), part), getattr(_seeded_register(), part)
    assert len(from_seed) > 10
    assert sorted(map(repr, from_tables)) == sorted(map(repr, from_seed))
