"""An answer drafted inside an agency and approved by its lead (R34, R54, R60)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Answer, Case
from models.handling import AnswerDraft, AnswerFile, StatusUpdate
from models.history import Event
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.agency_work import Answering, answer_case
from pakn.services.answer_drafts import (
    save_draft,
    send_answer,
    send_draft_back,
    submit_draft,
    take_draft_back,
)
from pakn.services.attaching import keep_file
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotPermitted, StaleAct
from pakn.services.status_updates import next_update_due, write_status
from tests.factories.casework import ANSWER_TEXT, case_now
from tests.factories.files import new_pdf, pdf_bytes
from tests.factories.people import person
from tests.factories.reading import fresh
from tests.services.test_units import Ministry

PDF = pdf_bytes(new_pdf())
REPORT = "Đã họp với bộ liên quan, dự kiến trả lời trước ngày 30 tháng này."


@pytest.fixture
def ministry(system: System) -> Ministry:
    return Ministry(system)


@pytest.fixture
def lead(ministry: Ministry) -> Actor:
    """Whoever approves; with this account approval is required."""
    return person(ministry.system, Role.AGENCY_APPROVER, agency="BCA")


def written(ministry: Ministry, case_id: int, **changes: Any) -> Answering:
    """An answer that could be sent, on the case as it is now."""
    values = {
        "case_id": case_id,
        "seen_version": case_now(case_id).version,
        "document_number": "12/BCA-V03",
        "document_date": ministry.system.ports.clock.now().date(),
        "outcome": "amend_or_abolish",
        "text": ANSWER_TEXT,
        **changes,
    }
    return Answering(**values)


def draft_now() -> AnswerDraft:
    return fresh().scalars(select(AnswerDraft)).one()


def test_a_unit_drafts_and_the_lead_approves(ministry: Ministry, lead: Actor) -> None:
    case_id = ministry.accepted()
    ministry.hand(case_id)
    with ministry.system.acting(ministry.worker) as ctx:
        signed = keep_file(ctx, "tra-loi.pdf", PDF)
        save_draft(ctx, written(ministry, case_id, outcome="", text="Đang viết", files=(signed,)))
    assert draft_now().state == "drafting"
    with ministry.system.acting(ministry.worker) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    assert draft_now().state == "submitted"
    assert case_now(case_id).state == "in_progress"
    with ministry.system.acting(lead) as ctx:
        send_answer(ctx, written(ministry, case_id, text=f"{ANSWER_TEXT} Đã duyệt."))
    case, answer = case_now(case_id), fresh().scalars(select(Answer)).one()
    assert (case.state, draft_now().state) == ("answered", "approved")
    assert answer.text.endswith("Đã duyệt.")
    attached = fresh().scalars(select(AnswerFile)).one()
    assert (attached.answer_id, attached.draft_id) == (answer.id, None)


def test_the_focal_person_sends_alone_only_where_nobody_approves(
    ministry: Ministry, lead: Actor
) -> None:
    case_id = ministry.accepted()
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        answer_case(ctx, written(ministry, case_id))
    assert refused.value.errors == {"text": "approval_needed"}
    assert lead.agency_id == ministry.focal.agency_id
    assert case_now(case_id).state == "in_progress"


def test_without_such_an_account_the_focal_person_approves_a_units_draft(
    ministry: Ministry,
) -> None:
    case_id = ministry.accepted()
    ministry.hand(case_id)
    with ministry.system.acting(ministry.worker) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    with ministry.system.acting(ministry.focal) as ctx:
        send_answer(ctx, written(ministry, case_id))
    assert case_now(case_id).state == "answered"


def test_a_draft_is_sent_back_with_a_note_and_written_anew(ministry: Ministry, lead: Actor) -> None:
    case_id = ministry.accepted()
    ministry.hand(case_id)
    with ministry.system.acting(ministry.worker) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    for note, code in (("", "required"), ("sửa", "too_short"), ("x" * 2001, "too_long")):
        with pytest.raises(InvalidInput) as refused, ministry.system.acting(lead) as ctx:
            send_draft_back(ctx, case_id, case_now(case_id).version, note)
        assert refused.value.errors == {"back_note": code}
    with ministry.system.acting(lead) as ctx:
        send_draft_back(ctx, case_id, case_now(case_id).version, "Thiếu căn cứ ở điểm hai.")
    assert (draft_now().state, draft_now().note) == ("sent_back", "Thiếu căn cứ ở điểm hai.")
    event = fresh().scalars(select(Event).where(Event.action == "answer_draft_back")).one()
    assert "căn cứ" not in event.payload
    with ministry.system.acting(ministry.worker) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    assert (draft_now().state, draft_now().note) == ("submitted", "")


def test_only_whoever_approves_sends_back(ministry: Ministry, lead: Actor) -> None:
    case_id = ministry.accepted()
    with ministry.system.acting(ministry.focal) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    with pytest.raises(NotPermitted), ministry.system.acting(ministry.focal) as ctx:
        send_draft_back(ctx, case_id, case_now(case_id).version, "Sửa lại điểm hai.")
    assert lead.agency_id == ministry.focal.agency_id


def test_a_submitted_draft_rests_until_it_is_taken_back(ministry: Ministry, lead: Actor) -> None:
    case_id = ministry.accepted()
    with ministry.system.acting(ministry.focal) as ctx:
        submit_draft(ctx, written(ministry, case_id))
    with pytest.raises(StaleAct), ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, written(ministry, case_id))
    with ministry.system.acting(ministry.focal) as ctx:
        take_draft_back(ctx, case_id, case_now(case_id).version)
    with ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, written(ministry, case_id, text="Viết lại từ đầu."))
    assert (draft_now().state, draft_now().text) == ("drafting", "Viết lại từ đầu.")
    with pytest.raises(StaleAct), ministry.system.acting(lead) as ctx:
        take_draft_back(ctx, case_id, case_now(case_id).version)
    with pytest.raises(StaleAct), ministry.system.acting(lead) as ctx:
        send_draft_back(ctx, case_id, case_now(case_id).version, "Sửa lại giúp.")


def test_of_two_who_save_the_second_is_told(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    seen = written(ministry, case_id)
    with ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, seen)
    with pytest.raises(StaleAct), ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, replace(seen, text="Lời của người chậm hơn."))
    assert draft_now().text == ANSWER_TEXT


def test_an_unfinished_answer_is_kept_but_not_submitted(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    empty = written(ministry, case_id, document_number="", outcome="", text="", document_date=None)
    with ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, empty)
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        submit_draft(ctx, replace(empty, seen_version=case_now(case_id).version))
    assert set(refused.value.errors) == {"document_number", "document_date", "outcome", "text"}
    too_long = written(ministry, case_id, document_number="9" * 61, text="x" * 30_001)
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, too_long)
    assert refused.value.errors == {"document_number": "too_long", "text": "too_long"}


def test_files_of_a_draft_are_counted_and_left_out(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    with ministry.system.acting(ministry.focal) as ctx:
        files = [keep_file(ctx, f"{n}.pdf", pdf_bytes(new_pdf(n + 1))) for n in range(6)]
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, written(ministry, case_id, files=files))
    assert refused.value.errors == {"files": "too_many_files"}
    with ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, written(ministry, case_id, files=files[:2]))
    first = fresh().scalars(select(AnswerFile.id).order_by(AnswerFile.id)).first()
    assert first is not None
    with ministry.system.acting(ministry.focal) as ctx:
        save_draft(ctx, written(ministry, case_id, files=files[1:3]), drop_files=[first])
    assert [row.name for row in fresh().scalars(select(AnswerFile))] == ["1.pdf", "2.pdf"]


def test_measures_answer_conduct_only_r54(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    measured = written(ministry, case_id, measures=("apology",))
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        answer_case(ctx, measured)
    assert refused.value.errors == {"measures": "measure_without_conduct"}
    with ministry.system.acting(SYSTEM) as ctx:
        ctx.session.get_one(Case, case_id).content_class = "conduct"
    unknown = written(ministry, case_id, outcome="correct", measures=("không có",))
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        answer_case(ctx, unknown)
    assert refused.value.errors == {"measures": "required"}
    with ministry.system.acting(ministry.focal) as ctx:
        answer_case(ctx, replace(unknown, measures=("apology",)))
    assert fresh().scalars(select(Answer)).one().measures == ["apology"]


def test_an_overdue_agency_reports_every_seven_working_days_r62(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        write_status(ctx, case_id, case_now(case_id).version, REPORT)
    assert refused.value.errors == {"status": "not_overdue"}
    due = case_now(case_id).due_on
    assert due is not None
    late = ministry.system.ports.clock.now() + dt.timedelta(days=25)
    for text, code in (("", "required"), ("sắp xong", "too_short"), ("x" * 3001, "too_long")):
        with (
            pytest.raises(InvalidInput) as refused,
            ministry.system.acting(ministry.focal, now=late) as ctx,
        ):
            write_status(ctx, case_id, case_now(case_id).version, text)
        assert refused.value.errors == {"status": code}
    with ministry.system.acting(ministry.focal, now=late) as ctx:
        write_status(ctx, case_id, case_now(case_id).version, REPORT)
    with ministry.system.acting(ministry.focal, now=late) as ctx:
        case = ctx.session.get_one(Case, case_id)
        first, second = next_update_due(ctx, case, None), next_update_due(ctx, case, ctx.today)
        assert first is not None
        assert second is not None
        assert (first - due).days >= 9
        assert (second - ctx.today).days >= 9
    assert fresh().scalars(select(StatusUpdate)).one().text == REPORT
    event = fresh().scalars(select(Event).where(Event.action == "status_update")).one()
    assert "dự kiến" not in event.payload
