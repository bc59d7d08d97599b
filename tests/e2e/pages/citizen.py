"""What a citizen does on the public pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_fit


@dataclass(frozen=True)
class Slip:
    """What a citizen takes away."""

    number: str
    secret: str


@dataclass(frozen=True)
class Matter:
    """What a citizen files."""

    title: str
    content: str
    proposal: str
    province: str
    phone: str
    name: str = "Nguyễn Thị Thử Nghiệm"


def file(page: Page, matter: Matter, *, check: bool = True) -> Slip:
    """Fill in the form page by page and send it; returns number and lookup secret."""

    def look() -> None:
        if check:
            assert_fit(page)

    page.goto("/")
    look()
    page.goto("/gui")
    look()
    page.locator("#begin").click()
    page.locator("input[name=kind][value=recommendation]").check()
    page.locator("input[name=subject][value=rule]").check()
    look()
    _on(page)
    look()
    _on(page)
    page.fill("[name=title]", matter.title)
    page.fill("[name=content]", matter.content)
    page.fill("[name=proposal]", matter.proposal)
    look()
    _on(page)
    look()
    _on(page)  # no files
    page.locator("#place-list").check()
    page.select_option("[name=province_code]", matter.province)
    look()
    _on(page)
    page.select_option("[name=commune_code]", index=1)
    look()
    _on(page)
    page.locator("input[name=sender_kind][value=individual]").check()
    look()
    _on(page)
    page.fill("[name=name]", matter.name)
    page.fill("[name=phone]", matter.phone)
    page.fill("[name=address]", "Tổ 1, xã Mẫu")
    look()
    _on(page)
    page.locator("input[name=publication][value=full]").check()
    look()
    _on(page)
    if "cau-tra-loi-tuong-tu" in page.url:
        look()
        _on(page)  # send all the same
    expect(page.get_by_text(matter.title)).to_be_visible()
    look()
    return _send(page, look)


def _send(page: Page, look: Callable[[], None]) -> Slip:
    """Send what was checked."""
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile("/bien-nhan/"))
    look()
    return slip_of(page)


def slip_of(page: Page) -> Slip:
    """Number and secret from the receipt on the screen."""
    codes = page.locator(".pakn-code").all_inner_texts()
    return Slip(number=codes[0].strip(), secret=codes[1].strip())


def follow(page: Page, slip: Slip) -> None:
    """Look a petition up by number and secret."""
    page.goto("/tra-cuu")
    page.fill("[name=number]", slip.number)
    page.fill("[name=secret]", slip.secret)
    _on(page)
    page.wait_for_url(re.compile("/tien-do"))


def open_content(page: Page, proof: str) -> None:
    """Prove the contact on file to see content and answer."""
    page.fill("[name=proof]", proof)
    _on(page)


def _on(page: Page) -> None:
    page.locator("main form button[name=submit]").first.click()
    page.wait_for_load_state()
