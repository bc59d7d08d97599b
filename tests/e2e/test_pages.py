"""Every page of every role: fit for a phone and a screen, with no axe violation."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.axe import assert_fit
from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import staff
from tests.e2e.stack import Stack

pytestmark = pytest.mark.e2e

PUBLIC = ("/", "/gui", "/tra-cuu", "/ket-qua", "/so-lieu", "/huong-dan", "/tai-khoan/dang-nhap")
ROLES = (
    "intake_clerk",
    "triage_officer",
    "unit_lead",
    "signer",
    "records_clerk",
    "publisher",
    "agency_focal",
    "agency_approver",
    "taskforce_member",
    "head",
    "council_staff",
    "auditor",
    "admin",
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_public_pages_on_a_phone(phone: Page, language: str) -> None:
    phone.goto(f"/?lang={language}")
    for path in PUBLIC:
        phone.goto(path)
        assert_fit(phone)
        assert phone.locator("html").get_attribute("lang") == language


def test_a_page_that_does_not_exist(phone: Page) -> None:
    response = phone.goto("/khong-co-trang-nay")
    assert response is not None
    assert response.status == 404
    assert_fit(phone)


@pytest.mark.parametrize("role", ROLES)
def test_every_menu_page_of_a_role(browser: Browser, stack: Stack, role: str) -> None:
    context = open_context(browser, stack, DESKTOP)
    page = context.new_page()
    staff.sign_in(page, role)
    assert_fit(page)
    links = page.locator("nav a").evaluate_all("all => all.map(one => one.href)")
    assert links, f"{role} has a menu"
    for link in dict.fromkeys(links):
        response = page.goto(link)
        assert response is not None
        assert response.status == 200, link
        assert_fit(page)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    for link in dict.fromkeys(links):
        page.goto(link)
        assert_fit(page)
    context.close()
