"""axe-core over a page: no violation is acceptable."""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands: rule and place."""
    page.evaluate(_SOURCE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def assert_fit(page: Page) -> None:
    """No axe violation, one h1, a title, and nothing wider than the screen."""
    assert violations(page) == [], page.url
    assert page.locator("h1").count() == 1, page.url
    assert page.title(), page.url
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0, f"{page.url} is {wider} px wider than the screen"
