"""The room for letters at the standing body: lists, the preview, every act through its page."""

from contextlib import suppress

import pytest
from sqlalchemy import select, update

from models.casework import Case
from models.letters import Letter
from models.reference import Parameter
from pakn.ports import DocumentUnavailable
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.browsing import Browser
from tests.factories.documents import values_of
from tests.factories.lettering import (
    forwarded_case,
    letter_ids,
    letter_now,
    take_on,
    transfer_letter,
    words_of,
)
from tests.web.standing.site import StandingSite

HOME = "/thuong-truc/van-ban/"


def draft(standing: StandingSite, state: str = "draft", *, key: str = "k") -> int:
    """A công văn chuyển for one case, brought to a state."""
    with standing.desk() as work:
        letter_id = transfer_letter(work, forwarded_case(work), key=key)
        if state != "draft":
            take_on(work, letter_id, state)
    return letter_id


def state_of(standing: StandingSite, letter_id: int) -> Letter:
    """A letter as it is stored."""
    with standing.inside():
        return letter_now(letter_id)


def version(standing: StandingSite, letter_id: int) -> str:
    """The version that a page of now carries."""
    return str(state_of(standing, letter_id).version)


@pytest.mark.parametrize(
    ("role", "state", "address"),
    [
        (Role.UNIT_LEAD, "draft", "duyet"),
        (Role.SIGNER, "approved", "ky"),
        (Role.RECORDS_CLERK, "signed", "vao-so"),
        (Role.TRIAGE_OFFICER, "draft", "huy"),
    ],
)
def test_each_act_stands_on_the_page_of_its_role_only(
    standing: StandingSite, role: Role, state: str, address: str
) -> None:
    letter_id = draft(standing, state)
    page = standing.officer(role).get(f"{HOME}{letter_id}")
    assert f'action="{HOME}{letter_id}/{address}"' in page.html
    others = {Role.TRIAGE_OFFICER, Role.UNIT_LEAD, Role.SIGNER, Role.RECORDS_CLERK, Role.ASSISTANT}
    writers = {Role.TRIAGE_OFFICER, Role.UNIT_LEAD}
    for other in others - (writers if address == "huy" else {role}):
        browser = standing.officer(other)
        assert f"{letter_id}/{address}" not in browser.get(f"{HOME}{letter_id}").html
        sent = browser.send(f"{HOME}{letter_id}/{address}", {}, form_on="/tai-khoan/cua-toi")
        assert sent.status == 403
    assert state_of(standing, letter_id).state == state


def test_a_letter_goes_from_draft_to_number_through_its_pages(standing: StandingSite) -> None:
    letter_id = draft(standing)
    page = f"{HOME}{letter_id}"
    lead, signer, clerk = map(standing.officer, (Role.UNIT_LEAD, Role.SIGNER, Role.RECORDS_CLERK))

    def send(browser: Browser, act: str, **values: str) -> str:
        typed = {"seen_version": version(standing, letter_id), **values}
        return browser.send(f"{page}/{act}", typed, form_on=page, follow=True).text

    assert "văn bản chờ người có thẩm quyền ký" in send(lead, "duyet")
    assert "văn bản chờ văn thư vào sổ" in send(signer, "ky")
    assert "được phát hành" in send(clerk, "vao-so", number="8", issued_on="16/11/2026")
    letter = state_of(standing, letter_id)
    assert (letter.state, letter.number) == ("issued", "08/VPCP-KSTT")
    shown = clerk.get(page)
    assert "Số: 08/VPCP-KSTT" in shown.text
    assert "ngày 16 tháng 11 năm 2026" in shown.text
    done = ["Soạn văn bản", "Duyệt văn bản", "Ký văn bản", "Vào sổ, phát hành văn bản"]
    places = [shown.text.rindex(one) for one in done]
    assert places == sorted(places)
    assert "(Lãnh đạo đơn vị)" in shown.text
    assert f'action="{page}' not in shown.html


def test_the_preview_is_what_is_printed(standing: StandingSite) -> None:
    letter_id = draft(standing)
    browser = standing.officer(Role.SIGNER)
    page = browser.get(f"{HOME}{letter_id}")
    file = browser.raw(f"{HOME}{letter_id}/van-ban.docx")
    assert file.mimetype.endswith("wordprocessingml.document")
    assert "cong-van-chuyen-bca-du-thao-" in file.headers["Content-Disposition"]
    said = words_of(file.data)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:", "./.", "Bộ Công an"):
        assert words in said
        assert words in page.text
    assert "no-store" in file.headers["Cache-Control"]


def test_a_letter_downloads_as_pdf_or_says_that_it_cannot(
    standing: StandingSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter_id = draft(standing)
    browser = standing.officer(Role.SIGNER)
    with suppress(DocumentUnavailable):
        standing.system.ports.documents.pdf("urge", values_of("urge"))
        file = browser.raw(f"{HOME}{letter_id}/van-ban.pdf")
        assert file.mimetype == "application/pdf"
        assert file.data.startswith(b"%PDF-")
    monkeypatch.setattr(standing.system.ports.documents, "_pdf_module", "pakn.no_such_module")
    page = browser.get(f"{HOME}{letter_id}/van-ban.pdf", follow=True)
    assert page.path == f"{HOME}{letter_id}"
    assert "PDF chưa tạo được" in page.text


def test_a_stale_number_is_refused_and_kept(standing: StandingSite) -> None:
    letter_id = draft(standing, "signed")
    clerk, officer = standing.officer(Role.RECORDS_CLERK), standing.officer(Role.UNIT_LEAD)
    page = f"{HOME}{letter_id}"
    seen = version(standing, letter_id)
    officer.send(f"{page}/huy", {"seen_version": seen, "reason": "Gửi nhầm"}, form_on=page)
    typed = {"seen_version": seen, "number": "4321", "issued_on": "15/11/2026"}
    answer = clerk.send(f"{page}/vao-so", typed, form_on="/tai-khoan/cua-toi")
    assert answer.status == 409
    assert "đã thực hiện “Hủy văn bản”" in answer.text
    assert "trạng thái “Đã hủy”" in answer.text
    assert answer.value_of("number") == "4321"
    assert answer.value_of("issued_on") == "15/11/2026"
    assert state_of(standing, letter_id).state == "cancelled"
    assert "Gửi nhầm" in clerk.get(page).text


def test_a_second_click_is_harmless(standing: StandingSite) -> None:
    letter_id = draft(standing)
    page, lead = f"{HOME}{letter_id}", standing.officer(Role.UNIT_LEAD)
    typed = {"seen_version": version(standing, letter_id)}
    for _ in range(2):
        answer = lead.send(f"{page}/duyet", typed, form_on="/tai-khoan/cua-toi", follow=True)
        assert answer.status == 200
        assert "Đã duyệt" in answer.text
    assert state_of(standing, letter_id).version == 2
    other = standing.officer(Role.UNIT_LEAD)
    refused = other.send(f"{page}/duyet", typed, form_on="/tai-khoan/cua-toi")
    assert refused.status == 409


@pytest.mark.parametrize(
    ("number", "day", "field", "words"),
    [
        ("", "16/11/2026", "number", "Hãy điền"),
        ("12", "", "issued_on", "Hãy điền"),
        ("12", "32/11/2026", "issued_on", "Ngày chưa đúng"),
        ("12", "17/11/2026", "issued_on", "chưa đến"),
    ],
)
def test_a_wrong_number_or_day_is_said_at_its_field(
    standing: StandingSite, number: str, day: str, field: str, words: str
) -> None:
    letter_id = draft(standing, "signed")
    page, clerk = f"{HOME}{letter_id}", standing.officer(Role.RECORDS_CLERK)
    typed = {
        "seen_version": version(standing, letter_id),
        "number": number,
        "issued_on": day,
    }
    answer = clerk.send(f"{page}/vao-so", typed, form_on=page)
    assert answer.status == 422
    assert words in answer.error_of(field)
    assert (answer.value_of("number"), answer.value_of("issued_on")) == (number, day)
    assert state_of(standing, letter_id).state == "signed"


def test_a_number_in_use_is_refused(standing: StandingSite) -> None:
    draft(standing, "issued", key="one")
    letter_id = draft(standing, "signed", key="two")
    page, clerk = f"{HOME}{letter_id}", standing.officer(Role.RECORDS_CLERK)
    typed = {"seen_version": "3", "number": "15", "issued_on": "16/11/2026"}
    assert "đã được dùng" in clerk.send(f"{page}/vao-so", typed, form_on=page).error_of("number")


def test_an_internal_series_gives_the_numbers(standing: StandingSite) -> None:
    """R44: no gap, in the order of the days; nothing is typed."""
    draft(standing, "issued", key="typed")
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        one = ctx.session.scalars(
            select(Parameter).where(Parameter.name == "letter_numbering")
        ).one()
        one.value = "internal"
    ids = [draft(standing, "signed", key=key) for key in ("a", "b")]
    clerk = standing.officer(Role.RECORDS_CLERK)
    assert "số tiếp theo hiện là 16/VPCP-KSTT" in clerk.get(f"{HOME}{ids[0]}").text
    for letter_id, day, number in ((ids[0], "16/11/2026", "16"), (ids[1], "15/11/2026", "")):
        page = f"{HOME}{letter_id}"
        typed = {"seen_version": "3", "issued_on": day}
        answer = clerk.send(f"{page}/vao-so", typed, form_on=page, follow=True)
        assert state_of(standing, letter_id).number == (f"{number}/VPCP-KSTT" if number else None)
    assert "trước ngày của văn bản vừa được cấp số" in answer.error_of("issued_on")
    typed = {"seen_version": "3", "issued_on": "16/11/2026", "number": "99"}
    assert clerk.send(f"{page}/vao-so", typed, form_on=page).status == 422
    clerk.send(f"{page}/vao-so", {**typed, "number": ""}, form_on=page)
    assert state_of(standing, ids[1]).number == "17/VPCP-KSTT"


def test_the_text_is_edited_and_brought_back(standing: StandingSite) -> None:
    letter_id = draft(standing)
    page, officer = f"{HOME}{letter_id}/sua", standing.officer(Role.TRIAGE_OFFICER)
    usual = officer.get(page).value_of("body")
    assert "đề nghị" in usual

    def save(text: str) -> None:
        typed = {"seen_version": version(standing, letter_id), "body": text}
        assert officer.send(page, typed, form_on=page).status == 302

    save(usual.replace("\n", "\r\n"))
    assert state_of(standing, letter_id).body == ""
    save("Đoạn mới.\r\n\r\n- Việc một")
    shown = officer.get(f"{HOME}{letter_id}")
    assert "Đoạn mới." in shown.text
    assert "- Việc một./." in shown.text
    save("  ")
    assert officer.get(page).value_of("body") == usual


def test_a_stale_text_is_kept(standing: StandingSite) -> None:
    letter_id = draft(standing)
    page, officer = f"{HOME}{letter_id}/sua", standing.officer(Role.TRIAGE_OFFICER)
    seen = version(standing, letter_id)
    with standing.desk() as work:
        take_on(work, letter_id, "approved")
    typed = {"seen_version": seen, "body": "Hai giờ công sức."}
    answer = officer.send(page, typed, form_on="/tai-khoan/cua-toi")
    assert answer.status == 409
    assert answer.value_of("body") == "Hai giờ công sức."
    assert "“Duyệt văn bản”" in answer.text
    assert 'type="submit" data-module' not in answer.html
    assert officer.get(page).status == 302


def test_too_long_a_text_is_refused_and_kept(standing: StandingSite) -> None:
    letter_id = draft(standing)
    page, officer = f"{HOME}{letter_id}/sua", standing.officer(Role.TRIAGE_OFFICER)
    text = "a" * 20_001
    answer = officer.send(page, {"seen_version": "1", "body": text}, form_on=page)
    assert answer.status == 422
    assert answer.value_of("body") == text


def test_the_list_begins_with_what_waits_for_the_role(standing: StandingSite) -> None:
    ids = {state: draft(standing, state, key=state) for state in ("draft", "approved", "signed")}
    begins = {
        Role.UNIT_LEAD: "draft",
        Role.TRIAGE_OFFICER: "draft",
        Role.SIGNER: "approved",
        Role.HEAD: "approved",
        Role.RECORDS_CLERK: "signed",
    }
    for role, state in begins.items():
        page = standing.officer(role).get(HOME)
        assert page.html.count("<tr data-row") == 1
        assert f'href="{HOME}{ids[state]}"' in page.html


@pytest.mark.parametrize("role", [Role.SIGNER, Role.RECORDS_CLERK])
def test_signer_and_records_clerk_begin_with_letters(standing: StandingSite, role: Role) -> None:
    assert standing.officer(role).get("/tai-khoan/").location == HOME


def test_slips_do_not_hide_the_other_drafts(standing: StandingSite) -> None:
    letter_id = draft(standing)
    browser = standing.officer(Role.UNIT_LEAD)
    page = browser.get(HOME)
    assert page.html.count("<tr data-row") == 1
    assert f'href="{HOME}{letter_id}"' in page.html
    slips = browser.get(f"{HOME}?loai=transfer_slip")
    assert slips.html.count("<tr data-row") == 1
    assert "Phiếu chuyển gửi Bộ Công an" in slips.text
    assert "Không có văn bản nào như vậy" in browser.get(f"{HOME}?loai=urge").text
    assert browser.get(f"{HOME}?ben=head").html.count("<tr data-row") == 0
    assert browser.get(f"{HOME}?trang-thai=x&loai=x&ben=x").status == 200


def test_the_list_is_paged_by_key_with_constant_statements(standing: StandingSite) -> None:
    browser, counts = standing.officer(Role.UNIT_LEAD), []
    with standing.desk() as work:
        cases = [forwarded_case(work) for _ in range(2)]
    for first, last in ((0, 2), (2, 27)):
        with standing.desk() as work:
            for number in range(first, last):
                transfer_letter(work, *cases, key=str(number))
        with standing.counting() as statements:
            page = browser.get(HOME)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert page.html.count("<tr data-row") == 25
    assert "27 văn bản" in page.text
    with standing.inside():
        third = letter_ids("transfer_letter")[2]
    rest = browser.get(f"{HOME}?trang-thai=draft&truoc={third}")
    assert rest.html.count("<tr data-row") == 2
    assert f"truoc={third}" in page.html
    assert browser.get(f"{HOME}?truoc=x").status == 404


def test_a_letters_page_asks_as_much_for_many_cases(standing: StandingSite) -> None:
    with standing.desk() as work:
        cases = [forwarded_case(work) for _ in range(12)]
        ids = [
            transfer_letter(work, *cases[:2], key="few"),
            transfer_letter(work, *cases, key="many"),
        ]
    browser, counts = standing.officer(Role.SIGNER), []
    browser.get(f"{HOME}{ids[0]}")
    for letter_id in ids:
        with standing.counting() as statements:
            browser.get(f"{HOME}{letter_id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_denunciation_is_in_no_letter_and_not_linked(standing: StandingSite) -> None:
    """R12: what became a tố cáo later keeps its number on the paper, nothing else."""
    letter_id = draft(standing)
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).values(legal_kind="to_cao"))
    page = standing.officer(Role.RECORDS_CLERK).get(f"{HOME}{letter_id}")
    assert page.status == 200
    assert "Bỏ yêu cầu nộp bản sao" not in page.text
    assert "/thuong-truc/ho-so/" not in page.html


def test_days_are_prefilled_with_today(standing: StandingSite) -> None:
    letter_id = draft(standing, "signed")
    page = standing.officer(Role.RECORDS_CLERK).get(f"{HOME}{letter_id}")
    assert page.value_of("issued_on") == "16/11/2026"
