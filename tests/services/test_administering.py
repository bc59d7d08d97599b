"""Background work in an administrator's hands: messages, jobs that gave up, schedules, models."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import func, select, update

from models.history import Event
from models.jobs import Delivery, Outbox, Schedule
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import administering, outbox
from pakn.services.artefacts import (
    champion_of,
    promote_chosen,
    read_models,
    store_artefact,
)
from pakn.services.context import SYSTEM, Actor, NotFound, NotPermitted
from pakn.services.scheduling import run_due
from tests.factories.jobs import deliveries, rows_of, run_row, write_row
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on


@pytest.fixture
def admin(system: System) -> Actor:
    """An administrator."""
    return person(system, Role.ADMIN)


def last_event() -> tuple[str, dict[str, Any]]:
    """The newest event: action and what changed."""
    event = fresh().scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    return event.action, json.loads(event.payload)["difference"]


def events() -> int:
    """How many events there are."""
    return int(fresh().scalar(select(func.count()).select_from(Event)) or 0)


def a_message(system: System) -> int:
    """File a petition; returns the delivery of its receipt."""
    file_one(system)
    return deliveries()[-1].id


def give_up(system: System, kind: str = "deliver") -> None:
    """Have everything of a kind that waits be given up."""
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Outbox)
            .where(Outbox.kind == kind, Outbox.state == "new")
            .values(state="given_up", attempt=7, last_error="MailServerAway x", finished_at=ctx.now)
        )


def state_of(system: System, who: Actor, delivery_id: int) -> str:
    """A message's state as its page shows it."""
    fresh()
    page = administering.read_deliveries(system.viewing(who))
    return next(row.state for row in page.rows if row.id == delivery_id)


def resend(system: System, who: Actor, delivery_id: int) -> None:
    """Send a message again."""
    with system.acting(who) as ctx:
        administering.resend(ctx, delivery_id)


def test_a_message_that_was_given_up_is_sent_again_once(system: System, admin: Actor) -> None:
    delivery = a_message(system)
    assert state_of(system, admin, delivery) == "pending"
    give_up(system)
    assert state_of(system, admin, delivery) == "failed"
    resend(system, admin, delivery)
    assert state_of(system, admin, delivery) == "pending"
    count = events()
    with pytest.raises(NotFound):
        resend(system, admin, delivery)
    assert events() == count
    run_row(system, rows_of("deliver")[-1].id)
    assert state_of(system, admin, delivery) == "sent"
    assert len(list((system.settings.instance / "mail").glob("*.eml"))) == 1
    with pytest.raises(NotFound):
        resend(system, admin, delivery)


def test_an_uncertain_message_is_sent_again_once(system: System, admin: Actor) -> None:
    delivery = a_message(system)
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Delivery).values(state="uncertain"))
    resend(system, admin, delivery)
    assert last_event() == ("send_again", {"delivery": delivery})
    with pytest.raises(NotFound):
        resend(system, admin, delivery)


def test_messages_are_found_by_state_and_by_case(system: System, admin: Actor) -> None:
    first, second = file_one(system), file_one(system)
    give_up(system)
    file_one(system)
    ctx = system.viewing(admin)
    fresh()
    page = administering.read_deliveries(ctx, state="failed")
    assert [row.state for row in page.rows] == ["failed", "failed"]
    assert page.counts == {"pending": 1, "sending": 0, "uncertain": 0, "failed": 2}
    (row,) = administering.read_deliveries(ctx, number=first.number.lower()).rows
    assert row.petition is not None
    assert row.petition.day_seq == 1
    both = administering.read_deliveries(ctx, number=second.number, state="pending")
    assert both.rows == []
    wrong = administering.read_deliveries(ctx, number="không phải mã")
    assert (list(wrong.rows), wrong.unreadable) == ([], True)


def test_messages_are_read_page_by_page(system: System, admin: Actor) -> None:
    a_message(system)
    with system.acting(SYSTEM) as ctx:
        row = ctx.session.scalars(select(Delivery)).one()
        for number in range(60):
            ctx.session.add(
                Delivery(
                    dedup_key=f"more:{number}",
                    channel="mail",
                    notice="update",
                    case_id=row.case_id,
                    recipient=row.recipient,
                    message_id=f"<{number}@x>",
                    created_at=ctx.now,
                )
            )
    fresh()
    ctx = system.viewing(admin)
    first = administering.read_deliveries(ctx)
    rest = administering.read_deliveries(ctx, before=first.next_before)
    assert (len(first.rows), len(rest.rows), rest.next_before) == (50, 11, None)
    assert not {row.id for row in first.rows} & {row.id for row in rest.rows}


def test_everything_of_a_kind_gets_a_fresh_start_once(system: System, admin: Actor) -> None:
    for number in range(3):
        write_row(system, "suggest", subject=f"case:{number}")
    write_row(system, "drop_drafts", subject="x")
    give_up(system, "suggest")
    give_up(system, "drop_drafts")
    work = administering.read_work(system.viewing(admin))
    assert work.stuck == {"suggest": 3, "drop_drafts": 1}
    with system.acting(admin) as ctx:
        assert outbox.try_all_again(ctx, "suggest") == 3
    assert last_event() == ("retry_jobs", {"job": "suggest", "count": 3})
    assert {(row.state, row.attempt) for row in rows_of("suggest")} == {("new", 0)}
    assert rows_of("drop_drafts")[0].state == "given_up"
    count = events()
    with system.acting(admin) as ctx:
        assert outbox.try_all_again(ctx, "suggest") == 0
    assert events() == count


def test_work_that_was_given_up_is_read_page_by_page(system: System, admin: Actor) -> None:
    for number in range(53):
        write_row(system, "suggest", subject=f"case:{number}")
    give_up(system, "suggest")
    fresh()
    ctx = system.viewing(admin)
    first = administering.read_work(ctx)
    rest = administering.read_work(ctx, first.next_before)
    assert (len(first.given_up), len(rest.given_up), rest.next_before) == (50, 3, None)


def schedule_of(system: System, who: Actor, name: str) -> administering.ScheduleShown:
    """A schedule as its page shows it."""
    fresh()
    return next(
        one for one in administering.read_schedules(system.viewing(who)) if one.name == name
    )


def test_schedules_say_when_they_ran_and_run_next(system: System, admin: Actor) -> None:
    before = schedule_of(system, admin, "remind")
    assert before.last is None
    assert before.next == dt.datetime(2026, 11, 17, 1, 0, tzinfo=dt.UTC)  # 8 in Vietnam
    tomorrow = moved_on(system, days=1)
    with tomorrow.acting(SYSTEM) as ctx:
        run_due(ctx)
    after = schedule_of(tomorrow, admin, "remind")
    assert after.last == before.next
    assert after.next == dt.datetime(2026, 11, 18, 1, 0, tzinfo=dt.UTC)
    monthly = schedule_of(tomorrow, admin, "monthly_report")
    assert monthly.next == dt.datetime(2026, 12, 14, 23, 0, tzinfo=dt.UTC)


def test_a_schedule_that_is_off_does_nothing_and_catches_nothing_up(
    system: System, admin: Actor
) -> None:
    with system.acting(admin) as ctx:
        assert administering.switch_schedule(ctx, "daily_root", enabled=False)
    action, changed = last_event()
    assert (action, changed["enabled"]) == ("switch_schedule", {"from": True, "to": False})
    assert schedule_of(system, admin, "daily_root").next is None
    later = moved_on(system, days=3)
    with later.acting(SYSTEM) as ctx:
        run_due(ctx)
    assert rows_of("daily_root") == []
    with later.acting(admin) as ctx:
        assert administering.switch_schedule(ctx, "daily_root", enabled=True)
        assert not administering.switch_schedule(ctx, "daily_root", enabled=True)
    with later.acting(SYSTEM) as ctx:
        run_due(ctx)
    assert rows_of("daily_root") == []
    with moved_on(later, days=1).acting(SYSTEM) as ctx:
        run_due(ctx)
    assert len(rows_of("daily_root")) == 1


def test_a_schedule_is_run_now_once_a_minute(system: System, admin: Actor) -> None:
    with system.acting(admin) as ctx:
        assert administering.run_schedule(ctx, "monthly_report")
    assert last_event() == ("run_schedule", {"job": "monthly_report"})
    (row,) = rows_of("compile_report")
    # The month that closed on the 14th, not the one that has just begun.
    assert row.arguments == {"due_at": "2026-11-14T23:00:00+00:00"}
    count = events()
    with system.acting(admin) as ctx:
        assert not administering.run_schedule(ctx, "monthly_report")
    assert events() == count
    with moved_on(system, minutes=1).acting(admin) as ctx:
        assert administering.run_schedule(ctx, "monthly_report")


def test_every_schedule_can_be_run_now(system: System, admin: Actor) -> None:
    for name in fresh().scalars(select(Schedule.name)).all():
        with system.acting(admin) as ctx:
            assert administering.run_schedule(ctx, name)
    waiting = fresh().scalars(select(Outbox).where(Outbox.subject.like("%by-hand%"))).all()
    assert len(waiting) >= 7
    for row in waiting:
        run_row(system, row.id)
        assert fresh().get_one(Outbox, row.id).state == "done", row.kind


def test_what_does_not_exist_is_not_found(system: System, admin: Actor) -> None:
    with pytest.raises(NotFound):
        resend(system, admin, 4_711)
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        administering.switch_schedule(ctx, "khong_co", enabled=False)
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        administering.run_schedule(ctx, "khong_co")
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        promote_chosen(ctx, "khong_co")


def test_a_stored_model_is_put_into_use_by_a_person(system: System, admin: Actor) -> None:
    with system.acting(SYSTEM) as ctx:
        for version in ("a", "b"):
            store_artefact(ctx, version, version.encode() * 2_000, {"rows": 5})
    with system.acting(admin) as ctx:
        assert promote_chosen(ctx, "a")
    with system.acting(admin) as ctx:
        assert promote_chosen(ctx, "b")
    event = fresh().scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.action, event.actor_id) == ("promote_model", admin.user_id)
    count = events()
    with system.acting(admin) as ctx:
        assert not promote_chosen(ctx, "b")
    assert events() == count
    in_use = champion_of(system.viewing(admin))
    assert in_use is not None
    assert in_use.version == "b"
    shown = read_models(system.viewing(admin))
    assert [(one.version, one.promoted_at is not None, one.size) for one in shown] == [
        ("b", True, 2_000),
        ("a", False, 2_000),
    ]


def test_nobody_else_does_any_of_it(system: System) -> None:
    lead = person(system, Role.UNIT_LEAD)
    ctx = system.viewing(lead)
    for read in (
        administering.read_work,
        administering.read_deliveries,
        administering.read_schedules,
        read_models,
    ):
        with pytest.raises(NotPermitted):
            read(ctx)
    with pytest.raises(NotPermitted), system.acting(lead) as acting:
        outbox.try_all_again(acting, "suggest")
    with pytest.raises(NotPermitted), system.acting(lead) as acting:
        administering.resend(acting, 1)
    with pytest.raises(NotPermitted), system.acting(lead) as acting:
        administering.switch_schedule(acting, "remind", enabled=False)
    with pytest.raises(NotPermitted), system.acting(lead) as acting:
        administering.run_schedule(acting, "remind")
    with pytest.raises(NotPermitted), system.acting(lead) as acting:
        promote_chosen(acting, "a")
