"""Planned stops: announced seven working days ahead, on every page (NĐ 224/2026 Đ13.1a)."""

import pytest
from sqlalchemy import select

from models.history import Event
from models.messages import Outage
from pakn.rules.states import Role
from tests.factories.browsing import Browser, Page, Site
from tests.factories.people import person
from tests.factories.reading import fresh

PATH = "/quan-tri/tam-ngung/"
GOOD = {
    "begins_at": "22:00 27/11/2026",
    "ends_at": "02:00 28/11/2026",
    "reason": "Nâng cấp hệ thống. Bản đang viết vẫn được giữ.",
    "reason_en": "System upgrade. Drafts are kept.",
}
TITLE = "Hệ thống tạm ngừng từ 22:00, 27/11/2026 đến 02:00, 28/11/2026"


@pytest.fixture
def admin(site: Site) -> Browser:
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def announce(admin: Browser, **changes: str) -> Page:
    return admin.send(PATH, {**GOOD, **changes}, form_on=PATH)


def test_every_page_says_when_and_why(site: Site, admin: Browser) -> None:
    assert announce(admin).status == 302
    for browser, path in ((site.visitor(), "/"), (site.visitor(), "/gui"), (admin, PATH)):
        page = browser.get(path)
        assert TITLE in page.text
        assert "Bản đang viết vẫn được giữ" in page.text
    with site.inside():
        assert fresh().scalars(select(Event.action).where(Event.chain == "system")).all()[-1] == (
            "announce_outage"
        )


def test_it_can_be_taken_back(site: Site, admin: Browser) -> None:
    announce(admin)
    with site.inside():
        outage = fresh().scalars(select(Outage.id)).one()
    for _ in range(2):
        assert admin.send(f"{PATH}{outage}/huy", {}, form_on=PATH).status == 302
    assert TITLE not in site.visitor().get("/").text
    assert "Chưa có lần tạm ngừng nào" in admin.get(PATH).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("begins_at", "", "Hãy điền"),
        ("begins_at", "tối mai", "22:00 05/12/2026"),
        ("begins_at", "25:00 27/11/2026", "22:00 05/12/2026"),
        ("begins_at", "22:00 31/02/2027", "22:00 05/12/2026"),
        ("begins_at", "08:00 16/11/2026", "đã qua"),
        ("begins_at", "22:00 20/11/2026", "07 ngày làm việc"),
        ("ends_at", "21:00 27/11/2026", "phải sau"),
        ("ends_at", "", "Hãy điền"),
        ("reason", "   ", "Hãy điền"),
        ("reason", "a" * 301, "dài"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    site: Site, admin: Browser, field: str, typed: str, said: str
) -> None:
    page = announce(admin, **{field: typed})
    assert page.status == 422
    assert said in page.error_of(field)
    other = "reason_en" if field != "reason_en" else "reason"
    assert page.value_of(other) == GOOD[other]
    with site.inside():
        assert fresh().scalars(select(Outage)).all() == []


def test_force_majeure_needs_no_notice_but_is_noted(site: Site, admin: Browser) -> None:
    assert announce(admin, begins_at="11:00 16/11/2026", unforeseen="y").status == 302
    with site.inside():
        payload = fresh().scalars(select(Event.payload).order_by(Event.id.desc())).first()
    assert payload is not None
    assert '"unforeseen":true' in payload


def test_hours_are_read_as_people_write_them(admin: Browser) -> None:
    page = announce(admin, begins_at="27-11-2026 22h30", ends_at="28.11.2026, 2 giờ 15")
    assert page.status == 302
    assert "22:30, 27/11/2026" in admin.get(PATH).text
