"""Documents as NĐ 30/2020/NĐ-CP Phụ lục I wants them, read back from the files (R43, R44)."""

import logging
import subprocess
import sys
from io import BytesIO
from typing import Any

import docx
import pikepdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pakn.adapters.documents import pdf
from pakn.adapters.documents.office import TemplateDocuments
from pakn.ports import DocumentUnavailable
from pakn.settings import ROOT
from pakn.sheets import BlockKind
from tests.factories.documents import FRAME, ISSUED, KINDS, cases, values_of

OFFICE = TemplateDocuments(ROOT / "templates")
LETTERS = ("transfer_letter", "urge")


def word(kind: str, **changes: Any) -> Any:
    """The .docx of a kind, opened."""
    return docx.Document(BytesIO(OFFICE.docx(kind, values_of(kind, **changes))))


def pdf_of(kind: str, **changes: Any) -> pikepdf.Pdf:
    """The PDF of a kind, opened."""
    return pikepdf.open(BytesIO(OFFICE.pdf(kind, values_of(kind, **changes))))


def texts(document: Any) -> list[str]:
    """Every paragraph, those of tables too, blanks made alike."""
    nodes = document.element.body.iter(qn("w:p"))
    found = ["".join(one.text or "" for one in node.iter(qn("w:t"))) for node in nodes]
    return [text.replace("\u00a0", " ") for text in found if text]


def mm(length: int) -> int:
    """Whole millimetres."""
    return round(length / Mm(1))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_a4_with_the_margins_of_the_decree(kind: str) -> None:
    section = word(kind).sections[0]
    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    assert 30 <= mm(section.left_margin) <= 35
    assert 15 <= mm(section.right_margin) <= 20
    assert 20 <= mm(section.top_margin) <= 25
    assert 20 <= mm(section.bottom_margin) <= 25


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_times_new_roman_for_every_script(kind: str) -> None:
    document = word(kind)
    runs = list(document.element.body.iter(qn("w:rFonts")))
    normal = document.styles["Normal"]
    assert normal.font.size == Pt(14)
    for fonts in (*runs, normal.element.rPr.rFonts):
        given = {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert given == {"Times New Roman"}
    assert len(runs) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_number_is_centred_above_and_hidden_on_the_first_page(kind: str) -> None:
    section = word(kind).sections[0]
    assert section.different_first_page_header_footer
    (numbered,) = section.header.paragraphs
    assert numbered.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in "".join(node.text or "" for node in numbered._p.iter(qn("w:instrText")))
    assert all(
        not paragraph._p.xpath(".//w:r") for paragraph in section.first_page_header.paragraphs
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_every_document_has(kind: str) -> None:
    said = texts(word(kind))
    assert said[:1] == ["VĂN PHÒNG CHÍNH PHỦ"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert "Nơi nhận:" in said
    assert "- Lưu: VT, KSTT." in said
    assert sum(text.endswith("./.") for text in said) == 1
    assert any(text.startswith("Kính gửi:") for text in said)
    assert "TL. BỘ TRƯỞNG, CHỦ NHIỆM" in said


@pytest.mark.parametrize("kind", LETTERS)
def test_a_cong_van_is_about_something_and_has_no_type(kind: str) -> None:
    said = texts(word(kind))
    assert any(text.startswith("V/v ") for text in said)
    assert "Kính gửi: Bộ Xây dựng" in said
    assert "PHỤ LỤC" in said


@pytest.mark.parametrize(
    ("kind", "name"),
    [("transfer_slip", "PHIẾU CHUYỂN"), ("reply_notice", "THÔNG BÁO"), ("report", "BÁO CÁO")],
)
def test_a_named_document_says_what_it_is(kind: str, name: str) -> None:
    said = texts(word(kind))
    assert name in said
    assert not any(text.startswith("V/v ") for text in said)


def test_a_draft_leaves_room_for_number_and_day() -> None:
    """R44: no number until it is issued."""
    said = texts(word("urge"))
    assert "Số:        /VPCP-KSTT" in said
    assert "Hà Nội, ngày      tháng      năm 2026" in said


def test_an_issued_letter_prints_number_day_and_signer() -> None:
    """Days below 10 and the months 1 and 2 with a zero (Phụ lục I)."""
    said = texts(word("urge", frame=ISSUED))
    assert "Số: 05/VPCP-KSTT" in said
    assert "Hà Nội, ngày 05 tháng 02 năm 2026" in said
    assert "Trần Văn Mẫu" in said


def test_the_text_is_justified_and_indented() -> None:
    (body,) = [one for one in word("urge").paragraphs if one.text.startswith("Theo ")]
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= body.paragraph_format.first_line_indent / Mm(1) <= 12.7
    assert body.paragraph_format.space_after >= Pt(6)


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    annex = word("transfer_letter").tables[-1]
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in annex.rows]
    assert heads == [True, False, False, False]
    assert [cell.text for cell in annex.rows[0].cells] == [
        "TT",
        "Mã số",
        "Ngày tiếp nhận",
        "Nội dung",
        "Hạn trả lời",
    ]


def test_several_addressees_stand_below_each_other() -> None:
    said = texts(word("report"))
    assert said[said.index("Kính gửi:") :][1:3] == ["- Tổ trưởng;", "- Các thành viên."]


def test_what_people_typed_cannot_become_structure() -> None:
    said = texts(word("urge", body=["</p></body><signature>", "Một & hai \x00\x1b xong"]))
    assert "</p></body><signature>" in said
    assert "Một & hai xong./." in said


def test_an_edited_text_stands_instead_of_the_usual_one() -> None:
    sheet = OFFICE.sheet("urge", values_of("urge", body=["Đoạn một.", "- Việc thứ nhất;"]))
    assert [block.kind for block in sheet.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM]
    assert sheet.text == "Đoạn một.\n\n- Việc thứ nhất."
    usual = OFFICE.sheet("urge", values_of("urge")).text
    again = OFFICE.sheet("urge", values_of("urge", body=usual.split("\n\n"))).text
    assert again == usual


def test_a_table_at_the_end_is_followed_by_the_end_mark() -> None:
    table = values_of("report")["blocks"][2]
    assert texts(word("report", blocks=[table]))[-6:].count("./.") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_has_its_pages_and_its_own_fonts(kind: str) -> None:
    made = pdf_of(kind)
    many = kind in {"transfer_letter", "urge", "report"}
    assert (len(made.pages) > 1) == many
    assert made.pdf_version >= "1.4"
    x, y, right, top = (float(one) for one in made.pages[0].mediabox)
    assert (round((right - x) / 72 * 25.4), round((top - y) / 72 * 25.4)) == (210, 297)
    fonts = [font for page in made.pages for font in page.resources.Font.values()]
    assert fonts
    for font in fonts:
        assert "+Tinos" in str(font.BaseFont)
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def test_nothing_is_fetched_for_a_pdf(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "weasyprint")
    assert len(pdf_of("urge", cases=cases(2)).pages) == 2
    assert caplog.messages == []
    with pytest.raises(ValueError, match="fetch nothing"):
        pdf.OwnFontsOnly().fetch("file:///etc/passwd")
    with pytest.raises(ValueError, match="fetch nothing"):
        pdf.OwnFontsOnly().fetch("https://example.invalid/a.png")


def test_without_pango_the_docx_is_still_made() -> None:
    poor = TemplateDocuments(ROOT / "templates", pdf_module="pakn.adapters.documents.no_pango")
    with pytest.raises(DocumentUnavailable):
        poor.pdf("urge", values_of("urge"))
    assert poor.docx("urge", values_of("urge"))[:2] == b"PK"


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(LookupError):
        OFFICE.docx("poem", {"frame": FRAME})


def test_the_program_starts_without_weasyprint() -> None:
    """60 MB that the web process pays at its first PDF only."""
    code = "import sys, pakn.composition; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
