"""The phiếu chuyển as the receiving agency has it."""

from pakn.rules.states import Role
from tests.factories.lettering import words_of
from tests.web.agency.world import Desk, address


def test_an_agency_has_its_own_slip_as_a_file(desk: Desk) -> None:
    case_id = desk.forwarded()
    browser = desk.browser()
    page = browser.get(address(case_id))
    for ending in ("docx", "pdf"):
        assert f'href="{address(case_id)}/phieu-chuyen.{ending}"' in page.html
    file = browser.raw(f"{address(case_id)}/phieu-chuyen.docx")
    assert "phieu-chuyen-bca-" in file.headers["Content-Disposition"]
    assert "Bộ Công an" in words_of(file.data)


def test_another_agencys_slip_does_not_exist(desk: Desk) -> None:
    case_id = desk.forwarded()
    other = desk.browser(Role.AGENCY_FOCAL, "BXD")
    for ending in ("docx", "pdf"):
        assert other.get(f"{address(case_id)}/phieu-chuyen.{ending}").status == 404
