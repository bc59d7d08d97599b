"""What people at work do after signing in."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_fit
from tests.e2e.pages.citizen import Slip


def sign_in(page: Page, username: str, password: str | None = None) -> None:
    """Sign in with a demo account (the password is its role's slug)."""
    page.goto("/tai-khoan/dang-nhap")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password or username.partition(".")[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator(".pakn-user")).to_be_visible()


def find(page: Page, slip: Slip) -> None:
    """Find a case by its number in the staff search and open it."""
    page.goto("/thuong-truc/tim-kiem")
    page.fill("main [name=q]", slip.number)
    page.locator("main [name=q]").press("Enter")
    page.wait_for_load_state()
    if row_of(page, slip).count():
        row_of(page, slip).locator("a").first.click()
        page.wait_for_load_state()


def row_of(page: Page, slip: Slip) -> Locator:
    """The line of a case in the list on the screen."""
    return page.locator("main tr", has_text=slip.number).first


def forward_as_suggested(page: Page) -> str:
    """Accept the first suggestion and forward; returns the slug of the agency."""
    first = page.locator("input[type=radio][name=lead]").first
    slug = first.get_attribute("value") or ""
    first.check()
    page.locator("input[name=content_codes][value='2']").check()
    page.locator("input[name=content_codes][value='7']").check()
    assert_fit(page)
    page.locator("button[data-key=c]").click()
    page.wait_for_load_state()
    return slug


def accept(page: Page, slip: Slip) -> None:
    """Open the case in the agency's inbox and accept it."""
    page.goto("/co-quan/")
    assert_fit(page)
    row_of(page, slip).locator("a").first.click()
    page.wait_for_load_state()
    assert_fit(page)
    page.locator("form[action$='tiep-nhan'] button[type=submit]").click()
    page.wait_for_load_state()


def answer(page: Page, text: str, day: str) -> None:
    """Answer the case on the screen."""
    page.fill("[name=document_number]", "125/VB-TN")
    page.fill("[name=document_date]", day)
    page.locator("input[name=outcome]").first.check()
    page.fill("[name=text]", text)
    page.locator("form[action$='tra-loi'] button[type=submit]").click()
    page.wait_for_load_state()


def release(page: Page, slip: Slip) -> None:
    """Check the answer of a case and release it."""
    page.goto("/thuong-truc/kiem-tra")
    assert_fit(page)
    find(page, slip)
    assert_fit(page)
    page.locator("input[name=checked]").check()
    page.locator("form[action$='cong-khai'] button[data-key=c]").click()
    page.wait_for_load_state()
