"""What happens by the clock: the tick, and the jobs that schedules write."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from models.casework import Assignment, Case
from models.history import DailyRoot
from models.intake import Draft
from models.jobs import Heartbeat, Outbox, ScheduleRun
from models.reports import ReportSnapshot
from models.session import end_read, read_session
from pakn.adapters.clock import StandingClock
from pakn.composition import System, build
from pakn.rules.schedules import Monthly
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from pakn.services.drafts import start_draft
from pakn.services.scheduling import anything_due
from pakn.services.seeding import SCHEDULES
from pakn.services.triage import Forwarding, forward_case
from tests.factories.jobs import deliveries, row_of, rows_of, run_row, write_row
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.system import moved_on, settings_for
from workers.drain import FutureMoment, run_as_of
from workers.tick import tick


def _count(table: type[object]) -> int:
    end_read()
    return read_session().scalar(select(func.count()).select_from(table)) or 0


def _forward(system: System) -> int:
    case_id = file_one(system).case_id
    with system.acting(Actor(role=Role.TRIAGE_OFFICER)) as ctx:
        version = ctx.session.get_one(Case, case_id).version
        forward_case(ctx, Forwarding(case_id, version, lead="BXD", content_codes=[1]))
    return case_id


@contextmanager
def _tick(system: System) -> Iterator[System]:
    with system.app.app_context():
        tick(system, None)
        yield system


def test_a_tick_writes_each_moment_once_and_asks_for_a_writer_only_then(system: System) -> None:
    assert not anything_due(system.viewing(SYSTEM))
    tomorrow = moved_on(system, days=1)
    assert anything_due(tomorrow.viewing(SYSTEM))
    end_read()
    for _ in range(2):
        with _tick(tomorrow):
            pass
    daily = [kind for _, kind, rule in SCHEDULES if not isinstance(rule, Monthly)]
    assert _count(ScheduleRun) == len(daily)
    kinds = {name for (name,) in read_session().execute(select(Outbox.kind))}
    assert kinds == set(daily)
    assert not anything_due(tomorrow.viewing(SYSTEM))


def test_a_tick_leaves_a_sign_of_life_every_fifteen_seconds(system: System) -> None:
    begun = system.ports.clock.now()
    beat = tick(system, None)
    assert beat == begun
    assert tick(moved_on(system, seconds=10), beat) == begun
    later_on = moved_on(system, seconds=15)
    assert tick(later_on, beat) == later_on.ports.clock.now()
    end_read()
    assert read_session().get_one(Heartbeat, "tick").seen_at == later_on.ports.clock.now()


def test_a_case_nobody_accepted_is_deemed_accepted_after_its_limit(system: System) -> None:
    cases = [_forward(system) for _ in range(2)]
    end_read()
    due_on = read_session().get_one(Case, cases[0]).due_on
    assert due_on is not None
    days = (due_on - system.ports.clock.now().date()).days

    on_the_day = moved_on(system, days=days)
    run_row(on_the_day, write_row(on_the_day, "deem_accepted", subject="on the day"))
    end_read()
    assert {case.state for case in read_session().scalars(select(Case))} == {"forwarded"}

    after = moved_on(system, days=days + 1)
    run_row(after, write_row(after, "deem_accepted", subject="after"))
    end_read()
    assert {case.state for case in read_session().scalars(select(Case))} == {"in_progress"}
    accepted = read_session().scalars(select(Assignment.accepted_at)).all()
    assert accepted == [after.ports.clock.now()] * 2
    assert [row.state for row in rows_of("deem_accepted")] == ["done", "done"]


def test_one_case_that_cannot_be_deemed_accepted_does_not_keep_the_others(
    system: System,
) -> None:
    broken, sound = _forward(system), _forward(system)
    after = moved_on(system, days=30)
    with system.acting(SYSTEM) as ctx:
        # A receipt date before any limit was in force: its answer clock cannot be computed.
        ctx.session.get_one(Case, broken).received_on = dt.date(1990, 1, 1)
    run_row(after, write_row(after, "deem_accepted"))
    end_read()
    states = {case.id: case.state for case in read_session().scalars(select(Case))}
    assert states == {broken: "forwarded", sound: "in_progress"}
    row = row_of("deem_accepted")
    assert row.state == "failed"
    assert (row.last_error or "").startswith("SomeFailed")


def test_the_daily_root_belongs_to_the_day_of_its_moment(system: System) -> None:
    file_one(system)
    moment = dt.datetime(2026, 11, 16, 17, 5, tzinfo=dt.UTC)  # 00:05 on the 17th in Vietnam
    row_id = write_row(system, "daily_root", arguments={"due_at": moment.isoformat()})
    run_row(system, row_id)
    end_read()
    root = read_session().scalars(select(DailyRoot)).one()
    assert root.day == dt.date(2026, 11, 17)
    archived = (system.settings.instance / "roots.txt").read_text(encoding="utf-8")
    assert archived.startswith("2026-11-17 ")
    assert root.mac.hex() in archived


def test_expired_drafts_are_dropped_and_others_stay(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        start_draft(ctx, {"title": "cũ"})
    month_later = moved_on(system, days=60)
    with month_later.acting(SYSTEM) as ctx:
        start_draft(ctx, {"title": "mới"})
    run_row(month_later, write_row(month_later, "drop_drafts"))
    assert _count(Draft) == 1
    assert row_of("drop_drafts").state == "done"


def test_playing_a_future_moment_runs_what_is_due_then_and_drains_the_queue(
    system: System,
) -> None:
    _forward(system)
    moment = system.ports.clock.now() + dt.timedelta(days=30)
    first = run_as_of(system, moment)
    # Latest moments of the schedules, and the mails of receipt, forwarding and acceptance.
    assert first.scheduled > len(SCHEDULES)
    assert first.done == first.scheduled + 3
    assert (first.given_up, first.waiting) == (0, 1), "the suggestion waits for a model"
    end_read()
    case = read_session().scalars(select(Case)).one()
    assert case.state == "in_progress"
    accepted = read_session().scalars(select(Assignment.accepted_at)).one()
    assert accepted == moment
    again = run_as_of(system, moment)
    assert (again.scheduled, again.done) == (0, 0)
    assert system.app.extensions["pakn"].ports.clock is system.ports.clock


def test_the_month_is_compiled_once_on_the_fifteenth_at_six(system: System) -> None:
    """R40: closed on 14 December, compiled the next morning, however many ticks run."""
    file_one(system)
    head = person(system, Role.HEAD)
    closed = dt.datetime(2026, 12, 14, 22, 59, tzinfo=dt.UTC)  # 5:59 on the 15th in Vietnam
    before = system.with_clock(StandingClock(closed))
    for _ in range(2):
        with _tick(before):
            pass
    assert rows_of("compile_report") == []
    at_six = moved_on(before, minutes=1)
    for _ in range(2):
        with _tick(at_six):
            pass
    row = row_of("compile_report")
    for _ in range(2):
        run_row(at_six, row.id)
    end_read()
    (report,) = read_session().scalars(select(ReportSnapshot)).all()
    assert (report.kind, report.period, report.version) == ("month", "2026-12", 1)
    assert report.figures["counts"]["new"] == 1
    told = [one.user_id for one in deliveries() if one.notice == "report_ready"]
    assert told == [head.user_id]


def test_a_played_date_compiles_the_month_that_closed_before_it(system: System) -> None:
    file_one(system)
    played = run_as_of(system, dt.datetime(2027, 1, 15, 0, 0, tzinfo=dt.UTC))
    assert played.given_up == 0
    end_read()
    periods = read_session().scalars(select(ReportSnapshot.period).order_by(ReportSnapshot.id))
    assert list(periods) == ["2026-12", "2027-01"]


def test_a_future_moment_is_refused_in_production(system: System) -> None:
    settings = settings_for(
        system.settings.instance,
        PAKN_ENV="production",
        PAKN_BASE_URL="https://pakn.example",
        MAIL_URL="smtp://mail.example",
    )
    production = build(settings)
    with production.app.app_context():
        moment = production.ports.clock.now() + dt.timedelta(hours=1)
        with pytest.raises(FutureMoment):
            run_as_of(production, moment)
        end_read()
