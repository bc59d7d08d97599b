"""One whole petition through the running system, in Chromium, as the people concerned."""

import datetime as dt
import re
import time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import assert_fit
from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import citizen, staff
from tests.e2e.stack import Stack

pytestmark = pytest.mark.e2e

MATTER = citizen.Matter(
    title="Bỏ yêu cầu nộp bản sao có chứng thực khi đăng ký xe",
    content=(
        "Khi đăng ký xe mô tô tôi phải nộp bản sao căn cước có chứng thực, trong khi công an đã"
        " tra cứu được trên cơ sở dữ liệu dân cư. Tôi mất thêm hai buổi đi lại và tiền chứng thực."
        " Quy định này không còn phù hợp."
    ),
    proposal="Bỏ thành phần hồ sơ này, cán bộ tự tra cứu trên cơ sở dữ liệu quốc gia.",
    province="01",
    phone="0200 000 4321",
)
ANSWER = (
    "Nội dung kiến nghị được tiếp thu: thành phần hồ sơ này được bỏ trong lần sửa đổi thông tư"
    " sắp tới; trong thời gian chờ, cơ quan đăng ký xe tra cứu trên cơ sở dữ liệu."
)


def figures(page: Page) -> dict[str, int]:
    """Received, forwarded and answered as the public counts page shows them."""
    page.goto("/so-lieu")
    tiles = page.locator("main .pakn-tile")
    found = {}
    for index in range(tiles.count()):
        label, value = re.split(r"\n+", tiles.nth(index).inner_text().strip())[:2]
        found[label.strip().lower()] = int(value.replace(".", ""))
    return found


def wait_for_suggestion(page: Page) -> None:
    """The worker suggests within seconds; reload until it has."""
    ends = time.monotonic() + 60
    while page.locator("input[type=radio][name=lead]").count() == 0:
        assert time.monotonic() < ends, "no suggestion came"
        time.sleep(0.5)
        page.reload()


def triage(desk: Page, slip: citizen.Slip) -> str:
    """The officer finds the case, reads the suggestion and forwards; the agency's slug."""
    staff.sign_in(desk, "triage_officer")
    assert_fit(desk)
    expect(desk.locator("main")).to_contain_text(slip.number)
    staff.find(desk, slip)
    wait_for_suggestion(desk)
    assert_fit(desk)
    panel = desk.locator("section", has=desk.locator("#forward-heading"))
    expect(panel).to_contain_text(re.compile(r"\d+ ?%"))
    assert desk.locator("mark").count() > 0, "the terms behind the suggestion are marked"
    agency = staff.forward_as_suggested(desk)
    expect(desk.locator(".pakn-banner").first).to_be_visible()
    assert_fit(desk)
    return agency


def handle(focal: Page, slip: citizen.Slip, agency: str) -> None:
    """The agency accepts and answers; it never sees who asked."""
    staff.sign_in(focal, f"agency_focal.{agency.lower()}")
    staff.accept(focal, slip)
    today = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%d/%m/%Y")
    staff.answer(focal, ANSWER, today)
    assert_fit(focal)
    expect(focal.locator("main")).not_to_contain_text(MATTER.name)


def follow(phone: Page, slip: citizen.Slip) -> None:
    """The citizen sees the steps, and content and answer only with one proof more."""
    citizen.follow(phone, slip)
    assert_fit(phone)
    expect(phone.locator("main")).not_to_contain_text(ANSWER[:40])
    citizen.open_content(phone, "4321")
    assert_fit(phone)
    expect(phone.locator("main")).to_contain_text(ANSWER[:40])


def read_in_public(phone: Page) -> None:
    """Everybody reads the answer, and nobody who asked."""
    phone.goto("/ket-qua")
    assert_fit(phone)
    phone.locator("main a", has_text=MATTER.title).first.click()
    assert_fit(phone)
    page = phone.locator("body")
    expect(page).to_contain_text(ANSWER[:40])
    for personal in (MATTER.name, "4321", "0200"):
        expect(page).not_to_contain_text(personal)


def test_one_petition_from_a_phone_to_a_published_answer(
    phone: Page, desk: Page, browser: Browser, stack: Stack
) -> None:
    before = figures(phone)
    slip = citizen.file(phone, MATTER)
    agency = triage(desk, slip)
    office = open_context(browser, stack, DESKTOP)
    handle(office.new_page(), slip, agency)
    office.close()
    press = open_context(browser, stack, DESKTOP)
    publisher = press.new_page()
    staff.sign_in(publisher, "publisher")
    staff.release(publisher, slip)
    assert_fit(publisher)
    press.close()
    follow(phone, slip)
    read_in_public(phone)
    after = figures(phone)
    assert_fit(phone)
    assert before, "the page shows figures"
    assert {label: after[label] - count for label, count in before.items()} == dict.fromkeys(
        before, 1
    ), "received, forwarded, answered and published grew by one"


def test_the_form_works_without_javascript(browser: Browser, stack: Stack) -> None:
    plain = open_context(browser, stack, PHONE, script=False)
    matter = citizen.Matter(
        title="Giờ làm việc của bộ phận một cửa không hợp với người đi làm ca",
        content="Tôi làm ca ở khu công nghiệp, bộ phận một cửa chỉ mở trong giờ hành chính ngày"
        " thường nên muốn nộp giấy tờ phải nghỉ việc không lương cả buổi.",
        proposal="Mở thêm một buổi tối hoặc sáng thứ bảy mỗi tuần.",
        province="75",
        phone="0200000009",
    )
    slip = citizen.file(plain.new_page(), matter, check=False)
    assert re.fullmatch(r"PAKN\.\d{8}\.\d{4,}", slip.number)
    plain.close()


def test_forwarding_by_keyboard_alone(phone: Page, desk: Page) -> None:
    matter = citizen.Matter(
        title="Thời hạn giấy phép lái xe hạng C quá ngắn",
        content="Tôi lái xe tải đường dài, giấy phép lái xe hạng C năm năm phải đổi, mỗi lần"
        " đi khám và chờ lịch mất hai ngày công. Quy định này không còn phù hợp thực tế.",
        proposal="Kéo dài thời hạn lên mười năm như các hạng khác.",
        province="38",
        phone="0200000010",
    )
    slip = citizen.file(phone, matter, check=False)
    staff.sign_in(desk, "triage_officer")
    staff.find(desk, slip)
    wait_for_suggestion(desk)
    desk.keyboard.press("1")
    assert desk.locator("input[type=radio][name=lead]").first.is_checked()
    desk.locator("input[name=content_codes][value='2']").focus()
    desk.keyboard.press("Space")
    desk.locator("input[name=content_codes][value='7']").focus()
    desk.keyboard.press("Space")
    desk.locator("h1").click()
    desk.keyboard.press("c")
    expect(desk.locator(".pakn-banner--success, .pakn-banner--warning").first).to_be_visible()


def test_a_second_officers_stale_act_is_refused_and_nothing_typed_is_lost(
    phone: Page, desk: Page, browser: Browser, stack: Stack
) -> None:
    matter = citizen.Matter(
        title="Thủ tục xác nhận cư trú phải làm lại mỗi sáu tháng",
        content="Trường của con tôi đòi giấy xác nhận cư trú mới trong sáu tháng, công an lại bảo"
        " đã bỏ giấy này. Gia đình không biết làm theo bên nào, đi lại nhiều lần.",
        proposal="Nhà trường tra cứu trên cơ sở dữ liệu dân cư.",
        province="33",
        phone="0200000011",
    )
    slip = citizen.file(phone, matter, check=False)
    staff.sign_in(desk, "triage_officer")
    staff.find(desk, slip)
    wait_for_suggestion(desk)
    other = open_context(browser, stack, DESKTOP)
    colleague = other.new_page()
    staff.sign_in(colleague, "triage_officer.2")
    colleague.goto(desk.url)
    staff.forward_as_suggested(colleague)
    typed = "Đề nghị xem xét gấp, nhiều phụ huynh cùng hỏi."
    desk.fill("[name=instruction]", typed)
    staff.forward_as_suggested(desk)
    expect(desk.locator("[name=instruction]")).to_have_value(typed)
    assert_fit(desk)
    other.close()
