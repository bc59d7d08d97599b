"""An agency's open cases and answers in tables, on pages."""

from io import BytesIO

from openpyxl import load_workbook

from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.casework import case_now
from tests.factories.tables import run_job, workbook
from tests.web.agency.world import ANSWER, Desk

INDEX = "/co-quan/bang"
OUTCOME = "Giải thích, giữ nguyên quy định"


def table(browser: Browser) -> tuple[list[str], list[list[object]]]:
    """The downloaded table: headings and rows."""
    response = browser.raw(f"{INDEX}/ho-so-dang-mo.xlsx")
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(response.get_data())).worksheets[0]
    response.close()
    headings, *rows = sheet.iter_rows(values_only=True)
    return [str(heading) for heading in headings], [list(row) for row in rows]


def filled(browser: Browser, *, outcome: str = OUTCOME) -> bytes:
    """The same with every row answered."""
    headings, rows = table(browser)
    for row in rows:
        row[10:15] = [ANSWER["document_number"], "16/11/2026", outcome, "", ANSWER["text"]]
    return workbook(*rows, headings=headings)


def upload(desk: Desk, browser: Browser, content: bytes) -> str:
    """Upload and have it checked; its address."""
    page = browser.send(INDEX, {"table": (BytesIO(content), "tra-loi.xlsx")}, form_on=INDEX)
    assert page.status == 302, page.text
    with desk.site.inside():
        run_job(desk.site.system, "check_upload")
    return page.location


def send(desk: Desk, browser: Browser, address: str) -> None:
    """Send the ready rows and have a worker enter them."""
    assert browser.send(f"{address}/gui", {}, form_on=address).status == 302
    with desk.site.inside():
        run_job(desk.site.system, "file_upload")


def test_a_table_of_answers_is_sent_from_its_page(desk: Desk) -> None:
    case_id = desk.accepted()
    browser = desk.browser()
    assert f"{INDEX}/ho-so-dang-mo.xlsx" in browser.get("/co-quan/").html
    address = upload(desk, browser, filled(browser))
    page = browser.get(address)
    assert "Gửi các trả lời hợp lệ (1)" in page.text
    send(desk, browser, address)
    page = browser.get(address)
    assert "Đã nhập" in page.text
    assert "Chờ kiểm tra, công khai kết quả" in page.text
    assert f'href="/co-quan/ho-so/{case_id}"' in page.html
    assert ANSWER["text"] in browser.get(f"/co-quan/ho-so/{case_id}").text


def test_where_somebody_approves_the_page_says_it_is_a_draft(desk: Desk) -> None:
    case_id = desk.accepted()
    desk.who(Role.AGENCY_APPROVER)
    browser = desk.browser()
    address = upload(desk, browser, filled(browser))
    send(desk, browser, address)
    assert "Dự thảo đã trình duyệt" in browser.get(address).text
    with desk.site.inside():
        assert case_now(case_id).state == "in_progress"
    assert (
        ANSWER["text"] in desk.browser(Role.AGENCY_APPROVER).get(f"/co-quan/ho-so/{case_id}").text
    )


def test_wrong_answers_are_mended_in_a_file_of_their_own(desk: Desk) -> None:
    case_id = desk.accepted()
    browser = desk.browser()
    address = upload(desk, browser, filled(browser, outcome="Phản ánh đúng"))
    page = browser.get(address)
    assert "Ô M2 (Kết quả xử lý)" in page.text
    response = browser.raw(f"{address}/can-sua.xlsx")
    headings, row = (
        load_workbook(BytesIO(response.get_data())).worksheets[0].iter_rows(values_only=True)
    )
    response.close()
    mended = [OUTCOME if cell == "Phản ánh đúng" else cell for cell in row]
    again = upload(desk, browser, workbook(mended, headings=headings))
    send(desk, browser, again)
    with desk.site.inside():
        assert case_now(case_id).state == "answered"


def test_another_agency_and_another_unit_find_nothing(desk: Desk) -> None:
    desk.accepted()
    browser = desk.browser()
    address = upload(desk, browser, filled(browser))
    worker = desk.unit_worker(desk.unit())
    for stranger in (desk.browser(agency="BXD"), desk.site.signed_in(worker)):
        assert "tra-loi.xlsx" not in stranger.get(INDEX).text
        for path in ("", "/tien-do", "/can-sua.xlsx"):
            assert stranger.get(f"{address}{path}").status == 404
        for act in ("/gui", "/bo"):
            assert stranger.send(f"{address}{act}", {}, form_on=INDEX).status == 404
    assert table(desk.browser(agency="BXD"))[1] == []
    assert "tra-loi.xlsx" in desk.browser(Role.AGENCY_APPROVER).get(INDEX).text


def test_statements_do_not_grow_with_the_cases_downloaded(desk: Desk) -> None:
    browser = desk.browser()
    counts = []
    for how_many in (1, 4):
        for _ in range(how_many):
            desk.accepted()
        with desk.site.counting() as statements:
            table(browser)
        counts.append(len(statements))
    assert counts[0] == counts[1]
