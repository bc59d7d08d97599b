"""Accepting, returning and answering on the case page; nothing typed is ever lost."""

import pytest
from sqlalchemy import func, select

from models.casework import Answer, Assignment, Case
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.casework import case_now
from tests.factories.reading import fresh
from tests.web.agency.world import ANSWER, LONG_REASON, Desk, address, send


def state_of(desk: Desk, case_id: int) -> str:
    """The state of a case now."""
    with desk.site.inside():
        return case_now(case_id).state


def answers_stored(desk: Desk) -> int:
    """How many answers there are."""
    with desk.site.inside():
        return fresh().scalars(select(func.count(Answer.id))).one()


def test_accepting_starts_the_answer_clock(desk: Desk) -> None:
    case_id = desk.forwarded()
    browser = desk.browser()
    page = send(browser, case_id, "/tiep-nhan")
    assert (page.status, page.location) == (302, address(case_id))
    shown = browser.get(address(case_id))
    assert "Đã tiếp nhận hồ sơ" in shown.text
    assert "Hạn trả lời" in shown.text
    assert state_of(desk, case_id) == "in_progress"


def test_accepting_twice_does_no_harm(desk: Desk) -> None:
    case_id = desk.forwarded()
    browser = desk.browser()
    seen = browser.get(address(case_id)).value_of("seen_version")
    for _ in range(2):
        page = browser.send(
            address(case_id, "/tiep-nhan"),
            {"seen_version": seen},
            form_on=address(case_id),
            follow=True,
        )
        assert page.status == 200
    assert "vừa có thay đổi" in page.text
    assert state_of(desk, case_id) == "in_progress"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "1.5"])
def test_a_version_that_was_tampered_with_is_stale(desk: Desk, seen: str) -> None:
    case_id = desk.forwarded()
    browser = desk.browser()
    values = {"seen_version": seen}
    browser.send(address(case_id, "/tiep-nhan"), values, form_on=address(case_id))
    assert state_of(desk, case_id) == "forwarded"


def test_returning_keeps_reason_and_proposed_agency(desk: Desk) -> None:
    case_id = desk.forwarded()
    page = send(desk.browser(), case_id, "/chuyen-tra", reason=LONG_REASON, proposed_agency="BXD")
    assert page.status == 302
    assert state_of(desk, case_id) == "returned"
    with desk.site.inside():
        assignment = fresh().scalars(select(Assignment)).one()
        assert assignment.return_reason == LONG_REASON
    assert LONG_REASON in desk.browser().get(address(case_id)).text


@pytest.mark.parametrize(
    ("reason", "proposed", "at", "words"),
    [
        ("", "BXD", "reason", "Hãy điền"),
        ("ngắn", "BXD", "reason", "quá ngắn"),
        (LONG_REASON, "", "proposed_agency", "Hãy điền hoặc chọn"),
        (LONG_REASON, "KHONG-CO", "proposed_agency", "Hãy điền hoặc chọn"),
        (LONG_REASON, "BCA", "proposed_agency", "cơ quan khác"),
    ],
)
def test_a_return_that_lacks_something_says_what_and_keeps_the_rest(
    desk: Desk, reason: str, proposed: str, at: str, words: str
) -> None:
    case_id = desk.forwarded()
    page = send(desk.browser(), case_id, "/chuyen-tra", reason=reason, proposed_agency=proposed)
    assert page.status == 200
    assert words in page.error_of(at)
    assert page.value_of("reason") == reason
    assert page.title.startswith("Lỗi: ")
    assert state_of(desk, case_id) == "forwarded"


def test_one_cannot_propose_ones_own_agency(desk: Desk) -> None:
    page = desk.browser().get(address(desk.forwarded()))
    assert '<option value="BXD"' in page.html
    assert '<option value="BCA"' not in page.html


def test_answering_stores_the_answer_for_the_check(desk: Desk) -> None:
    case_id = desk.accepted()
    page = send(desk.browser(), case_id, "/tra-loi", **ANSWER)
    assert page.status == 302
    assert state_of(desk, case_id) == "answered"
    with desk.site.inside():
        answer = fresh().scalars(select(Answer)).one()
        assert (answer.document_number, answer.outcome) == ("45/BCA-C06", "amend_or_abolish")
        assert answer.document_date.isoformat() == "2026-11-16"
    assert ANSWER["text"] in desk.browser().get(address(case_id)).text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("document_number", "", "Hãy điền"),
        ("document_number", "9" * 61, "quá dài"),
        ("document_date", "", "Hãy điền"),
        ("document_date", "31/02/2026", "Ngày chưa đúng"),
        ("document_date", "hôm qua", "Ngày chưa đúng"),
        ("document_date", "17/11/2026", "chưa đến"),
        ("document_date", "15/11/2026", "trước ngày nhận"),
        ("outcome", "", "Hãy điền hoặc chọn"),
        ("outcome", "correct", "Hãy điền hoặc chọn"),
        ("outcome", "tự nghĩ ra", "Hãy điền hoặc chọn"),
        ("text", "", "Hãy điền"),
        ("text", "Đã xem.", "quá ngắn"),
    ],
)
def test_an_answer_that_cannot_stand_says_where_and_keeps_the_rest(
    desk: Desk, field: str, typed: str, words: str
) -> None:
    case_id = desk.accepted()
    page = send(desk.browser(), case_id, "/tra-loi", **{**ANSWER, field: typed})
    assert page.status == 200
    assert words in page.error_of(field)
    for other in {"document_number", "document_date", "text"} - {field}:
        assert page.value_of(other) == ANSWER[other]
        assert page.error_of(other) == ""
    if field.startswith("document"):
        assert page.value_of(field) == typed
    assert answers_stored(desk) == 0
    assert state_of(desk, case_id) == "in_progress"


@pytest.mark.parametrize("typed", ["16/11/2026", "16-11-2026", "16.11.2026", " 16 / 11 / 2026 "])
def test_a_day_may_be_written_as_people_write_it(desk: Desk, typed: str) -> None:
    case_id = desk.accepted()
    page = send(desk.browser(), case_id, "/tra-loi", **{**ANSWER, "document_date": typed})
    assert page.status == 302


def test_a_stale_token_keeps_the_whole_answer(desk: Desk) -> None:
    case_id = desk.accepted()
    browser = desk.browser()
    seen = browser.get(address(case_id)).value_of("seen_version")
    values = {**ANSWER, "seen_version": seen, "csrf_token": "cũ"}
    page = browser.post(address(case_id, "/tra-loi"), values)
    assert page.status == 200
    assert "Phiên làm việc đã thay đổi" in page.text
    assert page.value_of("text") == ANSWER["text"]
    assert answers_stored(desk) == 0
    again = browser.post(
        address(case_id, "/tra-loi"), {**ANSWER, "seen_version": seen, "csrf_token": page.token}
    )
    assert again.status == 302


def test_a_colleague_who_was_quicker_costs_nobody_their_text(desk: Desk) -> None:
    case_id = desk.accepted()
    slow = desk.browser()
    seen = slow.get(address(case_id)).value_of("seen_version")
    send(desk.browser(Role.AGENCY_APPROVER), case_id, "/tra-loi", **ANSWER)
    typed = {**ANSWER, "text": "Lời của người chậm hơn, dài đủ để gửi được.", "seen_version": seen}
    page = slow.send(address(case_id, "/tra-loi"), typed, form_on="/tai-khoan/cua-toi")
    assert page.status == 409
    assert "vừa được người khác cập nhật" in page.text
    assert "Lời của người chậm hơn" in page.text
    assert answers_stored(desk) == 1


def test_a_case_that_only_changed_can_be_answered_at_the_second_press(desk: Desk) -> None:
    case_id = desk.accepted()
    browser = desk.browser()
    seen = browser.get(address(case_id)).value_of("seen_version")
    with desk.site.inside(), desk.site.system.acting(SYSTEM) as ctx:
        ctx.session.get_one(Case, case_id).returns = 1
    values = {**ANSWER, "seen_version": seen}
    page = browser.send(address(case_id, "/tra-loi"), values, form_on="/tai-khoan/cua-toi")
    assert page.status == 409
    assert page.value_of("text") == ANSWER["text"]
    values["seen_version"] = page.value_of("seen_version")
    again = browser.post(address(case_id, "/tra-loi"), {**values, "csrf_token": page.token})
    assert again.status == 302


def test_a_case_that_was_taken_away_gives_the_text_back(desk: Desk) -> None:
    case_id = desk.accepted()
    browser = desk.browser()
    with desk.site.inside(), desk.site.system.acting(SYSTEM) as ctx:
        ctx.session.scalars(select(Assignment)).one().state = "recalled"
    page = browser.send(address(case_id, "/tra-loi"), ANSWER, form_on="/tai-khoan/cua-toi")
    assert page.status == 404
    assert ANSWER["text"] in page.text
    assert "đổi giấy phép lái xe" not in page.text


def test_a_decided_jurisdiction_cannot_be_returned(desk: Desk) -> None:
    case_id = desk.forwarded()
    with desk.site.inside(), desk.site.system.acting(SYSTEM) as ctx:
        ctx.session.get_one(Case, case_id).decision_final = True
    browser = desk.browser()
    page = browser.get(address(case_id))
    assert "đã được quyết định" in page.text
    assert "/chuyen-tra" not in page.html
    forced = send(browser, case_id, "/chuyen-tra", reason=LONG_REASON, proposed_agency="BXD")
    assert forced.status == 409
    assert LONG_REASON in forced.text
    assert state_of(desk, case_id) == "forwarded"


def test_an_answer_sent_back_shows_why_and_begins_from_the_old_one(desk: Desk) -> None:
    case_id = desk.sent_back()
    page = desk.browser().get(address(case_id))
    assert "Chưa trả lời nội dung thứ hai." in page.text
    assert page.value_of("document_number") == "123/BCA-V03"
    assert 'value="amend_or_abolish" checked' in page.html
    send(desk.browser(), case_id, "/tra-loi", **ANSWER)
    assert answers_stored(desk) == 2
    after = desk.browser().get(address(case_id))
    assert "Lần trả lời trước" in after.text


@pytest.mark.parametrize("act", ["/tiep-nhan", "/chuyen-tra", "/tra-loi"])
def test_an_act_opened_as_a_page_leads_to_the_case(desk: Desk, act: str) -> None:
    case_id = desk.forwarded()
    assert desk.browser().get(address(case_id, act)).location == address(case_id)


@pytest.mark.parametrize("act", ["/tiep-nhan", "/chuyen-tra", "/tra-loi"])
def test_an_agency_unit_may_not_act(desk: Desk, act: str) -> None:
    case_id = desk.forwarded()
    browser = desk.browser(Role.AGENCY_UNIT)
    page = browser.send(address(case_id, act), ANSWER, form_on="/tai-khoan/cua-toi")
    assert page.status == 403
    assert state_of(desk, case_id) == "forwarded"


@pytest.mark.parametrize("act", ["/tiep-nhan", "/chuyen-tra", "/tra-loi"])
def test_the_standing_body_does_not_act_on_an_agencys_pages(desk: Desk, act: str) -> None:
    case_id = desk.forwarded()
    with desk.site.inside():
        officer = desk.work.who(Role.TRIAGE_OFFICER)
    browser = desk.site.signed_in(officer)
    page = browser.send(address(case_id, act), ANSWER, form_on="/tai-khoan/cua-toi")
    assert page.status == 403
    assert state_of(desk, case_id) == "forwarded"
