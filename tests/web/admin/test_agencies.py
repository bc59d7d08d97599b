"""The administrator's pages of the register: known at once where cases are forwarded (R18, R25)."""

import re
from collections.abc import Mapping

import pytest

from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import follows, person
from tests.factories.petitions import file_one
from tests.factories.register import stored_agency

PATH = "/quan-tri/co-quan"
ADD = f"{PATH}/them"
GOOD = {
    "slug": "BHT",
    "since": "16/11/2026",
    "name": "Bộ Hạ tầng",
    "short_name": "Hạ tầng",
    "code": "G99",
    "kind": "ministry",
    "decree": "NĐ mẫu",
    "confirmed": "y",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def key(site: Site, slug: str) -> int:
    with site.inside():
        return stored_agency(slug).id


def page_of(site: Site, slug: str) -> str:
    return f"{PATH}/{key(site, slug)}"


def add(admin: Browser, changed: Mapping[str, str] | None = None) -> Page:
    return admin.send(ADD, {**GOOD, **(changed or {})}, form_on=ADD)


def end(site: Site, admin: Browser, slug: str, heir: str, **changed: str) -> Page:
    path = f"{page_of(site, slug)}/ket-thuc"
    values = {
        "seen": admin.get(path).value_of("seen"),
        "last_day": "15/11/2026",
        "heir_0": str(key(site, heir)) if heir else "",
        "source": "Nghị quyết mẫu",
        **changed,
    }
    return admin.send(path, values, form_on=path)


def test_a_successor_is_offered_where_cases_are_forwarded_at_once(
    site: Site, admin: Browser
) -> None:
    with site.inside():
        officer = person(site.system, Role.TRIAGE_OFFICER)
        number = file_one(site.system).case_id
    desk = site.signed_in(officer)
    case = f"/thuong-truc/ho-so/{number}"
    assert "Bộ Hạ tầng" not in desk.get(case).text
    assert "Bộ Xây dựng" in desk.get(case).text
    assert add(admin).status == 302
    assert end(site, admin, "BXD", "BHT").status == 302
    page = desk.get(case)
    assert "Bộ Hạ tầng" in page.text
    assert "Bộ Xây dựng" not in page.text
    search = desk.get("/thuong-truc/tim-kiem?q=Bộ+Xây+dựng")
    assert "Bộ Hạ tầng" in search.text


def test_a_day_shows_the_bodies_of_that_day(site: Site, admin: Browser) -> None:
    today = admin.get(PATH).text
    assert "Cơ quan hoạt động ngày 16/11/2026" in today
    assert "Bộ Xây dựng" in today
    assert "Bộ Giao thông vận tải" not in today
    assert "Bộ Giao thông vận tải" in admin.get(f"{PATH}?ngay=01/01/2025").text
    wrong = admin.get(f"{PATH}?ngay=hôm+nào")
    assert wrong.status == 200
    assert "22/11/2026" in wrong.error_of("ngay")
    assert wrong.value_of("ngay") == "hôm nào"


def test_an_old_name_is_found_with_its_successors(admin: Browser) -> None:
    page = admin.get(f"{PATH}?q=giao+thong+van+tai")
    assert "Bộ Giao thông vận tải" in page.text
    assert "Đã kết thúc" in page.text
    assert re.search(r"Nay là:.*Bộ Xây dựng", page.text)
    assert "Không có cơ quan nào" in admin.get(f"{PATH}?q=%25").text
    assert admin.get(f"{PATH}?q=" + "x" * 5000).status == 200


def test_who_follows_nobody_or_oneself_is_warned_of(site: Site, admin: Browser) -> None:
    path = page_of(site, "BNV")
    assert "Chưa có thành viên Tổ công tác theo dõi" in admin.get(path).text
    with site.inside():
        member = person(site.system, Role.TASKFORCE_MEMBER, agency="BNV")
    done = admin.send(
        f"{path}/theo-doi", {"user_id": str(member.user_id)}, form_on=path, follow=True
    )
    assert "Đã phân công theo dõi" in done.text
    assert "người theo dõi làm việc ở chính cơ quan này" in done.text
    row = re.findall(r"/theo-doi/(\d+)/thoi", done.html)[0]
    bad = admin.send(f"{path}/theo-doi/{row}/thoi", {"last_day": "x"}, form_on=path, follow=True)
    assert "22/11/2026" in bad.text
    over = admin.send(f"{path}/theo-doi/{row}/thoi", {}, form_on=path, follow=True)
    assert "Đã ghi việc thôi theo dõi" in over.text
    assert "Chưa có thành viên Tổ công tác theo dõi" in over.text


def test_a_second_follower_is_refused_or_takes_over(site: Site, admin: Browser) -> None:
    with site.inside():
        first = person(site.system, Role.TASKFORCE_MEMBER)
        second = person(site.system, Role.TASKFORCE_MEMBER)
        follows(site.system, first, "BXD")
    path = page_of(site, "BXD")
    values = {"user_id": str(second.user_id), "since": "20/11/2026"}
    page = admin.send(f"{path}/theo-doi", values, form_on=path)
    assert page.status == 422
    assert "đã có người khác theo dõi" in page.error_of("user_id")
    assert page.value_of("since") == "20/11/2026"
    done = admin.send(f"{path}/theo-doi", {**values, "replace": "y"}, form_on=path, follow=True)
    assert "01/01/2025 – 19/11/2026" in done.text
    assert "từ 20/11/2026" in done.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("slug", "", "Hãy điền"),
        ("slug", "bộ mới", "chữ in hoa không dấu"),
        ("slug", "BGTVT", "kể cả cơ quan đã kết thúc"),
        ("since", "", "Hãy điền"),
        ("since", "31/02/2027", "22/11/2026"),
        ("name", "", "Hãy điền"),
        ("name", "Bộ Xây Dựng", "đã có cơ quan khác"),
        ("code", "G17", "đã có cơ quan khác"),
        ("kind", "", "Hãy điền"),
        ("kind", "province", "danh mục địa giới"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    admin: Browser, field: str, typed: str, said: str
) -> None:
    page = add(admin, {field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    assert page.value_of("short_name") == GOOD["short_name"]


def test_an_end_without_successor_is_refused_with_nothing_lost(site: Site, admin: Browser) -> None:
    page = end(site, admin, "BXD", "", field_1="cầu")
    assert page.status == 422
    assert "Hãy chọn cơ quan kế thừa" in page.error_of("heir_0")
    assert "Hãy chọn cơ quan kế thừa" in page.error_of("heir_1")
    assert page.value_of("field_1") == "cầu"
    assert page.value_of("source") == "Nghị quyết mẫu"
    gap = end(site, admin, "BXD", "BGTVT")
    assert "khoảng trống" in gap.error_of("heir_0")


def test_an_end_is_shown_and_can_be_undone(site: Site, admin: Browser) -> None:
    assert end(site, admin, "BXD", "BTC", field_1="cầu", heir_1=str(key(site, "BCA"))).status == 302
    path = page_of(site, "BXD")
    page = admin.get(path)
    assert "Đã kết thúc" in page.text
    assert "Bộ Công an" in page.text
    late = admin.send(f"{path}/hoi-phuc", {"seen": "cũ"}, form_on=path, follow=True)
    assert "Người khác vừa sửa" in late.text
    seen = page.value_of("seen")
    back = admin.send(f"{path}/hoi-phuc", {"seen": seen}, form_on=path, follow=True)
    assert "Đã hủy việc kết thúc" in back.text
    assert "Đang hoạt động" in back.text
    assert "Kết thúc cơ quan" not in admin.get(page_of(site, "UBND-01")).text


def test_two_administrators_at_once(site: Site, admin: Browser) -> None:
    path = f"{page_of(site, 'BXD')}/sua"
    old = admin.get(path).value_of("seen")
    values = {
        "name": "Bộ Xây dựng",
        "short_name": "Xây dựng",
        "code": "G17",
        "kind": "ministry",
        "seen": old,
    }
    assert admin.send(path, {**values, "decree": "NĐ thứ nhất"}, form_on=path).status == 302
    late = admin.send(path, {**values, "decree": "NĐ thứ hai"}, form_on=path)
    assert late.status == 422
    assert "Người khác vừa sửa" in late.text
    assert "NĐ thứ nhất" in late.text
    assert late.value_of("decree") == "NĐ thứ hai"
    ending = f"{page_of(site, 'BTC')}/ket-thuc"
    seen = admin.get(ending).value_of("seen")
    assert end(site, admin, "BTC", "BXD").status == 302
    second = admin.send(
        ending,
        {"seen": seen, "last_day": "15/11/2026", "heir_0": str(key(site, "BXD")), "source": "x"},
        form_on=ending,
    )
    assert second.status == 422
    assert "đã kết thúc rồi" in second.error_of("last_day")


def test_a_field_is_moved_and_taken_back(site: Site, admin: Browser) -> None:
    path, form = page_of(site, "BXD"), f"{page_of(site, 'BXD')}/chuyen-linh-vuc"
    wrong = admin.send(form, {"field": "nhà ở", "on_date": "hôm qua"}, form_on=form)
    assert wrong.status == 422
    assert wrong.value_of("field") == "nhà ở"
    values = {
        "field": "nhà ở xã hội",
        "heir_id": str(key(site, "BTC")),
        "on_date": "16/11/2026",
        "source": "NĐ mẫu",
    }
    assert admin.send(form, values, form_on=form).status == 302
    page = admin.get(path)
    assert "nhà ở xã hội" in page.text
    step = re.findall(r"/chuyen-linh-vuc/(\d+)/bo", page.html)[-1]
    undone = admin.send(f"{path}/chuyen-linh-vuc/{step}/bo", {}, form_on=path, follow=True)
    assert "Đã bỏ việc chuyển lĩnh vực" in undone.text


def test_a_name_is_added_and_taken_away(site: Site, admin: Browser) -> None:
    path = page_of(site, "BXD")
    taken = admin.send(f"{path}/ten", {"name": "Bộ Tài chính", "relation": "same"}, form_on=path)
    assert taken.status == 422
    assert "đã có cơ quan khác" in taken.error_of("name")
    values = {"name": "Bộ Cầu đường", "relation": "same", "name_since": "01/12/2026"}
    done = admin.send(f"{path}/ten", values, form_on=path, follow=True)
    assert "từ 01/12/2026" in done.text
    assert "tìm thấy theo tên “Bộ Cầu đường”" in admin.get(f"{PATH}?q=bo+cau+duong").text
    name = re.search(r"/ten/(\d+)/bo(?=(?:(?!/ten/).)*Bộ Cầu đường)", done.html, re.DOTALL)
    assert name
    gone = admin.send(f"{path}/ten/{name[1]}/bo", {}, form_on=path, follow=True)
    assert "Đã bỏ tên gọi" in gone.text
    assert "Bộ Cầu đường" not in gone.text


def test_the_audit_tells_what_was_and_what_is(site: Site, admin: Browser) -> None:
    add(admin)
    end(site, admin, "BXD", "BHT")
    with site.inside():
        auditor = person(site.system, Role.AUDITOR)
    text = site.signed_in(auditor).get("/nhat-ky/").text
    assert "Thêm cơ quan" in text
    assert "Tên cơ quan: – → Bộ Hạ tầng" in text
    assert "Kết thúc hoạt động của cơ quan" in text
    assert "Đến hết ngày: – → 15/11/2026" in text
    assert "Cơ quan kế thừa: BHT" in text


def test_lists_and_pages_cost_the_same_however_much_there_is(site: Site, admin: Browser) -> None:
    for path in (PATH, page_of(site, "BNV")):
        admin.get(path)
    with site.counting() as few:
        admin.get(PATH)
        admin.get(page_of(site, "BNV"))
    with site.inside():
        for number in range(8):
            member = person(site.system, Role.TASKFORCE_MEMBER, agency="BNV")
            follows(site.system, member, "BNV")
            person(site.system, Role.AGENCY_FOCAL, agency="BNV", username=f"dau.moi.{number}")
    with site.counting() as many:
        admin.get(PATH)
        admin.get(page_of(site, "BNV"))
    assert len(few) == len(many)


def test_the_page_of_no_body_is_not_found(admin: Browser) -> None:
    for rest in ("", "/sua", "/ket-thuc", "/chuyen-linh-vuc"):
        assert admin.get(f"{PATH}/999999{rest}").status == 404
