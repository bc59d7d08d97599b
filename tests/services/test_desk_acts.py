"""How a case ends at the desk, and what is taken back to it (R2, R11, R12, R53)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from models.casework import Assignment, Case
from models.handling import CaseReply
from models.history import Event
from models.reference import Ground
from pakn.composition import System
from pakn.rules.guards import Refusal
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.states import Role
from pakn.services import desk_endings, desk_sealing
from pakn.services.context import SYSTEM, Context, InvalidInput, StaleAct
from pakn.services.desk_endings import Transferring
from pakn.services.desk_inputs import Decided, grounds
from pakn.services.desk_sealing import Marking
from pakn.services.recalling import recall_case
from tests.factories.casework import Casework, case_now
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

REASON = "Trùng với hồ sơ đã lưu hôm trước."
WORDS = "Anh/chị mang giấy tờ gốc đến bộ phận một cửa, không phải nộp thêm bản sao."

Act = Callable[[Context, Decided], None]


@pytest.fixture
def desk(system: System) -> Casework:
    return Casework(system)


@pytest.fixture
def case_id(system: System) -> int:
    return file_one(system).case_id


def do(desk: Casework, act: Act, case_id: int, **given: Any) -> None:
    """Carry out an act of the desk on the case as it stands; `by` is the role."""
    by = given.pop("by", Role.TRIAGE_OFFICER)
    values = {"seen_version": case_now(case_id).version, **given}
    with desk.system.acting(desk.who(by)) as ctx:
        act(ctx, Decided(case_id=case_id, **values))


def mark(desk: Casework, case_id: int, kind: str, reason: str = REASON) -> None:
    """Say what the case is before the law."""
    with desk.system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        version = case_now(case_id).version
        desk_sealing.reclassify(ctx, Marking(case_id, version, kind, reason))


def replies(case_id: int) -> list[tuple[str, str | None, str]]:
    """(act, ground, text) of what the petitioner is told."""
    rows = fresh().scalars(select(CaseReply).where(CaseReply.case_id == case_id))
    return [(one.action, one.ground, one.text) for one in rows]


def last_event(case_id: int) -> Event:
    query = select(Event).where(Event.case_id == case_id).order_by(Event.seq.desc()).limit(1)
    return fresh().scalars(query).one()


def test_a_petition_is_not_accepted_on_a_ground_with_words_r2(desk: Casework, case_id: int) -> None:
    do(desk, desk_endings.not_accept, case_id, ground="unclear", words=WORDS)
    case = case_now(case_id)
    assert (case.state, case.ground, case.clock, case.due_on) == (
        "not_accepted",
        "unclear",
        None,
        None,
    )
    assert case.closed_on == case.received_on
    assert replies(case_id) == [("not_accept", "unclear", WORDS)]
    assert WORDS not in last_event(case_id).payload


def test_the_ground_alone_is_enough(desk: Casework, case_id: int) -> None:
    do(desk, desk_endings.not_accept, case_id, by=Role.UNIT_LEAD, ground="unclear")
    assert case_now(case_id).state == "not_accepted"
    assert replies(case_id) == []


@pytest.mark.parametrize("ground", ["", "khong-co", "guide_court"])
def test_not_accepting_needs_a_ground_of_the_table(
    desk: Casework, case_id: int, ground: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        do(desk, desk_endings.not_accept, case_id, ground=ground)
    assert caught.value.errors == {"ground": "required"}
    assert case_now(case_id).state == "received"


def test_a_ground_out_of_use_is_none(desk: Casework, case_id: int) -> None:
    with desk.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Ground).where(Ground.slug == "unclear").values(active=False))
    with pytest.raises(InvalidInput):
        do(desk, desk_endings.not_accept, case_id, ground="unclear")
    with desk.system.acting(SYSTEM) as ctx:
        assert "unclear" not in [one.slug for one in grounds(ctx, "refusal")]


def test_guidance_tells_where_to_go_in_the_tables_words_and_own_ones_r12(
    desk: Casework, case_id: int
) -> None:
    do(desk, desk_endings.guide, case_id, ground="guide_complaint", words=WORDS)
    ((action, ground, text),) = replies(case_id)
    assert (action, ground) == ("guide", "guide_complaint")
    assert text.startswith("Nội dung anh/chị gửi là khiếu nại")
    assert text.endswith(WORDS)
    assert case_now(case_id).state == "guided"


def test_a_question_is_answered_and_known_for_one(desk: Casework, case_id: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        do(desk, desk_endings.answer_question, case_id, words="Được.")
    assert caught.value.errors == {"words": "too_short"}
    do(desk, desk_endings.answer_question, case_id, words=WORDS)
    case = case_now(case_id)
    assert (case.state, case.legal_kind) == ("question_answered", "question")
    assert replies(case_id) == [("answer_question", None, WORDS)]


def test_filing_without_handling_keeps_ground_and_reason_apart(
    desk: Casework, case_id: int
) -> None:
    with pytest.raises(InvalidInput) as caught:
        do(desk, desk_endings.file_without_handling, case_id)
    assert caught.value.errors == {"ground": "required", "reason": "required"}
    do(desk, desk_endings.file_without_handling, case_id, ground="already_answered", reason=REASON)
    case = case_now(case_id)
    assert (case.state, case.ground) == ("filed_without_handling", None)
    ((_, ground, text),) = replies(case_id)
    assert ground == "already_answered"
    assert REASON not in text
    assert REASON not in last_event(case_id).payload


@pytest.mark.parametrize("state", ["received", "forwarded", "in_progress"])
def test_a_written_withdrawal_ends_the_case_wherever_it_is(
    desk: Casework, case_id: int, state: str
) -> None:
    if state != "received":
        desk.forward(case_id, coordinating=("BTP",))
    if state == "in_progress":
        desk.accept(case_id)
    do(desk, desk_endings.withdraw_at_desk, case_id, by=Role.INTAKE_CLERK, reason=REASON)
    assert case_now(case_id).state == "withdrawn"
    held = fresh().scalars(select(Assignment.state).where(Assignment.case_id == case_id)).all()
    assert set(held) <= {"recalled"}


def test_a_case_forwarded_by_mistake_is_recalled(desk: Casework, case_id: int) -> None:
    desk.forward(case_id, "BXD", coordinating=("BTP",))
    do(desk, recall_case, case_id, reason="Chuyển nhầm cơ quan.")
    case = case_now(case_id)
    assert (case.state, case.round, case.clock, case.lead_agency_id) == (
        "received",
        2,
        "triage",
        None,
    )
    held = fresh().scalars(select(Assignment.state).where(Assignment.case_id == case_id)).all()
    assert held == ["recalled", "recalled"]
    desk.forward(case_id, "BXD")
    assert case_now(case_id).state == "forwarded"


def test_what_the_agency_accepted_is_not_recalled(desk: Casework, case_id: int) -> None:
    desk.forward(case_id)
    desk.accept(case_id)
    with pytest.raises(NotAllowed):
        do(desk, recall_case, case_id, reason=REASON)


ENDINGS: list[tuple[Act, dict[str, str]]] = [
    (desk_endings.not_accept, {"ground": "unclear"}),
    (desk_endings.guide, {"ground": "guide_court"}),
    (desk_endings.answer_question, {"words": WORDS}),
    (desk_endings.file_without_handling, {"ground": "unclear", "reason": REASON}),
    (desk_endings.withdraw_at_desk, {"reason": REASON}),
    (desk_sealing.quarantine, {"reason": REASON}),
]


@pytest.mark.parametrize(("act", "given"), ENDINGS)
def test_a_stale_act_is_refused_and_nothing_is_stored(
    desk: Casework, case_id: int, act: Act, given: dict[str, str]
) -> None:
    with pytest.raises(StaleAct):
        do(desk, act, case_id, seen_version=case_now(case_id).version - 1, **given)
    assert case_now(case_id).state == "received"
    assert replies(case_id) == []


@pytest.mark.parametrize(("act", "given"), ENDINGS)
def test_a_second_press_of_the_button_is_stale(
    desk: Casework, case_id: int, act: Act, given: dict[str, str]
) -> None:
    seen = case_now(case_id).version
    do(desk, act, case_id, seen_version=seen, **given)
    with pytest.raises(StaleAct):
        do(desk, act, case_id, seen_version=seen, **given)
    assert len(replies(case_id)) <= 1


@pytest.mark.parametrize(("act", "given"), ENDINGS)
def test_the_publisher_does_none_of_it_r47(
    desk: Casework, case_id: int, act: Act, given: dict[str, str]
) -> None:
    with pytest.raises(NotAllowed):
        do(desk, act, case_id, by=Role.PUBLISHER, **given)


def test_a_denunciation_is_transferred_and_the_accuser_told_r53(
    desk: Casework, case_id: int
) -> None:
    def transfer(agency: str, words: str) -> None:
        with desk.system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
            version = case_now(case_id).version
            inputs = Transferring(case_id, version, agency, words)
            desk_endings.transfer_denunciation(ctx, inputs)

    with pytest.raises(GuardRefused) as refused:
        transfer("TTCP", WORDS)
    assert refused.value.code is Refusal.NOT_A_DENUNCIATION
    mark(desk, case_id, "to_cao")
    with pytest.raises(InvalidInput) as caught:
        transfer("", "")
    assert caught.value.errors == {"agency": "required", "words": "required"}
    transfer("TTCP", WORDS)
    assert fresh().get_one(Case, case_id).state == "transferred_denunciation"
    assert replies(case_id) == [("transfer_denunciation", None, WORDS)]
