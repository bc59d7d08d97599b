"""What a petitioner adds after sending, and withdrawing (R2, R10, R31)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from models.casework import Case
from models.handling import Addition, AdditionFile, Supplement
from models.history import Event
from models.intake import Petition
from models.reference import Parameter
from pakn.composition import System
from pakn.rules.lifecycle import NotAllowed
from pakn.rules.states import Action, Role
from pakn.services.attaching import KeptFile, keep_file
from pakn.services.case_facts import facts_of
from pakn.services.context import PETITIONER, SYSTEM, InvalidInput, NotFound, NotPermitted
from pakn.services.filing_inputs import Receipt
from pakn.services.following_content import own_file, read_content
from pakn.services.supplement_asking import ask_supplement
from pakn.services.supplementing import (
    Adding,
    add_facts,
    lapse_supplement,
    overdue_supplements,
    supply,
    withdraw,
)
from pakn.services.transition import Move, lock_case, move
from tests.factories.casework import Casework, case_now
from tests.factories.jobs import deliveries, row_of, run_row, write_row
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

ANSWER = "Việc xảy ra ngày 10/11/2026 tại bộ phận một cửa."
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def filed(system: System) -> Receipt:
    """A petition that waits for triage."""
    return file_one(system)


def asked(system: System, case_id: int, by: Role = Role.TRIAGE_OFFICER) -> Supplement:
    """Ask the petitioner; the question as stored."""
    who = person(system, by, agency="BCA" if by is Role.AGENCY_FOCAL else None)
    with system.acting(who) as ctx:
        ask_supplement(ctx, case_id, case_now(case_id).version, "Việc xảy ra ngày nào, ở đâu?")
    return fresh().scalars(select(Supplement).order_by(Supplement.id.desc())).first() or _none()


def _none() -> Supplement:
    raise AssertionError("no question was stored")


def clock(case_id: int) -> tuple[dt.date | None, list[Any]]:
    """When a case is due and why, as it stands now."""
    case = case_now(case_id)
    return case.due_on, list(case.due_explained)


def answer(system: System, case_id: int, text: str = ANSWER, *files: KeptFile) -> None:
    """Answer as the petitioner."""
    with system.acting(PETITIONER) as ctx:
        supply(ctx, Adding(case_id, text, files))


def additions() -> list[Addition]:
    """Everything that was added, oldest first."""
    return list(fresh().scalars(select(Addition).order_by(Addition.id)))


def test_an_answer_brings_the_case_back_with_the_clock_it_had(
    system: System, filed: Receipt
) -> None:
    """R31: nothing pauses the clock."""
    due, explained = clock(filed.case_id)
    question = asked(system, filed.case_id)
    assert case_now(filed.case_id).clock == "supplement"
    answer(moved_on(system, days=2), filed.case_id)
    after = case_now(filed.case_id)
    assert (after.state, after.clock) == ("received", "triage")
    assert clock(filed.case_id) == (due, explained)
    (added,) = additions()
    assert (added.text, added.supplement_id, added.entered_by_id) == (ANSWER, question.id, None)
    assert fresh().get_one(Supplement, question.id).answered_at is not None
    assert [row.notice for row in deliveries()][-2:] == ["supplement", "supplied"]


def test_a_question_of_an_agency_brings_the_case_back_to_it(system: System, filed: Receipt) -> None:
    desk = Casework(system)
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    before = clock(filed.case_id)
    asked(system, filed.case_id, Role.AGENCY_FOCAL)
    assert clock(filed.case_id) != before
    answer(system, filed.case_id)
    after = case_now(filed.case_id)
    assert (after.state, after.clock) == ("in_progress", "answer")
    assert clock(filed.case_id) == before


def test_where_pauses_are_allowed_the_wait_moves_the_due_date(
    system: System, filed: Receipt
) -> None:
    """R31: both dates stay in the explanation."""
    with system.acting(SYSTEM) as ctx:
        for name, value in (("pause_allowed", True), ("pause_closed_last_days", 1)):
            ctx.session.execute(update(Parameter).where(Parameter.name == name).values(value=value))
    assert clock(filed.case_id)[0] == dt.date(2026, 11, 23)
    asked(system, filed.case_id)
    answer(moved_on(system, days=2), filed.case_id)
    after = case_now(filed.case_id)
    assert after.due_on == dt.date(2026, 11, 25)
    paused = [step for step in after.due_explained if step["code"] == "paused"]
    assert [step["from"] for step in paused] == ["2026-11-23"]


def test_pressing_twice_stores_one_answer(system: System, filed: Receipt) -> None:
    asked(system, filed.case_id)
    answer(system, filed.case_id)
    answer(system, filed.case_id)
    assert len(additions()) == 1
    with system.acting(PETITIONER) as ctx:  # the page had turned into the one for more facts
        add_facts(ctx, Adding(filed.case_id, f" {ANSWER} "))
    assert len(additions()) == 1


def test_there_is_nothing_to_answer_where_nothing_was_asked(system: System, filed: Receipt) -> None:
    with pytest.raises(NotFound):
        answer(system, filed.case_id)
    assert additions() == []


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), ("a", "too_short"), ("a" * 20_001, "too_long")]
)
def test_an_answer_says_something(system: System, filed: Receipt, text: str, code: str) -> None:
    asked(system, filed.case_id)
    with pytest.raises(InvalidInput) as refused:
        answer(system, filed.case_id, text)
    assert refused.value.errors == {"text": code}
    assert case_now(filed.case_id).state == "awaiting_supplement"


def test_a_file_alone_is_an_answer_and_is_given_back_to_its_sender_only(
    system: System, filed: Receipt
) -> None:
    asked(system, filed.case_id)
    kept = keep_file(system.viewing(PETITIONER), "anh.png", PNG)
    answer(system, filed.case_id, "", kept)
    file_id = fresh().scalars(select(AdditionFile.file_id)).one()
    ctx = system.viewing(PETITIONER)
    assert own_file(ctx, filed.number, filed.secret, file_id).name == "anh.png"
    other = file_one(system)
    with pytest.raises(NotFound):
        own_file(system.viewing(PETITIONER), other.number, other.secret, file_id)


def test_facts_stand_beside_the_petition_and_are_an_event(system: System, filed: Receipt) -> None:
    """R10: the petition itself stays as it was."""
    text = fresh().get_one(Petition, filed.petition_id).content
    with system.acting(PETITIONER) as ctx:
        add_facts(ctx, Adding(filed.case_id, ANSWER))
    assert fresh().get_one(Petition, filed.petition_id).content == text
    assert fresh().scalars(select(Event.action).order_by(Event.id)).all()[-1] == "add_facts"
    content = read_content(system.viewing(PETITIONER), filed.number, filed.secret)
    assert [(row.text, row.answers) for row in content.added] == [(ANSWER, False)]


def test_the_desk_enters_what_came_on_paper_and_is_named(system: System, filed: Receipt) -> None:
    clerk = person(system, Role.INTAKE_CLERK)
    with system.acting(clerk) as ctx:
        add_facts(ctx, Adding(filed.case_id, ANSWER, seen_version=1))
    assert additions()[0].entered_by_id == clerk.user_id
    with pytest.raises(NotPermitted), system.acting(person(system, Role.AUDITOR)) as ctx:
        add_facts(ctx, Adding(filed.case_id, "Không phải việc của tôi"))


def test_nothing_is_added_to_a_case_that_ended(system: System, filed: Receipt) -> None:
    with system.acting(PETITIONER) as ctx:
        withdraw(ctx, filed.case_id, "")
    with pytest.raises(NotFound), system.acting(PETITIONER) as ctx:
        add_facts(ctx, Adding(filed.case_id, ANSWER))


def test_withdrawing_ends_the_case_and_keeps_the_reason_apart(
    system: System, filed: Receipt
) -> None:
    with system.acting(PETITIONER) as ctx:
        assert withdraw(ctx, filed.case_id, "Việc đã được giải quyết, cảm ơn anh Mẫu.")
    assert case_now(filed.case_id).state == "withdrawn"
    event = fresh().scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert event.action == "withdraw"
    assert "Mẫu" not in event.payload
    assert deliveries()[-1].notice == "withdrawn"


def test_a_released_result_cannot_be_withdrawn(system: System, filed: Receipt) -> None:
    desk = Casework(system)
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.release(filed.case_id)
    with pytest.raises(NotAllowed), system.acting(PETITIONER) as ctx:
        withdraw(ctx, filed.case_id, "")


def test_in_quarantine_the_wish_to_withdraw_is_written_down(system: System, filed: Receipt) -> None:
    with system.acting(person(system, Role.TRIAGE_OFFICER)) as ctx:
        case = lock_case(ctx, filed.case_id, seen_version=None)
        move(ctx, case, Move(action=Action.QUARANTINE, facts=facts_of(ctx, case)))
    with system.acting(PETITIONER) as ctx:
        assert not withdraw(ctx, filed.case_id, "Xin rút")
    assert case_now(filed.case_id).state == "quarantined"


def test_a_question_at_the_desk_lapses_into_not_accepted(system: System, filed: Receipt) -> None:
    """R2: refused only with a stated ground."""
    question = asked(system, filed.case_id)
    on_the_day = moved_on(system, days=(question.due_on - dt.date(2026, 11, 16)).days)
    run_row(on_the_day, write_row(on_the_day, "lapse_supplements", subject="on the day"))
    assert case_now(filed.case_id).state == "awaiting_supplement"
    after = moved_on(on_the_day, days=1)
    run_row(after, write_row(after, "lapse_supplements", subject="after"))
    case = case_now(filed.case_id)
    assert (case.state, case.ground) == ("not_accepted", "supplement_lapsed")
    assert fresh().get_one(Supplement, question.id).lapsed_at is not None
    assert deliveries()[-1].notice == "not_accepted"
    assert deliveries()[-1].values == {"ground": "supplement_lapsed"}


def test_a_question_of_an_agency_lapses_back_to_it(system: System, filed: Receipt) -> None:
    desk = Casework(system)
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    before = clock(filed.case_id)
    asked(system, filed.case_id, Role.AGENCY_FOCAL)
    late = moved_on(system, days=30)
    with late.acting(SYSTEM) as ctx:
        assert overdue_supplements(ctx) == [filed.case_id]
        assert lapse_supplement(ctx, filed.case_id)
    with late.acting(SYSTEM) as ctx:
        assert overdue_supplements(ctx) == []
        assert not lapse_supplement(ctx, filed.case_id)
    case: Case = case_now(filed.case_id)
    assert (case.state, case.clock) == ("in_progress", "answer")
    assert clock(filed.case_id) == before


def test_what_was_withdrawn_does_not_lapse(system: System, filed: Receipt) -> None:
    asked(system, filed.case_id)
    with system.acting(PETITIONER) as ctx:
        withdraw(ctx, filed.case_id, "")
    late = moved_on(system, days=30)
    run_row(late, write_row(late, "lapse_supplements", subject="late"))
    assert row_of("lapse_supplements").state == "done"
    assert case_now(filed.case_id).state == "withdrawn"
