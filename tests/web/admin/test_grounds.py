"""The pages of grounds and guidances: preview, edit, out of use and back."""

import pytest

from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person
from tests.factories.reading import fresh

LIST = "/quan-tri/can-cu/"
ADD = f"{LIST}them/can-cu"
ONE = f"{LIST}muc/not_vietnamese"
GOOD = {
    "title": "Chưa rõ sự việc",
    "public_text": "Nội dung chưa nêu rõ sự việc.\n\nAnh/chị gửi lại và ghi rõ nơi, lúc.",
    "article": "NĐ 20/2008/NĐ-CP Đ7",
    "sort": "3",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    """An administrator's browser."""
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def send(admin: Browser, path: str = ADD, **changes: str) -> Page:
    """Send the form of a ground as its page showed it, to be saved."""
    seen = admin.get(path).value_of("seen")
    return admin.send(path, {"seen": seen, "submit": "y", **GOOD, **changes}, form_on=path)


def test_the_list_shows_both_kinds(admin: Browser) -> None:
    page = admin.get(LIST)
    for words in ("Không bằng tiếng Việt", "Khiếu nại: gửi người có thẩm quyền", "Đang dùng"):
        assert words in page.text


def test_a_preview_stores_nothing_and_keeps_what_was_typed(admin: Browser) -> None:
    typed = {**GOOD, "preview": "y"}
    page = admin.send(ADD, typed, form_on=ADD)
    assert page.status == 200
    assert '<p class="govuk-body">Anh/chị gửi lại và ghi rõ nơi, lúc.</p>' in page.html
    assert page.value_of("title") == GOOD["title"]
    assert GOOD["title"] not in admin.get(LIST).text


def test_a_ground_is_added_changed_and_put_out_of_use(admin: Browser) -> None:
    done = send(admin)
    assert done.status == 302
    path = done.location
    assert "Đang dùng" in admin.get(path).text
    assert send(admin, path, article="NĐ 20/2008/NĐ-CP Đ9").status == 302
    assert "NĐ 20/2008/NĐ-CP Đ9" in admin.get(LIST).text
    stopped = admin.send(f"{path}/ngung", {}, form_on=path, follow=True)
    assert "Đã ngừng dùng" in stopped.text
    assert "Dùng lại mục này" in stopped.text
    assert admin.send(f"{path}/dung", {}, form_on=path).status == 302


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Hãy điền"),
        ("title", "Không bằng tiếng Việt", "Đã có căn cứ"),
        ("public_text", "Ngắn", "quá ngắn"),
        ("article", "a" * 201, "quá dài"),
        ("sort", "đầu tiên", "số nguyên"),
        ("sort", "-1", "số nguyên"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    admin: Browser, field: str, typed: str, said: str
) -> None:
    page = send(admin, **{field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    assert page.value_of(field) == typed
    assert page.value_of("article" if field != "article" else "title")


def test_words_are_shown_and_never_run(admin: Browser) -> None:
    hostile = "<script>alert(1)</script> Anh/chị gửi lại {{ 7 * 7 }} nhé."
    page = admin.send(ADD, {**GOOD, "public_text": hostile, "preview": "y"}, form_on=ADD)
    assert "<script>alert(1)" not in page.html
    assert "{{ 7 * 7 }}" in page.text


def test_an_overtaken_form_keeps_its_words(admin: Browser) -> None:
    stale = admin.get(ONE).value_of("seen")
    send(admin, ONE, title="Tên mới")
    page = send(admin, ONE, seen=stale, title="Tên khác")
    assert page.status == 422
    assert "Người khác vừa sửa" in page.error_of("title")
    assert page.value_of("title") == "Tên khác"


def test_the_ground_the_program_needs_stays_in_use(admin: Browser) -> None:
    path = f"{LIST}muc/supplement_lapsed"
    page = admin.send(f"{path}/ngung", {}, form_on=path, follow=True)
    assert "Hệ thống tự dùng căn cứ này" in page.text
    assert "Đang dùng" in page.text


def test_what_does_not_exist_is_not_found(admin: Browser) -> None:
    for path in ("muc/khong_co", "them/khac", f"muc/{'a' * 300}", "muc/%00"):
        assert admin.get(f"{LIST}{path}").status == 404
    assert admin.send(f"{LIST}muc/khong_co/dung", {}, form_on=ONE).status == 302


def test_the_number_of_queries_does_not_grow(site: Site, admin: Browser) -> None:
    def queries() -> int:
        with site.counting() as statements:
            admin.get(LIST)
        return len(statements)

    before = queries()
    for number in range(5):
        send(admin, title=f"Căn cứ thử {number}")
    with site.inside():
        fresh()
    assert queries() == before
