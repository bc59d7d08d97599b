"""The administrator: work that was given up, signs of life, and banners that cannot be missed."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.jobs import Outbox
from pakn.rules.states import Role
from pakn.services.artefacts import promote, store_artefact
from pakn.services.context import SYSTEM
from pakn.services.scheduling import beat
from tests.factories.browsing import Browser, Site
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

PAGES = ("/quan-tri/viec", "/quan-tri/tinh-trang")
GIVEN_UP = "cần người quyết định"
NOT_RUNNING = "Việc nền đang dừng"


@pytest.fixture
def admin(site: Site) -> Browser:
    """An administrator's browser."""
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def give_up(site: Site) -> int:
    """File a petition and give up its suggestion."""
    with site.inside():
        file_one(site.system)
        with site.system.acting(SYSTEM) as ctx:
            row = ctx.session.scalars(select(Outbox).where(Outbox.kind == "suggest")).one()
            row.state, row.attempt, row.finished_at = "given_up", 5, ctx.now
            row.last_error = "ModelTooOld: <b>features</b> differ"
            return row.id


def test_work_that_was_given_up_is_shown_on_every_page(site: Site, admin: Browser) -> None:
    for path in PAGES:
        assert "Có việc đã thôi thử" not in admin.get(path).text
    give_up(site)
    for path in PAGES:
        assert "Có việc đã thôi thử" in admin.get(path).text
    page = admin.get("/quan-tri/viec")
    assert "Gợi ý cơ quan xử lý" in page.text
    assert "ModelTooOld: <b>features</b> differ" in page.text  # escaped, so it can be read


def test_trying_again_gives_a_fresh_start_once(site: Site, admin: Browser) -> None:
    row_id = give_up(site)
    path = f"/quan-tri/viec/{row_id}/thu-lai"
    page = admin.send(path, {}, form_on="/quan-tri/viec", follow=True)
    assert "Đã đưa việc vào hàng chờ" in page.text
    assert "Không có việc nào bị bỏ lại" in page.text
    with site.inside():
        row = fresh().get_one(Outbox, row_id)
        assert (row.state, row.attempt) == ("new", 0)
    again = admin.send(path, {}, form_on="/quan-tri/viec", follow=True)
    assert "không còn ở trạng thái đã thôi thử" in again.text


@pytest.mark.parametrize("key", ["0", "9" * 30, "x"])
def test_work_that_does_not_exist_is_no_error(admin: Browser, key: str) -> None:
    page = admin.send(f"/quan-tri/viec/{key}/thu-lai", {}, form_on=PAGES[0], follow=True)
    assert page.status in (200, 404)


def test_parts_that_are_away_are_named_everywhere(admin: Browser) -> None:
    for path in PAGES:
        page = admin.get(path)
        assert NOT_RUNNING in page.text
        assert "bộ hẹn giờ" in page.text
    health = admin.get("/quan-tri/tinh-trang")
    assert "không liên lạc được" in health.text
    assert "chưa từng thấy hoạt động" in health.text


def test_a_schedule_that_beats_is_well_until_it_stops(site: Site, admin: Browser) -> None:
    now = site.system.ports.clock.now()
    for seen, words in (
        (now, "thấy hoạt động 0,0 giây trước"),
        (now - dt.timedelta(minutes=10), "thấy hoạt động 600,0 giây trước"),
    ):
        with site.inside(), site.system.acting(SYSTEM, now=seen) as ctx:
            beat(ctx, "tick", "1")
        page = admin.get("/quan-tri/tinh-trang")
        assert words in page.text
        assert ("bộ hẹn giờ." in page.text) == (seen < now)


def test_the_model_in_use_is_shown_with_its_figures(site: Site, admin: Browser) -> None:
    assert "Chưa có mô hình nào" in admin.get("/quan-tri/tinh-trang").text
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        store_artefact(ctx, "2026-11-16-1", b"numbers", {"top1": 0.91, "classes": ["BCA"]})
        promote(ctx, "2026-11-16-1")
    page = admin.get("/quan-tri/tinh-trang")
    assert "2026-11-16-1" in page.text
    assert "0.91" in page.text


def test_everything_of_a_kind_is_tried_again_by_one_button(site: Site, admin: Browser) -> None:
    give_up(site)
    page = admin.get("/quan-tri/viec")
    assert "Gợi ý cơ quan xử lý : 1" in page.text
    assert "Mô hình gợi ý không hợp" in page.text
    path = "/quan-tri/viec/loai/suggest/thu-lai"
    done = admin.send(path, {}, form_on="/quan-tri/viec", follow=True)
    assert "Đã đưa 1 việc vào hàng chờ" in done.text
    again = admin.send(path, {}, form_on="/quan-tri/tham-so/answer_limit", follow=True)
    assert "Không còn việc nào của loại này" in again.text
