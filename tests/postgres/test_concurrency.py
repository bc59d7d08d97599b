"""Where SQLite has one writer, PostgreSQL has many: what must hold all the same."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from models.base import db
from models.casework import Assignment
from models.intake import Petition
from models.jobs import Outbox, ScheduleRun
from models.queries.counts import balances, totals
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.schedules import Monthly
from pakn.rules.states import Role
from pakn.services.accounts import AccountLocked, SignInRefused, sign_in
from pakn.services.context import PETITIONER, SYSTEM, Context, StaleAct
from pakn.services.events import Act, record
from pakn.services.filing import file_petition
from pakn.services.history import make_daily_root, verify
from pakn.services.outbox import Later, claim, due_ids, later
from pakn.services.scheduling import run_due
from pakn.services.seeding import SCHEDULES
from pakn.services.transition import lock_case
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one, filing
from tests.factories.reading import fresh
from tests.factories.system import MOMENT
from tests.factories.threads import in_threads

pytestmark = pytest.mark.postgres

Result = TypeVar("Result")


def all_at_once(system: System, count: int, work: Callable[[Context], Result]) -> list[Result]:
    """Do the same in as many transactions at the same moment; what each gave."""
    results: list[Result] = []

    def run(_number: int) -> None:
        with system.app.app_context():
            with system.acting(PETITIONER) as ctx:
                result = work(ctx)
            results.append(result)
            db.session.remove()

    in_threads(count, run)
    return results


def test_eight_sending_the_same_at_once_file_one(system: System) -> None:
    same = filing(key="one-intention")
    receipts = all_at_once(system, 8, lambda ctx: file_petition(ctx, same))
    assert len(receipts) == 8
    assert len(set(receipts)) == 1
    assert fresh().scalars(select(func.count(Petition.id))).one() == 1
    assert totals(fresh())["received"] == 1


def test_eight_filing_at_once_get_eight_numbers(system: System) -> None:
    receipts = all_at_once(system, 8, lambda ctx: file_petition(ctx, filing()))
    assert sorted(receipt.number for receipt in receipts) == [
        f"PAKN.20261116.{number:04d}" for number in range(1, 9)
    ]
    assert totals(fresh())["received"] == 8
    assert balances(fresh(), "state") == {"received": 8}
    assert verify(system.viewing(SYSTEM)).broken is None


def test_of_two_officers_on_one_page_one_is_stale(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    desk.who(Role.TRIAGE_OFFICER)
    seen = case_now(filed.case_id).version
    stale: list[StaleAct] = []

    def work(number: int) -> None:
        with system.app.app_context():
            try:
                desk.forward(filed.case_id, ("BCA", "BXD")[number], seen_version=seen)
            except StaleAct as refusal:
                stale.append(refusal)
            db.session.remove()

    in_threads(2, work)
    assert [refusal.state for refusal in stale] == ["forwarded"]
    assert fresh().scalars(select(func.count(Assignment.id))).one() == 1


def test_acts_on_the_system_chain_queue_up(system: System) -> None:
    def work(ctx: Context) -> int:
        return record(ctx, Act("look")).seq

    seqs = all_at_once(system, 8, work)
    assert sorted(seqs) == list(range(min(seqs), min(seqs) + 8))
    fresh()
    assert verify(system.viewing(SYSTEM)).broken is None


def test_each_row_of_the_outbox_is_claimed_once(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        for number in range(60):
            later(ctx, Later("suggest", f"case:{number}"))
    names = iter(f"worker-{number}" for number in range(6))
    claimed: list[int] = []

    def work(ctx: Context) -> list[int]:
        ids = due_ids(ctx.session, "suggest", now=MOMENT, limit=60)
        lease = dt.timedelta(minutes=2)
        return [row.id for row in claim(ctx.session, ids, now=MOMENT, lease=lease, by=next(names))]

    for share in all_at_once(system, 6, work):
        claimed += share
    assert len(claimed) == len(set(claimed)) == 60
    states = fresh().execute(select(Outbox.state, Outbox.attempt)).all()
    assert Counter(map(tuple, states)) == {("running", 1): 60}


def test_a_lease_that_ended_is_claimed_by_one(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        row_id = later(ctx, Later("suggest", "case:1"))
        assert row_id is not None
    lease = dt.timedelta(minutes=2)
    with unit_of_work() as session:
        assert claim(session, [row_id], now=MOMENT, lease=lease, by="gone")
    after = MOMENT + dt.timedelta(minutes=3)

    def work(ctx: Context) -> int:
        return len(claim(ctx.session, [row_id], now=after, lease=lease, by="next"))

    assert sorted(all_at_once(system, 4, work)) == [0, 0, 0, 1]


def test_any_number_of_ticks_write_each_moment_once(system: System) -> None:
    tomorrow = MOMENT + dt.timedelta(days=1)

    def work(_number: int) -> None:
        with system.app.app_context(), system.acting(SYSTEM, now=tomorrow) as ctx:
            run_due(ctx)

    in_threads(4, work)
    moments = fresh().scalars(select(func.count(ScheduleRun.id))).one()
    rows = fresh().scalars(select(func.count(Outbox.id))).one()
    daily = [name for name, _, rule in SCHEDULES if not isinstance(rule, Monthly)]
    assert moments == rows == len(daily)


def test_failures_at_once_are_all_counted(system: System) -> None:
    person(system, Role.PUBLISHER, username="can-bo")
    refusals = all_at_once(system, 6, lambda ctx: sign_in(ctx, "can-bo", "sai").refusal)
    kinds = Counter(type(refusal) for refusal in refusals)
    assert kinds == {SignInRefused: 4, AccountLocked: 2}


def test_a_daily_root_waits_for_acts_under_way(system: System) -> None:
    """An act that has its event's id, but not its commit, must not fall under the root."""
    slow, quick = file_one(system), file_one(system)
    written, may_commit = threading.Event(), threading.Event()

    def act_slowly() -> None:
        with system.app.app_context(), system.acting(SYSTEM) as ctx:
            record(ctx, Act("note"), lock_case(ctx, slow.case_id, seen_version=None))
            written.set()
            may_commit.wait(timeout=10)

    thread = threading.Thread(target=act_slowly)
    thread.start()
    written.wait(timeout=10)
    with system.acting(SYSTEM) as ctx:
        record(ctx, Act("note"), lock_case(ctx, quick.case_id, seen_version=None))
    threading.Timer(0.3, may_commit.set).start()
    with system.acting(SYSTEM) as ctx:
        make_daily_root(ctx, ctx.today)
    thread.join()
    fresh()
    assert verify(system.viewing(SYSTEM)).broken is None
