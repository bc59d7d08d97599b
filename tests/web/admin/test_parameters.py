"""The pages of parameters: what is in force, what comes, and a form for each kind of value."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.queries.parameters import value_in_force
from models.reference import Parameter
from models.seed import load
from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person
from tests.factories.reading import fresh

LATER = dt.date(2027, 3, 1)
LIST = "/quan-tri/tham-so/"
ANSWER = f"{LIST}answer_limit"
GOOD = {
    "value": "15",
    "unit": "calendar",
    "valid_from": "17/11/2026",
    "article": "QĐ 29/2026/QĐ-TTg Điều 7",
    "note": "Theo công văn mới.",
}


@pytest.fixture
def admin(site: Site) -> Browser:
    """An administrator's browser."""
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def put(admin: Browser, path: str = ANSWER, **changes: str) -> Page:
    """Send the form of a parameter as its page showed it."""
    seen = admin.get(path).value_of("seen")
    return admin.send(path, {"seen": seen, **GOOD, **changes}, form_on=path)


def test_the_list_says_what_is_in_force_and_what_is_not_confirmed(admin: Browser) -> None:
    page = admin.get(LIST)
    for words in ("Thời hạn và cách tính", "Thời hạn trả lời PAKN", "20 ngày", "Chưa đối chiếu"):
        assert words in page.text
    some = admin.get(f"{LIST}?loc=chua-doi-chieu")
    assert "Thời hạn trả lời PAKN" in some.text
    assert "Ngày chốt số liệu báo cáo" in page.text
    assert "Ngày chốt số liệu báo cáo" not in some.text


def test_every_parameter_has_a_page_with_a_form_of_its_own(admin: Browser) -> None:
    names = sorted({str(row["name"]) for row in load.parameters()})
    pages = {name: admin.get(f"{LIST}{name}") for name in names}
    assert {name: page.status for name, page in pages.items() if page.status != 200} == {}
    assert [name for name, page in pages.items() if 'name="value"' not in page.html] == []


def test_a_value_is_set_from_a_day_on(site: Site, admin: Browser) -> None:
    assert put(admin).status == 302
    page = admin.get(ANSWER)
    for words in ("15 ngày", "Sắp có hiệu lực", "16/11/2026", "Theo công văn mới."):
        assert words in page.text
    assert "15 ngày từ 17/11/2026" in admin.get(LIST).text
    with site.inside():
        row = (
            fresh().scalars(select(Parameter.id).where(Parameter.article == GOOD["article"])).one()
        )
    again = admin.send(f"{ANSWER}/{row}/rut", {}, form_on=ANSWER, follow=True)
    assert "Đã rút giá trị" in again.text
    twice = admin.send(f"{ANSWER}/{row}/rut", {}, form_on=ANSWER, follow=True)
    assert "không rút được nữa" in twice.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("value", "", "Hãy điền"),
        ("value", "hai mươi", "số nguyên"),
        ("value", "1000", "khoảng cho phép"),
        ("unit", "năm", "Hãy điền"),
        ("valid_from", "15/11/2026", "đã qua"),
        ("valid_from", "31/02/2027", "Ngày chưa đúng"),
        ("valid_from", "", "Hãy điền"),
        ("article", "", "Hãy điền"),
        ("article", "a" * 301, "quá dài"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    site: Site, admin: Browser, field: str, typed: str, said: str
) -> None:
    page = put(admin, **{field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    assert page.value_of("note") == GOOD["note"]
    if field != "unit":
        assert page.value_of(field) == typed
    with site.inside():
        assert value_in_force(fresh(), "answer_limit", LATER) == 20


def test_errors_are_listed_in_the_order_of_the_fields(admin: Browser) -> None:
    page = put(admin, value="x", valid_from="", article="")
    places = [page.html.index(f'href="#{name}"') for name in ("value", "valid_from", "article")]
    assert places == sorted(places)


def test_a_form_that_another_administrator_overtook_shows_their_value(admin: Browser) -> None:
    stale = admin.get(ANSWER).value_of("seen")
    put(admin, value="10")
    page = put(admin, seen=stale, value="12")
    assert page.status == 422
    assert "Người khác vừa sửa" in page.error_of("value")
    assert "10 ngày" in page.text
    assert page.value_of("value") == "12"
    kept = {**GOOD, "value": "12", "seen": page.value_of("seen")}
    assert admin.post(ANSWER, {"csrf_token": page.token, **kept}).status == 302


def test_a_value_is_confirmed_with_its_source(site: Site, admin: Browser) -> None:
    with site.inside():
        row = fresh().scalars(select(Parameter.id).where(Parameter.name == "answer_limit")).one()
    path = f"{ANSWER}/{row}/xac-nhan"
    refused = admin.send(path, {"article": "tự đặt"}, form_on=path)
    assert refused.status == 422
    assert "văn bản, điều, khoản" in refused.error_of("article")
    done = admin.send(path, {"article": "QĐ 574/QĐ-TTg Điều 5"}, form_on=path, follow=True)
    assert "Đã xác nhận giá trị" in done.text
    assert "QĐ 574/QĐ-TTg Điều 5" in done.text
    assert admin.get(f"{LIST}appeal_limit/{row}/xac-nhan").status == 404


def test_lists_choices_and_switches_are_set_too(site: Site, admin: Browser) -> None:
    for name, typed, value in (
        ("attachment_types", "pdf, docx", ["pdf", "docx"]),
        ("notify_channels", "sms, mail", ["sms", "mail"]),
        ("pause_allowed", "yes", True),
        ("working_hours", "7:30 - 16:30", {"start": "07:30", "end": "16:30"}),
        ("head_signature", "TM. TỔ CÔNG TÁC\r\nTỔ TRƯỞNG", ["TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG"]),
    ):
        assert put(admin, f"{LIST}{name}", value=typed, valid_from="16/11/2026").status == 302
        with site.inside():
            assert value_in_force(fresh(), name, site.system.ports.clock.now().date()) == value


def test_the_auditor_reads_what_was_and_what_is(site: Site, admin: Browser) -> None:
    put(admin)
    with site.inside():
        auditor = person(site.system, Role.AUDITOR)
    page = site.signed_in(auditor).get("/nhat-ky/")
    assert "Đặt giá trị tham số" in page.text
    assert "Giá trị: 20 → 15" in page.text


def test_an_unknown_parameter_is_not_found(admin: Browser) -> None:
    for path in ("khong_co", "answer_limit/999999/xac-nhan", "%00", "a" * 300):
        assert admin.get(f"{LIST}{path}").status == 404


def test_the_number_of_queries_does_not_grow_with_values(site: Site, admin: Browser) -> None:
    def queries(path: str) -> int:
        with site.counting() as statements:
            assert admin.get(path).status == 200
        return len(statements)

    before = [queries(path) for path in (LIST, ANSWER)]
    for day in range(17, 27):
        put(admin, valid_from=f"{day}/11/2026", value=str(day))
    assert [queries(path) for path in (LIST, ANSWER)] == before
