"""One petition with every turn it can take, as six people live it.

A citizen on a phone without JavaScript; an officer by keyboard alone; the focal person of a body
that returns the case, on a phone; the clerk who enters what another body sent on paper; its focal
person, who answers again after the publisher sent the answer back; the publisher.
"""

import datetime as dt
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.axe import assert_fit
from tests.e2e.conftest import DESKTOP, PHONE, open_context
from tests.e2e.pages import citizen, staff
from tests.e2e.stack import Stack, running
from tests.factories.databases import DATABASES
from tests.factories.folders import remove, short_folder

pytestmark = pytest.mark.e2e

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
MATTER = citizen.Matter(
    title="Đổi giấy phép lái xe vẫn phải khám sức khỏe lại dù giấy cũ còn hạn",
    content=(
        "Tôi đổi giấy phép lái xe hạng B vì thẻ bị gãy, giấy khám sức khỏe còn hạn ba tháng nhưng"
        " vẫn bị yêu cầu khám lại. Quy định này gây tốn kém, mất thêm một ngày nghỉ làm."
    ),
    proposal="Cho dùng giấy khám sức khỏe còn hạn đã có trên hệ thống.",
    province="01",
    phone="0200 000 8765",
    name="Trần Thử Nghiệm",
)
QUESTION = "Anh/chị cho biết giấy khám sức khỏe do cơ sở nào cấp, ngày nào?"
ADDED = "Giấy do trung tâm y tế cấp ngày 15/9/2026."
RETURNED = "Nội dung kiến nghị không thuộc lĩnh vực cơ quan chúng tôi quản lý."
UNFIT = "Cơ quan đã nhận và ghi nhận ý kiến của ông, bà."
SENT_BACK = "Trả lời chưa nói kết quả xem xét kiến nghị, đề nghị nêu rõ."
ANSWER = (
    "Kiến nghị được tiếp thu: giấy khám sức khỏe còn hạn đã liên thông được dùng khi đổi giấy phép"
    " lái xe. Đầu mối giải thích: ông Lê Văn Mẫu, điện thoại 0912 345 678."
)


@pytest.fixture(scope="module")
def own_stack(stack: Stack) -> Iterator[Stack]:
    """A system of the story's own, since its clock is moved; a copy starts sooner."""
    folder = short_folder()
    if not DATABASES.on_server:
        with (
            closing(sqlite3.connect(stack.instance / "pakn.db")) as source,
            closing(sqlite3.connect(folder / "pakn.db")) as copy,
        ):
            source.backup(copy)
        shutil.copy(stack.instance / "secret.key", folder / "secret.key")
    with running(folder) as ready:
        yield ready
    remove(folder)


@pytest.fixture
def people(browser: Browser, own_stack: Stack) -> Iterator["People"]:
    made = People(browser, own_stack)
    yield made
    made.leave()


class People:
    """Browsers of the people of the story, each with a screen and cookies of their own."""

    def __init__(self, browser: Browser, stack: Stack) -> None:
        self._browser, self._stack = browser, stack
        self._contexts: list[BrowserContext] = []

    def someone(self, size: dict[str, int] = DESKTOP, *, script: bool = True) -> Page:
        """Somebody who is not signed in."""
        context = open_context(self._browser, self._stack, size, script=script)
        self._contexts.append(context)
        return context.new_page()

    def at_work(self, name: str, size: dict[str, int] = DESKTOP) -> Page:
        """Somebody signed in."""
        page = self.someone(size)
        staff.sign_in(page, name)
        return page

    def leave(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()


def today(days: int = 0) -> str:
    return (dt.datetime.now(LOCAL) + dt.timedelta(days=days)).strftime("%d/%m/%Y")


def open_by_keyboard(page: Page, slip: citizen.Slip) -> None:
    """Search by the key for it and open what was found, no mouse."""
    page.goto("/thuong-truc/")
    page.keyboard.press("/")
    page.wait_for_url("**/tim-kiem*")
    page.locator("main [name=q]").focus()
    page.keyboard.type(slip.number)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=|/ho-so/|case="))
    if "/ho-so/" not in page.url:
        page.keyboard.press("o")
        page.wait_for_url(re.compile("ho-so|case="))
    expect(page.locator("main")).to_contain_text(slip.number)


def ask(officer: Page, slip: citizen.Slip) -> None:
    """The officer asks for what is missing."""
    open_by_keyboard(officer, slip)
    officer.keyboard.press("b")
    officer.wait_for_url("**/bo-sung*")
    assert_fit(officer)
    officer.locator("[name=question]").focus()
    officer.keyboard.type(QUESTION)
    officer.keyboard.press("Control+Enter")
    expect(officer.locator(".pakn-banner--success").first).to_be_visible()


def add(phone: Page, slip: citizen.Slip) -> None:
    """The citizen reads the question after proving the phone number, and answers it."""
    citizen.follow(phone, slip)
    expect(phone.locator("main")).not_to_contain_text(QUESTION)
    citizen.open_content(phone, "8765")
    expect(phone.locator("main")).to_contain_text(QUESTION)
    phone.goto("/tra-cuu/bo-sung")
    phone.fill("[name=text]", ADDED)
    phone.locator("main form button[name=submit]").first.click()
    phone.wait_for_load_state()
    expect(phone.locator("main")).to_contain_text("Trả lời câu hỏi")


def forward(officer: Page, slip: citizen.Slip, place: str) -> str:
    """Forward to the suggestion of a place, with three keys; returns the agency's slug."""
    ends = time.monotonic() + 60
    open_by_keyboard(officer, slip)
    while officer.locator("input[type=radio][name=lead]").count() == 0:
        assert time.monotonic() < ends, "no suggestion came"
        officer.wait_for_timeout(500)
        officer.reload()
    officer.keyboard.press(place)
    slug = officer.locator("input[type=radio][name=lead]:checked").get_attribute("value") or ""
    if not officer.locator("input[name=content_codes][value='2']").is_checked():
        officer.keyboard.press("w")
    assert_fit(officer)
    officer.keyboard.press("c")
    expect(officer.locator(".pakn-banner--success").first).to_be_visible()
    return slug


def give_back(focal: Page, slip: citizen.Slip, proposed: str) -> None:
    """Not ours: a reason and the right body are needed."""
    focal.goto("/co-quan/")
    staff.row_of(focal, slip).locator("a").first.click()
    expect(focal.locator("main")).to_contain_text(ADDED)
    assert_fit(focal)
    focal.locator("[name=reason]").fill(RETURNED)
    focal.locator("form[action$='chuyen-tra'] button").last.click()
    expect(focal.locator("main")).to_contain_text("Còn chỗ cần sửa")
    expect(focal.locator("[name=reason]")).to_have_value(RETURNED)
    assert_fit(focal)
    focal.locator("[name=proposed_agency]").select_option(proposed)
    focal.locator("form[action$='chuyen-tra'] button").last.click()
    focal.wait_for_load_state()


def enter_paper(clerk: Page, slip: citizen.Slip, act: str, text: str = "") -> None:
    """Nhập hộ: what the agency sent on paper."""
    staff.find(clerk, slip)
    clerk.locator(f"main a[href$='nhap-ho/{act}']").first.click()
    assert_fit(clerk)
    clerk.fill("[name=document_number]", "77/VB-TN" if text else "76/VB-TN")
    clerk.fill("[name=document_date]", today())
    clerk.fill("[name=arrived_on]", today())
    if text:
        clerk.locator("input[name=outcome]").first.check()
        clerk.fill("[name=text]", text)
    clerk.locator("form[action*='nhap-ho'] button[type=submit]").last.click()
    expect(clerk.locator(".pakn-banner--success").first).to_be_visible()
    assert_fit(clerk)


def send_back(publisher: Page, slip: citizen.Slip) -> None:
    """The answer is complete in form only."""
    publisher.goto("/thuong-truc/kiem-tra")
    staff.find(publisher, slip)
    publisher.locator("input[name=ground]").nth(1).check()
    publisher.locator("form[action$='tra-lai'] [name=reason]").fill(SENT_BACK)
    publisher.locator("form[action$='tra-lai'] button").last.click()
    expect(publisher.locator(".pakn-banner--success").first).to_be_visible()


def answer_again(focal: Page, slip: citizen.Slip) -> None:
    """The focal person reads why, and answers on the system."""
    focal.goto("/co-quan/")
    staff.row_of(focal, slip).locator("a").first.click()
    expect(focal.locator("main")).to_contain_text(SENT_BACK)
    assert_fit(focal)
    staff.answer(focal, ANSWER, today())
    assert_fit(focal)


def release_covered(publisher: Page, slip: citizen.Slip) -> None:
    """The phone number in the answer is found and covered; a name on duty is kept with a reason."""
    publisher.goto("/thuong-truc/kiem-tra")
    staff.find(publisher, slip)
    publisher.locator("textarea[name=answer]").fill(
        "Kiến nghị được tiếp thu: giấy khám sức khỏe còn hạn đã liên thông được dùng khi đổi giấy"
        " phép lái xe. Liên hệ 0912 345 678."
    )
    publisher.locator("input[name=checked]").check()
    publisher.locator("form[action$='cong-khai'] button[data-key=c]").click()
    expect(publisher.locator("main")).to_contain_text("Còn thông tin cá nhân")
    assert_fit(publisher)
    publisher.locator("textarea[name=answer]").fill(
        "Kiến nghị được tiếp thu: giấy khám sức khỏe còn hạn đã liên thông được dùng khi đổi giấy"
        " phép lái xe."
    )
    publisher.locator("input[name=checked]").check()
    publisher.locator("form[action$='cong-khai'] button[data-key=c]").click()
    expect(publisher.locator(".pakn-banner--success").first).to_be_visible()


def letters_in(folder: Path) -> list[str]:
    """Subjects and texts of everything spooled so far."""
    found = []
    for path in sorted((folder / "mail").rglob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        found.append(f"{mail['subject']}\n{body.get_content() if body else ''}")
    return found


def next_morning_after(days: int) -> dt.datetime:
    """Half past nine on a Wednesday, at least so many days ahead."""
    day = dt.datetime.now(LOCAL) + dt.timedelta(days=days)
    day += dt.timedelta(days=(2 - day.weekday()) % 7)
    return day.replace(hour=9, minute=30, second=0, microsecond=0)


def test_a_petition_with_every_turn(people: People, own_stack: Stack) -> None:
    phone = people.someone(PHONE, script=False)
    slip = citizen.file(phone, MATTER, check=False)
    officer = people.at_work("triage_officer")
    ask(officer, slip)
    add(phone, slip)
    first = forward(officer, slip, "1")
    assert first
    wrong = people.at_work(f"agency_focal.{first.lower()}", PHONE)
    right = "BYT" if first != "BYT" else "BCA"
    give_back(wrong, slip, right)
    open_by_keyboard(officer, slip)
    expect(officer.locator("main")).to_contain_text(RETURNED)
    second = forward(officer, slip, "2")
    assert second not in ("", first)
    clerk = people.at_work("intake_clerk")
    enter_paper(clerk, slip, "tiep-nhan")
    remind(own_stack, slip)
    enter_paper(clerk, slip, "tra-loi", UNFIT)
    publisher = people.at_work("publisher")
    send_back(publisher, slip)
    focal = people.at_work(f"agency_focal.{second.lower()}")
    answer_again(focal, slip)
    release_covered(publisher, slip)
    read_the_end(phone, slip)


def reminders(stack: Stack, slip: citizen.Slip) -> list[str]:
    """The mails that say that this case is late."""
    every = letters_in(stack.instance)
    return [one for one in every if slip.number in one and "quá hạn" in one]


def remind(stack: Stack, slip: citizen.Slip) -> None:
    """A month later the agency is reminded, once, however often that morning is played."""
    later = next_morning_after(40).isoformat()
    for _ in range(2):
        played = stack.command("jobs", "run", "--as-of", later)
        assert played.returncode == 0, played.stderr
        json.loads(played.stdout)
    ends = time.monotonic() + 60
    while not (
        found := [
            one for one in letters_in(stack.instance) if slip.number in one and "quá hạn" in one
        ]
    ):
        assert time.monotonic() < ends, "nobody was reminded"
        time.sleep(0.5)
    assert len(found) == len(set(found)), "each reminder once"


def read_the_end(phone: Page, slip: citizen.Slip) -> None:
    """Without JavaScript: the steps, the whole answer after one proof more, the public page."""
    citizen.follow(phone, slip)
    citizen.open_content(phone, "8765")
    expect(phone.locator("main")).to_contain_text("Kiến nghị được tiếp thu")
    phone.goto("/ket-qua?q=giay+kham+suc+khoe")
    phone.locator("main a", has_text=MATTER.title).first.click()
    page = phone.locator("body")
    expect(page).to_contain_text("Kiến nghị được tiếp thu")
    for personal in (MATTER.name, "8765", "0912"):
        expect(page).not_to_contain_text(personal)
