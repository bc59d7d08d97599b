"""An association sees what it filed itself, its state and its released result; nothing else."""

import pytest
from sqlalchemy import update

from models.casework import Case
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from pakn.services.importing import SourceRow, import_petitions
from tests.factories.browsing import Site
from tests.factories.casework import ANSWER_TEXT, Casework
from tests.factories.people import person
from tests.factories.petitions import file_one

TEXT = "Doanh nghiệp phải nộp lại bản giấy của hồ sơ số {0} dù đã nộp bản điện tử có chữ ký số."


@pytest.fixture
def staff(site: Site) -> Actor:
    """Somebody of VCCI who files for it."""
    with site.inside():
        return person(site.system, Role.COUNCIL_STAFF, organisation="vcci")


def import_some(site: Site, who: Actor, count: int, start: int = 1) -> None:
    """Import petitions on behalf of an association."""
    rows = [
        SourceRow(number, {"content": TEXT.format(number), "proposal": "Bỏ bản giấy."})
        for number in range(start, start + count)
    ]
    with site.inside():
        result = import_petitions(lambda: site.system.acting(who), rows)
    assert (result.filed, result.errors) == (count, [])


def test_only_ones_own_petitions_are_listed_and_opened(site: Site, staff: Actor) -> None:
    import_some(site, staff, 2)
    with site.inside():
        theirs = file_one(site.system, title="Việc riêng của người khác").case_id
        other = person(site.system, Role.COUNCIL_STAFF, organisation="vinasme")
    browser = site.signed_in(staff)
    page = browser.get("/hoi-dong/")
    assert page.html.count("<tr data-row") == 2
    assert "Việc riêng" not in page.text
    assert browser.get("/hoi-dong/ho-so/1").status == 200
    assert browser.get(f"/hoi-dong/ho-so/{theirs}").status == 404
    stranger = site.signed_in(other)
    assert "chưa gửi kiến nghị nào" in stranger.get("/hoi-dong/").text
    assert stranger.get("/hoi-dong/ho-so/1").status == 404


def test_the_answer_is_shown_once_it_is_released(site: Site, staff: Actor) -> None:
    import_some(site, staff, 1)
    work = Casework(site.system)
    browser = site.signed_in(staff)
    with site.inside():
        work.forward(1)
        work.accept(1)
        work.answer(1)
    page = browser.get("/hoi-dong/ho-so/1")
    assert ANSWER_TEXT not in page.text
    assert "sau khi cơ quan thường trực kiểm tra" in page.text
    with site.inside():
        work.release(1)
    assert ANSWER_TEXT in browser.get("/hoi-dong/ho-so/1").text
    assert "123/BCA-V03" in browser.get("/hoi-dong/").text


def test_a_quarantine_is_not_given_away(site: Site, staff: Actor) -> None:
    import_some(site, staff, 1)
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).values(state="quarantined"))
    browser = site.signed_in(staff)
    for path in ("/hoi-dong/", "/hoi-dong/ho-so/1"):
        text = browser.get(path).text
        assert "Chờ tiếp nhận, phân loại" in text
        assert "Cách ly" not in text


def test_the_page_leads_to_the_uploads(site: Site, staff: Actor) -> None:
    page = site.signed_in(staff).get("/hoi-dong/")
    assert 'href="/hoi-dong/bang"' in page.html


def test_somebody_of_no_association_is_told_so(site: Site) -> None:
    with site.inside():
        nobody = person(site.system, Role.COUNCIL_STAFF)
        case_id = file_one(site.system).case_id
    browser = site.signed_in(nobody)
    assert "chưa gắn với hiệp hội nào" in browser.get("/hoi-dong/").text
    assert browser.get(f"/hoi-dong/ho-so/{case_id}").status == 404


def test_the_list_goes_on_by_key(site: Site, staff: Actor) -> None:
    import_some(site, staff, 27)
    browser = site.signed_in(staff)
    first = browser.get("/hoi-dong/")
    more = first.html.split('rel="next" href="')[1].split('"')[0]
    assert first.html.count("<tr data-row") == 25
    assert browser.get(more).html.count("<tr data-row") == 2


def test_statements_do_not_grow_with_the_list(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    work = Casework(site.system)
    counts = []
    for start in (1, 10):
        import_some(site, staff, 1 if start == 1 else 6, start)
        case_id = 1 if start == 1 else 2
        with site.inside():
            work.forward(case_id)
            work.accept(case_id)
            work.answer(case_id)
            work.release(case_id)
        with site.counting() as statements:
            browser.get("/hoi-dong/")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "1.5"])
def test_nonsense_as_a_page_key_is_not_found(site: Site, staff: Actor, key: str) -> None:
    assert site.signed_in(staff).get(f"/hoi-dong/?sau={key}").status == 404
