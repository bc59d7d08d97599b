"""One petition filed as the association, without typing the association again."""

import pytest
from sqlalchemy import select, update

from models.intake import Petition
from models.jobs import Delivery
from models.people import Petitioner
from models.reference import Organisation
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person
from tests.factories.reading import fresh
from tests.factories.tables import CONTENT, petition_row, workbook
from tests.web.council.test_tables import send, upload

ADDRESS = "/hoi-dong/gui"
GIVEN = {
    "content": CONTENT.format(1),
    "subject": "rule",
    "subject_detail": "Điều 5 Thông tư mẫu",
    "wanted_agency": "Bộ Tài chính",
    "proposal": "Bỏ yêu cầu nộp bản giấy.",
    "priority": "2",
    "evidence": "Công văn mẫu",
}


@pytest.fixture
def staff(site: Site) -> Actor:
    """Somebody of an association that left an address."""
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        body = update(Organisation).where(Organisation.slug == "vcci")
        ctx.session.execute(body.values(email="hiep-hoi@pakn.example"))
    with site.inside():
        return person(site.system, Role.COUNCIL_STAFF, organisation="vcci")


def press(browser: Browser, **values: str) -> Page:
    """Fill in the form and send it."""
    return browser.send(ADDRESS, {**GIVEN, **values}, form_on=ADDRESS)


def test_it_is_filed_in_the_name_of_the_body(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    assert "VCCI" in browser.get(ADDRESS).text
    page = press(browser, subject="draft", comment_deadline="30/11/2026", drafting_body="Bộ Mẫu")
    assert (page.status, page.location) == (302, "/hoi-dong/ho-so/1")
    assert "Đã gửi kiến nghị." in browser.get(page.location).text
    with site.inside():
        [petition] = fresh().scalars(select(Petition)).all()
        sender = fresh().get_one(Petitioner, petition.petitioner_id)
        assert sender.name is not None
        assert site.system.ports.keys.decrypt(sender.name).endswith("(VCCI)")
        assert (petition.channel, petition.subject, petition.priority) == ("council", "draft", 2)
        assert str(petition.comment_deadline) == "2026-11-30"
        assert petition.organisation_id == staff.organisation_id
        assert [mail.notice for mail in fresh().scalars(select(Delivery))] == ["received"]


def test_pressing_twice_files_once(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    first, second = press(browser), press(browser, priority="5")
    assert first.location == second.location
    assert "đã được gửi trước đây" in browser.get(second.location).text


def test_a_row_of_a_list_and_the_form_are_the_same_matter(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    row = petition_row(1)
    address = upload(site, browser, workbook(row))
    send(site, browser, address)
    page = press(browser, content=row[1], subject_detail=row[3], wanted_agency=row[4])
    assert page.location == "/hoi-dong/ho-so/1"
    assert "đã được gửi trước đây" in browser.get(page.location).text


def test_what_cannot_be_taken_is_said_and_kept(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    page = press(browser, content="Ngắn", priority="gấp", comment_deadline="mai", subject="khác")
    assert page.status == 422
    assert "quá ngắn" in page.error_of("content")
    assert "số nguyên" in page.error_of("priority")
    assert "22/11/2026" in page.error_of("comment_deadline")
    assert page.value_of("evidence") == GIVEN["evidence"]
    assert page.value_of("comment_deadline") == "mai"
    with site.inside():
        assert fresh().scalars(select(Petition)).all() == []


def test_a_stale_token_keeps_what_was_typed(site: Site, staff: Actor) -> None:
    page = site.signed_in(staff).post(ADDRESS, {**GIVEN, "csrf_token": "x"})
    assert page.status == 422
    assert page.value_of("content") == GIVEN["content"]


def test_who_belongs_to_no_body_is_told_so(site: Site) -> None:
    with site.inside():
        nobody = person(site.system, Role.COUNCIL_STAFF)
    browser = site.signed_in(nobody)
    assert "chưa gắn với hiệp hội nào" in browser.get(ADDRESS).text
    page = browser.send(ADDRESS, GIVEN, form_on="/tai-khoan/cua-toi")
    assert (page.status, page.location) == (302, "/hoi-dong/")
