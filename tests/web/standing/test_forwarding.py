"""Forwarding from the case page: the decision, its errors, and who was first."""

import datetime as dt
import re
from typing import Any

from sqlalchemy import select

from models.casework import Assignment, Case
from models.suggestions import Suggestion
from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.casework import case_now
from tests.factories.people import follows
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite

INSTRUCTION = "Đề nghị quý cơ quan trả lời cả hai nội dung."


FILED = "1"
"""The version of a case that was just filed."""


def _send(visitor: Browser, case_id: int, act: str = "chuyen", **data: Any) -> Any:
    page = f"/thuong-truc/ho-so/{case_id}"
    values = {"seen_version": FILED, "lead": "BXD", "content_codes": ["2"], **data}
    return visitor.send(f"{page}/{act}", values, form_on=page)


def _case(standing: StandingSite, case_id: int) -> Case:
    with standing.inside():
        return case_now(case_id)


def test_forwarding_gives_the_case_to_the_agencies_chosen(standing: StandingSite) -> None:
    case_id = standing.case()
    standing.suggest(case_id)
    officer = standing.officer(Role.TRIAGE_OFFICER)
    answer = _send(
        officer,
        case_id,
        lead=["BXD", ""],
        content_codes=["2", "7"],
        coordinating=["BCA", "BXD", "BCA", ""],
        instruction=INSTRUCTION,
    )
    assert answer.status == 302
    page = officer.get(answer.location).text
    assert "Đã chuyển PAKN.20261116.0001 đến Bộ Xây dựng. Hạn trả lời: 07/12/2026." in page
    assert "Chưa có thành viên Tổ công tác nào được phân công theo dõi cơ quan này." in page
    with standing.inside():
        session = fresh()
        given = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        assert [(one.role, one.due_on, one.instruction) for one in given] == [
            ("lead", dt.date(2026, 12, 7), INSTRUCTION),
            ("coordinating", dt.date(2026, 12, 7), INSTRUCTION),
        ]
        suggestion = session.get_one(Suggestion, case_id)
        assert suggestion.decided_agency_id == given[0].agency_id
    assert _case(standing, case_id).content_codes == [2, 7]


def test_a_follower_is_no_cause_for_a_warning(standing: StandingSite) -> None:
    case_id = standing.case()
    with standing.desk() as desk:
        follows(standing.system, desk.who(Role.TASKFORCE_MEMBER), "BXD")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(_send(officer, case_id).location).text
    assert "Đã chuyển" in page
    assert "Chưa có thành viên Tổ công tác nào" not in page
    assert "làm việc tại chính cơ quan đó" not in page


def test_what_is_missing_stands_at_its_field_and_nothing_is_stored(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    answer = _send(
        officer,
        case_id,
        lead="",
        content_codes=["7"],
        coordinating="KHONG-CO",
        instruction=INSTRUCTION,
    )
    assert answer.status == 422
    page = answer.text
    assert "Cơ quan chủ trì: Hãy điền hoặc chọn mục này." in page
    assert "Loại 7 (phương án xử lý) phải đi cùng ít nhất một loại từ 1 đến 6." in page
    assert "Cơ quan phối hợp: Cơ quan này không có hoặc không còn hoạt động" in page
    assert INSTRUCTION in page
    assert 'value="7" checked' in answer.html
    case = _case(standing, case_id)
    assert (case.state, case.version, case.content_codes) == ("received", int(FILED), [])


def test_a_suggestion_and_another_agency_are_not_taken_together(standing: StandingSite) -> None:
    case_id = standing.case()
    standing.suggest(case_id)
    officer = standing.officer(Role.TRIAGE_OFFICER)
    answer = _send(officer, case_id, lead=["BXD", "BTC"])
    assert answer.status == 422
    assert "hãy giữ một nơi" in answer.text
    assert _case(standing, case_id).state == "received"


def test_values_nobody_could_choose_are_field_errors(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    for codes in (["9"], ["x"], ["²"], ["-1"], ["99999999999999999999"]):
        answer = _send(officer, case_id, content_codes=codes, lead="BO\x00XD")
        assert answer.status == 422
        assert "Loại nội dung phải là số từ 1 đến 8." in answer.text
    dissolved = _send(officer, case_id, lead="BGTVT")
    assert "Cơ quan này không có hoặc không còn hoạt động" in dissolved.text


def test_a_stale_page_keeps_what_was_typed_and_says_who_was_first(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    with standing.desk() as desk:
        desk.forward(case_id, "BTC")
        first = desk.who(Role.TRIAGE_OFFICER).name
    answer = _send(officer, case_id, content_codes=["3"], instruction=INSTRUCTION)
    assert answer.status == 409
    page = answer.text
    assert f"{first}, Chuyên viên đã thực hiện “Chuyển xử lý” lúc 09:00, 16/11/2026" in page
    assert "Hồ sơ hiện ở trạng thái “Đã chuyển, chờ cơ quan xử lý tiếp nhận”" in page
    assert INSTRUCTION in page
    assert 'value="3" checked' in answer.html
    assert 'value="BXD" selected' in answer.html
    assert "Ở trạng thái hiện nay không chuyển xử lý được nữa" in page


def test_a_stale_page_may_be_sent_again_where_the_act_is_still_possible(
    standing: StandingSite,
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    with standing.desk() as desk:
        desk.forward(case_id, "BTC")
        desk.give_back(case_id, "BTC", proposed="BXD")
    answer = _send(officer, case_id)
    assert answer.status == 409
    version = _case(standing, case_id).version
    assert f'name="seen_version" value="{version}"' in answer.html
    assert _send(officer, case_id, seen_version=str(version)).status == 302
    assert _case(standing, case_id).state == "forwarded"


def test_a_version_that_is_none_counts_as_stale(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    for version in ("", "x", "-1", "1.0", "9" * 30):
        assert _send(officer, case_id, seen_version=version).status == 409
    assert _case(standing, case_id).state == "received"


def test_a_stale_token_keeps_what_was_typed(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    answer = officer.post(
        f"/thuong-truc/ho-so/{case_id}/chuyen",
        {
            "csrf_token": "cũ",
            "seen_version": FILED,
            "lead": "BXD",
            "instruction": INSTRUCTION,
        },
    )
    assert answer.status == 422
    assert "hãy bấm gửi lại lần nữa" in answer.text
    assert INSTRUCTION in answer.text
    assert _case(standing, case_id).state == "received"


def test_after_the_second_return_the_lead_decides_and_not_the_officer(
    standing: StandingSite,
) -> None:
    case_id = standing.case()
    with standing.desk() as desk:
        desk.forward(case_id, "BTC")
        desk.give_back(case_id, "BTC", proposed="BXD")
    officer, lead = standing.officer(Role.TRIAGE_OFFICER), standing.officer(Role.UNIT_LEAD)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "PAKN chưa bị chuyển trả đủ số lần" in lead.get(page).text
    assert "Cơ quan này đề nghị: Bộ Xây dựng" in officer.get(page).text
    with standing.desk() as desk:
        desk.forward(case_id, "BXD")
        desk.give_back(case_id, "BXD", proposed="BTC")
    seen = str(_case(standing, case_id).version)
    assert "lãnh đạo đơn vị phải quyết định thẩm quyền" in officer.get(page).text
    refused = officer.send(
        f"{page}/chuyen",
        {"seen_version": seen, "lead": "BTC", "content_codes": "2"},
        form_on="/thuong-truc/nhap",
    )
    assert refused.status == 409
    assert "không làm được việc này" in refused.text
    assert _send(lead, case_id, "quyet-dinh", lead="BTC", seen_version=seen).status == 302
    case = _case(standing, case_id)
    assert (case.state, case.decision_final) == ("forwarded", True)


def test_the_suggestion_is_shown_with_its_evidence_and_decides_nothing(
    standing: StandingSite,
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "Máy đang gợi ý" in officer.get(page).text
    standing.suggest(case_id)
    answer = officer.get(page)
    assert "Bộ Xây dựng" in answer.text
    assert "90%" in answer.text
    assert "Mô hình certain-1" in answer.text
    assert '<mark class="pakn-mark">giấy</mark>' in answer.html
    assert 'value="BXD" data-key="1"' in answer.html
    picked = re.findall(r"<input[^>]*name=\"lead\"[^>]*>", answer.html)
    assert len(picked) == 2
    assert not any("checked" in tag for tag in picked)
