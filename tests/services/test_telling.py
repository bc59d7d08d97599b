"""Telling the petitioner: of each change, by which channel, how often a day (R37)."""

import datetime as dt

import pytest
from sqlalchemy import event, select, update

from models.base import db
from models.casework import Case
from models.jobs import Delivery, Outbox
from models.reference import Parameter
from pakn.composition import System
from pakn.rules.notices import notice_of, takes_sms
from pakn.rules.states import Action, Role, State
from pakn.services.case_facts import facts_of
from pakn.services.context import SYSTEM
from pakn.services.filing import file_petition
from pakn.services.transition import Move, lock_case, move
from tests.factories.casework import Casework
from tests.factories.jobs import deliveries, rows_of
from tests.factories.people import person
from tests.factories.petitions import file_one, filing, sender
from tests.factories.reading import fresh
from tests.factories.system import moved_on


def told(case_id: int) -> list[str]:
    """What the petitioner of a case was told, oldest first."""
    return [row.notice for row in deliveries() if row.case_id == case_id and row.user_id is None]


def forwarded(system: System, **who: str) -> int:
    """A case that was filed and forwarded; `who` changes its sender."""
    case_id = file_one(system, sender=sender(**who)).case_id
    Casework(system).forward(case_id)
    return case_id


def parameter(system: System, name: str, value: object) -> None:
    """Set a dated figure."""
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Parameter).where(Parameter.name == name).values(value=value))


def test_every_act_is_either_told_or_left_out_on_purpose() -> None:
    for action in Action:
        notice_of(action, State.IN_PROGRESS)


@pytest.mark.parametrize("action", [Action.QUARANTINE, Action.LIFT_QUARANTINE, Action.RATE])
def test_some_acts_are_told_to_nobody(action: Action) -> None:
    assert notice_of(action, State.RECEIVED) is None


def test_of_a_denunciation_only_that_something_happened_is_told() -> None:
    """R12; Luật Tố cáo 2018 Đ8."""
    told_of = {notice_of(action, State.RECEIVED, denunciation=True) for action in Action}
    assert told_of == {"update", None}


def test_each_change_is_told_by_mail_when_an_address_is_on_file(system: System) -> None:
    case_id = forwarded(system)
    rows = [row for row in deliveries() if row.case_id == case_id and row.user_id is None]
    assert [(row.notice, row.channel) for row in rows] == [
        ("received", "mail"),
        ("forwarded", "mail"),
    ]
    assert rows[1].values == {"agency": "Bộ Công an"}


def test_by_short_message_where_only_a_phone_is_on_file(system: System) -> None:
    case_id = forwarded(system, email="")
    assert {row.channel for row in deliveries() if row.case_id == case_id} == {"sms"}
    recipient = next(row.recipient for row in deliveries() if row.case_id == case_id)
    assert system.ports.keys.decrypt(recipient) == "0900000001"


@pytest.mark.parametrize("phone", ["02438043000", "+442071838750"])
def test_a_number_that_takes_no_short_messages_is_not_written_to(
    system: System, phone: str
) -> None:
    assert told(forwarded(system, email="", phone=phone)) == []
    assert not takes_sms(phone)


def test_channels_are_data(system: System) -> None:
    parameter(system, "notify_channels", ["mail"])
    assert told(forwarded(system, email="")) == []


def test_a_busy_day_ends_in_one_message_the_next_morning(system: System) -> None:
    """The budget holds progress back; what waits tells the latest change only."""
    parameter(system, "notices_per_day", 2)
    case_id = forwarded(system)
    desk = Casework(system)
    desk.accept(case_id)
    desk.answer(case_id)
    assert told(case_id) == ["received", "forwarded", "checking"]
    held = deliveries()[-1]
    run_at = fresh().scalar(select(Outbox.run_at).where(Outbox.subject == f"delivery:{held.id}"))
    assert run_at == dt.datetime(2026, 11, 17, 0, 30, tzinfo=dt.UTC)
    desk.send_back(case_id)
    assert told(case_id) == ["received", "forwarded", "completing"]


def test_the_result_is_never_held_and_overtakes_what_waits(system: System) -> None:
    parameter(system, "notices_per_day", 2)
    case_id = forwarded(system)
    desk = Casework(system)
    desk.accept(case_id)
    desk.answer(case_id)
    desk.release(case_id)
    assert told(case_id) == ["received", "forwarded", "result"]
    run_at = rows_of("deliver")[-1].run_at
    assert run_at == system.ports.clock.now()


def test_a_new_day_has_a_new_budget_and_nothing_old_follows(system: System) -> None:
    parameter(system, "notices_per_day", 2)
    case_id = forwarded(system)
    Casework(system).accept(case_id)
    next_day = moved_on(system, hours=16)  # one o'clock at night, before the morning's message
    Casework(next_day).answer(case_id)
    assert told(case_id) == ["received", "forwarded", "checking"]


def test_a_body_that_files_lists_is_told_of_ends_only(system: System) -> None:
    """DESIGN §2: people get digests, not floods; a Council member sees its cases on its pages."""
    with system.acting(person(system, Role.COUNCIL_STAFF, organisation="vcci")) as ctx:
        case_id = file_petition(ctx, filing(channel="council")).case_id
    desk = Casework(system)
    desk.forward(case_id)
    desk.accept(case_id)
    desk.answer(case_id)
    desk.release(case_id)
    assert told(case_id) == ["received", "result"]


def test_a_quarantine_tells_nothing(system: System) -> None:
    case_id = file_one(system).case_id
    with system.acting(person(system, Role.TRIAGE_OFFICER)) as ctx:
        case = lock_case(ctx, case_id, seen_version=None)
        move(ctx, case, Move(action=Action.QUARANTINE, facts=facts_of(ctx, case)))
    assert told(case_id) == ["received"]
    assert fresh().get_one(Case, case_id).state == "quarantined"


def test_telling_costs_few_statements_however_many_cases(system: System) -> None:
    """One reading of what was told and one of the sender, two rows written."""
    cases = [file_one(system).case_id for _ in range(3)]
    counts = []
    desk = Casework(system)
    desk.who(Role.TRIAGE_OFFICER)
    for case_id in cases:
        seen: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *a, s=seen: s.append(a[2]))
        desk.forward(case_id)
        counts.append(len([text for text in seen if "delivery" in text]))
    assert max(counts) <= 6, counts
    assert (
        fresh().scalars(select(Delivery.notice).where(Delivery.notice == "forwarded")).all()
        == ["forwarded"] * 3
    )
