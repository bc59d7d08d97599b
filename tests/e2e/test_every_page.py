"""Every page that a link leads to, by whoever may open it: axe, and no wider than a phone."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.axe import assert_fit
from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import staff
from tests.e2e.stack import Stack

pytestmark = pytest.mark.e2e

# In the order in which they are asked: who sees most first, so that each page is looked at once.
ROLES = (
    "unit_lead",
    "triage_officer",
    "intake_clerk",
    "publisher",
    "signer",
    "records_clerk",
    "agency_focal.bxd",
    "agency_approver",
    "taskforce_member",
    "head",
    "council_staff",
    "auditor",
    "admin",
)
_A_ROLE = 45
_NO_PAGE = re.compile(r"\.(xlsx|docx|pdf|csv|atom|txt)$|/tep/|/dang-mo$")
seen: set[str] = set()


def kind_of(address: str) -> str:
    """What pages of one sort have in common: the path without its numbers and names."""
    path = urlsplit(address).path
    shape = re.sub(r"(?<=/)\d+(?=/|$)|PAKN\.[\d.]+", "#", path)
    # One of the many bodies, parameters, grounds, templates or models stands for all of them.
    return re.sub(r"(/quan-tri/[\w-]+)/(?!them|tao|moi)[^/#]+(?=/|$)", r"\1/*", shape)


def links(page: Page) -> Iterator[str]:
    """The pages of this site that a page leads to."""
    found = page.locator("a[href]").evaluate_all("all => all.map(one => one.href.split('#')[0])")
    here = urlsplit(page.url).netloc
    for address in dict.fromkeys(found):
        parts = urlsplit(address)
        if parts.netloc == here and not _NO_PAGE.search(parts.path):
            yield address


def look(page: Page) -> None:
    """Fit on a screen and on a phone."""
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    assert_fit(page)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert_fit(page)


def walk(page: Page) -> int:
    """Follow the links from where the page stands; returns how many pages were looked at."""
    waiting, looked = list(links(page)), 0
    while waiting and looked < _A_ROLE:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        look(page)
        looked += 1
        waiting.extend(links(page))
    return looked


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_reaches_is_fit(browser: Browser, stack: Stack, role: str) -> None:
    context = open_context(browser, stack, DESKTOP)
    page = context.new_page()
    staff.sign_in(page, role)
    walk(page)
    context.close()


def test_enough_pages_were_looked_at() -> None:
    assert len(seen) > 70, sorted(seen)


def test_every_page_for_the_public_is_fit(phone: Page) -> None:
    phone.goto("/")
    assert walk(phone) >= 0
