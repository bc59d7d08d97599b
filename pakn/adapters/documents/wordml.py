"""Paragraphs and tables as WordprocessingML, the text of a .docx.

Written directly: python-docx walks a table anew for every cell, which makes an annex of a thousand
cases take minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Times New Roman"

_ALIGN = {"start": "left", "centre": "center", "end": "right", "both": "both"}
_BORDER = '<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="000000"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; lengths in twips (1/20 point), sizes in points."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "start"
    first_line: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    rule_above: bool = False
    keep_next: bool = False
    page_break: bool = False


def paragraph(text: str, look: Look) -> str:
    """A paragraph of one run."""
    return f"<w:p>{_paragraph_look(look)}{_run(text, look)}</w:p>"


def rule(width: int, of: int, *, after: int = 0) -> str:
    """A thin line `width` twips long in the middle of `of` twips."""
    side = max(0, (of - width) // 2)
    return paragraph("", Look(size=2, left=side, right=side, after=after, rule_above=True))


def table(rows: Sequence[str], widths: Sequence[int], *, borders: bool) -> str:
    """A table of ready rows, fixed in its widths (twips)."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(_BORDER.format(side=side, size=4, space=0) for side in sides)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + (f"<w:tblBorders>{lines}</w:tblBorders>" if borders else "")
        + '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        f'<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        + "".join(rows)
        + "</w:tbl>"
    )


def row(cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    """A row of cells, each a text of paragraphs; a head is repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    middle = '<w:vAlign w:val="center"/>' if head else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def page_number(look: Look) -> str:
    """A paragraph that holds the number of its page."""
    field = "".join(
        f"<w:r>{_run_look(look)}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve">PAGE</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f"<w:p>{_paragraph_look(look)}{field}</w:p>"


def _paragraph_look(look: Look) -> str:
    return (
        "<w:pPr>"
        + ("<w:keepNext/>" if look.keep_next else "")
        + ("<w:pageBreakBefore/>" if look.page_break else "")
        + (_rule_above() if look.rule_above else "")
        + f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line}"'
        f' w:lineRule="auto"/><w:ind w:left="{look.left}" w:right="{look.right}"'
        f' w:firstLine="{look.first_line}"/><w:jc w:val="{_ALIGN[look.align]}"/></w:pPr>'
    )


def _rule_above() -> str:
    return f"<w:pBdr>{_BORDER.format(side='top', size=6, space=1)}</w:pBdr>"


def _run(text: str, look: Look) -> str:
    if not text:
        return ""
    return f'<w:r>{_run_look(look)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _run_look(look: Look) -> str:
    half_points = int(look.size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        + ("<w:b/><w:bCs/>" if look.bold else "")
        + ("<w:i/><w:iCs/>" if look.italic else "")
        + f'<w:color w:val="000000"/><w:sz w:val="{half_points}"/>'
        f'<w:szCs w:val="{half_points}"/><w:lang w:val="vi-VN"/></w:rPr>'
    )
