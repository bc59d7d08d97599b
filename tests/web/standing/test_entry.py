"""Entering for others, the receipt to hand over, and opening a sender's data."""

import re
from typing import Any

from sqlalchemy import func, select

from models.intake import Petition
from models.people import PersonalDataAccess
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite

PAGE = "/thuong-truc/nhap"
CONTENT = "Đường liên xã hỏng đã lâu, đề nghị sửa chữa sớm để người dân đi lại an toàn."


def _values(visitor: Browser, **changes: Any) -> dict[str, str]:
    key = re.search(r'name="key" value="([^"]+)"', visitor.get(PAGE).html)
    assert key is not None
    return {
        "key": key.group(1),
        "channel": "post",
        "received_on": "13/11/2026",
        "sender_kind": "individual",
        "name": "Trần Thị Thử",
        "address": "Xóm 2, xã Mẫu",
        "phone": "0900 000 003",
        "kind": "report",
        "subject": "rule",
        "title": "Đường liên xã hỏng",
        "content": CONTENT,
        "publication": "full",
        **changes,
    }


def _petitions(standing: StandingSite) -> int:
    with standing.inside():
        return fresh().scalar(select(func.count()).select_from(Petition)) or 0


def test_a_paper_is_entered_under_its_own_date_and_its_receipt_handed_over(
    standing: StandingSite,
) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    answer = clerk.send(PAGE, _values(clerk), form_on=PAGE)
    assert answer.status == 302
    receipt = clerk.get(answer.location).text
    assert "PAKN.20261113.0001" in receipt
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", receipt)
    with standing.inside():
        petition = fresh().scalars(select(Petition)).one()
        assert (petition.channel, petition.filed_by_id is not None) == ("post", True)
    assert clerk.get(answer.location).text == receipt


def test_the_receipt_is_for_whoever_entered_it(standing: StandingSite) -> None:
    clerk, other = standing.officer(Role.INTAKE_CLERK), standing.officer(Role.INTAKE_CLERK)
    location = clerk.send(PAGE, _values(clerk), form_on=PAGE).location
    assert other.get(location).status == 404
    citizens_own = standing.case()
    assert clerk.get(f"{PAGE}/{citizens_own}").status == 404


def test_the_same_page_sent_twice_files_once(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    values = _values(clerk)
    first = clerk.send(PAGE, values, form_on=PAGE).location
    assert clerk.send(PAGE, values, form_on=PAGE).location == first
    assert _petitions(standing) == 1
    asked = clerk.send(PAGE, {**values, "title": "Một việc khác"}, form_on=PAGE)
    assert asked.status == 409
    assert "Trang này đã được ghi một lần với nội dung khác" in asked.text
    assert values["key"] not in asked.html
    assert _petitions(standing) == 1


def test_everything_missing_is_said_at_once_and_nothing_stored(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    answer = clerk.send(PAGE, {"key": "k", "name": "Trần Thị Thử"}, form_on=PAGE)
    assert answer.status == 422
    page = answer.text
    for field in ("Nguồn tiếp nhận", "Loại", "Đối tượng", "Tiêu đề", "Nội dung", "Người gửi là"):
        assert f"{field}: Hãy điền hoặc chọn mục này." in page, field
    assert "Số điện thoại: Hãy cho biết số điện thoại hoặc thư điện tử" in page
    assert 'value="Trần Thị Thử"' in answer.html
    assert _petitions(standing) == 0


def test_nonsense_in_a_field_is_its_error(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    for name, value, words_of_it in (
        ("received_on", "31/02/2026", "Ngày chưa đúng"),
        ("received_on", "01/01/0001", FIELD_ERROR["too_far_back"]),
        ("received_on", "16/11/2024", FIELD_ERROR["too_far_back"]),
        ("received_on", "17/11/2026", "Ngày này chưa đến"),
        ("comment_deadline", "mai", "Ngày chưa đúng"),
        ("channel", "nonsense", "Hãy điền hoặc chọn"),
        ("channel", "web", "Hãy điền hoặc chọn"),
        ("province_code", "999", "Không có tỉnh"),
        ("commune_code", "00004", "Hãy điền hoặc chọn"),
        ("publication", "never", "Hãy điền hoặc chọn"),
        ("content", "Text in English only, no Vietnamese words at all.", "tiếng Việt"),
    ):
        answer = clerk.send(PAGE, _values(clerk, **{name: value}), form_on=PAGE)
        assert answer.status == 422, (name, value)
        assert words_of_it in answer.text, (name, value)
    assert _petitions(standing) == 0


def test_the_communes_of_a_province_come_in_a_second_step(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    assert "commune_code" not in clerk.get(PAGE).html
    values = _values(clerk, province_code="01")
    step = clerk.send(PAGE, {**values, "choose_place": "1"}, form_on=PAGE)
    assert step.status == 200
    assert "Phường Ba Đình" in step.html
    assert CONTENT in step.html
    assert _petitions(standing) == 0
    assert clerk.send(PAGE, {**values, "commune_code": "00004"}, form_on=PAGE).status == 302
    assert _petitions(standing) == 1


def test_a_senders_data_is_shown_once_and_each_look_is_logged(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "Nguyễn Thị Mẫu" not in officer.get(page).html
    unasked = officer.send(f"{page}/nguoi-gui", {"reason": "  "}, form_on=page)
    assert unasked.status == 422
    assert "Hãy ghi lý do xem thông tin người gửi." in unasked.text
    opened = officer.send(f"{page}/nguoi-gui", {"reason": "gọi lại hỏi rõ"}, form_on=page)
    assert opened.status == 200
    assert "Nguyễn Thị Mẫu" in opened.html
    assert "0900000001" in opened.html
    assert "Nguyễn Thị Mẫu" not in officer.get(page).html
    with standing.inside():
        looks = fresh().scalars(select(PersonalDataAccess)).all()
        assert [(look.reason, look.case_id) for look in looks] == [("gọi lại hỏi rõ", case_id)]


def test_roles_without_the_permission_see_no_way_to_the_sender(standing: StandingSite) -> None:
    case_id = standing.case()
    for role in (Role.UNIT_LEAD, Role.PUBLISHER):
        assert "nguoi-gui" not in standing.officer(role).get(f"/thuong-truc/ho-so/{case_id}").html
