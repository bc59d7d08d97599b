"""Each forward is copied to whoever followed the agency on that day (R25)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from models.agency import AgencyFollower
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from tests.factories.browsing import Site
from tests.factories.casework import Casework
from tests.factories.people import follows, person
from tests.factories.petitions import file_one
from tests.factories.system import moved_on

COPIES = "/to-cong-tac/ban-chuyen"


@pytest.fixture
def work(site: Site) -> Casework:
    """The offices at work."""
    return Casework(site.system)


@pytest.fixture
def member(site: Site) -> Actor:
    """A member who follows BCA and works elsewhere."""
    with site.inside():
        who = person(site.system, Role.TASKFORCE_MEMBER, agency="BNV")
        follows(site.system, who, "BCA")
    return who


def forwarded(site: Site, work: Casework, lead: str, **changes: Any) -> int:
    """A case at an agency."""
    with site.inside():
        case_id = file_one(site.system).case_id
        work.forward(case_id, lead, **changes)
    return case_id


def test_a_member_has_copies_of_followed_agencies_only(
    site: Site, work: Casework, member: Actor
) -> None:
    case_id = forwarded(site, work, "BCA")
    forwarded(site, work, "BXD")
    page = site.signed_in(member).get(COPIES)
    assert page.html.count("<tr data-row") == 1
    assert f'href="/to-cong-tac/ho-so/{case_id}"' in page.html
    assert "Bộ Công an · Chủ trì" in page.text
    assert "nên có người khác theo dõi" not in page.text


def test_coordinating_is_copied_too_and_a_send_back_is_no_forward(
    site: Site, work: Casework, member: Actor
) -> None:
    forwarded(site, work, "BXD", coordinating=("BCA",))
    with site.inside():
        case_id = file_one(site.system).case_id
        work.forward(case_id)
        work.system = moved_on(site.system, days=1)
        work.accept(case_id)
        work.answer(case_id)
        work.send_back(case_id)
    page = site.signed_in(member).get(COPIES)
    assert page.html.count("<tr data-row") == 2
    assert "Bộ Công an · Phối hợp" in page.text


def test_the_day_of_the_forward_counts(site: Site, work: Casework, member: Actor) -> None:
    """A following that ended keeps its copies; what comes later is not copied."""
    forwarded(site, work, "BCA")
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(AgencyFollower).values(valid_to=dt.date(2026, 11, 16)))
    moved_on(site.system, days=1)
    forwarded(site, Casework(site.system), "BCA")
    page = site.signed_in(member).get(COPIES)
    assert page.html.count("<tr data-row") == 1
    assert "16/11/2026" in page.text
    assert 'href="/to-cong-tac/ho-so/' not in page.html


def test_a_member_who_works_at_the_addressee_is_warned(site: Site, work: Casework) -> None:
    with site.inside():
        own = person(site.system, Role.TASKFORCE_MEMBER, agency="BCA")
        follows(site.system, own, "BCA")
    forwarded(site, work, "BCA")
    assert "nên có người khác theo dõi" in site.signed_in(own).get(COPIES).text


def test_copies_are_paged_by_key_with_constant_statements(
    site: Site, work: Casework, member: Actor
) -> None:
    browser, counts = site.signed_in(member), []
    for number in (1, 25):
        for _ in range(number):
            forwarded(site, work, "BCA")
        with site.counting() as statements:
            first = browser.get(COPIES)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert first.html.count("<tr data-row") == 25
    last = browser.get(f"{COPIES}?truoc=2")
    assert last.html.count("<tr data-row") == 1
    assert browser.get(f"{COPIES}?truoc=x").status == 404


def test_the_desk_sees_whom_nobody_follows(site: Site, member: Actor) -> None:
    with site.inside():
        officer = person(site.system, Role.TRIAGE_OFFICER)
        own = person(site.system, Role.TASKFORCE_MEMBER, agency="BXD")
        follows(site.system, own, "BXD")
    page = site.signed_in(officer).get("/thuong-truc/chua-theo-doi").text
    assert "Bộ Công an" not in page
    assert "Bộ Xây dựng Người theo dõi làm việc tại chính cơ quan này" in page
    assert "Bộ Tư pháp Chưa ai theo dõi" in page
