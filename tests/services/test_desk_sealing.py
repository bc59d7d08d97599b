"""Quarantine and tố cáo: out of the search, read by few, petitioners not told (R12)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.history import Event
from models.queries.searches import search
from models.search import SearchDoc
from pakn.composition import System
from pakn.rules.guards import Refusal
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, InvalidInput, NotPermitted
from pakn.services.desk_inputs import Decided
from pakn.services.desk_sealing import Marking, lift_quarantine, quarantine, reclassify
from pakn.services.filing_inputs import Receipt
from pakn.services.following import follow
from pakn.services.supplement_asking import ask_supplement
from tests.factories.casework import Casework, case_now
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

REASON = "Nội dung có chi tiết nghi là bí mật."


@pytest.fixture
def desk(system: System) -> Casework:
    return Casework(system)


@pytest.fixture
def filed(system: System) -> Receipt:
    return file_one(system)


def shut(desk: Casework, case_id: int, by: Role = Role.TRIAGE_OFFICER) -> None:
    with desk.system.acting(desk.who(by)) as ctx:
        quarantine(ctx, Decided(case_id, case_now(case_id).version, reason=REASON))


def free(desk: Casework, case_id: int, by: Role = Role.UNIT_LEAD) -> None:
    with desk.system.acting(desk.who(by)) as ctx:
        lift_quarantine(ctx, Decided(case_id, case_now(case_id).version, reason=REASON))


def mark(
    desk: Casework, case_id: int, kind: str, reason: str = REASON, by: Role = Role.TRIAGE_OFFICER
) -> None:
    with desk.system.acting(desk.who(by)) as ctx:
        reclassify(ctx, Marking(case_id, case_now(case_id).version, kind, reason))


def found(case_id: int) -> bool:
    return case_id in search(fresh(), "giay phep lai xe", public=False)


def test_quarantine_takes_a_case_out_of_search_and_its_petitioner_sees_it_received(
    desk: Casework, filed: Receipt
) -> None:
    assert found(filed.case_id)
    shut(desk, filed.case_id)
    assert not found(filed.case_id)
    assert fresh().get(SearchDoc, filed.case_id) is None
    progress = follow(desk.system.viewing(PETITIONER), filed.number, filed.secret)
    assert (progress.state, progress.due_on) == ("received", None)


def test_only_the_lead_lifts_it_and_it_is_found_again(desk: Casework, filed: Receipt) -> None:
    shut(desk, filed.case_id, by=Role.INTAKE_CLERK)
    with pytest.raises(NotAllowed):
        free(desk, filed.case_id, by=Role.TRIAGE_OFFICER)
    free(desk, filed.case_id)
    case = case_now(filed.case_id)
    assert (case.state, case.clock, case.due_on) == ("received", "triage", dt.date(2026, 11, 23))
    assert found(filed.case_id)


def test_a_case_waiting_for_its_petitioner_can_be_shut_away(desk: Casework, filed: Receipt) -> None:
    with desk.system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        version = case_now(filed.case_id).version
        ask_supplement(ctx, filed.case_id, version, "Đề nghị cho biết nơi nộp hồ sơ.")
    shut(desk, filed.case_id)
    assert case_now(filed.case_id).state == "quarantined"


def test_a_reason_is_needed_and_stays_out_of_the_event(desk: Casework, filed: Receipt) -> None:
    with (
        pytest.raises(InvalidInput) as caught,
        desk.system.acting(desk.who(Role.UNIT_LEAD)) as ctx,
    ):
        quarantine(ctx, Decided(filed.case_id, case_now(filed.case_id).version, reason=" "))
    assert caught.value.errors == {"reason": "required"}
    shut(desk, filed.case_id)
    payloads = fresh().scalars(select(Event.payload).where(Event.case_id == filed.case_id)).all()
    assert not any(REASON in payload for payload in payloads)


def test_marking_a_denunciation_seals_it_r12(desk: Casework, filed: Receipt) -> None:
    mark(desk, filed.case_id, "to_cao")
    assert not found(filed.case_id)
    with pytest.raises(GuardRefused) as refused:
        desk.forward(filed.case_id)
    assert refused.value.code is Refusal.IS_DENUNCIATION
    event = fresh().scalars(select(Event).where(Event.action == "reclassify")).one()
    assert '"legal_kind":["pakn","to_cao"]' in event.payload


def test_a_mark_by_mistake_is_taken_off_with_a_reason(desk: Casework, filed: Receipt) -> None:
    mark(desk, filed.case_id, "to_cao")
    with pytest.raises(InvalidInput) as caught:
        mark(desk, filed.case_id, "pakn", reason="")
    assert caught.value.errors == {"reason": "required"}
    mark(desk, filed.case_id, "pakn")
    assert found(filed.case_id)
    desk.forward(filed.case_id)
    assert case_now(filed.case_id).state == "forwarded"


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        ("khieu_nai", dt.date(2026, 11, 30)),  # ten working days
        ("to_cao", dt.date(2026, 11, 23)),
        ("question", dt.date(2026, 11, 23)),
    ],
)
def test_the_clock_is_that_of_the_law_that_applies(
    desk: Casework, filed: Receipt, kind: str, due_on: dt.date
) -> None:
    mark(desk, filed.case_id, kind)
    case = case_now(filed.case_id)
    assert (case.legal_kind, case.clock) == (kind, "triage")
    assert case.due_on == due_on


@pytest.mark.parametrize("kind", ["", "pakn", "khong-co"])
def test_another_kind_of_the_list_is_needed(desk: Casework, filed: Receipt, kind: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        mark(desk, filed.case_id, kind)
    assert "legal_kind" in caught.value.errors


def test_a_case_with_an_agency_is_not_marked_and_not_by_everybody(
    desk: Casework, filed: Receipt
) -> None:
    with pytest.raises(NotPermitted):
        mark(desk, filed.case_id, "question", by=Role.INTAKE_CLERK)
    desk.forward(filed.case_id)
    with pytest.raises(InvalidInput) as caught:
        mark(desk, filed.case_id, "khieu_nai")
    assert caught.value.errors == {"legal_kind": "not_at_desk"}
