"""Entering for others, the receipt to hand over, and opening a sender's data."""

import re
from typing import Any

from sqlalchemy import func, select

from models.intake import Petition
from models.people import PersonalDataAccess
from models.session import end_read, read_session
from pakn.rules.states import Role
from tests.web.standing.site import Site, Visitor, words

PAGE = "/thuong-truc/nhap"
CONTENT = "Đường liên xã hỏng đã lâu, đề nghị sửa chữa sớm để người dân đi lại an toàn."


def _values(visitor: Visitor, **changes: Any) -> dict[str, str]:
    key = re.search(r'name="key" value="([^"]+)"', visitor.get(PAGE).text)
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


def _petitions(site: Site) -> int:
    with site.app.app_context():
        end_read()
        return read_session().scalar(select(func.count()).select_from(Petition)) or 0


def test_a_paper_is_entered_under_its_own_date_and_its_receipt_handed_over(site: Site) -> None:
    clerk = site.visitor(Role.INTAKE_CLERK)
    answer = clerk.post(PAGE, _values(clerk), token_from=PAGE)
    assert answer.status_code == 302
    receipt = words(clerk.get(answer.location))
    assert "PAKN.20261113.0001" in receipt
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", receipt)
    with site.app.app_context():
        petition = read_session().scalars(select(Petition)).one()
        assert (petition.channel, petition.filed_by_id is not None) == ("post", True)
        end_read()
    assert words(clerk.get(answer.location)) == receipt


def test_the_receipt_is_for_whoever_entered_it(site: Site) -> None:
    clerk, other = site.visitor(Role.INTAKE_CLERK), site.visitor(Role.INTAKE_CLERK)
    location = clerk.post(PAGE, _values(clerk), token_from=PAGE).location
    assert other.get(location).status_code == 404
    citizens_own = site.case()
    assert clerk.get(f"{PAGE}/{citizens_own}").status_code == 404


def test_the_same_page_sent_twice_files_once(site: Site) -> None:
    clerk = site.visitor(Role.INTAKE_CLERK)
    values = _values(clerk)
    first = clerk.post(PAGE, values, token_from=PAGE).location
    assert clerk.post(PAGE, values, token_from=PAGE).location == first
    assert _petitions(site) == 1
    asked = clerk.post(PAGE, {**values, "title": "Một việc khác"}, token_from=PAGE)
    assert asked.status_code == 409
    assert "Trang này đã được ghi một lần với nội dung khác" in words(asked)
    assert values["key"] not in asked.text
    assert _petitions(site) == 1


def test_everything_missing_is_said_at_once_and_nothing_stored(site: Site) -> None:
    clerk = site.visitor(Role.INTAKE_CLERK)
    answer = clerk.post(PAGE, {"key": "k", "name": "Trần Thị Thử"}, token_from=PAGE)
    assert answer.status_code == 422
    page = words(answer)
    for field in ("Nguồn tiếp nhận", "Loại", "Đối tượng", "Tiêu đề", "Nội dung", "Người gửi là"):
        assert f"{field}: Hãy điền hoặc chọn mục này." in page, field
    assert "Số điện thoại: Hãy cho biết số điện thoại hoặc thư điện tử" in page
    assert 'value="Trần Thị Thử"' in answer.text
    assert _petitions(site) == 0


def test_nonsense_in_a_field_is_its_error(site: Site) -> None:
    clerk = site.visitor(Role.INTAKE_CLERK)
    for name, value, words_of_it in (
        ("received_on", "31/02/2026", "Ngày chưa đúng"),
        ("received_on", "01/01/0001", "Ngày chưa đúng"),
        ("received_on", "16/11/2024", "Ngày chưa đúng"),
        ("received_on", "17/11/2026", "Ngày này chưa đến"),
        ("comment_deadline", "mai", "Ngày chưa đúng"),
        ("channel", "nonsense", "Hãy điền hoặc chọn"),
        ("channel", "web", "Hãy điền hoặc chọn"),
        ("province_code", "999", "Không có tỉnh"),
        ("commune_code", "00004", "Hãy điền hoặc chọn"),
        ("publication", "never", "Hãy điền hoặc chọn"),
        ("content", "Text in English only, no Vietnamese words at all.", "tiếng Việt"),
    ):
        answer = clerk.post(PAGE, _values(clerk, **{name: value}), token_from=PAGE)
        assert answer.status_code == 422, (name, value)
        assert words_of_it in words(answer), (name, value)
    assert _petitions(site) == 0


def test_the_communes_of_a_province_come_in_a_second_step(site: Site) -> None:
    clerk = site.visitor(Role.INTAKE_CLERK)
    assert "commune_code" not in clerk.get(PAGE).text
    values = _values(clerk, province_code="01")
    step = clerk.post(PAGE, {**values, "choose_place": "1"}, token_from=PAGE)
    assert step.status_code == 200
    assert "Phường Ba Đình" in step.text
    assert CONTENT in step.text
    assert _petitions(site) == 0
    assert clerk.post(PAGE, {**values, "commune_code": "00004"}, token_from=PAGE).status_code == 302
    assert _petitions(site) == 1


def test_a_senders_data_is_shown_once_and_each_look_is_logged(site: Site) -> None:
    case_id = site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    assert "Nguyễn Thị Mẫu" not in officer.get(page).text
    unasked = officer.post(f"{page}/nguoi-gui", {"reason": "  "}, token_from=page)
    assert unasked.status_code == 422
    assert "Hãy ghi lý do xem thông tin người gửi." in words(unasked)
    opened = officer.post(f"{page}/nguoi-gui", {"reason": "gọi lại hỏi rõ"}, token_from=page)
    assert opened.status_code == 200
    assert opened.headers["Cache-Control"] == "no-store"
    assert "Nguyễn Thị Mẫu" in opened.text
    assert "0900000001" in opened.text
    assert "Nguyễn Thị Mẫu" not in officer.get(page).text
    with site.app.app_context():
        looks = read_session().scalars(select(PersonalDataAccess)).all()
        assert [(look.reason, look.case_id) for look in looks] == [("gọi lại hỏi rõ", case_id)]
        end_read()


def test_roles_without_the_permission_see_no_way_to_the_sender(site: Site) -> None:
    case_id = site.case()
    for role in (Role.UNIT_LEAD, Role.PUBLISHER):
        assert "nguoi-gui" not in site.visitor(role).get(f"/thuong-truc/ho-so/{case_id}").text
