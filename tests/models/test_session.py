import multiprocessing

import pytest
from sqlalchemy import select

from models.base import db
from models.jobs import DailyCount, Heartbeat
from models.session import after_commit, end_read, read_session, unit_of_work
from pakn.composition import System
from pakn.services.context import PETITIONER
from pakn.services.filing import file_petition
from pakn.services.filing_inputs import Receipt
from tests.factories.petitions import filing
from tests.factories.system import MOMENT
from tests.factories.threads import in_threads

DAY = MOMENT.date()
PROCESSES, INCREMENTS = 4, 150


def add_heartbeat(system: System, name: str) -> None:
    """Commit a row from another thread."""

    def work(_number: int) -> None:
        with system.app.app_context(), unit_of_work() as session:
            session.add(Heartbeat(name=name, seen_at=MOMENT))

    in_threads(1, work)


@pytest.mark.sqlite  # PostgreSQL shows a reader each commit at once
def test_a_reader_sees_what_others_committed_once_it_ends_its_reading(system: System) -> None:
    names = select(Heartbeat.name)
    assert read_session().scalars(names).all() == []
    add_heartbeat(system, "tick")
    assert read_session().scalars(names).all() == []
    end_read()
    assert read_session().scalars(names).all() == ["tick"]


def test_an_error_takes_everything_back(system: System) -> None:
    called: list[str] = []

    def stumble() -> None:
        with unit_of_work() as session:
            session.add(Heartbeat(name="tick", seen_at=MOMENT))
            session.flush()
            after_commit(session, lambda: called.append("sent"))
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        stumble()
    assert read_session().scalars(select(Heartbeat)).all() == []
    assert called == []


def test_what_follows_the_commit_runs_after_it_in_order(system: System) -> None:
    seen: list[object] = []

    def look() -> None:
        end_read()
        seen.append(read_session().scalar(select(Heartbeat.name)))

    with unit_of_work() as session:
        session.add(Heartbeat(name="tick", seen_at=MOMENT))
        after_commit(session, look)
        after_commit(session, lambda: seen.append("second"))
        assert seen == []
    assert seen == ["tick", "second"]


def test_the_write_lock_is_free_again_when_what_follows_runs(system: System) -> None:
    with unit_of_work() as session:
        after_commit(session, lambda: add_heartbeat(system, "from-after-commit"))
    assert read_session().scalar(select(Heartbeat.name)) == "from-after-commit"


def _increment() -> None:
    for _ in range(INCREMENTS):
        with unit_of_work() as session:
            row = session.get_one(DailyCount, (DAY, "lost-updates"), with_for_update=True)
            row.value = row.value + 1


def test_processes_that_read_and_then_write_lose_nothing(system: System) -> None:
    with unit_of_work() as session:
        session.add(DailyCount(day=DAY, name="lost-updates", value=0))
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_increment) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    value = read_session().scalar(select(DailyCount.value).where(DailyCount.name == "lost-updates"))
    assert value == PROCESSES * INCREMENTS


def test_eight_filing_at_once_get_eight_numbers(system: System) -> None:
    receipts: list[Receipt] = []

    def work(_number: int) -> None:
        with system.app.app_context():
            with system.acting(PETITIONER) as ctx:
                receipts.append(file_petition(ctx, filing()))
            db.session.remove()

    in_threads(8, work)
    assert sorted(receipt.number for receipt in receipts) == [
        f"PAKN.20261116.{number:04d}" for number in range(1, 9)
    ]
