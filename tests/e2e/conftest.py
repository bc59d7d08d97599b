"""One running system and one Chromium for all browser tests."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.stack import Stack, running
from tests.factories.folders import remove, short_folder

PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The system as `make run` starts it, ready."""
    instance = short_folder()
    with running(instance) as ready:
        yield ready
    remove(instance)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed: run make setup as root, or install it by hand")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A citizen's phone, 360 pixels wide."""
    context = open_context(browser, stack, PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, stack: Stack) -> Iterator[Page]:
    """An officer's screen."""
    context = open_context(browser, stack, DESKTOP)
    yield context.new_page()
    context.close()


def open_context(
    browser: Browser, stack: Stack, size: dict[str, int], *, script: bool = True
) -> BrowserContext:
    """A browser of one person: own cookies, own screen, with or without JavaScript."""
    context = browser.new_context(
        base_url=stack.address,
        viewport={"width": size["width"], "height": size["height"]},
        java_script_enabled=script,
        # axe is injected as a script of ours, which the page's own policy rightly refuses.
        bypass_csp=True,
        locale="vi-VN",
    )
    context.set_default_timeout(20_000)
    return context
