"""The administrator's pages of accounts and associations, and the own password."""

import re
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from models.agency import Agency
from models.people import User
from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import PASSWORD, person
from tests.factories.reading import fresh

PATH = "/quan-tri/tai-khoan"
ADD = f"{PATH}/them"
OWN = "/tai-khoan/mat-khau"
NEW = "con cò bay lả bay la"
GOOD = {
    "username": "nguyen.van.thu",
    "display_name": "Nguyễn Văn Thử",
    "email": "thu@example.invalid",
    "role": "triage_officer",
    "agency_id": "",
    "organisation_id": "",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    with site.inside():
        who = person(site.system, Role.ADMIN, username="quan.tri")
    return site.signed_in(who)


def make(admin: Browser, changed: Mapping[str, str] | None = None, *, follow: bool = False) -> Page:
    nonce = admin.get(ADD).value_of("nonce")
    return admin.send(ADD, {**GOOD, "nonce": nonce, **(changed or {})}, form_on=ADD, follow=follow)


def password_on(page: Page) -> str:
    found = re.search(r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b", page.text)
    assert found, page.text
    return found[0]


def id_of(site: Site, username: str) -> int:
    with site.inside():
        return fresh().scalars(select(User.id).where(User.username == username)).one()


def sign_in(site: Site, username: str, password: str) -> tuple[Browser, Page]:
    browser, path = site.visitor(), "/tai-khoan/dang-nhap"
    return browser, browser.send(path, {"username": username, "password": password}, form_on=path)


def test_an_account_is_made_and_its_password_shown_once(site: Site, admin: Browser) -> None:
    shown = make(admin, follow=True)
    password = password_on(shown)
    again = admin.get(shown.path)
    assert password not in again.html
    assert "đã hiện một lần rồi" in again.text
    browser, page = sign_in(site, GOOD["username"], password)
    assert page.status == 302
    for path in ("/thuong-truc/", "/tai-khoan/cua-toi", "/"):
        assert browser.get(path).location == OWN, path
    assert "do quản trị cấp" in browser.get(OWN).text


def test_the_first_password_is_changed_and_work_begins(site: Site, admin: Browser) -> None:
    password = password_on(make(admin, follow=True))
    browser, _ = sign_in(site, GOOD["username"], password)
    other, _ = sign_in(site, GOOD["username"], password)
    values = {"current_password": password, "new_password": NEW, "repeated_password": NEW}
    done = browser.send(OWN, values, form_on=OWN, follow=True)
    assert "Đã đổi mật khẩu" in done.text
    assert browser.get("/thuong-truc/").status == 200
    assert "dang-nhap" in other.get("/thuong-truc/").location
    assert sign_in(site, GOOD["username"], password)[1].status == 200
    assert sign_in(site, GOOD["username"], NEW)[1].status == 302


def test_a_password_that_is_no_good_is_said_at_its_field(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.PUBLISHER)
    browser = site.signed_in(who)
    values = {"current_password": "sai", "new_password": "ngắn", "repeated_password": "khác"}
    page = browser.send(OWN, values, form_on=OWN)
    assert page.status == 422
    assert "chưa đúng" in page.error_of("current_password")
    assert "10 ký tự" in page.error_of("new_password")
    assert "không giống nhau" in page.error_of("repeated_password")
    assert "ngắn" not in re.findall(r'value="([^"]*)"', page.html)
    stale = browser.post(OWN, {"new_password": NEW, "current_password": PASSWORD})
    assert stale.status == 422
    assert NEW not in stale.html


def test_the_same_form_twice_makes_one_account(site: Site, admin: Browser) -> None:
    nonce = admin.get(ADD).value_of("nonce")
    pages = [admin.send(ADD, {**GOOD, "nonce": nonce}, form_on=ADD, follow=True) for _ in range(2)]
    assert password_on(pages[0]) == password_on(pages[1])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("username", "", "Hãy điền"),
        ("username", "Nguyễn Văn", "chữ thường không dấu"),
        ("username", "quan.tri", "Đã có tài khoản"),
        ("display_name", "", "Hãy điền"),
        ("display_name", "x" * 121, "120"),
        ("email", "abc", "chưa đúng"),
        ("role", "", "Hãy điền"),
        ("role", "agency_focal", None),
        ("role", "council_staff", None),
        ("agency_id", "99999", "không còn hoạt động"),
        ("agency_id", "1 or 1=1", "không còn hoạt động"),
        ("organisation_id", "99999", "Không có hiệp hội"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    site: Site, admin: Browser, field: str, typed: str, said: str | None
) -> None:
    page = make(admin, {field: typed})
    assert page.status == 422
    if said is None:  # said where it is mended: at the body
        body = "agency_id" if typed.startswith("agency") else "organisation_id"
        assert page.error_of(body)
    else:
        assert said in page.error_of(field)
    kept = "display_name" if field != "display_name" else "email"
    assert page.value_of(kept) == GOOD[kept]
    with site.inside():
        assert fresh().scalars(select(User.username)).all() == ["quan.tri"]


def test_a_list_is_searched_and_filtered(site: Site, admin: Browser) -> None:
    with site.inside():
        focal = person(site.system, Role.AGENCY_FOCAL, agency="BXD", username="dau.moi")
    text = admin.get(PATH).text
    assert "quan.tri" in text
    assert "dau.moi" in text
    assert "Bộ Xây dựng" in text
    found = admin.get(f"{PATH}?q=NGUOI+dau&role=agency_focal&agency={focal.agency_id}")
    assert "dau.moi" in found.text
    assert "Người quan.tri" not in found.text.split("Bỏ lọc")[1]
    assert "Không có tài khoản nào" in admin.get(f"{PATH}?q=%25&condition=closed").text
    assert admin.get(f"{PATH}?agency=x").status == 404
    assert admin.get(f"{PATH}?role=x&condition=y&after=%00").status == 200


def test_a_long_list_goes_on_and_costs_no_more(site: Site, admin: Browser) -> None:
    with site.counting() as few:
        admin.get(PATH)
    with site.inside():
        for number in range(55):
            person(site.system, Role.PUBLISHER, username=f"nguoi.{number:02d}")
    with site.counting() as many:
        page = admin.get(PATH)
    assert len(few) == len(many)
    following = re.search(r'rel="next" href="([^"]+)"', page.html)
    assert following
    after = admin.get(following[1].replace("&amp;", "&"))
    assert "quan.tri" in after.text
    assert "nguoi.01" not in after.text


def test_an_account_is_mended_and_the_second_of_two_is_told(site: Site, admin: Browser) -> None:
    make(admin)
    path = f"{PATH}/{id_of(site, GOOD['username'])}/sua"
    old = admin.get(path).value_of("seen")
    with site.inside():
        agency = fresh().scalars(select(Agency.id).where(Agency.slug == "BTC")).one()
    first = {**GOOD, "display_name": "Người thứ nhất", "agency_id": str(agency), "seen": old}
    assert admin.send(path, first, form_on=path).status == 302
    second = {**GOOD, "display_name": "Người thứ hai", "seen": old}
    late = admin.send(path, second, form_on=path)
    assert late.status == 422
    assert "Người khác vừa sửa mục này" in late.text
    assert "Bộ Tài chính" in late.text
    assert late.value_of("display_name") == "Người thứ hai"
    again = admin.send(path, {**second, "seen": late.value_of("seen")}, form_on=path)
    assert again.status == 302
    assert "Người thứ hai" in admin.get(path).text


def test_roles_are_given_and_taken_on_the_page(site: Site, admin: Browser) -> None:
    make(admin)
    page_path = f"{PATH}/{id_of(site, GOOD['username'])}"
    given = admin.send(
        f"{page_path}/vai-tro",
        {"role": "publisher", "until": "31/12/2026"},
        form_on=page_path,
        follow=True,
    )
    assert "Đã giao vai trò" in given.text
    assert "16/11/2026 – 31/12/2026" in given.text
    wrong = admin.send(
        f"{page_path}/vai-tro", {"role": "council_lead", "until": "hôm nào"}, form_on=page_path
    )
    assert wrong.status == 422
    assert "22/11/2026" in wrong.error_of("until")
    assert wrong.value_of("until") == "hôm nào"
    apart = admin.send(f"{page_path}/vai-tro", {"role": "council_lead"}, form_on=page_path)
    assert "cần một hiệp hội" in apart.error_of("role")
    grants = re.findall(r"/vai-tro/(\d+)/thu-hoi", given.html)
    taken = admin.send(
        f"{page_path}/vai-tro/{grants[0]}/thu-hoi", {}, form_on=page_path, follow=True
    )
    assert "Đã thu hồi vai trò" in taken.text
    assert admin.send(f"{page_path}/vai-tro/999/thu-hoi", {}, form_on=page_path).status == 404


def test_nobody_locks_oneself_out(site: Site, admin: Browser) -> None:
    page_path = f"{PATH}/{id_of(site, 'quan.tri')}"
    page = admin.get(page_path)
    assert "Khóa tài khoản" not in page.text
    closed = admin.send(f"{page_path}/khoa", {}, form_on=page_path, follow=True)
    assert "không thể tự khóa" in closed.text
    grant = re.findall(r"/vai-tro/(\d+)/thu-hoi", page.html)[0]
    taken = admin.send(f"{page_path}/vai-tro/{grant}/thu-hoi", {}, form_on=page_path, follow=True)
    assert "không thể tự bỏ vai trò quản trị" in taken.text
    assert admin.get(PATH).status == 200


def test_an_account_is_closed_opened_and_let_in_again(site: Site, admin: Browser) -> None:
    with site.inside():
        who = person(site.system, Role.PUBLISHER, username="cong.khai")
    officer = site.signed_in(who)
    page_path = f"{PATH}/{who.user_id}"
    closed = admin.send(f"{page_path}/khoa", {}, form_on=page_path, follow=True)
    assert "Đã khóa" in closed.text
    assert officer.get("/bao-cao/").status == 302
    assert "Mở lại tài khoản" in closed.text
    admin.send(f"{page_path}/mo-lai", {}, form_on=page_path)
    for _ in range(5):
        sign_in(site, "cong.khai", "sai")
    assert "Tạm khóa đến 09:15" in admin.get(page_path).text
    lifted = admin.send(f"{page_path}/bo-tam-khoa", {}, form_on=page_path, follow=True)
    assert "Đã bỏ tạm khóa" in lifted.text
    assert sign_in(site, "cong.khai", PASSWORD)[1].status == 302
    officer = site.signed_in(who)
    admin.send(f"{page_path}/dang-xuat", {}, form_on=page_path)
    assert officer.get("/bao-cao/").status == 302


def test_a_password_is_given_anew(site: Site, admin: Browser) -> None:
    with site.inside():
        who = person(site.system, Role.PUBLISHER, username="hay.quen")
    page_path = f"{PATH}/{who.user_id}"
    nonce = admin.get(page_path).value_of("nonce")
    shown = admin.send(f"{page_path}/mat-khau", {"nonce": nonce}, form_on=page_path, follow=True)
    assert sign_in(site, "hay.quen", PASSWORD)[1].status == 200
    browser, page = sign_in(site, "hay.quen", password_on(shown))
    assert page.status == 302
    assert browser.get("/bao-cao/").location == OWN


def test_the_audit_tells_what_was_and_what_is(site: Site, admin: Browser) -> None:
    make(admin)
    page_path = f"{PATH}/{id_of(site, GOOD['username'])}"
    admin.send(f"{page_path}/vai-tro", {"role": "publisher"}, form_on=page_path)
    with site.inside():
        auditor = person(site.system, Role.AUDITOR)
    text = site.signed_in(auditor).get("/nhat-ky/").text
    assert "Tạo tài khoản" in text
    assert "Vai trò: Chuyên viên" in text
    assert "Giao vai trò" in text
    assert "Vai trò: Người công khai" in text
    assert "Họ tên, chức danh: – → Nguyễn Văn Thử" in text


def test_associations_are_kept(site: Site, admin: Browser) -> None:
    path = "/quan-tri/hiep-hoi"
    good = {"name": "Hiệp hội Mẫu Việt Nam (HHM)", "phone": "024 3456 7890", "email": "hhm@vidu.vn"}
    assert admin.send(f"{path}/them", good, form_on=f"{path}/them").status == 302
    page = admin.get(path)
    assert "02434567890" in page.text
    href = re.search(r'href="(/quan-tri/hiep-hoi/\d+)">Hiệp hội Mẫu', page.html)
    assert href
    old = admin.get(href[1]).value_of("seen")
    first = {**good, "address": "Số 1 phố Mẫu", "seen": old}
    assert admin.send(href[1], first, form_on=href[1]).status == 302
    late = admin.send(href[1], {**good, "address": "Nơi khác", "seen": old}, form_on=href[1])
    assert late.status == 422
    assert "Người khác vừa sửa" in late.text
    assert "Số 1 phố Mẫu" in late.text
    assert late.value_of("address") == "Nơi khác"
    for field, typed, said in (
        ("name", "", "Hãy điền"),
        ("name", "hiep hoi mau viet nam (hhm)", "Đã có hiệp hội"),
        ("phone", "12", "chưa đúng"),
        ("email", "x", "chưa đúng"),
        ("address", "x" * 301, "300"),
    ):
        values = {**good, "name": "Hiệp hội Khác", field: typed}
        wrong = admin.send(f"{path}/them", values, form_on=f"{path}/them")
        assert wrong.status == 422
        assert said in wrong.error_of(field)
    assert admin.get(f"{path}/99999").status == 404
