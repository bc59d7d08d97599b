"""An association's lists on pages: template, upload, errors, mending, sending, following."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from models.intake import Petition, StoredFile
from models.uploads import Upload
from pakn.rules.states import Role
from pakn.services.context import Actor
from tests.factories.browsing import Browser, Page, Site
from tests.factories.casework import Casework
from tests.factories.people import person
from tests.factories.reading import fresh
from tests.factories.tables import HEADINGS, petition_row, run_job, workbook

INDEX = "/hoi-dong/bang"


@pytest.fixture
def staff(site: Site) -> Actor:
    """Somebody of VCCI who files for it."""
    with site.inside():
        return person(site.system, Role.COUNCIL_STAFF, organisation="vcci")


def upload(site: Site, browser: Browser, content: bytes, name: str = "bang.xlsx") -> str:
    """Upload a table, have it checked, and give its address."""
    page = press(browser, content, name)
    assert page.status == 302, page.text
    with site.inside():
        run_job(site.system, "check_upload")
    return page.location


def press(browser: Browser, content: bytes, name: str = "bang.xlsx") -> Page:
    """Press the button of the form."""
    return browser.send(INDEX, {"table": (BytesIO(content), name)}, form_on=INDEX)


def send(site: Site, browser: Browser, address: str) -> Page:
    """Press "Gửi các dòng hợp lệ" and have a worker do it; the page that came at once."""
    page = browser.send(f"{address}/gui", {}, form_on=address, follow=True)
    with site.inside():
        run_job(site.system, "file_upload")
    return page


def sheets(response: Any) -> list[list[tuple[Any, ...]]]:
    """The rows of each sheet of a workbook that was handed over."""
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    content = response.get_data()
    response.close()
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))]


def petitions(site: Site) -> int:
    """How many petitions there are."""
    with site.inside():
        return fresh().scalars(select(func.count(Petition.id))).one()


def test_the_template_is_read_back_as_it_is(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    response = browser.raw(f"{INDEX}/mau.xlsx")
    content = response.get_data()
    rows, guidance, lists = sheets(response)
    assert rows[0] == HEADINGS
    assert rows[1][0] == "VÍ DỤ"
    assert len(guidance) > 5
    assert ("Bộ Tài chính", None, None) in [(row[0], None, None) for row in lists]
    rules = load_workbook(BytesIO(content)).worksheets[0].data_validations.dataValidation
    assert {str(rule.sqref) for rule in rules} == {"C2:C1001", "E2:E1001", "G2:G1001"}
    page = browser.get(upload(site, browser, content))
    assert "chưa có dòng nào để gửi" in page.text


def test_the_story_of_a_list(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    rows = [petition_row(1), petition_row(2, B="Ngắn", G="gấp"), petition_row(3)]
    address = upload(site, browser, workbook(*rows))
    page = browser.get(address)
    assert "Ô B3 (Nội dung) : Nội dung quá ngắn. Viết rõ hơn" in page.text.replace("( ", "(")
    assert "Ô G3" in page.text
    assert "Gửi các dòng hợp lệ (2)" in page.text
    assert petitions(site) == 0
    at_once = send(site, browser, address)
    assert "Đang gửi" in at_once.text
    assert "<progress" in at_once.html
    assert "Cập nhật" in at_once.text
    page = browser.get(address)
    assert "Đã gửi xong" in page.text
    assert "<progress" not in page.html
    assert len(re.findall(r"PAKN\.20261116\.\d{4}", page.text)) == 2
    assert petitions(site) == 2
    mend = sheets(browser.raw(f"{address}/can-sua.xlsx"))[0]
    assert mend[0] == (*HEADINGS, "Lỗi cần sửa")
    assert "B3: Nội dung quá ngắn." in mend[1][-1]
    mended = [list(mend[1])]
    mended[0][1], mended[0][6] = "Thủ tục này đòi nộp bản giấy dù đã có bản điện tử.", 2
    again = upload(site, browser, workbook(*mended, headings=mend[0]))
    send(site, browser, again)
    assert petitions(site) == 3
    known = browser.get(upload(site, browser, workbook(*rows)))
    assert known.text.count("Đã gửi trước đây") == 2


def test_every_row_is_followed_to_its_answer(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    address = upload(site, browser, workbook(petition_row(7)))
    send(site, browser, address)
    assert "Chờ tiếp nhận, phân loại" in browser.get(address).text
    work = Casework(site.system)
    with site.inside():
        work.forward(1)
        work.accept(1)
        work.answer(1)
    assert "123/BCA-V03" not in browser.get(address).text
    with site.inside():
        work.release(1)
    page = browser.get(address)
    assert "123/BCA-V03" in page.text
    assert 'href="/hoi-dong/ho-so/1"' in page.html
    assert "Thứ tự ưu tiên của hiệp hội 8" in browser.get("/hoi-dong/ho-so/1").text


def test_the_file_of_errors_runs_no_formula(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    tricks = ['=HYPERLINK("http://x","y")', "+84", "-1+2", "@SUM(A1)"]
    rows = [petition_row(n, B="Ngắn", H=trick) for n, trick in enumerate(tricks)]
    headings = ",".join(f'"{heading}"' for heading in HEADINGS)
    quoted = (",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    content = "\n".join([headings, *quoted]).encode()
    address = upload(site, browser, content, "bang.csv")
    response = browser.raw(f"{address}/can-sua.xlsx")
    book = load_workbook(BytesIO(response.get_data()))
    response.close()
    cells = [book.worksheets[0].cell(row, 8) for row in range(2, 6)]
    assert [cell.value for cell in cells] == tricks
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in cells)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bang.xlsx", b"", "rỗng"),
        ("bang.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel đời cũ (.xls)"),
        ("anh.png", b"\x89PNG\r\n\x1a\n\x00\x00", "không phải bảng Excel"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(
    site: Site, staff: Actor, name: str, content: bytes, words: str
) -> None:
    page = press(site.signed_in(staff), content, name)
    assert page.status == 422
    assert words in page.error_of("table")
    assert page.title.startswith("Lỗi")
    with site.inside():
        assert fresh().scalars(select(Upload)).all() == []


def test_no_file_and_a_stale_token_are_said(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    page = browser.send(INDEX, {}, form_on=INDEX)
    assert "Hãy chọn tệp bảng" in page.error_of("table")
    stale = browser.post(INDEX, {"csrf_token": "x", "table": (BytesIO(b"a"), "a.csv")})
    assert stale.status == 422
    assert "Phiên làm việc đã thay đổi" in stale.text


def test_pressing_twice_does_no_harm(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    address = upload(site, browser, workbook(petition_row(1)))
    for _ in range(2):
        page = browser.send(f"{address}/gui", {}, form_on=INDEX, follow=True)
        assert page.status == 200
    assert "Bảng đã ở bước khác" in page.text
    page = browser.send(f"{address}/bo", {}, form_on=INDEX, follow=True)
    assert "Bảng đã ở bước khác" in page.text


def test_setting_aside_files_nothing(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    address = upload(site, browser, workbook(petition_row(1)))
    page = browser.send(f"{address}/bo", {}, form_on=address, follow=True)
    assert "không dòng nào được gửi" in page.text
    assert "Gửi các dòng hợp lệ" not in page.text


def test_another_body_finds_nothing(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    secret = "Việc riêng của hiệp hội này không ai khác được biết, dù chỉ một chữ."
    address = upload(site, browser, workbook(petition_row(1, B=secret), petition_row(2, B="x")))
    send(site, browser, address)
    with site.inside():
        strangers = [
            person(site.system, Role.COUNCIL_LEAD, organisation="vinasme"),
            person(site.system, Role.COUNCIL_STAFF),
        ]
    for stranger in map(site.signed_in, strangers):
        assert "bang.xlsx" not in stranger.get(INDEX).text
        for path in ("", "/tien-do", "/can-sua.xlsx"):
            page = stranger.get(f"{address}{path}")
            assert page.status == 404
            assert secret not in page.text
        for act in ("/gui", "/bo"):
            assert stranger.send(f"{address}{act}", {}, form_on=INDEX).status == 404
    with site.inside():
        focal = person(site.system, Role.AGENCY_FOCAL, agency="BCA")
    assert site.signed_in(focal).get(address.replace("hoi-dong", "co-quan")).status == 404
    assert site.signed_in(focal).get(address).status == 403


def test_rows_go_on_by_key_in_a_constant_number_of_statements(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    small = upload(site, browser, workbook(petition_row(0), petition_row(100, B="x")))
    large = upload(site, browser, workbook(*(petition_row(n) for n in range(1, 31))))
    for address in (small, large):
        send(site, browser, address)
    counts = []
    for address in (small, large):
        with site.counting() as statements:
            browser.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    page = browser.get(large)
    assert page.html.count("<tr data-row") == 25
    more = page.html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert browser.get(more).html.count("<tr data-row") == 5
    assert browser.get(f"{small}?loc=can-sua").html.count("<tr data-row") == 1
    for nonsense in ("x", "-1", "9" * 30):
        assert browser.get(f"{large}?sau={nonsense}").status == 404
        assert browser.get(f"{INDEX}?sau={nonsense}").status == 404


def test_the_list_of_tables_goes_on_by_key(site: Site, staff: Actor) -> None:
    with site.inside(), site.system.acting(staff) as ctx:
        digest = ctx.ports.files.put(b"x")
        file = StoredFile(sha256=digest, size=1, media_type="text/csv", stored_at=ctx.now)
        ctx.session.add(file)
        ctx.session.flush()
        values = {"kind": "petitions", "user_id": staff.user_id, "file_id": file.id}
        own = {"organisation_id": staff.organisation_id, "state": "ready", "created_at": ctx.now}
        ctx.session.add_all(Upload(**values, **own, name=f"bang-{n}.xlsx") for n in range(27))
    browser = site.signed_in(staff)
    page = browser.get(INDEX)
    assert page.html.count("<tr data-row") == 25
    more = page.html.split('rel="next" href="')[1].split('"')[0]
    assert browser.get(more).html.count("<tr data-row") == 2


def test_progress_is_told_as_json(site: Site, staff: Actor) -> None:
    browser = site.signed_in(staff)
    address = upload(site, browser, workbook(petition_row(1)))
    assert browser.raw(f"{address}/tien-do").get_json() == {
        "state": "ready",
        "done": 0,
        "total": 1,
        "busy": False,
        "text": "Đã kiểm tra, chưa gửi",
    }
    browser.send(f"{address}/gui", {}, form_on=address)
    filing = browser.raw(f"{address}/tien-do").get_json()
    assert (filing["busy"], filing["text"]) == (True, "Đã xử lý 0 trên 1 dòng.")
