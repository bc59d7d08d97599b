"""The page of counts: the report month that runs, the one before, and ever."""

import re

import pytest

from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.casework import Casework
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.system import moved_on


def counts_page(site: Site) -> Page:
    """The page as an officer sees it."""
    with site.inside():
        who = person(site.system, Role.TRIAGE_OFFICER)
    browser: Browser = site.signed_in(who)
    return browser.get("/bao-cao/")


def row(page: Page, label: str) -> list[str]:
    """The figures beside a heading: this month, last month, ever."""
    cells = re.search(rf'<th scope="row">{label}</th>(.*?)</tr>', page.html, re.DOTALL)
    assert cells, f"no row {label}"
    return re.findall(r">([\d.]+)</td>", cells[1])


def test_an_empty_system_says_so(site: Site) -> None:
    page = counts_page(site)
    assert row(page, "Tiếp nhận") == ["0", "0", "0"]
    assert "Chưa tiếp nhận phản ánh, kiến nghị nào" in page.text


def test_acts_are_counted_in_their_report_month(site: Site) -> None:
    work = Casework(site.system)
    with site.inside():
        work.forward(file_one(site.system).case_id)
        file_one(site.system)
    moved_on(site.system, days=29)  # 15 December: the next report month
    with site.inside():
        file_one(site.system)
    page = counts_page(site)
    assert "15/12/2026 – 14/01/2027" in page.text
    assert "15/11/2026 – 14/12/2026" in page.text
    assert row(page, "Tiếp nhận") == ["1", "2", "3"]
    assert row(page, "Chuyển xử lý") == ["0", "1", "1"]
    assert row(page, "Trang điện tử của hệ thống") == ["1", "2", "3"]


@pytest.mark.parametrize(("days", "bars"), [(0, 2), (28, 30), (29, 1)])
def test_the_chart_has_a_bar_for_each_day_so_far(site: Site, days: int, bars: int) -> None:
    moved_on(site.system, days=days)
    page = counts_page(site)
    chart = page.html.split("Tiếp nhận từng ngày")[1].split("</table>")[0]
    assert chart.count('<th scope="row">') == bars


def test_statements_do_not_grow_with_the_cases(site: Site) -> None:
    with site.inside():
        file_one(site.system)
        browser_of = person(site.system, Role.TRIAGE_OFFICER)
    browser = site.signed_in(browser_of)
    lengths = []
    for _ in range(2):
        with site.counting() as statements:
            browser.get("/bao-cao/")
        lengths.append(len(statements))
        assert not [one for one in statements if re.search(r"FROM (cases|petition)\b", one)]
        with site.inside():
            for _ in range(4):
                file_one(site.system)
    assert lengths[0] == lengths[1]
