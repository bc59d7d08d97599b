"""Asking the petitioner for what is missing, at the desk and by an agency (R2, R31)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.handling import Supplement
from models.history import Event
from pakn.composition import System
from pakn.rules.lifecycle import NotAllowed
from pakn.rules.states import Role
from pakn.services.context import InvalidInput, NotFound, StaleAct
from pakn.services.supplement_asking import ask_supplement
from tests.factories.casework import Casework, case_now
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

QUESTION = "Đề nghị cho biết tên thủ tục và nơi anh/chị nộp hồ sơ."


@pytest.fixture
def work(system: System) -> Casework:
    return Casework(system)


def ask(work: Casework, case_id: int, role: Role, agency: str | None = None) -> Supplement:
    with work.system.acting(work.who(role, agency)) as ctx:
        return ask_supplement(ctx, case_id, case_now(case_id).version, QUESTION)


def test_the_desk_asks_and_the_clock_before_is_kept_r2(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    before, why = case_now(case_id).due_on, list(case_now(case_id).due_explained)
    ask(work, case_id, Role.TRIAGE_OFFICER)
    case, kept = case_now(case_id), fresh().scalars(select(Supplement)).one()
    assert (case.state, case.asked_from, case.clock) == (
        "awaiting_supplement",
        "received",
        "supplement",
    )
    assert case.due_on == kept.due_on
    assert (kept.clock_before, kept.due_before) == ("triage", before)
    assert kept.due_explained_before == why
    assert (kept.agency_id, kept.question) == (None, QUESTION)
    event = fresh().scalars(select(Event).where(Event.action == "ask_supplement")).one()
    assert QUESTION not in event.payload


def test_an_agency_asks_from_its_own_case_r31(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    work.forward(case_id)
    work.accept(case_id)
    before = case_now(case_id).due_on
    ask(work, case_id, Role.AGENCY_FOCAL, "BCA")
    kept, case = fresh().scalars(select(Supplement)).one(), case_now(case_id)
    assert kept.agency_id == case.lead_agency_id
    assert (kept.clock_before, kept.due_before) == ("answer", before)
    assert case.asked_from == "in_progress"


def test_another_agency_finds_no_such_case(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    work.forward(case_id)
    work.accept(case_id)
    with pytest.raises(NotFound):
        ask(work, case_id, Role.AGENCY_FOCAL, "BXD")
    assert case_now(case_id).state == "in_progress"


def test_an_agency_asks_only_after_it_accepted(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    work.forward(case_id)
    with pytest.raises(NotAllowed):
        ask(work, case_id, Role.AGENCY_FOCAL, "BCA")
    assert fresh().scalars(select(Supplement)).all() == []


@pytest.mark.parametrize(
    ("question", "code"), [("", "required"), ("gì?", "too_short"), ("x" * 3001, "too_long")]
)
def test_a_question_says_something(work: Casework, question: str, code: str) -> None:
    case_id = file_one(work.system).case_id
    with (
        pytest.raises(InvalidInput) as refused,
        work.system.acting(work.who(Role.TRIAGE_OFFICER)) as ctx,
    ):
        ask_supplement(ctx, case_id, case_now(case_id).version, question)
    assert refused.value.errors == {"question": code}


def test_of_two_who_ask_the_second_is_told(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    seen = case_now(case_id).version
    ask(work, case_id, Role.TRIAGE_OFFICER)
    with pytest.raises(StaleAct), work.system.acting(work.who(Role.INTAKE_CLERK)) as ctx:
        ask_supplement(ctx, case_id, seen, QUESTION)
    assert len(fresh().scalars(select(Supplement)).all()) == 1


def test_the_limit_is_the_dated_parameter(work: Casework) -> None:
    case_id = file_one(work.system).case_id
    asked = ask(work, case_id, Role.TRIAGE_OFFICER)
    assert dt.timedelta(days=10) <= asked.due_on - asked.asked_at.date() <= dt.timedelta(days=18)
