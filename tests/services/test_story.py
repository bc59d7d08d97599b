import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Answer, Assignment, Publication
from models.jobs import Delivery
from models.queries.searches import search
from pakn.composition import System
from pakn.rules.guards import Refusal
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.states import Role
from pakn.services.agency_work import accept_case
from pakn.services.context import PETITIONER, SYSTEM, InvalidInput, NotFound, StaleAct
from pakn.services.filing_inputs import Receipt
from pakn.services.following import Progress, follow
from pakn.services.following_content import OpenedCase, open_content
from pakn.services.upkeep import deem_accepted, overdue_acceptances
from tests.factories.casework import ANSWER_TEXT, Casework, case_now
from tests.factories.people import follows
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

OTHER_SECRET = "0000-0000-00"


@pytest.fixture
def desk(system: System) -> Casework:
    """The offices at work, the addressee's focal person among them."""
    made = Casework(system)
    made.who(Role.AGENCY_FOCAL, "BCA")
    return made


@pytest.fixture
def filed(system: System) -> Receipt:
    """A petition that waits for triage."""
    return file_one(system)


def progress(system: System, receipt: Receipt) -> Progress:
    """What number and secret open."""
    return follow(system.viewing(PETITIONER), receipt.number, receipt.secret)


def opened(system: System, receipt: Receipt, proof: str = "0001") -> OpenedCase:
    """What number, secret and the phone's last digits open."""
    return open_content(system.viewing(PETITIONER), receipt.number, receipt.secret, proof)


def assignments(case_id: int) -> list[tuple[int, str, str]]:
    """(round, role, state) of every assignment, in order."""
    rows = fresh().execute(
        select(Assignment.round, Assignment.role, Assignment.state)
        .where(Assignment.case_id == case_id)
        .order_by(Assignment.id)
    )
    return [(number, role, state) for number, role, state in rows]


def test_a_petition_from_filing_to_its_published_answer(desk: Casework, filed: Receipt) -> None:
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.send_back(filed.case_id)
    desk.answer(filed.case_id, text="Bộ tiếp thu và trả lời đủ hai nội dung kiến nghị.")
    publication = desk.release(filed.case_id)

    case = case_now(filed.case_id)
    assert (case.state, case.clock, case.due_on) == ("closed", None, None)
    assert case.closed_on == case.answered_on == dt.date(2026, 11, 16)
    assert assignments(case.id) == [(1, "lead", "answered"), (2, "lead", "answered")]

    seen = progress(desk.system, filed)
    assert [step.action for step in seen.steps] == [
        "file",
        "forward",
        "accept",
        "answer",
        "send_back",
        "answer",
        "release",
    ]
    assert (seen.state, seen.agency, seen.total_days) == ("closed", "Bộ Công an", 0)
    content = opened(desk.system, filed)
    assert content.answer == "Bộ tiếp thu và trả lời đủ hai nội dung kiến nghị."
    assert (content.outcome, content.public_id) == ("amend_or_abolish", publication.id)


def test_the_answer_that_was_sent_back_stays(desk: Casework, filed: Receipt) -> None:
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.send_back(filed.case_id, reason="Thiếu nội dung thứ hai.")
    desk.answer(filed.case_id, text="Bộ trả lời bổ sung nội dung thứ hai của kiến nghị.")
    answers = fresh().scalars(select(Answer).order_by(Answer.id)).all()
    assert [(one.round, one.version, one.sent_back_reason) for one in answers] == [
        (1, 1, "Thiếu nội dung thứ hai."),
        (2, 1, None),
    ]
    assert answers[0].text == ANSWER_TEXT


def test_nobody_sees_an_answer_before_its_release(desk: Casework, filed: Receipt) -> None:
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    content = opened(desk.system, filed)
    assert (content.answer, content.answer_document, content.outcome) == (None, None, None)
    assert content.public_id is None
    assert search(fresh(), "giay phep", public=True) == []


def test_a_released_answer_is_told_and_found(desk: Casework, filed: Receipt) -> None:
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.release(filed.case_id)
    notices = fresh().scalars(select(Delivery.notice)).all()
    # The check was held for the morning by the day's budget, and the result overtook it.
    assert sorted(notices) == [
        "forwarded",
        "forwarded_to_agency",
        "in_progress",
        "received",
        "result",
    ]
    assert search(fresh(), "chung thuc", public=True) == [filed.case_id]
    assert search(fresh(), "du lieu da co", public=True) == []


def test_clocks_follow_the_case(desk: Casework, filed: Receipt) -> None:
    seen = []
    desk.forward(filed.case_id)
    seen.append((case_now(filed.case_id).clock, case_now(filed.case_id).due_on))
    desk.accept(filed.case_id)
    seen.append((case_now(filed.case_id).clock, case_now(filed.case_id).due_on))
    desk.answer(filed.case_id)
    seen.append((case_now(filed.case_id).clock, case_now(filed.case_id).due_on))
    assert seen == [
        ("acceptance", dt.date(2026, 11, 19)),
        ("answer", dt.date(2026, 12, 7)),  # twenty days end on a Sunday
        ("release", dt.date(2026, 11, 19)),
    ]


class TestReturns:
    """An agency that holds it is not competent (R26)."""

    def test_after_two_returns_only_the_lead_decides(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id, "BXD")
        desk.give_back(filed.case_id, "BXD", proposed="BCA")
        desk.forward(filed.case_id, "BCA")
        desk.give_back(filed.case_id, "BCA", proposed="BXD")
        with pytest.raises(NotAllowed):
            desk.forward(filed.case_id, "BCA")
        desk.forward(filed.case_id, "BCA", by=Role.UNIT_LEAD)
        case = case_now(filed.case_id)
        assert (case.state, case.decision_final, case.returns, case.round) == (
            "forwarded",
            True,
            2,
            3,
        )

    def test_what_was_decided_is_not_returned_again(self, desk: Casework, filed: Receipt) -> None:
        for agency, proposed in (("BXD", "BCA"), ("BCA", "BXD")):
            desk.forward(filed.case_id, agency)
            desk.give_back(filed.case_id, agency, proposed=proposed)
        desk.forward(filed.case_id, "BCA", by=Role.UNIT_LEAD)
        with pytest.raises(GuardRefused) as caught:
            desk.give_back(filed.case_id, "BCA", proposed="BXD")
        assert caught.value.code is Refusal.DECISION_IS_FINAL

    def test_an_accepted_case_is_not_returned(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id)
        desk.accept(filed.case_id)
        with pytest.raises(NotAllowed):
            desk.give_back(filed.case_id, "BCA", proposed="BXD")

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"reason": ""}, {"reason": "required"}),
            ({"reason": "Không phải"}, {"reason": "too_short"}),
            ({"proposed": "KHONG-CO"}, {"proposed_agency": "required"}),
            ({"proposed": "BTNMT"}, {"proposed_agency": "required"}),  # dissolved in 2025
            ({"proposed": "BCA"}, {"proposed_agency": "same_agency"}),
        ],
    )
    def test_reason_and_another_living_agency_are_needed(
        self, desk: Casework, filed: Receipt, changes: dict[str, Any], errors: dict[str, str]
    ) -> None:
        desk.forward(filed.case_id)
        with pytest.raises(InvalidInput) as caught:
            desk.give_back(filed.case_id, "BCA", **{"proposed": "BXD", **changes})
        assert caught.value.errors == errors
        assert case_now(filed.case_id).state == "forwarded"


class TestForwarding:
    """Triage by the standing body."""

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"lead": ""}, {"lead": "required"}),
            ({"lead": "BGTVT"}, {"lead": "unknown_agency"}),  # dissolved in 2025
            ({"coordinating": ("BGTVT",)}, {"coordinating": "unknown_agency"}),
            ({"content_codes": ()}, {"content_codes": "no_code"}),
            ({"content_codes": (7,)}, {"content_codes": "solution_without_problem"}),
        ],
    )
    def test_what_is_missing_is_named(
        self, desk: Casework, filed: Receipt, changes: dict[str, Any], errors: dict[str, str]
    ) -> None:
        with pytest.raises(InvalidInput) as caught:
            desk.forward(filed.case_id, **{"lead": "BCA", **changes})
        assert caught.value.errors == errors
        assert case_now(filed.case_id).state == "received"

    def test_coordinating_agencies_get_the_same_limit(self, desk: Casework, filed: Receipt) -> None:
        result = desk.forward(filed.case_id, coordinating=("BTP", "BXD"))
        due = fresh().scalars(select(Assignment.due_on)).all()
        assert due == [result.answer_due.day] * 3

    def test_a_follower_gets_a_copy(self, desk: Casework, filed: Receipt) -> None:
        follows(desk.system, desk.who(Role.TASKFORCE_MEMBER), "BCA")
        focal = desk.who(Role.AGENCY_FOCAL, "BCA")
        assert desk.forward(filed.case_id).warnings == ()
        told = fresh().execute(
            select(Delivery.notice, Delivery.user_id).where(Delivery.user_id.is_not(None))
        )
        assert {tuple(row) for row in told} == {
            ("forwarded_to_agency", focal.user_id),
            ("forward_copy", desk.who(Role.TASKFORCE_MEMBER).user_id),
        }

    def test_an_agency_that_nobody_follows_is_pointed_out(
        self, desk: Casework, filed: Receipt
    ) -> None:
        assert desk.forward(filed.case_id).warnings == ("nobody_follows",)

    def test_a_follower_from_the_addressee_is_pointed_out(
        self, desk: Casework, filed: Receipt
    ) -> None:
        follows(desk.system, desk.who(Role.TASKFORCE_MEMBER, "BCA"), "BCA")
        assert desk.forward(filed.case_id).warnings == ("follower_leads_addressee",)


class TestRefusedActs:
    """What is out of date, out of sight, or not this role's."""

    def test_a_page_that_is_out_of_date_is_stale(self, desk: Casework, filed: Receipt) -> None:
        seen = case_now(filed.case_id).version
        desk.forward(filed.case_id)
        with pytest.raises(StaleAct) as caught:
            desk.forward(filed.case_id, seen_version=seen)
        assert caught.value.state == "forwarded"

    def test_another_agency_does_not_know_the_case(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id)
        with pytest.raises(NotFound):
            desk.accept(filed.case_id, agency="BXD")
        assert case_now(filed.case_id).state == "forwarded"

    def test_a_coordinating_agency_does_not_accept(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id, coordinating=("BTP",))
        with pytest.raises(NotFound):
            desk.accept(filed.case_id, agency="BTP")

    def test_there_is_no_such_case(self, desk: Casework) -> None:
        with pytest.raises(NotFound), desk.system.acting(desk.who(Role.INTAKE_CLERK)) as ctx:
            accept_case(ctx, 999, 1)

    @pytest.mark.parametrize("role", [Role.INTAKE_CLERK, Role.AGENCY_FOCAL, Role.ADMIN, Role.HEAD])
    def test_forwarding_is_not_everybodys(self, desk: Casework, filed: Receipt, role: Role) -> None:
        with pytest.raises(NotAllowed):
            desk.forward(filed.case_id, by=role)

    def test_a_refused_act_leaves_nothing_behind(self, desk: Casework, filed: Receipt) -> None:
        before = (case_now(filed.case_id).version, case_now(filed.case_id).event_seq)
        with pytest.raises(NotAllowed):
            desk.forward(filed.case_id, by=Role.ADMIN)
        assert (case_now(filed.case_id).version, case_now(filed.case_id).event_seq) == before
        assert assignments(filed.case_id) == []

    def test_an_answer_needs_an_accepted_case(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id)
        with pytest.raises(NotAllowed):
            desk.answer(filed.case_id)

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"document_number": " "}, {"document_number": "required"}),
            ({"document_number": "9" * 61}, {"document_number": "too_long"}),
            ({"document_date": None}, {"document_date": "required"}),
            ({"document_date": dt.date(2026, 11, 17)}, {"document_date": "in_future"}),
            ({"document_date": dt.date(2026, 11, 15)}, {"document_date": "before_receipt"}),
            ({"text": ""}, {"text": "required"}),
            ({"text": "Đã biết."}, {"text": "too_short"}),
            ({"text": "ă" * 30_001}, {"text": "too_long"}),
            ({"outcome": "apology"}, {"outcome": "required"}),
            ({"outcome": "partly_correct"}, {"outcome": "required"}),  # conduct's, not a rule's
        ],
    )
    def test_an_incomplete_answer_is_refused(
        self, desk: Casework, filed: Receipt, changes: dict[str, Any], errors: dict[str, str]
    ) -> None:
        desk.forward(filed.case_id)
        desk.accept(filed.case_id)
        with pytest.raises(InvalidInput) as caught:
            desk.answer(filed.case_id, **changes)
        assert caught.value.errors == errors

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"title": ""}, {"title": "required"}),
            ({"title": "ă" * 201}, {"title": "too_long"}),
            ({"checked": False}, {"checked": "required"}),
            ({"answer": "Xin gọi 0912 345 678 để biết thêm."}, {"answer": "personal_data"}),
            ({"question": "Trả lời về thu@example.com giúp tôi."}, {"question": "personal_data"}),
        ],
    )
    def test_an_unchecked_text_is_not_released(
        self, desk: Casework, filed: Receipt, changes: dict[str, Any], errors: dict[str, str]
    ) -> None:
        desk.forward(filed.case_id)
        desk.accept(filed.case_id)
        desk.answer(filed.case_id)
        with pytest.raises(InvalidInput) as caught:
            desk.release(filed.case_id, **changes)
        assert caught.value.errors == errors
        assert fresh().scalars(select(Publication)).all() == []


class TestDeemedAcceptance:
    """An agency's silence (DESIGN §4)."""

    def test_silence_beyond_the_limit_is_acceptance(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id, coordinating=("BTP",))
        later = moved_on(desk.system, days=4)
        with later.acting(SYSTEM) as ctx:
            assert overdue_acceptances(ctx) == [filed.case_id]
            assert deem_accepted(ctx, filed.case_id)
        assert case_now(filed.case_id).state == "in_progress"
        assert assignments(filed.case_id) == [
            (1, "lead", "accepted"),
            (1, "coordinating", "accepted"),
        ]

    def test_within_the_limit_nothing_happens(self, desk: Casework, filed: Receipt) -> None:
        desk.forward(filed.case_id)
        later = moved_on(desk.system, days=3)
        with later.acting(SYSTEM) as ctx:
            assert overdue_acceptances(ctx) == []
            assert not deem_accepted(ctx, filed.case_id)
        assert case_now(filed.case_id).state == "forwarded"
