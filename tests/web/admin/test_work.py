"""The pages of messages, schedules and models."""

import pytest
from sqlalchemy import select, update

from models.jobs import Delivery, Outbox
from pakn.rules.states import Role
from pakn.services.artefacts import promote, store_artefact
from pakn.services.context import SYSTEM
from tests.factories.browsing import Browser, Site
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

TIN = "/quan-tri/tin/"
SCHEDULES = "/quan-tri/viec/lich-chay/"
MODELS = "/quan-tri/mo-hinh/"


@pytest.fixture
def admin(site: Site) -> Browser:
    """An administrator's browser."""
    with site.inside():
        who = person(site.system, Role.ADMIN)
    return site.signed_in(who)


def message(site: Site, **values: str) -> int:
    """File a petition whose message stands as `values` say; returns the delivery."""
    with site.inside():
        file_one(site.system)
        with site.system.acting(SYSTEM) as ctx:
            ctx.session.execute(update(Delivery).values(**values))
            return (
                ctx.session.scalars(select(Delivery.id).order_by(Delivery.id.desc())).first() or 0
            )


def test_messages_are_shown_by_case_and_never_with_their_address(
    site: Site, admin: Browser
) -> None:
    message(site, state="uncertain", last_error="connection lost while sending")
    page = admin.get(TIN)
    for words in (
        "PAKN.20261116.0001",
        "Đã nhận phản ánh, kiến nghị",
        "Thư điện tử",
        "Không rõ đã gửi hay chưa",
        "Mất kết nối giữa lúc gửi",
    ):
        assert words in page.text
    assert "mau@example.invalid" not in page.html
    assert "Tin chưa rõ 1" in admin.get("/quan-tri/viec").text


def test_messages_are_filtered(site: Site, admin: Browser) -> None:
    message(site, state="sent")
    assert "PAKN.20261116.0001" in admin.get(f"{TIN}?trang_thai=sent").text
    assert "Không có tin nào" in admin.get(f"{TIN}?trang_thai=uncertain").text
    assert "Đã gửi" in admin.get(f"{TIN}?ma=pakn 20261116 1").text
    assert "Không có tin nào" in admin.get(f"{TIN}?ma=PAKN.20261116.0002").text
    odd = admin.get(f"{TIN}?ma=abc&trang_thai=%00'--")
    assert "Chưa đúng mã PAKN" in odd.text
    assert admin.get(f"{TIN}?truoc=x").status == 404


def test_an_uncertain_message_is_sent_again_by_a_button(site: Site, admin: Browser) -> None:
    delivery = message(site, state="uncertain", last_error="stopped")
    path = f"{TIN}{delivery}/gui-lai"
    page = admin.send(path, {"trang_thai": "uncertain"}, form_on=TIN, follow=True)
    assert "Đã đưa tin vào hàng chờ để gửi lại." in page.text
    assert "Không có tin nào" in page.text, "the list is still of the uncertain ones"
    again = admin.send(path, {}, form_on=TIN, follow=True)
    assert "không còn ở trạng thái chưa rõ" in again.text


def test_a_message_that_was_given_up_is_sent_again_by_a_button(site: Site, admin: Browser) -> None:
    delivery = message(site, state="pending", last_error="MailServerAway gaierror")
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Outbox)
            .where(Outbox.kind == "deliver")
            .values(state="given_up", finished_at=ctx.now, last_error="MailServerAway")
        )
    page = admin.get(f"{TIN}?trang_thai=failed")
    assert "Không gửi được" in page.text
    assert "Máy chủ thư không trả lời" in page.text
    assert admin.send(f"{TIN}{delivery}/gui-lai", {}, form_on=TIN).status == 302
    assert "Không có tin nào" in admin.get(f"{TIN}?trang_thai=failed").text


def test_schedules_are_switched_and_run(site: Site, admin: Browser) -> None:
    page = admin.get(SCHEDULES)
    for words in ("Nhắc hạn, soạn văn bản đôn đốc", "08:00 mỗi ngày làm việc", "chưa lần nào"):
        assert words in page.text
    assert "06:00 ngày 15 hằng tháng" in page.text
    off = admin.send(f"{SCHEDULES}remind/tat", {}, form_on=SCHEDULES, follow=True)
    assert "Đã tắt lịch này" in off.text
    assert "Đang tắt" in off.text
    on = admin.send(f"{SCHEDULES}remind/bat", {}, form_on=SCHEDULES, follow=True)
    assert "Đang tắt" not in on.text
    ran = admin.send(f"{SCHEDULES}remind/chay-ngay", {}, form_on=SCHEDULES, follow=True)
    assert "Đã đưa việc vào hàng chờ" in ran.text
    twice = admin.send(f"{SCHEDULES}remind/chay-ngay", {}, form_on=SCHEDULES, follow=True)
    assert "vừa được yêu cầu" in twice.text
    with site.inside():
        assert len(fresh().scalars(select(Outbox).where(Outbox.kind == "remind")).all()) == 1


@pytest.mark.parametrize("path", ["remind/khac", "khong_co/tat", "khong_co/chay-ngay"])
def test_a_schedule_that_does_not_exist_is_not_found(admin: Browser, path: str) -> None:
    assert admin.send(f"{SCHEDULES}{path}", {}, form_on=SCHEDULES).status == 404


def test_models_are_shown_with_their_figures_and_put_into_use(site: Site, admin: Browser) -> None:
    assert "Chưa có mô hình nào" in admin.get(MODELS).text
    nested = {"agency": {"n": 9, "top1": 0.593, "ece": 0.05}, "rows": 846, "corpus": "e021"}
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        store_artefact(ctx, "cu", b"1", {"top1": 0.5, "classes": ["BCA"]})
        store_artefact(ctx, "moi", b"2", nested)
        promote(ctx, "cu")
    page = admin.get(MODELS)
    for words in ("846 văn bản", "Đúng ngay gợi ý đầu", "59 %", "50 %", "Đang dùng từ"):
        assert words in page.text
    act = f"{MODELS}dua-vao-dung"
    done = admin.send(act, {"version": "moi"}, form_on=MODELS, follow=True)
    assert "Đã đưa mô hình moi vào sử dụng" in done.text
    again = admin.send(act, {"version": "moi"}, form_on=MODELS, follow=True)
    assert "Mô hình này đang được dùng" in again.text
    for version in ("", "khong-co", "\x00", "a" * 500):
        assert admin.send(act, {"version": version}, form_on=MODELS).status == 404


def test_the_number_of_queries_does_not_grow(site: Site, admin: Browser) -> None:
    def queries() -> list[int]:
        counts = []
        for path in (TIN, SCHEDULES, MODELS, "/quan-tri/viec"):
            with site.counting() as statements:
                assert admin.get(path).status == 200
            counts.append(len(statements))
        return counts

    message(site, state="uncertain")
    before = queries()
    for _ in range(5):
        message(site, state="uncertain")
    with site.inside(), site.system.acting(SYSTEM) as ctx:
        for number in range(3):
            store_artefact(ctx, f"v{number}", b"x", {"top1": 0.5})
        ctx.session.execute(update(Outbox).values(state="given_up", last_error="NotFound model"))
    assert queries() == before
