"""The pictures of README and docs/walkthrough.md, made from the project's own demo cases."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import citizen, staff
from tests.e2e.stack import ROOT, Stack
from tests.e2e.test_story import MATTER, handle, wait_for_suggestion

pytestmark = pytest.mark.prove

PICTURES = ROOT / "docs" / "pictures"


def take(page: Page, name: str, *, full: bool = True) -> None:
    """Save what the page shows, small enough for a repository."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=full)
    assert Path(PICTURES / f"{name}.png").stat().st_size < 600_000


def picture_filing(phone: Page) -> citizen.Slip:
    """The form's second page, and the receipt."""
    phone.goto("/gui")
    phone.locator("#begin").click()
    phone.locator("input[name=kind][value=recommendation]").check()
    phone.locator("input[name=subject][value=rule]").check()
    take(phone, "phone-form")
    slip = citizen.file(phone, MATTER, check=False)
    take(phone, "phone-receipt")
    return slip


def picture_triage(desk: Page, slip: citizen.Slip) -> str:
    """The inbox and the case; forwards it as suggested."""
    staff.sign_in(desk, "triage_officer")
    take(desk, "inbox", full=False)
    staff.find(desk, slip)
    wait_for_suggestion(desk)
    take(desk, "case", full=False)
    return staff.forward_as_suggested(desk)


def test_pictures_of_the_story(browser: Browser, stack: Stack) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    phone = open_context(browser, stack, PHONE).new_page()
    slip = picture_filing(phone)
    agency = picture_triage(open_context(browser, stack, DESKTOP).new_page(), slip)
    focal = open_context(browser, stack, DESKTOP).new_page()
    handle(focal, slip, agency)
    take(focal, "agency", full=False)
    publisher = open_context(browser, stack, DESKTOP).new_page()
    staff.sign_in(publisher, "publisher")
    staff.release(publisher, slip)
    citizen.follow(phone, slip)
    citizen.open_content(phone, "4321")
    take(phone, "phone-follow")
    phone.goto("/ket-qua")
    phone.locator("main a", has_text=re.compile(re.escape(MATTER.title))).first.click()
    phone.wait_for_load_state()
    take(phone, "phone-result")
