"""Real texts brought in by an association: suggested, found, forwarded and counted."""

import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from routing.text import fold
from tests.e2e.axe import assert_fit
from tests.e2e.pages import staff
from tests.e2e.stack import Stack

pytestmark = pytest.mark.prove

FORWARDED = 3
SEARCHED = 12


def count(stack: Stack, query: str) -> int:
    """A figure straight from the tables."""
    with closing(sqlite3.connect(stack.instance / "pakn.db")) as database:
        found: int = database.execute(query).fetchone()[0]
        return found


def brought_in(stack: Stack, file: Path) -> dict[str, Any]:
    """Import a file as an association; what the command says of it."""
    done = stack.command("petitions", "import", str(file), "--as", "council_staff")
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def numbers_found(page: Page, words: str) -> list[str]:
    """The case numbers on the first page of a staff search."""
    page.goto("/thuong-truc/tim-kiem")
    page.fill("main [name=q]", words)
    page.locator("main [name=q]").press("Enter")
    page.wait_for_load_state()
    return re.findall(r"PAKN\.\d{8}\.\d{4,}", page.locator("main").inner_text())


def wait_for_suggestions(stack: Stack, expected: int) -> float:
    """Seconds until every case has a suggestion."""
    began = time.monotonic()
    while count(stack, "SELECT count(*) FROM suggestion") < expected:
        assert time.monotonic() - began < 120, "suggestions are missing"
        time.sleep(0.2)
    return time.monotonic() - began


def forward_the_first(page: Page) -> None:
    """Open the most urgent sure case of the inbox and forward it as suggested."""
    page.goto("/thuong-truc/")
    page.locator("main tr", has=page.locator("td strong")).first.locator("a").first.click()
    page.wait_for_load_state()
    staff.forward_as_suggested(page)
    expect(page.locator(".pakn-banner").first).to_be_visible()


def test_real_texts_are_filed_suggested_found_forwarded_and_counted(
    stack: Stack, desk: Page, real_texts: Path
) -> None:
    rows = [json.loads(line) for line in real_texts.read_text(encoding="utf-8").splitlines()]
    before = count(stack, "SELECT count(*) FROM petition")
    said = brought_in(stack, real_texts)
    assert (said["read"], said["filed"], said["errors"]) == (len(rows), len(rows), [])
    assert brought_in(stack, real_texts)["filed"] == 0, "the same file twice files nothing twice"
    assert count(stack, "SELECT count(*) FROM petition") == before + len(rows)
    wait_for_suggestions(stack, before + len(rows))

    staff.sign_in(desk, "triage_officer")
    assert_fit(desk)
    waiting = count(stack, "SELECT count(*) FROM cases WHERE state IN ('received','returned')")
    expect(desk.locator("nav").first).to_contain_text(str(waiting))
    for row in rows[:: max(1, len(rows) // SEARCHED)]:
        words = " ".join(sorted(re.findall(r"\w+", row["text"]), key=len)[-4:])
        marked, bare = numbers_found(desk, words), numbers_found(desk, fold(words))
        assert marked, "the officer finds what was sent"
        assert marked == bare, "with marks and without"

    for _ in range(FORWARDED):
        forward_the_first(desk)
    events = {
        name: count(stack, f"SELECT count(*) FROM event WHERE action = '{name}'")
        for name in ("file", "forward", "answer")
    }
    desk.goto("/so-lieu")
    shown = desk.locator("main").inner_text()
    for figure in events.values():
        assert f"{figure:,}".replace(",", ".") in shown.split(), (events, shown)
    assert stack.command("audit", "verify").returncode == 0
