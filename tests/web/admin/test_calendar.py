"""The working calendar's pages: a year at a glance, one day, "tính hạn" (R27, R32)."""

import pytest

from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person

PATH = "/quan-tri/lich"
ADD = f"{PATH}/them"
DAY = f"{PATH}/ngay/2026-11-20"
GOOD = {
    "day": "20/11/2026",
    "kind": "swapped_off",
    "name": "Nghỉ hoán đổi mẫu",
    "legal_basis": "Thông báo mẫu",
    "confirmed": "y",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def enter(browser: Browser, path: str = ADD, **changed: str) -> Page:
    seen = browser.get(path).value_of("seen")
    return browser.send(path, {**GOOD, "seen": seen, **changed}, form_on=path)


def test_a_year_shows_its_days_with_their_basis(admin: Browser) -> None:
    page = admin.get(PATH)
    assert page.status == 200
    for words in (
        "Lịch làm việc năm 2026",
        "Tháng 12",
        "Tết Dương lịch",
        "BLLĐ 2019",
        "Nghỉ hoán đổi",
        "Làm bù",
        "chưa đối chiếu với văn bản có hiệu lực",
        "hạn của hồ sơ đang có không bao giờ tự thay đổi",
    ):
        assert words in page.text, words


def test_a_year_without_holidays_says_so(admin: Browser) -> None:
    page = admin.get(f"{PATH}?nam=2044")
    assert "chưa có ngày nghỉ lễ nào" in page.text
    assert "Chưa ghi ngày nào của năm này" in page.text
    enter(admin, day="1/1/2044", kind="holiday")
    assert "Mới có 1 ngày nghỉ lễ" in admin.get(f"{PATH}?nam=2044").text


@pytest.mark.parametrize("year", ["", "0", "1999", "2101", "năm nay", "٢٠٢٦", "2026 "])
def test_a_year_that_is_none_shows_this_year(admin: Browser, year: str) -> None:
    assert "Lịch làm việc năm 2026" in admin.get(f"{PATH}?nam={year}").text


def test_a_day_is_entered_changed_and_removed(admin: Browser) -> None:
    assert enter(admin).status == 302
    page = admin.get(DAY)
    assert page.value_of("name") == GOOD["name"]
    assert enter(admin, DAY, name="Tên sửa lại").status == 302
    assert "Tên sửa lại" in admin.get(PATH).text
    seen = admin.get(DAY).value_of("seen")
    removed = admin.send(f"{DAY}/bo", {"seen": seen}, form_on=DAY, follow=True)
    assert "Đã bỏ ngày khỏi lịch" in removed.text
    assert "Tên sửa lại" not in removed.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day", "", "Hãy điền"),
        ("day", "30/02/2026", "22/11/2026"),
        ("day", "thứ Sáu", "22/11/2026"),
        ("day", "20/11/1890", "2000"),
        ("day", "21/11/2026", "thứ Hai đến thứ Sáu"),
        ("kind", "", "Hãy điền"),
        ("name", "", "Hãy điền"),
        ("name", "x" * 121, "120"),
        ("legal_basis", " ", "căn cứ"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    admin: Browser, field: str, typed: str, said: str
) -> None:
    page = enter(admin, **{field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    kept = "name" if field != "name" else "legal_basis"
    assert page.value_of(kept) == GOOD[kept]


def test_the_second_of_two_at_once_sees_what_the_first_did(site: Site, admin: Browser) -> None:
    old = admin.get(DAY).value_of("seen")
    assert enter(admin).status == 302
    late = admin.send(DAY, {**GOOD, "name": "Của người sau", "seen": old}, form_on=DAY)
    assert late.status == 422
    assert "Người khác vừa sửa mục này" in late.text
    assert "Đang lưu trong lịch" in late.text
    assert GOOD["name"] in late.text
    assert late.value_of("name") == "Của người sau"
    again = admin.send(
        DAY, {**GOOD, "name": "Của người sau", "seen": late.value_of("seen")}, form_on=DAY
    )
    assert again.status == 302
    assert "Của người sau" in admin.get(PATH).text


def test_the_last_holiday_stays(admin: Browser) -> None:
    enter(admin, day="1/1/2040", kind="holiday")
    path = f"{PATH}/ngay/2040-01-01"
    seen = admin.get(path).value_of("seen")
    page = admin.send(f"{path}/bo", {"seen": seen}, form_on=path)
    assert page.status == 422
    assert "ngày nghỉ lễ cuối cùng" in page.text


@pytest.mark.parametrize("day", ["2026-02-30", "hôm-qua", "20261120x"])
def test_an_address_that_is_no_day_is_not_found(admin: Browser, day: str) -> None:
    assert admin.get(f"{PATH}/ngay/{day}").status == 404


def test_a_limit_explains_itself(admin: Browser) -> None:
    page = admin.get(f"{PATH}/tinh-han?start=26/12/2025&days=5&unit=working")
    assert "Thứ Ba, 06/01/2026" in page.text
    assert "Không tính ngày 01/01/2026 (ngày lễ, tết)" in page.text
    assert "Không tính ngày 02/01/2026 (ngày nghỉ hoán đổi)" in page.text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "start"),
        ("start=20/11/2026", "days"),
        ("start=x&days=5", "start"),
        ("start=20/11/2026&days=-1", "days"),
        ("start=20/11/2026&days=1e3", "days"),
        ("start=20/11/2026&days=99999999", "days"),
        ("start=20/11/2026&days=3000", "start"),
        ("start=20/11/2026&days=5&unit=weeks", "unit"),
    ],
)
def test_a_question_that_cannot_be_answered_is_said(admin: Browser, query: str, field: str) -> None:
    page = admin.get(f"{PATH}/tinh-han?{query}")
    assert page.status == 422
    assert page.error_of(field)


def test_a_change_is_in_the_audit_with_what_was_and_is(site: Site, admin: Browser) -> None:
    enter(admin)
    enter(admin, DAY, name="Tên sửa lại", kind="holiday")
    with site.inside():
        auditor = person(site.system, Role.AUDITOR)
    text = site.signed_in(auditor).get("/nhat-ky/").text
    assert "Ghi ngày vào lịch làm việc" in text
    assert "Ngày: 20/11/2026" in text
    assert "Loại ngày: Nghỉ hoán đổi → Nghỉ lễ, tết" in text
    assert "Nghỉ hoán đổi mẫu → Tên sửa lại" in text


def test_a_year_costs_as_many_questions_as_another(site: Site, admin: Browser) -> None:
    admin.get(PATH)
    with site.counting() as empty:
        admin.get(f"{PATH}?nam=2044")
    with site.counting() as full:
        admin.get(f"{PATH}?nam=2026")
    assert len(empty) == len(full)
