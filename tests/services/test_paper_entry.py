"""Nhập hộ: an agency's paper entered by the standing body, effective the day it arrived (R58)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Answer, Assignment
from models.handling import AnswerFile, PaperEntry
from models.history import Event
from pakn.composition import System
from pakn.rules.local_time import local_date
from pakn.rules.states import Role
from pakn.services.agency_work import Answering, Returning
from pakn.services.attaching import keep_file
from pakn.services.context import InvalidInput, NotPermitted, StaleAct
from pakn.services.paper_entry import Paper, enter_acceptance, enter_answer, enter_return
from tests.factories.casework import ANSWER_TEXT, RETURN_REASON, Casework, case_now
from tests.factories.files import new_pdf, pdf_bytes
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import MOMENT

TODAY = local_date(MOMENT)
LATER = MOMENT + dt.timedelta(days=10)
LATER_DAY = local_date(LATER)
PDF = pdf_bytes(new_pdf())


@pytest.fixture
def work(system: System) -> Casework:
    return Casework(system)


def forwarded(work: Casework) -> int:
    case_id = file_one(work.system).case_id
    work.forward(case_id)
    return case_id


def accepted(work: Casework) -> int:
    case_id = forwarded(work)
    work.accept(case_id)
    return case_id


def paper(**changes: Any) -> Paper:
    """A paper that arrived two days before it is entered."""
    arrived = LATER_DAY - dt.timedelta(days=2)
    values = {
        "document_number": "77/BCA-V03",
        "document_date": arrived,
        "arrived_on": arrived,
        "reason": "Văn thư chuyển chậm.",
        **changes,
    }
    return Paper(**values)


def answer(work: Casework, case_id: int, on: Paper, role: Role = Role.INTAKE_CLERK) -> None:
    with work.system.acting(work.who(role), now=LATER) as ctx:
        enter_answer(ctx, answering(case_id), on)


def answering(case_id: int) -> Answering:
    return Answering(
        case_id=case_id,
        seen_version=case_now(case_id).version,
        document_number="",
        document_date=None,
        outcome="amend_or_abolish",
        text=ANSWER_TEXT,
    )


def test_an_answer_counts_from_its_dau_den_r58(work: Casework) -> None:
    case_id = accepted(work)
    with work.system.acting(work.who(Role.INTAKE_CLERK), now=LATER) as ctx:
        scan = keep_file(ctx, "cong-van.pdf", PDF)
    answer(work, case_id, paper(scan=scan))
    case, stored = case_now(case_id), fresh().scalars(select(Answer)).one()
    arrived = LATER_DAY - dt.timedelta(days=2)
    assert (case.state, case.answered_on) == ("answered", arrived)
    assert (stored.on_paper, stored.document_number) == (True, "77/BCA-V03")
    assert local_date(stored.answered_at) == arrived
    assert case.due_on is not None
    assert case.due_on - arrived <= dt.timedelta(days=5)
    entry = fresh().scalars(select(PaperEntry)).one()
    assert (entry.act, entry.arrived_on, entry.file_name) == ("answer", arrived, "cong-van.pdf")
    assert fresh().scalars(select(AnswerFile.answer_id)).one() == stored.id
    event = fresh().scalars(select(Event).where(Event.action == "answer")).one()
    assert event.role == "intake_clerk"
    assert '"on_paper":"yes"' in event.payload
    assert "Văn thư" not in event.payload
    assert local_date(event.effective_at) == arrived
    assert event.recorded_at == LATER


def test_an_acceptance_and_a_return_are_entered_too(work: Casework) -> None:
    case_id, other = forwarded(work), forwarded(work)
    arrived = LATER_DAY - dt.timedelta(days=2)
    with work.system.acting(work.who(Role.TRIAGE_OFFICER), now=LATER) as ctx:
        enter_acceptance(ctx, case_id, case_now(case_id).version, paper(document_number=""))
    case = case_now(case_id)
    assert (case.state, case.clock) == ("in_progress", "answer")
    accepted_at = (
        fresh().scalars(select(Assignment.accepted_at).where(Assignment.case_id == case_id)).one()
    )
    assert accepted_at is not None
    assert local_date(accepted_at) == arrived
    with work.system.acting(work.who(Role.TRIAGE_OFFICER), now=LATER) as ctx:
        enter_return(ctx, Returning(other, case_now(other).version, RETURN_REASON, "BXD"), paper())
    assert case_now(other).state == "returned"
    assert [row.act for row in fresh().scalars(select(PaperEntry))] == ["accept", "return_case"]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"arrived_on": None}, {"arrived_on": "required"}),
        ({"arrived_on": LATER_DAY + dt.timedelta(days=1)}, {"arrived_on": "in_future"}),
        (
            {"arrived_on": TODAY - dt.timedelta(days=1), "document_date": TODAY},
            {"arrived_on": "before_forwarding"},
        ),
        ({"arrived_on": dt.date(1066, 10, 14)}, {"arrived_on": "before_forwarding"}),
        ({"document_date": LATER_DAY}, {"arrived_on": "before_document"}),
        ({"reason": " "}, {"back_reason": "back_date_reason"}),
        ({"reason": "x" * 301}, {"back_reason": "too_long"}),
        ({"document_number": ""}, {"document_number": "required"}),
        ({"document_number": "9" * 61}, {"document_number": "too_long"}),
        (
            {"document_date": None, "arrived_on": None},
            {"document_date": "required", "arrived_on": "required"},
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused_and_nothing_is_stored(
    work: Casework, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    case_id = accepted(work)
    with pytest.raises(InvalidInput) as refused:
        answer(work, case_id, paper(**changes))
    assert refused.value.errors == errors
    assert case_now(case_id).state == "in_progress"
    assert fresh().scalars(select(PaperEntry)).all() == []


def test_what_arrived_today_needs_no_reason(work: Casework) -> None:
    case_id = accepted(work)
    answer(work, case_id, paper(arrived_on=LATER_DAY, reason=""))
    assert case_now(case_id).answered_on == LATER_DAY


def test_of_two_who_enter_it_the_second_is_told(work: Casework) -> None:
    case_id = accepted(work)
    seen = answering(case_id)
    answer(work, case_id, paper())
    with pytest.raises(StaleAct), work.system.acting(work.who(Role.TRIAGE_OFFICER)) as ctx:
        enter_answer(ctx, seen, paper())
    assert len(fresh().scalars(select(PaperEntry)).all()) == 1


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.UNIT_LEAD, Role.AGENCY_FOCAL])
def test_only_the_desk_enters_paper(work: Casework, role: Role) -> None:
    case_id = accepted(work)
    with pytest.raises(NotPermitted):
        answer(work, case_id, paper(), role)
