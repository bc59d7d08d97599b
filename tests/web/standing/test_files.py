"""Files of a case at the desk and its agency: who gets them, and what is noted (R12, R48)."""

import re

import pytest
from sqlalchemy import select, update

from models.casework import Case
from models.intake import Petition
from models.people import PersonalDataAccess
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.attaching import keep_file
from pakn.services.context import PETITIONER, SYSTEM
from pakn.services.draft_files import attach_to_draft, hand_over_files
from pakn.services.drafts import read_draft, start_draft
from tests.factories import files
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite


def give_files(system: System, case_id: int) -> None:
    """Let a photo and a PDF have come with the petition of a case."""
    reading = system.viewing(PETITIONER)
    kept = [
        keep_file(reading, name, content)
        for name, content in (("Giấy hẹn.jpg", files.jpeg()), ("đơn.pdf", files.telling_pdf()))
    ]
    with system.acting(PETITIONER) as ctx:
        token = start_draft(ctx, {})
        attach_to_draft(ctx, token, kept)
    with system.acting(PETITIONER) as ctx:
        petition_id = ctx.session.get_one(Case, case_id).petition_id
        hand_over_files(ctx, read_draft(ctx, token).id, petition_id)


@pytest.fixture
def case_id(standing: StandingSite) -> int:
    """A case with two files."""
    made = standing.case()
    with standing.inside():
        give_files(standing.system, made)
    return made


def links(html: str) -> list[str]:
    """Addresses of the files on a page."""
    return re.findall(r'href="([^"]*/tep/\d+)"', html)


def test_the_desk_sees_the_files_and_opens_them(standing: StandingSite, case_id: int) -> None:
    browser = standing.officer(Role.TRIAGE_OFFICER)
    page = browser.get(f"/thuong-truc/ho-so/{case_id}")
    assert "Giấy hẹn.jpg" in page.text
    assert "đơn.pdf" in page.text
    photo, document = links(page.html)
    shown = browser.raw(photo)
    assert shown.status_code == 200
    assert shown.mimetype == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline")
    saved = browser.raw(document)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''%C4%91%C6%A1n.pdf" in saved.headers["Content-Disposition"]
    for answer in (shown, saved):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "script" not in answer.headers["Content-Security-Policy"]


def test_each_opening_is_noted(standing: StandingSite, case_id: int) -> None:
    """R48: what people attach says who they are."""
    browser = standing.officer(Role.TRIAGE_OFFICER)
    photo = links(browser.get(f"/thuong-truc/ho-so/{case_id}").html)[0]
    for _ in range(2):
        assert browser.raw(photo).status_code == 200
    with standing.inside():
        rows = fresh().scalars(select(PersonalDataAccess)).all()
        assert [(row.fields, row.case_id, row.role) for row in rows] == [
            ("file", case_id, "triage_officer")
        ] * 2
        assert all("Giấy" not in row.reason for row in rows)


def test_a_file_belongs_to_its_case(standing: StandingSite, case_id: int) -> None:
    browser = standing.officer(Role.TRIAGE_OFFICER)
    photo = links(browser.get(f"/thuong-truc/ho-so/{case_id}").html)[0]
    other = standing.case()
    assert browser.get(photo.replace(f"/{case_id}/", f"/{other}/")).status == 404
    assert browser.get(f"/thuong-truc/ho-so/{case_id}/tep/98765").status == 404


def test_who_is_not_signed_in_gets_nothing(standing: StandingSite, case_id: int) -> None:
    answer = standing.visitor().get(f"/thuong-truc/ho-so/{case_id}/tep/1")
    assert (answer.status, answer.location.split("?")[0]) == (302, "/tai-khoan/dang-nhap")


@pytest.mark.parametrize("role", [Role.AGENCY_FOCAL, Role.COUNCIL_STAFF, Role.ADMIN, Role.AUDITOR])
def test_roles_that_read_no_cases_get_nothing(
    standing: StandingSite, case_id: int, role: Role
) -> None:
    agency = "BCA" if role is Role.AGENCY_FOCAL else None
    assert (
        standing.officer(role, agency=agency).get(f"/thuong-truc/ho-so/{case_id}/tep/1").status
        == 403
    )


def test_files_of_a_denunciation_are_sealed_like_its_name(
    standing: StandingSite, case_id: int
) -> None:
    """R12: also who may read the masked text does not get what tells who wrote it."""
    browser = standing.officer(Role.UNIT_LEAD)
    photo = links(browser.get(f"/thuong-truc/ho-so/{case_id}").html)[0]
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).where(Case.id == case_id).values(legal_kind="to_cao"))
    page = browser.get(f"/thuong-truc/ho-so/{case_id}")
    assert page.status == 200
    assert links(page.html) == []
    assert "2 tệp của người tố cáo được giữ kín" in page.text
    assert browser.get(photo).status == 404
    with standing.inside():
        assert fresh().scalars(select(PersonalDataAccess)).all() == []


def test_a_case_without_files_says_nothing_of_them(standing: StandingSite) -> None:
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/ho-so/{standing.case()}")
    assert "Tệp đính kèm" not in page.text


def test_an_agency_gets_the_files_of_its_own_case(standing: StandingSite, case_id: int) -> None:
    with standing.desk() as desk:
        desk.forward(case_id, "BCA")
    browser = standing.officer(Role.AGENCY_FOCAL, agency="BCA")
    photo = links(browser.get(f"/co-quan/ho-so/{case_id}").html)[0]
    assert browser.raw(photo).status_code == 200
    assert standing.officer(Role.AGENCY_FOCAL, agency="BXD").get(photo).status == 404


def test_an_agency_does_not_get_what_tells_a_name_it_may_not_know(
    standing: StandingSite, case_id: int
) -> None:
    """R48, R54: somebody who asked to stay unknown does so in the documents, too."""
    with standing.desk() as desk:
        desk.forward(case_id, "BCA")
    browser = standing.officer(Role.AGENCY_FOCAL, agency="BCA")
    photo = links(browser.get(f"/co-quan/ho-so/{case_id}").html)[0]
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        petition_id = ctx.session.get_one(Case, case_id).petition_id
        ctx.session.execute(
            update(Petition)
            .where(Petition.id == petition_id)
            .values(hide_identity=True)
            .execution_options(synchronize_session=False)
        )
    page = browser.get(f"/co-quan/ho-so/{case_id}")
    assert links(page.html) == []
    assert "2 tệp của người gửi không được chuyển" in page.text
    assert browser.get(photo).status == 404
