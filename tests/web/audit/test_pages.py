"""The auditor: the trail in words, openings of personal data, and whether the chains hold."""

import pytest
from sqlalchemy import text

from pakn.rules.states import Role
from pakn.services.identity import open_contact
from tests.factories.browsing import Browser, Site
from tests.factories.casework import RETURN_REASON, Casework
from tests.factories.people import person
from tests.factories.petitions import file_one


@pytest.fixture
def auditor(site: Site) -> Browser:
    """An auditor's browser."""
    with site.inside():
        who = person(site.system, Role.AUDITOR)
    return site.signed_in(who)


def test_the_trail_says_who_did_what_and_what_changed(site: Site, auditor: Browser) -> None:
    work = Casework(site.system)
    with site.inside():
        receipt = file_one(site.system)
        work.forward(receipt.case_id, "BCA")
        work.give_back(receipt.case_id, "BCA", proposed="BXD")
    page = auditor.get("/nhat-ky/")
    assert receipt.number in page.text
    assert "Chuyển trả" in page.text
    assert "Cơ quan đề nghị: BXD" in page.text
    assert "Cơ quan chủ trì: BCA" in page.text
    assert "Chờ tiếp nhận, phân loại → Đã chuyển, chờ cơ quan xử lý tiếp nhận" in page.text
    assert "Có ghi lý do (không hiện ở đây)" in page.text
    assert RETURN_REASON not in page.text


def test_every_opening_of_personal_data_is_listed_with_its_reason(
    site: Site, auditor: Browser
) -> None:
    assert "Chưa ai mở" in auditor.get("/nhat-ky/thong-tin-ca-nhan").text
    with site.inside():
        receipt = file_one(site.system)
        officer = person(site.system, Role.TRIAGE_OFFICER)
        with site.system.acting(officer) as ctx:
            open_contact(ctx, 1, case_id=receipt.case_id, reason="Gọi lại để hỏi địa điểm")
    page = auditor.get("/nhat-ky/thong-tin-ca-nhan")
    assert "Gọi lại để hỏi địa điểm" in page.text
    assert officer.name in page.text
    assert receipt.number in page.text
    assert "Nguyễn Thị Mẫu" not in page.html


def test_whole_chains_are_found_whole(site: Site, auditor: Browser) -> None:
    with site.inside():
        file_one(site.system)
    page = auditor.send("/nhat-ky/kiem-tra-chuoi", {}, form_on="/nhat-ky/", follow=True)
    assert page.path == "/nhat-ky/"
    assert "lịch sử còn nguyên vẹn" in page.text


@pytest.mark.parametrize(
    "change", ["payload = replace(payload, 'web', 'fax')", "role = 'admin'", "seq = 2"]
)
def test_a_changed_event_is_named(site: Site, auditor: Browser, change: str) -> None:
    with site.inside():
        file_one(site.system)
        with site.system.acting(person(site.system, Role.ADMIN)) as ctx:
            ctx.session.execute(text(f"UPDATE event SET {change} WHERE case_id = 1"))
    page = auditor.send("/nhat-ky/kiem-tra-chuoi", {}, form_on="/nhat-ky/", follow=True)
    assert "không còn nguyên vẹn: chuỗi case:1, sự kiện thứ 1" in page.text


def test_the_trail_goes_on_by_key(site: Site, auditor: Browser) -> None:
    with site.inside():
        for _ in range(55):
            file_one(site.system)
    first = auditor.get("/nhat-ky/")
    assert first.text.count("Gửi phản ánh, kiến nghị") == 50
    more = first.html.split('rel="next" href="')[1].split('"')[0]
    second = auditor.get(more)
    assert second.text.count("Gửi phản ánh, kiến nghị") == 5
    assert "Nạp danh mục ban đầu" in second.text


def test_statements_do_not_grow_with_the_trail(site: Site, auditor: Browser) -> None:
    counts = []
    for _ in range(2):
        with site.inside():
            for _ in range(4):
                file_one(site.system)
        with site.counting() as statements:
            auditor.get("/nhat-ky/")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/nhat-ky/", "/nhat-ky/thong-tin-ca-nhan"])
@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "1e3", "²"])
def test_nonsense_as_a_page_key_is_not_found(auditor: Browser, path: str, key: str) -> None:
    assert auditor.get(f"{path}?truoc={key}").status == 404
