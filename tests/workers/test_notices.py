"""The words of the mails."""

from pathlib import Path

import pytest

from pakn.adapters.notices import TemplateNotices
from pakn.settings import ROOT

MAIL = ROOT / "templates" / "mail"
# What `pakn.services.notices` gives every notice of a case, and `triage` adds.
VALUES = {
    "base_url": "https://pakn.example",
    "number": "PAKN.20261116.0001",
    "secret": "SECRET",
    "received_on": "16/11/2026",
    "case_id": 1,
    "agency": "Bộ Công Thương",
    "filed": 384,
    "repeated": 2,
    "refused": 1,
    "report_id": 7,
    "period": "2026-11",
    "first": "15/10/2026",
    "last": "14/11/2026",
    "problems": 0,
}
NOTICES = sorted(folder.name for folder in MAIL.iterdir() if folder.is_dir())
OF_ONE_CASE = [name for name in NOTICES if name not in ("imported", "report_ready")]


def test_every_notice_that_services_send_has_words() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in _services())
    assert NOTICES == [
        "forward_copy",
        "forwarded_to_agency",
        "imported",
        "received",
        "report_ready",
        "result",
    ]
    assert all(f'"{notice}"' in said for notice in NOTICES)


def _services() -> list[Path]:
    return list((ROOT / "pakn" / "services").glob("*.py"))


def test_a_table_is_reported_in_one_mail() -> None:
    rendered = TemplateNotices(MAIL).render("imported", VALUES)
    assert "384" in rendered.subject
    assert "https://pakn.example/hoi-dong/" in rendered.body


def test_a_report_that_does_not_add_up_is_announced_as_such() -> None:
    rendered = TemplateNotices(MAIL).render("report_ready", VALUES)
    assert "2026-11" in rendered.subject
    assert "https://pakn.example/bao-cao/tong-hop/7" in rendered.body
    assert "chưa khớp" not in rendered.body
    wrong = TemplateNotices(MAIL).render("report_ready", {**VALUES, "problems": 2})
    assert "2 chỗ số liệu chưa khớp" in wrong.body


@pytest.mark.parametrize("notice", OF_ONE_CASE)
def test_a_notice_names_the_petition_and_leads_to_a_page(notice: str) -> None:
    rendered = TemplateNotices(MAIL).render(notice, VALUES)
    assert "PAKN.20261116.0001" in rendered.subject
    assert "https://pakn.example/" in rendered.body
    assert "{{" not in rendered.subject + rendered.body


@pytest.mark.parametrize("notice", [name for name in NOTICES if name != "received"])
def test_only_the_receipt_holds_the_lookup_secret(notice: str) -> None:
    assert "SECRET" not in TemplateNotices(MAIL).render(notice, VALUES).body
