"""The desk by keyboard alone: open, accept the suggestion, forward, and the next one is there."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import assert_fit
from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import staff
from tests.e2e.stack import Stack

pytestmark = pytest.mark.e2e

KEYS_A_CASE = 3
"""A suggestion, a kind of content, forward: the next case then opens by itself."""
SECONDS_A_CASE = 3.0


def _press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def _forward_by_keys(page: Page) -> float:
    """Take the first suggestion and forward; the seconds until the next case stands open."""
    until = time.monotonic() + 60
    while page.locator("input[type=radio][name=lead]:not([disabled])").count() == 0:
        assert time.monotonic() < until, "no suggestion came"
        page.wait_for_timeout(500)
        page.reload()
    began, here = time.perf_counter(), page.url
    keys = ["1", "w", "c"]
    assert len(keys) == KEYS_A_CASE
    for key in keys:
        _press(page, key)
    page.wait_for_url(lambda address: address != here)
    took = time.perf_counter() - began
    expect(page.locator(".pakn-banner--success").first).to_contain_text("Thu hồi")
    return took


def test_three_keys_forward_a_case_and_open_the_next(desk: Page) -> None:
    staff.sign_in(desk, "triage_officer")
    desk.goto("/thuong-truc/")
    _press(desk, "o")
    desk.wait_for_url("**case=*")
    took = [_forward_by_keys(desk) for _ in range(2)]
    assert min(took) < SECONDS_A_CASE, f"{took} s"  # the first one finds everything cold
    assert "case=" in desk.url, "the next case stands open"


def test_keys_open_the_acts_and_never_steal_what_is_typed(desk: Page) -> None:
    staff.sign_in(desk, "triage_officer")
    desk.goto("/thuong-truc/?state=received")
    _press(desk, "j")
    _press(desk, "k")
    _press(desk, "o")
    desk.wait_for_url("**case=*")
    _press(desk, "b")
    desk.wait_for_url("**/bo-sung*")
    assert_fit(desk)
    desk.locator("[name=question]").focus()
    desk.keyboard.type("cho biết nơi nộp hồ sơ, b n g c ?")
    assert desk.locator("[name=question]").input_value().endswith("b n g c ?")
    expect(desk.locator("[data-preview]")).to_contain_text("nơi nộp hồ sơ")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/thuong-truc/?*")
    expect(desk.locator(".pakn-banner--success").first).to_be_visible()


def test_the_acts_fit_a_phone_and_work_without_javascript(browser: Browser, stack: Stack) -> None:
    context = open_context(browser, stack, PHONE)
    page = context.new_page()
    staff.sign_in(page, "triage_officer")
    page.goto("/thuong-truc/?state=received")
    page.locator("tr[data-row] a").first.click()
    page.wait_for_load_state()
    assert_fit(page)
    addresses = page.locator(".pakn-offers a").evaluate_all("all => all.map(one => one.href)")
    assert len(addresses) >= 5
    for address in addresses:
        page.goto(address)
        assert_fit(page)
    context.close()
    plain = open_context(browser, stack, DESKTOP, script=False)
    page = plain.new_page()
    staff.sign_in(page, "triage_officer")
    page.goto(next(one for one in addresses if "giai-dap" in one))
    page.fill("[name=words]", "Anh/chị nộp hồ sơ tại bộ phận một cửa của xã, không cần bản sao.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator(".pakn-banner--success").first).to_be_visible()
    plain.close()


def test_who_has_the_case_open_is_shown(desk: Page, browser: Browser, stack: Stack) -> None:
    staff.sign_in(desk, "triage_officer")
    desk.goto("/thuong-truc/?state=received")
    desk.locator("tr[data-row] a").first.click()
    desk.wait_for_load_state()
    other = open_context(browser, stack, DESKTOP)
    page = other.new_page()
    staff.sign_in(page, "unit_lead")
    page.goto(desk.url)
    expect(page.locator("[data-beside]")).to_contain_text("Đang mở: Chuyên viên")
    other.close()
