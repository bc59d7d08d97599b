"""The Task Force: members see what they follow today, those who direct see all at a glance."""

import datetime as dt

import pytest
from sqlalchemy import update

from models.agency import AgencyFollower
from models.casework import Case
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from tests.factories.browsing import Site
from tests.factories.casework import Casework
from tests.factories.people import follows, person
from tests.factories.petitions import file_one, sender
from tests.factories.system import moved_on


@pytest.fixture
def work(site: Site) -> Casework:
    """The offices at work."""
    return Casework(site.system)


@pytest.fixture
def member(site: Site) -> Actor:
    """A member who follows BCA."""
    with site.inside():
        who = person(site.system, Role.TASKFORCE_MEMBER, agency="BNV")
        follows(site.system, who, "BCA")
    return who


def forwarded(site: Site, work: Casework, lead: str) -> int:
    """A case at an agency."""
    with site.inside():
        case_id = file_one(site.system, sender=sender(name="Lê Thị Kín")).case_id
        work.forward(case_id, lead)
    return case_id


def test_a_member_sees_the_open_cases_of_followed_agencies(
    site: Site, work: Casework, member: Actor
) -> None:
    followed, other = forwarded(site, work, "BCA"), forwarded(site, work, "BXD")
    browser = site.signed_in(member)
    page = browser.get("/to-cong-tac/")
    assert f"/to-cong-tac/ho-so/{followed}" in page.html
    assert f"/to-cong-tac/ho-so/{other}" not in page.html
    assert "Bộ Công an" in page.text
    assert "01/01/2025" in page.text
    assert browser.get(f"/to-cong-tac/ho-so/{followed}").status == 200
    assert browser.get(f"/to-cong-tac/ho-so/{other}").status == 404


def test_the_case_page_shows_no_identity(site: Site, work: Casework, member: Actor) -> None:
    page = site.signed_in(member).get(f"/to-cong-tac/ho-so/{forwarded(site, work, 'BCA')}")
    assert "Nội dung phản ánh, kiến nghị" in page.text
    assert "Lê Thị Kín" not in page.html


def test_overdue_cases_are_marked_in_words(site: Site, work: Casework, member: Actor) -> None:
    forwarded(site, work, "BCA")
    assert "quá" not in site.signed_in(member).get("/to-cong-tac/").text.lower()
    moved_on(site.system, days=14)
    text = site.signed_in(member).get("/to-cong-tac/").text
    assert "đã quá 7 ngày làm việc" in text


def test_a_following_that_ended_shows_nothing_any_more(
    site: Site, work: Casework, member: Actor
) -> None:
    case_id = forwarded(site, work, "BCA")
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(AgencyFollower).values(valid_to=dt.date(2026, 11, 15)))
    browser = site.signed_in(member)
    assert "chưa được phân công theo dõi" in browser.get("/to-cong-tac/").text
    assert browser.get(f"/to-cong-tac/ho-so/{case_id}").status == 404


@pytest.mark.parametrize("state", ["quarantined", "transferred_denunciation"])
def test_sealed_cases_do_not_exist(site: Site, work: Casework, member: Actor, state: str) -> None:
    case_id = forwarded(site, work, "BCA")
    closed_on = None if state == "quarantined" else dt.date(2026, 11, 16)
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).values(state=state, closed_on=closed_on))
    with site.inside():
        head = person(site.system, Role.HEAD)
    for who in (member, head):
        assert site.signed_in(who).get(f"/to-cong-tac/ho-so/{case_id}").status == 404


def test_the_head_sees_counts_and_what_is_overdue_longest(site: Site, work: Casework) -> None:
    with site.inside():
        head = person(site.system, Role.HEAD)
    quiet = site.signed_in(head).get("/to-cong-tac/toan-canh")
    assert "Không có hồ sơ nào quá hạn" in quiet.text
    late = forwarded(site, work, "BXD")
    moved_on(site.system, days=14)
    forwarded(site, Casework(site.system), "BCA")
    browser = site.signed_in(head)
    page = browser.get("/to-cong-tac/toan-canh")
    assert "Chờ cơ quan tiếp nhận 2" in page.text
    assert "Quá hạn tại cơ quan 1" in page.text
    assert page.html.count("<tr data-row") == 1
    assert browser.get(f"/to-cong-tac/ho-so/{late}").status == 200


def test_at_most_25_overdue_cases_are_listed(site: Site, work: Casework) -> None:
    for _ in range(26):
        forwarded(site, work, "BXD")
    moved_on(site.system, days=14)
    with site.inside():
        head = person(site.system, Role.HEAD)
    page = site.signed_in(head).get("/to-cong-tac/toan-canh")
    assert page.html.count("<tr data-row") == 25
    assert "25+" in page.text


def test_statements_do_not_grow_with_the_cases(site: Site, work: Casework, member: Actor) -> None:
    with site.inside():
        head = person(site.system, Role.HEAD)
    watched = [
        (site.signed_in(member), "/to-cong-tac/"),
        (site.signed_in(head), "/to-cong-tac/toan-canh"),
    ]
    forwarded(site, work, "BCA")
    counts = []
    for _ in range(2):
        with site.counting() as statements:
            for browser, path in watched:
                assert browser.get(path).status == 200
        counts.append(len(statements))
        for _ in range(6):
            forwarded(site, work, "BCA")
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/to-cong-tac/?sau=x|y", f"/to-cong-tac/ho-so/{'9' * 30}"])
def test_nonsense_in_an_address_is_not_found(site: Site, member: Actor, path: str) -> None:
    assert site.signed_in(member).get(path).status == 404
