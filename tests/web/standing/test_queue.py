"""Case after case: filters that stay, the next case by itself, who else is there, who is copied."""

import datetime as dt
from typing import Any

import pytest

from pakn.rules.states import Role
from tests.factories.casework import case_now
from tests.factories.people import follows
from tests.web.standing.site import StandingSite

INBOX = "/thuong-truc/"


def _forward(standing: StandingSite, visitor: Any, case_id: int, queue: str) -> Any:
    with standing.inside():
        seen = str(case_now(case_id).version)
    page = f"/thuong-truc/ho-so/{case_id}"
    values = {"seen_version": seen, "lead": "BXD", "content_codes": "2", "queue": queue}
    return visitor.send(f"{page}/chuyen", values, form_on=page)


def test_after_an_act_the_next_case_of_the_list_opens(standing: StandingSite) -> None:
    first, second, third = (standing.case(title=f"Việc thứ {n}") for n in range(3))
    officer = standing.officer(Role.TRIAGE_OFFICER)
    beside = officer.get(f"{INBOX}?case={second}")
    assert f'href="{INBOX}?case={third}"' in beside.html
    assert 'name="queue" value="all"' in beside.html
    done = _forward(standing, officer, second, "all")
    assert done.location == f"{INBOX}?case={third}"
    assert "Đã chuyển" in officer.get(done.location).text
    # At the end of the list it begins again, and an empty list says so.
    assert _forward(standing, officer, third, "all").location == f"{INBOX}?case={first}"
    assert _forward(standing, officer, first, "all").location == INBOX


def test_the_filter_of_the_list_is_kept_from_case_to_case(standing: StandingSite) -> None:
    first, _, third = (
        standing.case(kind=kind, title="Việc trong danh sách")
        for kind in ("report", "recommendation", "report")
    )
    officer = standing.officer(Role.TRIAGE_OFFICER)
    assert 'value="kind=report"' in officer.get(f"{INBOX}?kind=report&case={first}").html
    done = _forward(standing, officer, first, "kind=report")
    assert done.location == f"{INBOX}?kind=report&case={third}"


def test_an_act_page_leads_back_beside_its_list(standing: StandingSite) -> None:
    case_id, other = standing.case(kind="report"), standing.case(kind="report")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}/huong-dan"
    shown = officer.get(f"{page}?queue=kind%3Dreport")
    assert f'href="{INBOX}?case={case_id}&amp;kind=report"' in shown.html
    with standing.inside():
        seen = str(case_now(case_id).version)
    values = {"seen_version": seen, "ground": "guide_court", "queue": "kind=report"}
    assert officer.send(page, values, form_on=page).location == f"{INBOX}?kind=report&case={other}"


def test_filters_stand_in_the_address_and_each_is_taken_off_alone(standing: StandingSite) -> None:
    standing.case(title="Việc gửi thư", channel="post", province_code="01")
    standing.case(title="Việc trên mạng", province_code="79")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"{INBOX}?channel=post&province=01")
    assert "Việc gửi thư" in page.text
    assert "Việc trên mạng" not in page.text
    assert "1 hồ sơ" in page.text
    assert f'href="{INBOX}?channel=post"' in page.html
    assert f'href="{INBOX}?province=01"' in page.html
    none = officer.get(f"{INBOX}?channel=fax").text
    assert "Không có hồ sơ nào khớp bộ lọc" in none


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("urgency=late", ["Việc quá hạn"]),
        ("urgency=today", []),
        ("urgency=new", ["Việc mới"]),
        ("legal=pakn", ["Việc mới"]),
        ("agency=BXD", ["Việc mới"]),
        ("agency=BTC", []),
        ("files=0", ["Việc quá hạn", "Việc mới"]),
        ("files=1", []),
        ("kind=recommendation&channel=post", ["Việc quá hạn"]),
        ("from=16/11/2026", ["Việc mới"]),
        ("to=2026-11-15", ["Việc quá hạn"]),
        ("from=01/11/2026&to=16/11/2026&channel=web", ["Việc mới"]),
    ],
)
def test_each_filter_finds_what_it_says(
    standing: StandingSite, query: str, found: list[str]
) -> None:
    standing.case(title="Việc quá hạn", channel="post", received_on=dt.date(2026, 11, 2))
    standing.suggest(standing.case(title="Việc mới"))
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"{INBOX}?{query}").text
    titles = [title for title in ("Việc quá hạn", "Việc mới") if title in page]
    assert titles == found


def test_a_day_that_is_none_is_said_and_not_filtered_by(standing: StandingSite) -> None:
    standing.case(title="Việc còn thấy")
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"{INBOX}?from=31/02/2026")
    assert page.status == 200
    assert "Ngày chưa đúng" in page.text
    assert 'value="31/02/2026"' in page.html
    assert "Việc còn thấy" in page.text


@pytest.mark.parametrize(
    "query",
    ["state=gone", "urgency=x", "channel=pigeon", "kind=x", "legal=x", "agency=XX", "files=2"],
)
def test_a_filter_nobody_could_choose_is_not_found(standing: StandingSite, query: str) -> None:
    assert standing.officer(Role.TRIAGE_OFFICER).get(f"{INBOX}?{query}").status == 404


def test_a_clerk_does_not_filter_by_what_the_classifier_says(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    page = clerk.get(INBOX).html
    assert 'name="channel"' in page
    assert 'name="agency"' not in page
    assert clerk.get(f"{INBOX}?agency=BXD").status == 404


def test_who_gets_a_copy_is_said_before_and_after_forwarding_r25(standing: StandingSite) -> None:
    case_id = standing.case()
    with standing.desk() as desk:
        member = desk.who(Role.TASKFORCE_MEMBER)
        follows(standing.system, member, "BXD")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    before = officer.get(page).text
    assert f"Bộ Xây dựng : Bản sao gửi thành viên Tổ công tác theo dõi: {member.name}." in before
    assert "Bộ Tài chính : Chưa có thành viên Tổ công tác nào được phân công" in before
    _forward(standing, officer, case_id, "")
    after = officer.get(page).text
    assert f"Bản sao đã gửi thành viên Tổ công tác: {member.name}, 16/11/2026" in after


def test_the_page_asks_who_is_there_and_nothing_fails_without_redis(
    standing: StandingSite,
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    answer = officer.get(f"/thuong-truc/ho-so/{case_id}/dang-mo")
    with standing.inside():
        version = case_now(case_id).version
    assert answer.status == 200
    assert '"others":[]' in answer.html.replace(" ", "")
    assert f'"version":{version}' in answer.html.replace(" ", "")
    assert officer.get("/thuong-truc/ho-so/4242/dang-mo").status == 404


def test_the_inbox_asks_the_same_number_of_questions_however_long(standing: StandingSite) -> None:
    officer = standing.officer(Role.TRIAGE_OFFICER)
    case_id, _ = standing.case(), standing.case()
    counts = []
    for more in (0, 12):
        for _ in range(more):
            standing.suggest(standing.case(channel="post"))
        with standing.counting() as sent:
            officer.get(f"{INBOX}?kind=recommendation&from=01/11/2026")
            officer.get(f"{INBOX}?case={case_id}")
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("asked", ["Bộ GTVT", "bo gtvt", "Bộ Giao thông vận tải", "Bộ Xây dựng"])
def test_search_finds_by_a_bodys_old_and_new_name_r18(standing: StandingSite, asked: str) -> None:
    case_id = standing.case(title="Việc của bộ mới")
    with standing.desk() as desk:
        desk.forward(case_id, "BXD")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"/thuong-truc/tim-kiem?q={asked}")
    assert "Cơ quan: Bộ Xây dựng" in page.text
    assert "Việc của bộ mới" in page.text
    assert f'href="{INBOX}?agency=BXD"' in page.html


def test_a_local_body_without_its_place_is_asked_for_it(standing: StandingSite) -> None:
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get("/thuong-truc/tim-kiem?q=Sở LĐTBXH").text
    assert "gõ thêm tên tỉnh" in page


def test_the_words_searched_for_are_marked_with_and_without_marks(standing: StandingSite) -> None:
    standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get("/thuong-truc/tim-kiem?q=chung thuc").html
    assert '<mark class="pakn-mark">chứng</mark> <mark class="pakn-mark">thực</mark>' in page
    assert 'class="pakn-excerpt"' in page
