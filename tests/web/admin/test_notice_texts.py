"""The pages of messages: preview with sample values, own words, back to the shipped ones."""

import pytest

from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person

LIST = "/quan-tri/mau-tin/"
MAIL = f"{LIST}mail/received"
SMS = f"{LIST}sms/received"
GOOD = {
    "subject": "Đã nhận {{ number }}",
    "body": "Cơ quan đã nhận PAKN số {{ number }}.\n\nTra cứu bằng mã {{ secret }}.",
    "valid_from": "16/11/2026",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    """An administrator's browser."""
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def send(admin: Browser, path: str = MAIL, *, act: str = "submit", **changes: str) -> Page:
    """Send the form of a message as its page showed it."""
    seen = admin.get(path).value_of("seen")
    return admin.send(path, {"seen": seen, act: "y", **GOOD, **changes}, form_on=path)


def test_the_list_says_whose_words_are_used(admin: Browser) -> None:
    page = admin.get(LIST)
    for words in ("Thư điện tử", "Tin nhắn", "Yêu cầu bổ sung thông tin", "Mẫu gốc"):
        assert words in page.text
    assert "Nhắc hạn buổi sáng" not in page.text, "messages to staff come with the program"
    send(admin)
    send(admin, SMS, body="Da nhan {{ number }}", valid_from="01/12/2026")
    page = admin.get(LIST)
    assert "Lời riêng từ 16/11/2026" in page.text
    assert "lời riêng từ 01/12/2026" in page.text


def test_a_preview_fills_sample_values_and_stores_nothing(admin: Browser) -> None:
    page = send(admin, act="preview", valid_from="")
    assert page.status == 200
    assert "Cơ quan đã nhận PAKN số PAKN.20261116.0001." in page.text
    assert page.value_of("body") == GOOD["body"]
    assert "Lời riêng từ" not in admin.get(LIST).text


def test_own_words_are_kept_and_given_up_again(admin: Browser) -> None:
    assert send(admin).status == 302
    page = admin.get(MAIL)
    assert "Lời riêng từ 16/11/2026" in page.text
    back = admin.send(f"{MAIL}/ve-ban-goc", {}, form_on=MAIL, follow=True)
    assert "Đã trở về mẫu gốc" in back.text
    again = admin.send(f"{MAIL}/ve-ban-goc", {}, form_on=MAIL, follow=True)
    assert "đang dùng mẫu gốc" in again.text


def test_words_of_a_day_to_come_are_withdrawn(admin: Browser) -> None:
    send(admin, valid_from="01/12/2026")
    page = admin.get(MAIL)
    assert "Lời sắp dùng" in page.text
    path = page.html.split('action="')
    (url,) = [part.split('"')[0] for part in path if part.split('"')[0].endswith("/rut")]
    assert admin.send(url, {}, form_on=MAIL).status == 302
    assert "Lời sắp dùng" not in admin.get(MAIL).text
    assert "không rút được nữa" in admin.send(url, {}, form_on=MAIL, follow=True).text


@pytest.mark.parametrize("act", ["submit", "preview"])
@pytest.mark.parametrize(
    ("path", "field", "typed", "said"),
    [
        (MAIL, "subject", "", "Hãy điền"),
        (MAIL, "subject", "{{ phone }}", "giá trị mà tin này không có"),
        (MAIL, "body", "", "Hãy điền"),
        (MAIL, "body", "không có số", "giá trị bắt buộc"),
        (MAIL, "body", "{{ number", "Không đọc được mẫu"),
        (MAIL, "body", "{{ number }} {{ content }}", "giá trị mà tin này không có"),
        (MAIL, "body", "{{ number }}" + "a" * 5_000, "quá dài"),
        (SMS, "body", "{{ number }} {{ secret }}", "ai cầm máy cũng đọc được"),
        (SMS, "body", "Đã nhận phản ánh " * 5 + "{{ number }}", "dài hơn một tin"),
    ],
)
def test_words_that_cannot_be_used_are_refused_at_their_field_and_kept(
    admin: Browser, act: str, path: str, field: str, typed: str, said: str
) -> None:
    page = send(admin, path, act=act, **{field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    assert page.value_of(field) == typed
    assert page.value_of("valid_from") == GOOD["valid_from"]


@pytest.mark.parametrize(("typed", "said"), [("", "Hãy điền"), ("15/11/2026", "đã qua")])
def test_the_day_is_one_to_come(admin: Browser, typed: str, said: str) -> None:
    page = send(admin, valid_from=typed)
    assert page.status == 422
    assert said in page.error_of("valid_from")
    assert page.value_of("subject") == GOOD["subject"]


def test_the_length_of_a_short_message_is_shown(admin: Browser) -> None:
    page = send(admin, SMS, act="preview", body="Da nhan {{ number }}")
    assert "26 ký tự, gửi thành 1 tin (một tin 160 ký tự)." in page.text
    marked = send(admin, SMS, act="preview", body="Đã nhận {{ number }}")
    assert "một tin 70 ký tự) vì có dấu." in marked.text


def test_words_are_shown_and_never_run(admin: Browser) -> None:
    page = send(admin, act="preview", body="<script>x</script> {{ number }}")
    assert "<script>x" not in page.html


def test_what_does_not_exist_is_not_found(admin: Browser) -> None:
    for path in ("mail/khong_co", "mail/urge_drafted", "fax/received", "sms/%00"):
        assert admin.get(f"{LIST}{path}").status == 404
    assert admin.send(f"{LIST}mail/khong_co/ve-ban-goc", {}, form_on=MAIL).status == 404


def test_the_number_of_queries_does_not_grow(site: Site, admin: Browser) -> None:
    def queries() -> list[int]:
        counts = []
        for path in (LIST, MAIL):
            with site.counting() as statements:
                admin.get(path)
            counts.append(len(statements))
        return counts

    before = queries()
    for day in range(16, 24):
        send(admin, valid_from=f"{day}/11/2026")
    assert queries() == before
