"""The inbox, the lists of one state, search."""

import datetime as dt

import pytest

from pakn.rules.states import Role
from tests.web.standing.site import Site, words

TITLE = "Bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực"


def test_the_inbox_shows_what_is_due_first_with_its_suggestion(site: Site) -> None:
    late = site.case(title="Việc đến trước", received_on=dt.date(2026, 11, 2), channel="post")
    site.case(title="Việc đến sau")
    site.suggest(late)
    page = words(site.visitor(Role.TRIAGE_OFFICER).get("/thuong-truc/"))
    assert page.index("Việc đến trước") < page.index("Việc đến sau")
    assert "Hạn 09/11/2026, đã quá 5 ngày làm việc" in page
    assert "Xây dựng · 90 %" in page
    assert "Đang gợi ý…" in page
    assert "14 ngày trước" in page


def test_a_role_without_the_suggestions_does_not_see_them(site: Site) -> None:
    case_id = site.case()
    site.suggest(case_id)
    clerk = site.visitor(Role.INTAKE_CLERK)
    assert "Xây dựng" not in words(clerk.get("/thuong-truc/"))
    assert "Gợi ý cơ quan xử lý" not in words(clerk.get(f"/thuong-truc/ho-so/{case_id}"))


def test_a_tile_leads_to_the_list_it_counts(site: Site) -> None:
    first, second = site.case(title="Việc đã chuyển"), site.case(title="Việc còn chờ")
    with site.desk() as desk:
        desk.forward(first, "BXD")
    officer = site.visitor(Role.TRIAGE_OFFICER)
    waiting = words(officer.get("/thuong-truc/"))
    assert "Việc còn chờ" in waiting
    assert "Việc đã chuyển" not in waiting
    assert "Chờ cơ quan tiếp nhận 1" in waiting
    forwarded = words(officer.get("/thuong-truc/?state=forwarded"))
    assert "Việc đã chuyển" in forwarded
    assert "Việc còn chờ" not in forwarded
    assert second != first


def test_a_case_stands_beside_the_list(site: Site) -> None:
    case_id = site.case()
    page = site.visitor(Role.TRIAGE_OFFICER).get(f"/thuong-truc/?case={case_id}")
    assert f"<title>PAKN.20261116.0001: {TITLE} – PAKN</title>" in page.text
    assert page.text.count("<h1") == 1
    assert 'aria-current="true"' in page.text
    assert 'name="lead"' in page.text


def test_the_inbox_pages_by_key_and_loses_nobody(site: Site) -> None:
    for number in range(28):
        site.case(title=f"Việc số {number:02d} trong ngày")
    officer = site.visitor(Role.TRIAGE_OFFICER)
    first = officer.get("/thuong-truc/")
    assert first.text.count("<tr data-row>") == 25
    following = "/thuong-truc/?after=2026-11-23|25"
    assert "after=2026-11-23%7C25" in first.text
    second = officer.get(following)
    assert second.text.count("<tr data-row>") == 3
    assert "Về đầu danh sách" in second.text


def test_lists_ask_the_same_number_of_questions_however_long(site: Site) -> None:
    officer = site.visitor(Role.TRIAGE_OFFICER)
    site.case()
    counts = []
    for more in (0, 12):
        for _ in range(more):
            site.suggest(site.case())
        with site.counting() as sent:
            officer.get("/thuong-truc/")
            officer.get("/thuong-truc/tim-kiem?q=chung+thuc")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_publishers_queue_holds_answers_only(site: Site) -> None:
    answered, waiting = site.case(title="Việc đã trả lời"), site.case(title="Việc còn chờ")
    with site.desk() as desk:
        desk.forward(answered)
        desk.accept(answered)
        desk.answer(answered)
    page = words(site.visitor(Role.PUBLISHER).get("/thuong-truc/kiem-tra"))
    assert "Việc đã trả lời" in page
    assert "Việc còn chờ" not in page
    assert waiting


def test_an_empty_list_says_what_to_expect(site: Site) -> None:
    assert "Không có trả lời nào chờ kiểm tra" in words(
        site.visitor(Role.PUBLISHER).get("/thuong-truc/kiem-tra")
    )
    lead = site.visitor(Role.UNIT_LEAD)
    assert "Không có hồ sơ nào bị chuyển trả" in words(lead.get("/thuong-truc/chuyen-tra"))
    assert "Không còn hồ sơ nào ở mục này" in words(lead.get("/thuong-truc/"))


@pytest.mark.parametrize(
    "asked",
    [
        "giấy phép lái xe",
        "giay phep lai xe",
        "GIẤY PHÉP",
        "PAKN.20261116.0001",
        "pakn 20261116 1",
        "202611160001",
    ],
)
def test_search_finds_with_and_without_marks_and_by_number(site: Site, asked: str) -> None:
    site.case()
    site.case(title="Việc khác hẳn", content="Biển báo trước cổng trường đã mờ, đề nghị sơn lại.")
    page = words(site.visitor(Role.PUBLISHER).get(f"/thuong-truc/tim-kiem?q={asked}"))
    assert TITLE in page
    assert "Việc khác hẳn" not in page


def test_search_that_finds_nothing_says_so(site: Site) -> None:
    officer = site.visitor(Role.TRIAGE_OFFICER)
    for asked in ("khongcotunay", "PAKN.20261116.0099", "%22%27*%20OR", "%00%F0%28"):
        assert "Không tìm thấy hồ sơ nào" in words(officer.get(f"/thuong-truc/tim-kiem?q={asked}"))


def test_search_pages_by_key(site: Site) -> None:
    for _ in range(27):
        site.case()
    officer = site.visitor(Role.TRIAGE_OFFICER)
    first = officer.get("/thuong-truc/tim-kiem?q=giay")
    assert first.text.count("<tr data-row>") == 25
    assert officer.get("/thuong-truc/tim-kiem?q=giay&before=3").text.count("<tr data-row>") == 2
