"""The words of the messages, as their files stand."""

from pathlib import Path

import pytest

from pakn.adapters.notices import FileNotices
from pakn.ports import Notice
from pakn.rules.notices import CODE, EDITABLE, known_values, must_name
from pakn.rules.short_messages import measure
from pakn.settings import ROOT

MAIL = ROOT / "templates" / "mail"
WORDS = FileNotices(MAIL)
# Values as long as they come; the address stands for a ministry's.
VALUES = {
    "base_url": "https://phananhkiennghi.vidu.gov.vn",
    "number": "PAKN.20261116.12345",
    "secret": "SECRET",
    "received_on": "16/11/2026",
    "due_on": "30/11/2026",
    "agency": "Bộ Văn hóa, Thể thao và Du lịch",
    "ground_text": "Đã hết thời hạn bổ sung.",
    "hotline": "024 0000 0000",
    "code": "012345",
    "minutes": 10,
    "case_id": 1,
    "filed": 384,
    "repeated": 2,
    "refused": 1,
    "report_id": 7,
    "period": "2026-11",
    "first": "15/10/2026",
    "last": "14/11/2026",
    "problems": 0,
}
MAILS, SHORT = WORDS.names("mail"), WORDS.names("sms")
STAFF = sorted(set(MAILS) - EDITABLE)


def said(notice: str, channel: str, **changes: object) -> Notice:
    """A notice in words."""
    return WORDS.fill(WORDS.template(notice, channel), {**VALUES, **changes})


def test_every_message_to_a_petitioner_has_words_for_both_channels() -> None:
    """R37; staff are told by mail only."""
    assert set(SHORT) == EDITABLE
    assert set(MAILS) >= EDITABLE


def test_every_message_to_staff_is_sent_by_a_service() -> None:
    services = (ROOT / "pakn" / "services").glob("*.py")
    source = "\n".join(path.read_text(encoding="utf-8") for path in services)
    assert all(f'"{notice}"' in source for notice in STAFF)


@pytest.mark.parametrize("channel", ["mail", "sms"])
def test_files_name_only_values_that_their_notice_has(channel: str) -> None:
    for notice in EDITABLE:
        asks = WORDS.asks(WORDS.template(notice, channel))
        assert asks <= known_values(notice), notice
        assert must_name(notice) in asks, notice


@pytest.mark.parametrize("notice", SHORT)
def test_a_short_message_fits_into_one_and_has_no_marks(notice: str) -> None:
    text = " ".join(said(notice, "sms").body.split())
    assert text.isascii()
    assert measure(text).parts == 1, text


@pytest.mark.parametrize("notice", sorted(EDITABLE - {CODE}))
def test_a_mail_names_the_petition_and_leads_to_a_page(notice: str) -> None:
    rendered = said(notice, "mail")
    assert "PAKN.20261116.12345" in rendered.subject
    assert "https://phananhkiennghi.vidu.gov.vn/" in rendered.body
    assert "{{" not in rendered.subject + rendered.body
    assert "{%" not in rendered.body


def test_a_report_that_does_not_add_up_is_announced_as_such() -> None:
    rendered = said("report_ready", "mail")
    assert "2026-11" in rendered.subject
    assert "https://phananhkiennghi.vidu.gov.vn/bao-cao/tong-hop/7" in rendered.body
    assert "chưa khớp" not in rendered.body
    assert "2 chỗ số liệu chưa khớp" in said("report_ready", "mail", problems=2).body


def test_a_table_is_reported_in_one_mail() -> None:
    rendered = said("imported", "mail")
    assert "384" in rendered.subject
    assert "https://phananhkiennghi.vidu.gov.vn/hoi-dong/" in rendered.body


@pytest.mark.parametrize("channel", ["mail", "sms"])
def test_only_the_mailed_receipt_holds_the_lookup_secret(channel: str) -> None:
    names = WORDS.names(channel)
    telling = {name for name in names if "{{ secret" in WORDS.template(name, channel).body}
    assert telling == ({"received"} if channel == "mail" else set())


def test_a_code_does_not_stand_in_the_subject_that_a_locked_phone_shows() -> None:
    assert "012345" not in said(CODE, "mail").subject
    assert "012345" in said(CODE, "mail").body


def test_without_a_hotline_nothing_speaks_of_one() -> None:
    assert "xin gọi" not in said("result", "mail", hotline="").body
    assert "xin gọi 024 0000 0000" in said("result", "mail").body


@pytest.mark.parametrize(
    "body",
    [
        "{{ number.__class__ }}",
        "{% for x in number %}{{ x }}{% endfor %}",
        "{% set a = 1 %}",
        "{{ number | upper }}",
        "{{ 9 ** 9999999 }}",
        "{{ range(10) }}",
        "{% include 'received/body.txt' %}",
        "{{ number",
        "{% if number %}",
        "{{ cycler }}{{ self }}{{ number() }}",
    ],
)
def test_a_template_can_do_nothing_but_say_values(body: str) -> None:
    with pytest.raises(ValueError, match=r"unreadable|more than values"):
        WORDS.asks(Notice("", body))


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(ValueError, match="missing"):
        WORDS.fill(Notice("", "{{ number }}"), {})


def test_unknown_words_are_said(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        FileNotices(tmp_path).template("received", "mail")
    with pytest.raises(LookupError):
        WORDS.template("../mail/received", "mail")
