"""The inbox, the lists of one state, search."""

import datetime as dt

import pytest

from pakn.rules.states import Role
from tests.web.standing.site import StandingSite

TITLE = "Bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực"


def test_the_inbox_shows_what_is_due_first_with_its_suggestion(standing: StandingSite) -> None:
    late = standing.case(title="Việc đến trước", received_on=dt.date(2026, 11, 2), channel="post")
    standing.case(title="Việc đến sau")
    standing.suggest(late)
    page = standing.officer(Role.TRIAGE_OFFICER).get("/thuong-truc/").text
    assert page.index("Việc đến trước") < page.index("Việc đến sau")
    assert "Hạn 09/11/2026, đã quá 5 ngày làm việc" in page
    assert "Xây dựng · 90 %" in page
    assert "Đang gợi ý…" in page
    assert "14 ngày trước" in page


def test_a_role_without_the_suggestions_does_not_see_them(standing: StandingSite) -> None:
    case_id = standing.case()
    standing.suggest(case_id)
    clerk = standing.officer(Role.INTAKE_CLERK)
    assert "Xây dựng" not in clerk.get("/thuong-truc/").text
    assert "Gợi ý cơ quan xử lý" not in clerk.get(f"/thuong-truc/ho-so/{case_id}").text


def test_a_tile_leads_to_the_list_it_counts(standing: StandingSite) -> None:
    first, second = standing.case(title="Việc đã chuyển"), standing.case(title="Việc còn chờ")
    with standing.desk() as desk:
        desk.forward(first, "BXD")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    waiting = officer.get("/thuong-truc/").text
    assert "Việc còn chờ" in waiting
    assert "Việc đã chuyển" not in waiting
    assert "Mới nhận hôm nay 1" in waiting
    forwarded = officer.get("/thuong-truc/?state=forwarded").text
    assert "Việc đã chuyển" in forwarded
    assert "Việc còn chờ" not in forwarded
    assert second != first


def test_a_case_stands_beside_the_list(standing: StandingSite) -> None:
    case_id = standing.case()
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/?case={case_id}")
    assert f"<title>PAKN.20261116.0001: {TITLE} – PAKN</title>" in page.html
    assert page.html.count("<h1") == 1
    assert 'aria-current="true"' in page.html
    assert 'name="lead"' in page.html


def test_the_inbox_pages_by_key_and_loses_nobody(standing: StandingSite) -> None:
    for number in range(28):
        standing.case(title=f"Việc số {number:02d} trong ngày")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    first = officer.get("/thuong-truc/")
    assert first.html.count("<tr data-row>") == 25
    following = "/thuong-truc/?after=2026-11-23|25"
    assert "after=2026-11-23%7C25" in first.html
    second = officer.get(following)
    assert second.html.count("<tr data-row>") == 3
    assert "Về đầu danh sách" in second.html


def test_lists_ask_the_same_number_of_questions_however_long(standing: StandingSite) -> None:
    officer = standing.officer(Role.TRIAGE_OFFICER)
    standing.case()
    officer.get("/thuong-truc/tim-kiem?q=chung+thuc")  # the names of bodies are kept from here on
    counts = []
    for more in (0, 12):
        for _ in range(more):
            standing.suggest(standing.case())
        with standing.counting() as sent:
            officer.get("/thuong-truc/")
            officer.get("/thuong-truc/tim-kiem?q=chung+thuc")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_publishers_queue_holds_answers_only(standing: StandingSite) -> None:
    answered, waiting = standing.case(title="Việc đã trả lời"), standing.case(title="Việc còn chờ")
    with standing.desk() as desk:
        desk.forward(answered)
        desk.accept(answered)
        desk.answer(answered)
    page = standing.officer(Role.PUBLISHER).get("/thuong-truc/kiem-tra").text
    assert "Việc đã trả lời" in page
    assert "Việc còn chờ" not in page
    assert waiting


def test_an_empty_list_says_what_to_expect(standing: StandingSite) -> None:
    assert (
        "Không có trả lời nào chờ kiểm tra"
        in standing.officer(Role.PUBLISHER).get("/thuong-truc/kiem-tra").text
    )
    lead = standing.officer(Role.UNIT_LEAD)
    assert "Không có hồ sơ nào bị chuyển trả" in lead.get("/thuong-truc/chuyen-tra").text
    assert "Không còn hồ sơ nào ở mục này" in lead.get("/thuong-truc/").text


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
def test_search_finds_with_and_without_marks_and_by_number(
    standing: StandingSite, asked: str
) -> None:
    standing.case()
    standing.case(
        title="Việc khác hẳn", content="Biển báo trước cổng trường đã mờ, đề nghị sơn lại."
    )
    page = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/tim-kiem?q={asked}").text
    assert TITLE in page
    assert "Việc khác hẳn" not in page


def test_search_that_finds_nothing_says_so(standing: StandingSite) -> None:
    officer = standing.officer(Role.TRIAGE_OFFICER)
    for asked in ("khongcotunay", "PAKN.20261116.0099", "%22%27*%20OR", "%00%F0%28"):
        assert "Không tìm thấy hồ sơ nào" in officer.get(f"/thuong-truc/tim-kiem?q={asked}").text


def test_search_pages_by_key(standing: StandingSite) -> None:
    for _ in range(27):
        standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    first = officer.get("/thuong-truc/tim-kiem?q=giay")
    assert first.html.count("<tr data-row>") == 25
    assert officer.get("/thuong-truc/tim-kiem?q=giay&before=3").html.count("<tr data-row>") == 2
