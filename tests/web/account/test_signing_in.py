"""Signing in and out, the role in use, one's own sessions."""

import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.history import Event
from models.people import RoleGrant, User
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.accounts import FAILURES_BEFORE_LOCK
from pakn.services.context import SYSTEM
from pakn.web import dress
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import PASSWORD, person
from tests.factories.reading import fresh
from tests.factories.system import make_system, moved_on

SIGN_IN = "/tai-khoan/dang-nhap"
HOME = "/tai-khoan/"
OWN = "/tai-khoan/cua-toi"

FIRST_PAGES = {
    Role.INTAKE_CLERK: "/thuong-truc/",
    Role.TRIAGE_OFFICER: "/thuong-truc/",
    Role.UNIT_LEAD: "/thuong-truc/",
    Role.SIGNER: "/thuong-truc/van-ban/",
    Role.PUBLISHER: "/thuong-truc/kiem-tra",
    Role.STANDING_MEMBER: "/to-cong-tac/toan-canh",
    Role.STANDING_DEPUTY: "/to-cong-tac/toan-canh",
    Role.HEAD: "/to-cong-tac/toan-canh",
    Role.ASSISTANT: "/to-cong-tac/toan-canh",
    Role.TASKFORCE_MEMBER: "/to-cong-tac/",
    Role.AGENCY_FOCAL: "/co-quan/",
    Role.AGENCY_UNIT: "/co-quan/",
    Role.AGENCY_APPROVER: "/co-quan/",
    Role.COUNCIL_STAFF: "/hoi-dong/",
    Role.COUNCIL_LEAD: "/hoi-dong/",
    Role.AUDITOR: "/nhat-ky/",
    Role.ADMIN: "/quan-tri/tham-so/",
    Role.RECORDS_CLERK: "/thuong-truc/van-ban/",
    # No page yet: they are told so.
    Role.IDENTITY_OPENER: HOME,
}


def try_signing_in(browser: Browser, username: str, password: str, query: str = "") -> Page:
    """Fill in the form and send it."""
    values = {"username": username, "password": password}
    return browser.send(SIGN_IN + query, values, form_on=SIGN_IN)


@pytest.fixture
def clerk(site: Site) -> str:
    """The name of somebody who may sign in."""
    with site.inside():
        person(site.system, Role.INTAKE_CLERK, username="tiep.nhan")
    return "tiep.nhan"


def test_every_role_of_an_account_is_expected_here() -> None:
    assert set(FIRST_PAGES) == STAFF_ROLES


@pytest.mark.parametrize("role", FIRST_PAGES)
def test_every_role_lands_on_its_own_page(site: Site, role: Role) -> None:
    with site.inside():
        who = person(site.system, role)
    page = site.signed_in(who).get(HOME, follow=True)
    assert (page.status, page.path) == (200, FIRST_PAGES[role])
    assert ("chưa có trang làm việc" in page.text) == (FIRST_PAGES[role] == HOME)


def test_a_wrong_password_keeps_the_name_and_opens_nothing(site: Site, clerk: str) -> None:
    browser = site.visitor()
    page = try_signing_in(browser, clerk, "sai mật khẩu")
    assert page.status == 200
    assert page.value_of("username") == clerk
    assert page.value_of("password") == ""
    assert page.error_of("username").startswith("Tên đăng nhập hoặc mật khẩu chưa đúng")
    assert page.title.startswith("Lỗi: ")
    assert browser.get(OWN).status == 302


def test_an_unknown_name_is_refused_in_the_same_words(site: Site, clerk: str) -> None:
    known = try_signing_in(site.visitor(), clerk, "sai")
    unknown = try_signing_in(site.visitor(), "khong.co", "sai")
    assert known.error_of("username") == unknown.error_of("username") != ""


@pytest.mark.parametrize("typed", ["", "\x00", "ế" * 5000, "' OR 1=1 --"])
def test_nonsense_as_name_is_refused_not_an_error(site: Site, typed: str) -> None:
    assert try_signing_in(site.visitor(), typed, typed).status == 200


def test_empty_fields_are_named(site: Site) -> None:
    page = try_signing_in(site.visitor(), "", "")
    assert page.error_of("username") == "Hãy nhập tên đăng nhập."
    assert page.error_of("password") == "Hãy nhập mật khẩu."


def test_a_locked_account_is_told_until_when(site: Site, clerk: str) -> None:
    for _ in range(FAILURES_BEFORE_LOCK):
        page = try_signing_in(site.visitor(), clerk, "sai")
    assert "tạm khóa đến 09:15, 16/11/2026" in page.error_of("username")
    assert try_signing_in(site.visitor(), clerk, PASSWORD).status == 200
    moved_on(site.system, minutes=16)
    assert try_signing_in(site.visitor(), clerk, PASSWORD).status == 302


def test_a_stale_token_shows_the_form_again_with_the_name(site: Site, clerk: str) -> None:
    browser = site.visitor()
    browser.get(SIGN_IN)
    values = {"username": clerk, "password": PASSWORD, "csrf_token": "cũ"}
    page = browser.post(SIGN_IN, values)
    assert page.status == 200
    assert page.value_of("username") == clerk
    assert "Phiên làm việc đã thay đổi" in page.text
    assert browser.get(OWN).status == 302


def test_whoever_was_sent_to_sign_in_goes_back_to_the_page(site: Site, clerk: str) -> None:
    browser = site.visitor()
    asked = browser.get("/bao-cao/?x=1")
    assert asked.status == 302
    values = {"username": clerk, "password": PASSWORD}
    page = browser.send(asked.location, values, form_on=asked.location)
    assert page.location == "/bao-cao/?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://xau.example/",
        "//xau.example/",
        "/\\xau.example",
        "\\\\xau.example",
        "/%09/xau.example%0d%0aSet-Cookie:x",
        "javascript:alert(1)",
        "http:///[xau",
        "bao-cao",
    ],
)
def test_nobody_is_sent_to_another_site(site: Site, clerk: str, elsewhere: str) -> None:
    page = try_signing_in(site.visitor(), clerk, PASSWORD, f"?next={elsewhere}")
    assert page.location == HOME


def test_who_is_signed_in_already_does_not_sign_in_again(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    assert site.signed_in(who).get(SIGN_IN).location == HOME


def test_signing_out_ends_the_session(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    browser = site.signed_in(who)
    page = browser.send("/tai-khoan/dang-xuat", {}, form_on=OWN, follow=True)
    assert "đã đăng xuất" in page.text
    assert browser.get(OWN).status == 302


def test_signing_out_by_a_link_of_another_site_does_nothing(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    browser = site.signed_in(who)
    assert browser.post("/tai-khoan/dang-xuat", {}).status == 400
    assert browser.get(OWN).status == 200


def test_only_roles_that_are_held_can_be_taken(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.TRIAGE_OFFICER)
        with site.system.acting(SYSTEM) as ctx:
            grant = RoleGrant(user_id=who.user_id, role="auditor", valid_from=ctx.today)
            ctx.session.add(grant)
    browser = site.signed_in(who)
    assert browser.get("/nhat-ky/").status == 403
    to_auditor = {"role": "auditor"}
    page = browser.send("/tai-khoan/vai-tro", to_auditor, form_on=OWN, follow=True)
    assert page.path == "/nhat-ky/"
    assert browser.get("/thuong-truc/").status == 403
    for refused in ("admin", "system", "", "x" * 300):
        assert browser.send("/tai-khoan/vai-tro", {"role": refused}, form_on=OWN).status == 403
    assert browser.get("/nhat-ky/").status == 200


def test_all_sessions_end_everywhere(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    here, there = site.signed_in(who), site.signed_in(who)
    page = here.send("/tai-khoan/dang-xuat-moi-noi", {}, form_on=OWN, follow=True)
    assert "mọi thiết bị" in page.text
    assert (here.get(OWN).status, there.get(OWN).status) == (302, 302)
    with site.inside():
        assert fresh().scalar(select(Event.action).order_by(Event.id.desc())) == "end_sessions"


def test_a_person_who_was_switched_off_is_signed_out(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    browser = site.signed_in(who)
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.get_one(User, who.user_id).active = False
    assert browser.get(OWN).status == 302


def test_refused_tries_leave_no_event_but_the_lock(site: Site, clerk: str) -> None:
    def events() -> int:
        with site.inside():
            return fresh().scalars(select(func.count(Event.id))).one()

    before = events()
    for _ in range(FAILURES_BEFORE_LOCK - 1):
        try_signing_in(site.visitor(), clerk, "sai")
    assert events() == before
    try_signing_in(site.visitor(), clerk, "sai")
    assert events() == before + 1


def test_demo_accounts_are_listed_in_the_demo_only(
    site: Site, instance: Path, seeded: Path
) -> None:
    assert "Tài khoản dùng thử" not in site.visitor().get(SIGN_IN).text
    demo = make_system(instance / "demo", seeded, PAKN_ENV="demo", PAKN_RATE_LIMITS="off")
    visitor = Site(dress(demo)).visitor()
    page = visitor.get(SIGN_IN)
    listed = set(re.findall(r'href="/tai-khoan/dang-nhap\?ten=([a-z_]+)"', page.html))
    assert listed == {role.value for role in STAFF_ROLES}
    assert visitor.get(SIGN_IN + "?ten=admin").value_of("username") == "admin"
