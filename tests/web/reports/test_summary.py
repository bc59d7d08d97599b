"""The page of a compiled report: every figure leads to as many cases as it says (R40-R42)."""

import csv
import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from models.casework import Case
from models.reports import ReportCase, ReportSnapshot
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import period
from pakn.rules.report_figures import FIGURES
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.context import SYSTEM
from pakn.services.report_compiling import Wanted, compile_report
from tests.factories.browsing import Browser, Page, Site
from tests.factories.histories import random_histories
from tests.factories.jobs import rows_of, run_row
from tests.factories.people import person
from tests.factories.reading import fresh

FIRST = dt.datetime(2026, 8, 20, 8, 0, tzinfo=LOCAL_ZONE)
UNTIL = dt.datetime(2026, 11, 16, 8, 0, tzinfo=LOCAL_ZONE)
HOME = "/bao-cao/tong-hop/"
_LINK = re.compile(r'<a class="[^"]*" href="([^"]*/danh-sach\?[^"]*)">([^<]*)</a>')


def compiled(site: Site, key: str) -> int:
    """The report of a month, compiled now."""
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        return compile_report(ctx, Wanted(period("month", key)))


def officer(site: Site, role: Role = Role.TRIAGE_OFFICER) -> Browser:
    """Somebody at the desk."""
    with site.inside():
        who = person(site.system, role)
    return site.signed_in(who)


@pytest.fixture
def busy(site: Site) -> Site:
    """Three months of histories."""
    with site.inside():
        random_histories(site.system, 3, 150, first=FIRST, until=UNTIL)
    return site


def pages(browser: Browser, path: str) -> Iterator[Page]:
    """A list to its last page."""
    following: str | None = path
    while following:
        page = browser.get(following)
        assert page.status == 200, following
        yield page
        found = re.search(r'rel="next" href="([^"]+)"', page.html)
        following = html.unescape(found[1]) if found else None


def test_every_figure_leads_to_as_many_cases_as_it_says(busy: Site) -> None:
    compiled(busy, "2026-10")
    report = compiled(busy, "2026-11")
    browser = officer(busy)
    page = browser.get(f"{HOME}{report}")
    links = {html.unescape(href): text for href, text in _LINK.findall(page.html)}
    numbers = {
        href: text.replace(".", "")
        for href, text in links.items()
        if text.strip(".0123456789") == ""
    }
    assert len(numbers) > 40
    for href, said in numbers.items():
        rows = sum(one.html.count("<tr data-row>") for one in pages(browser, href))
        assert rows == int(said) > 0, href
    linked = {re.search(r"so=([^&]+)", href)[1] for href in numbers}  # type: ignore[index]
    with busy.inside():
        counts = fresh().get_one(ReportSnapshot, report).figures["counts"]
    assert linked == {key for key, one in FIGURES.items() if counts[key] and one.listed}


def test_a_sealed_case_is_counted_in_its_place_and_says_nothing(busy: Site) -> None:
    """R12: also where it was sealed only after the report had been compiled."""
    report = compiled(busy, "2026-11")
    browser = officer(busy)
    listed = f"{HOME}{report}/danh-sach?so=new"
    before = list(pages(browser, listed))
    number = re.findall(r"PAKN\.\d+\.\d+", before[0].text)[0]
    with busy.inside(), busy.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).values(legal_kind="to_cao"))
    after = list(pages(browser, listed))
    assert sum(p.html.count("<tr data-row>") for p in after) == sum(
        p.html.count("<tr data-row>") for p in before
    )
    assert number in before[0].text
    assert not any("PAKN.2026" in p.text for p in after)
    assert "Bỏ yêu cầu nộp" not in after[0].text
    file = browser.get(f"{HOME}{report}/ho-so.csv").html
    assert "PAKN." not in file
    assert "niêm phong" in file
    assert browser.get(f"{HOME}{report}/danh-sach?so=ended.transferred_denunciation").status == 404


def test_a_period_without_a_report_can_be_asked_for(site: Site) -> None:
    browser = officer(site)
    empty = browser.get(HOME)
    assert "Tháng 11/2026 chưa có báo cáo" in empty.text
    for _ in range(2):
        answer = browser.send(f"{HOME}lap", {"ky": "month:2026-11"}, form_on=HOME, follow=True)
        assert answer.status == 200
    assert "Kỳ này đang được tổng hợp" in answer.text
    with site.inside():
        (row,) = rows_of("compile_report")
        run_row(site.system, row.id)
    page = browser.get(HOME, follow=True)
    assert page.path == f"{HOME}1"
    assert "không phát sinh" in page.text
    assert "Người triage_officer" in page.text
    browser.send(f"{HOME}lap", {"ky": "month:2026-11"}, form_on=page.path)
    with site.inside():
        run_row(site.system, rows_of("compile_report")[-1].id)
    again = browser.get(HOME, follow=True)
    assert (again.path, "Bản 1," in again.text, "Bản 2," in again.text) == (f"{HOME}2", True, True)
    assert browser.get(f"{HOME}1").status == 200


def test_a_period_that_runs_is_not_compiled(site: Site) -> None:
    browser = officer(site)
    answer = browser.send(f"{HOME}lap", {"ky": "month:2026-12"}, form_on=HOME, follow=True)
    assert "chưa kết thúc" in answer.text
    with site.inside():
        assert rows_of("compile_report") == []


@pytest.mark.parametrize(
    "path",
    [
        "?ky=month:2026-13",
        "?ky=week",
        "99",
        "1/danh-sach?so=khong-co",
        "1/danh-sach?so=total&co_quan=x",
        "1/danh-sach?so=total&co_quan=²",
        "1/danh-sach?so=total&sau=x",
        "1/ho-so.csv?so=khong-co",
        "99/so-lieu.csv",
        "99/bao-cao.docx",
    ],
)
def test_nonsense_is_not_found(site: Site, path: str) -> None:
    compiled(site, "2026-11")
    assert officer(site).get(HOME + path).status == 404


def test_a_report_that_does_not_add_up_says_so_and_is_not_approved(busy: Site) -> None:
    october = compiled(busy, "2026-10")
    with busy.inside(), busy.system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(ReportCase)
            .where(ReportCase.snapshot_id == october, ReportCase.outcome == "in_process")
            .values(outcome="handled")
        )
    november = compiled(busy, "2026-11")
    browser = officer(busy, Role.UNIT_LEAD)
    page = browser.get(f"{HOME}{november}")
    assert "Số liệu chưa khớp" in page.text
    assert "không bằng “Đang xử lý” cuối kỳ trước (2026-10, bản 1)" in page.text
    assert re.search(r"0 hồ sơ chỉ có ở kỳ trước, \d+ hồ sơ chỉ có ở kỳ này", page.text)
    assert "PAKN.2026" in page.text
    assert "Duyệt báo cáo này" not in page.text
    browser.send(f"{HOME}{november}/duyet", {}, form_on=page.path)
    with busy.inside():
        assert fresh().get_one(ReportSnapshot, november).approved_at is None


def test_the_units_lead_approves_a_report_once(site: Site) -> None:
    report = compiled(site, "2026-11")
    browser = officer(site, Role.UNIT_LEAD)
    path = f"{HOME}{report}"
    done = browser.send(f"{path}/duyet", {}, form_on=path, follow=True)
    assert "Đã duyệt báo cáo" in done.text
    assert "Duyệt báo cáo này" not in done.text
    again = browser.send(f"{path}/duyet", {}, form_on=path, follow=True)
    assert "đã được duyệt" in again.text


def test_files_open_in_a_vietnamese_spreadsheet(busy: Site) -> None:
    report = compiled(busy, "2026-11")
    browser = officer(busy)
    text = browser.get(f"{HOME}{report}/so-lieu.csv").html
    assert text.startswith("\ufeff")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    with busy.inside():
        counts = fresh().get_one(ReportSnapshot, report).figures["counts"]
    assert {row[1]: int(row[3]) for row in rows[1:] if row[0] == "Tất cả"} == counts
    cases = browser.get(f"{HOME}{report}/ho-so.csv").html.splitlines()
    assert len(cases) - 1 == counts["total"]
    assert len({line.count(";") for line in cases}) == 1


def test_a_member_of_the_task_force_sees_numbers_without_texts(busy: Site) -> None:
    report = compiled(busy, "2026-11")
    browser = officer(busy, Role.TASKFORCE_MEMBER)
    page = browser.get(f"{HOME}{report}/danh-sach?so=new")
    assert "PAKN.2026" in page.text
    assert "Bỏ yêu cầu nộp" not in page.text
    assert "/ho-so/" not in page.html


def test_statements_do_not_grow_with_the_cases(site: Site) -> None:
    lengths = []
    browser = officer(site)
    for seed in (1, 2):
        with site.inside():
            random_histories(site.system, seed, 40, first=FIRST, until=UNTIL)
        report = compiled(site, "2026-11")
        with site.counting() as statements:
            browser.get(f"{HOME}{report}")
            browser.get(f"{HOME}{report}/danh-sach?so=total")
        lengths.append(len(statements))
    assert lengths[0] == lengths[1]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_only_some_ask_for_a_report_or_approve_it(site: Site, role: Role) -> None:
    report = compiled(site, "2026-11")
    browser = officer(site, role)
    home = "/tai-khoan/cua-toi"
    may_ask = role in (Role.TRIAGE_OFFICER, Role.UNIT_LEAD)
    asked = browser.send(f"{HOME}lap", {"ky": "month:2026-10"}, form_on=home)
    assert asked.status == (302 if may_ask else 403)
    approved = browser.send(f"{HOME}{report}/duyet", {}, form_on=home)
    assert approved.status == (302 if role is Role.UNIT_LEAD else 403)
