"""An agency's answers in a table: its open cases out, its answers in, each row entered once."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from models.casework import Answer, Case
from models.handling import AnswerDraft
from models.session import end_read
from pakn.composition import System
from pakn.labels.upload_books import answers_table
from pakn.rules.states import Role
from pakn.services.agency_tables import read_open_cases
from pakn.services.agency_units import add_unit, place_in_unit
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.unit_handing import Handing, hand_to_unit
from pakn.services.upload_access import ANSWERS
from pakn.services.upload_reading import read_upload, read_uploads
from tests.factories.casework import ANSWER_TEXT, Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.tables import (
    bring,
    found,
    rows_now,
    run_job,
    send,
    upload_now,
    workbook,
)

AGENCY = "BCA"
AMEND = "Sửa đổi, bổ sung, thay thế hoặc bãi bỏ quy định"
PHONE = "0912345678"


@dataclass
class Ministry:
    """An agency with accepted cases, and its tables."""

    system: System
    work: Casework = field(init=False)

    def __post_init__(self) -> None:
        self.work = Casework(self.system)

    @property
    def focal(self) -> Actor:
        """Its focal person."""
        return self.work.who(Role.AGENCY_FOCAL, AGENCY)

    def accepted(self, **changes: Any) -> int:
        """A case that it handles."""
        case_id = self.forwarded(**changes)
        self.work.accept(case_id, AGENCY)
        return case_id

    def forwarded(self, **changes: Any) -> int:
        """A case that waits for it."""
        case_id = file_one(self.system, **changes).case_id
        self.work.forward(case_id, AGENCY)
        return case_id

    def lead(self) -> Actor:
        """Somebody who approves its answers from now on."""
        return self.work.who(Role.AGENCY_APPROVER, AGENCY)

    def unit_worker(self, case_id: int | None = None) -> Actor:
        """Somebody of a unit that was handed a case."""
        worker = person(self.system, Role.AGENCY_UNIT, agency=AGENCY)
        assert worker.user_id is not None
        with self.system.acting(self.focal) as ctx:
            unit_id = add_unit(ctx, f"Vụ {worker.user_id}", "").id
            place_in_unit(ctx, worker.user_id, unit_id)
        if case_id is not None:
            with self.system.acting(self.focal) as ctx:
                due = ctx.today + dt.timedelta(days=5)
                seen = case_now(case_id).version
                hand_to_unit(ctx, Handing(case_id, seen, unit_id, due, ""))
        return worker

    def table(self, who: Actor | None = None) -> list[list[Any]]:
        """The downloaded table, headings first."""
        end_read()
        ctx = self.system.viewing(who or self.focal)
        with ctx.ports.tables.write(answers_table(read_open_cases(ctx))) as file:
            sheet = load_workbook(file).worksheets[0]
            return [list(row) for row in sheet.iter_rows(values_only=True)]

    def filled(self, who: Actor | None = None, **changes: Any) -> bytes:
        """The table with every row answered; `changes` by the column's name."""
        headings, *rows = self.table(who)
        return workbook(*(fill(headings, row, **changes) for row in rows), headings=headings)


NAMES = {
    "document_number": "Số, ký hiệu văn bản trả lời",
    "document_date": "Ngày văn bản trả lời",
    "outcome": "Kết quả xử lý",
    "measures": "Biện pháp xử lý hành vi",
    "text": "Nội dung trả lời (bắt buộc)",
    "number": "Mã số",
    "version": "Phiên bản (giữ nguyên)",
}
GIVEN: dict[str, Any] = {
    "document_number": "45/BCA-C06",
    "document_date": dt.date(2026, 11, 16),
    "outcome": AMEND,
    "text": ANSWER_TEXT,
}


def fill(headings: list[Any], row: list[Any], **changes: Any) -> list[Any]:
    """A row with an answer in it."""
    filled = list(row)
    for name, value in {**GIVEN, **changes}.items():
        filled[headings.index(NAMES[name])] = value
    return filled


@pytest.fixture
def ministry(system: System) -> Ministry:
    """An agency at work."""
    return Ministry(system)


def answers() -> list[Answer]:
    """All answers."""
    return list(fresh().scalars(select(Answer).order_by(Answer.id)))


def test_the_table_holds_every_open_case_of_the_agency_and_no_other(ministry: Ministry) -> None:
    content = f"Tôi đã gọi {PHONE} nhiều lần để hỏi về thủ tục đổi giấy phép mà không ai trả lời."
    ministry.accepted(content=content)
    ministry.forwarded(title="Chờ tiếp nhận")
    answered = ministry.accepted(title="Đã trả lời rồi")
    ministry.work.answer(answered, AGENCY)
    other = file_one(ministry.system, title="Việc của bộ khác").case_id
    ministry.work.forward(other, "BXD")
    sealed = ministry.forwarded(title="Tố cáo một người")
    with ministry.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).where(Case.id == sealed).values(legal_kind="to_cao"))
    headings, *rows = ministry.table()
    assert headings[0] == "Mã số"
    assert len(rows) == 2
    text = str(rows)
    assert PHONE not in text
    assert "Nguyễn Thị Mẫu" not in text
    assert "Chờ tiếp nhận" in text
    assert "Tố cáo" not in text
    assert "bộ khác" not in text


def test_the_table_goes_on_by_key(ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.queries.agency_table.AT_ONCE", 2)
    ids = [ministry.forwarded(title=f"Việc thứ {n}") for n in range(5)]
    assert len(ministry.table()) == 1 + len(ids)


def test_a_unit_gets_what_it_holds(ministry: Ministry) -> None:
    ministry.accepted()
    handed = ministry.accepted(title="Giao cho đơn vị")
    worker = ministry.unit_worker(handed)
    rows = ministry.table(worker)[1:]
    assert [row[6] for row in rows] == ["Giao cho đơn vị"]
    assert ministry.table(ministry.unit_worker())[1:] == []
    with pytest.raises(NotPermitted):
        read_open_cases(ministry.system.viewing(person(ministry.system, Role.COUNCIL_STAFF)))


def test_filled_rows_are_answered_once_and_blank_ones_left_out(ministry: Ministry) -> None:
    first, second = ministry.accepted(), ministry.accepted()
    headings, one, two = ministry.table()
    content = workbook(fill(headings, one), two, headings=headings)
    upload_id = bring(ministry.system, ministry.focal, content, kind=ANSWERS)
    upload = upload_now(upload_id)
    assert (upload.rows_total, upload.rows_ready, upload.problem) == (1, 1, "left_out:1")
    assert answers() == [], "nothing is entered before it is sent"
    send(ministry.system, ministry.focal, upload_id, ANSWERS)
    [answer] = answers()
    assert (answer.document_number, answer.outcome) == ("45/BCA-C06", "amend_or_abolish")
    assert (answer.text, answer.answered_by_id) == (ANSWER_TEXT, ministry.focal.user_id)
    assert [case_now(first).state, case_now(second).state] == ["answered", "in_progress"]
    again = bring(ministry.system, ministry.focal, content, kind=ANSWERS)
    assert found(again) == [(2, "known", [])]
    assert len(answers()) == 1


def test_where_somebody_approves_the_rows_become_drafts(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    lead = ministry.lead()
    content = ministry.filled()
    send(
        ministry.system,
        ministry.focal,
        bring(ministry.system, ministry.focal, content, kind=ANSWERS),
        ANSWERS,
    )
    draft = fresh().scalars(select(AnswerDraft)).one()
    assert (draft.state, draft.text, case_now(case_id).state) == (
        "submitted",
        ANSWER_TEXT,
        "in_progress",
    )
    again = bring(ministry.system, ministry.focal, content, kind=ANSWERS)
    assert found(again) == [(2, "known", [])]
    other = ministry.filled(text=f"{ANSWER_TEXT} Lời khác.")
    assert found(bring(ministry.system, ministry.focal, other, kind=ANSWERS)) == [
        (2, "wrong", [("A2", "draft_waits")])
    ]
    send(ministry.system, lead, bring(ministry.system, lead, other, kind=ANSWERS), ANSWERS)
    assert case_now(case_id).state == "answered"
    assert answers()[0].text.endswith("Lời khác.")


def test_a_unit_drafts_its_own_cases_only(ministry: Ministry) -> None:
    handed, kept = ministry.accepted(), ministry.accepted()
    worker = ministry.unit_worker(handed)
    upload_id = bring(ministry.system, worker, ministry.filled(), kind=ANSWERS)
    states = {row.case_id: row.state for row in rows_now(upload_id)}
    assert states[handed] == "ready"
    assert [row.errors[0]["code"] for row in rows_now(upload_id) if row.state == "wrong"] == [
        "not_own_case"
    ]
    send(ministry.system, worker, upload_id, ANSWERS)
    assert fresh().scalars(select(AnswerDraft)).one().drafted_by_id == worker.user_id
    assert case_now(kept).state == "in_progress"
    end_read()
    assert len(read_uploads(ministry.system.viewing(ministry.focal), ANSWERS).lines) == 1
    colleague = ministry.unit_worker()
    assert read_uploads(ministry.system.viewing(colleague), ANSWERS).lines == []
    with pytest.raises(NotFound):
        read_upload(ministry.system.viewing(colleague), ANSWERS, upload_id)
    stranger = ministry.work.who(Role.AGENCY_FOCAL, "BXD")
    with pytest.raises(NotFound):
        read_upload(ministry.system.viewing(stranger), ANSWERS, upload_id)


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"document_number": ""}, "document_number", "required"),
        ({"document_date": ""}, "document_date", "required"),
        ({"document_date": "sáng nay"}, "document_date", "bad_date"),
        ({"document_date": dt.date(2026, 11, 17)}, "document_date", "in_future"),
        ({"document_date": "01/01/2026"}, "document_date", "before_receipt"),
        ({"outcome": ""}, "outcome", "required"),
        ({"outcome": "Xong rồi"}, "outcome", "unknown_outcome"),
        ({"outcome": "Phản ánh đúng"}, "outcome", "outcome_of_other_class"),
        ({"text": ""}, "text", "required"),
        ({"text": "Ngắn"}, "text", "too_short"),
        ({"measures": "Xin lỗi"}, "measures", "measure_without_conduct"),
        ({"measures": "Xin lỗi; thưởng"}, "measures", "unknown_measure"),
        ({"number": "PAKN.20200101.0001"}, "number", "not_own_case"),
        ({"number": "không rõ"}, "number", "not_own_case"),
        ({"version": 99}, "version", "row_stale"),
    ],
)
def test_a_wrong_cell_is_named(
    ministry: Ministry, changes: dict[str, Any], column: str, code: str
) -> None:
    ministry.accepted()
    upload_id = bring(ministry.system, ministry.focal, ministry.filled(**changes), kind=ANSWERS)
    [row] = rows_now(upload_id)
    assert [(error["column"], error["code"]) for error in row.errors] == [(column, code)]


def test_cases_that_cannot_be_answered_now_say_why(ministry: Ministry) -> None:
    waiting = ministry.forwarded()
    taken = ministry.accepted()
    content = ministry.filled()
    ministry.work.answer(taken, AGENCY, text=f"{ANSWER_TEXT} Từ trang hồ sơ.")
    upload_id = bring(ministry.system, ministry.focal, content, kind=ANSWERS)
    codes = {row.row_no: row.errors[0]["code"] for row in rows_now(upload_id)}
    assert set(codes.values()) == {"not_accepted_yet", "not_open_now"}
    assert case_now(waiting).state == "forwarded"


def test_one_case_twice_in_a_table_is_told(ministry: Ministry) -> None:
    ministry.accepted()
    headings, row = ministry.table()
    content = workbook(fill(headings, row), fill(headings, row), headings=headings)
    upload_id = bring(ministry.system, ministry.focal, content, kind=ANSWERS)
    assert found(upload_id) == [(2, "ready", []), (3, "wrong", [("A3", "duplicate_case")])]


def test_conduct_is_answered_with_its_own_outcomes_and_measures(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    with ministry.system.acting(SYSTEM) as ctx:
        ctx.session.get_one(Case, case_id).content_class = "conduct"
    content = ministry.filled(outcome="phản ánh đúng một phần", measures="Xin lỗi; Chấn chỉnh")
    send(
        ministry.system,
        ministry.focal,
        bring(ministry.system, ministry.focal, content, kind=ANSWERS),
        ANSWERS,
    )
    [answer] = answers()
    assert (answer.outcome, answer.measures) == ("partly_correct", ["apology", "rectification"])


def test_a_case_that_moves_on_before_its_row_is_entered_is_left_alone(ministry: Ministry) -> None:
    stale, good = ministry.accepted(), ministry.accepted()
    upload_id = bring(ministry.system, ministry.focal, ministry.filled(), kind=ANSWERS)
    ministry.work.answer(stale, AGENCY, text=f"{ANSWER_TEXT} Người khác nhanh hơn.")
    send(ministry.system, ministry.focal, upload_id, ANSWERS)
    states = {
        row.case_id: (row.state, [e["code"] for e in row.errors]) for row in rows_now(upload_id)
    }
    assert states == {stale: ("wrong", ["row_stale_now"]), good: ("done", [])}
    assert len(answers()) == 2
    assert case_now(good).state == "answered"
    upload = upload_now(upload_id)
    assert (upload.state, upload.rows_done, upload.rows_wrong) == ("done", 2, 1)


def test_a_refused_row_leaves_nothing_half_saved(ministry: Ministry) -> None:
    """A denunciation, as it turns out after the check, is answered by nobody (R12)."""
    case_id = ministry.accepted()
    upload_id = bring(ministry.system, ministry.focal, ministry.filled(), kind=ANSWERS)
    before = case_now(case_id).version
    with ministry.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).where(Case.id == case_id).values(legal_kind="to_cao"))
    send(ministry.system, ministry.focal, upload_id, ANSWERS)
    assert [row.state for row in rows_now(upload_id)] == ["wrong"]
    assert answers() == []
    assert fresh().scalars(select(AnswerDraft)).all() == []
    assert case_now(case_id).version == before


def test_who_works_for_no_agency_brings_no_table(ministry: Ministry) -> None:
    nobody = person(ministry.system, Role.AGENCY_FOCAL)
    with pytest.raises(InvalidInput) as refused:
        bring(ministry.system, nobody, workbook([1]), kind=ANSWERS)
    assert refused.value.errors == {"table": "no_agency"}
    clerk = person(ministry.system, Role.INTAKE_CLERK)
    with pytest.raises(NotPermitted):
        bring(ministry.system, clerk, workbook([1]), kind=ANSWERS)


def test_a_list_of_petitions_is_no_table_of_answers(ministry: Ministry) -> None:
    upload_id = bring(ministry.system, ministry.focal, workbook([1, "x"]), kind=ANSWERS)
    assert upload_now(upload_id).problem == "no_headings"
    run_job(ministry.system, "check_upload")
    assert upload_now(upload_id).state == "failed"
