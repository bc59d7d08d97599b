"""Forwarding from the case page: the decision, its errors, and who was first."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from models.casework import Assignment, Case
from models.session import end_read, read_session
from models.suggestions import Suggestion
from pakn.rules.states import Role
from tests.factories.casework import case_now
from tests.factories.people import follows
from tests.web.standing.site import Site, Visitor, words

INSTRUCTION = "Đề nghị quý cơ quan trả lời cả hai nội dung."


FILED = "2"
"""The version of a case that was just filed."""


def _send(visitor: Visitor, case_id: int, act: str = "chuyen", **data: Any) -> Any:
    page = f"/thuong-truc/ho-so/{case_id}"
    values = {"seen_version": FILED, "lead": "BXD", "content_codes": ["2"], **data}
    return visitor.post(f"{page}/{act}", values, token_from=page)


def _case(site: Site, case_id: int) -> Case:
    with site.app.app_context():
        return case_now(case_id)


def test_forwarding_gives_the_case_to_the_agencies_chosen(site: Site) -> None:
    case_id = site.case()
    site.suggest(case_id)
    officer = site.visitor(Role.TRIAGE_OFFICER)
    answer = _send(
        officer,
        case_id,
        lead=["BXD", ""],
        content_codes=["2", "7"],
        coordinating=["BCA", "BXD", "BCA", ""],
        instruction=INSTRUCTION,
    )
    assert answer.status_code == 302
    page = words(officer.get(answer.location))
    assert "Đã chuyển PAKN.20261116.0001 đến Bộ Xây dựng. Hạn trả lời: 07/12/2026." in page
    assert "Chưa có thành viên Tổ công tác nào được phân công theo dõi cơ quan này." in page
    with site.app.app_context():
        session = read_session()
        given = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        assert [(one.role, one.due_on, one.instruction) for one in given] == [
            ("lead", dt.date(2026, 12, 7), INSTRUCTION),
            ("coordinating", dt.date(2026, 12, 7), INSTRUCTION),
        ]
        suggestion = session.get_one(Suggestion, case_id)
        assert suggestion.decided_agency_id == given[0].agency_id
        end_read()
    assert _case(site, case_id).content_codes == [2, 7]


def test_a_follower_is_no_cause_for_a_warning(site: Site) -> None:
    case_id = site.case()
    with site.desk() as desk:
        follows(site.system, desk.who(Role.TASKFORCE_MEMBER), "BXD")
    officer = site.visitor(Role.TRIAGE_OFFICER)
    page = words(officer.get(_send(officer, case_id).location))
    assert "Đã chuyển" in page
    assert "theo dõi" not in page


def test_what_is_missing_stands_at_its_field_and_nothing_is_stored(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    answer = _send(
        officer,
        case_id,
        lead="",
        content_codes=["7"],
        coordinating="KHONG-CO",
        instruction=INSTRUCTION,
    )
    assert answer.status_code == 422
    page = words(answer)
    assert "Cơ quan chủ trì: Hãy điền hoặc chọn mục này." in page
    assert "Loại 7 (phương án xử lý) phải đi cùng ít nhất một loại từ 1 đến 6." in page
    assert "Cơ quan phối hợp: Cơ quan này không có hoặc không còn hoạt động" in page
    assert INSTRUCTION in page
    assert 'value="7" checked' in answer.text
    case = _case(site, case_id)
    assert (case.state, case.version, case.content_codes) == ("received", int(FILED), [])


def test_a_suggestion_and_another_agency_are_not_taken_together(site: Site) -> None:
    case_id = site.case()
    site.suggest(case_id)
    officer = site.visitor(Role.TRIAGE_OFFICER)
    answer = _send(officer, case_id, lead=["BXD", "BTC"])
    assert answer.status_code == 422
    assert "hãy giữ một nơi" in words(answer)
    assert _case(site, case_id).state == "received"


def test_values_nobody_could_choose_are_field_errors(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    for codes in (["9"], ["x"], ["²"], ["-1"], ["99999999999999999999"]):
        answer = _send(officer, case_id, content_codes=codes, lead="BO\x00XD")
        assert answer.status_code == 422
        assert "Loại nội dung phải là số từ 1 đến 8." in words(answer)
    dissolved = _send(officer, case_id, lead="BGTVT")
    assert "Cơ quan này không có hoặc không còn hoạt động" in words(dissolved)


def test_a_stale_page_keeps_what_was_typed_and_says_who_was_first(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    with site.desk() as desk:
        desk.forward(case_id, "BTC")
        first = desk.who(Role.TRIAGE_OFFICER).name
    answer = _send(officer, case_id, content_codes=["3"], instruction=INSTRUCTION)
    assert answer.status_code == 409
    page = words(answer)
    assert f"{first}, Chuyên viên đã thực hiện “Chuyển xử lý” lúc 09:00, 16/11/2026" in page
    assert "Hồ sơ hiện ở trạng thái “Đã chuyển, chờ cơ quan xử lý tiếp nhận”" in page
    assert INSTRUCTION in page
    assert 'value="3" checked' in answer.text
    assert 'value="BXD" selected' in answer.text
    assert "Ở trạng thái hiện nay không chuyển xử lý được nữa" in page


def test_a_stale_page_may_be_sent_again_where_the_act_is_still_possible(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    with site.desk() as desk:
        desk.forward(case_id, "BTC")
        desk.give_back(case_id, "BTC", proposed="BXD")
    answer = _send(officer, case_id)
    assert answer.status_code == 409
    version = _case(site, case_id).version
    assert f'name="seen_version" value="{version}"' in answer.text
    assert _send(officer, case_id, seen_version=str(version)).status_code == 302
    assert _case(site, case_id).state == "forwarded"


def test_a_version_that_is_none_counts_as_stale(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    for version in ("", "x", "-1", "1.0", "9" * 30):
        assert _send(officer, case_id, seen_version=version).status_code == 409
    assert _case(site, case_id).state == "received"


def test_a_stale_token_keeps_what_was_typed(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    answer = officer.client.post(
        f"/thuong-truc/ho-so/{case_id}/chuyen",
        data={
            "csrf_token": "cũ",
            "seen_version": FILED,
            "lead": "BXD",
            "instruction": INSTRUCTION,
        },
    )
    assert answer.status_code == 422
    assert "hãy bấm gửi lại lần nữa" in words(answer)
    assert INSTRUCTION in words(answer)
    assert _case(site, case_id).state == "received"


def test_after_the_second_return_the_lead_decides_and_not_the_officer(site: Site) -> None:
    case_id = site.case()
    with site.desk() as desk:
        desk.forward(case_id, "BTC")
        desk.give_back(case_id, "BTC", proposed="BXD")
    officer, lead = site.visitor(Role.TRIAGE_OFFICER), site.visitor(Role.UNIT_LEAD)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "PAKN chưa bị chuyển trả đủ số lần" in words(lead.get(page))
    assert "Cơ quan này đề nghị: Bộ Xây dựng" in words(officer.get(page))
    with site.desk() as desk:
        desk.forward(case_id, "BXD")
        desk.give_back(case_id, "BXD", proposed="BTC")
    seen = str(_case(site, case_id).version)
    assert "lãnh đạo đơn vị phải quyết định thẩm quyền" in words(officer.get(page))
    refused = officer.post(
        f"{page}/chuyen",
        {"seen_version": seen, "lead": "BTC", "content_codes": "2"},
        token_from="/thuong-truc/nhap",
    )
    assert refused.status_code == 409
    assert "không làm được việc này" in words(refused)
    assert _send(lead, case_id, "quyet-dinh", lead="BTC", seen_version=seen).status_code == 302
    case = _case(site, case_id)
    assert (case.state, case.decision_final) == ("forwarded", True)


def test_the_suggestion_is_shown_with_its_evidence_and_decides_nothing(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "Máy đang gợi ý" in words(officer.get(page))
    site.suggest(case_id)
    answer = officer.get(page)
    assert "Bộ Xây dựng" in words(answer)
    assert "90%" in words(answer)
    assert "Mô hình certain-1" in words(answer)
    assert '<mark class="pakn-mark">giấy</mark>' in answer.text
    assert 'value="BXD" data-key="1"' in answer.text
    assert "checked" not in answer.text
