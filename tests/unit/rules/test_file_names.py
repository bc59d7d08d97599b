"""Names of files: no paths, no tricks, an ending that tells the truth."""

import unicodedata

import pytest

from pakn.rules.file_names import NAME_MAX, shown_file_name, tidy_file_name


@pytest.mark.parametrize(
    ("sent", "extension", "kept"),
    [
        ("Giấy hẹn.jpeg", "jpg", "Giấy hẹn.jpg"),
        ("IMG_0001.HEIC", "jpg", "IMG_0001.jpg"),
        ("anh.jpg.exe", "jpg", "anh.jpg"),
        ("don.pdf.docx", "docx", "don.docx"),
        (r"C:\fakepath\đơn thư.PDF", "pdf", "đơn thư.pdf"),
        ("C:đơn.PDF", "pdf", "đơn.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("/etc/cron.d/x", "png", "x.png"),
        ("anh\u202egpj.exe", "jpg", "anhgpj.jpg"),
        ("a\x00b\r\nc.png", "png", "abc.png"),
        ('a"b<c>.pdf', "pdf", "a b c.pdf"),
        ("", "jpg", "tep.jpg"),
        ("...", "jpg", "tep.jpg"),
        (".pdf", "pdf", "tep.pdf"),
        ("Quyết định 12.2026", "pdf", "Quyết định 12.2026.pdf"),
        (unicodedata.normalize("NFD", "Đơn kiến nghị.pdf"), "pdf", "Đơn kiến nghị.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_true(sent: str, extension: str, kept: str) -> None:
    assert tidy_file_name(sent, extension) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = tidy_file_name("ă" * 500 + ".pdf", "pdf")
    assert len(kept) == NAME_MAX
    assert kept.endswith(".pdf")


def test_a_long_name_is_shown_short() -> None:
    shown = shown_file_name("tên rất dài " * 30 + "cuối.exe")
    assert len(shown) <= 60
    assert shown.endswith("cuối.exe")
