"""A Sheet as .docx by NĐ 30/2020/NĐ-CP Phụ lục I (the boxes are numbered there)."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pakn.adapters.documents.wordml import (
    FONT,
    NAMESPACE,
    Look,
    page_number,
    paragraph,
    row,
    rule,
    table,
)
from pakn.sheets import Annex, Block, BlockKind, Sheet, Table

_PAGE = Mm(210), Mm(297)
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(30), Mm(20), Mm(20), Mm(20)
# Of the 160 mm between the margins: issuing body and nation; recipients and signature.
_WIDTH = 9071
_HEADING_COLUMNS = (3400, 5671)
_ENDING_COLUMNS = (4535, 4536)
# "Độc lập - Tự do - Hạnh phúc" in 14 point bold is 62 mm wide; the rule is as long (box 1).
_MOTTO_RULE = 3520
_ISSUER_RULE = 1300
_TITLE_RULE = 2300
_MANY_COLUMNS = 7

_LOOKS = {
    BlockKind.PARAGRAPH: Look(align="both", first_line=567, after=120, line=276),
    BlockKind.BASIS: Look(align="both", first_line=567, after=120, line=276, italic=True),
    BlockKind.HEADING: Look(bold=True, first_line=567, before=60, after=120, keep_next=True),
    BlockKind.ITEM: Look(align="both", first_line=567, after=120, line=276),
    BlockKind.NOTE: Look(size=12, italic=True, before=60, after=120),
}


def word_file(sheet: Sheet) -> bytes:
    """The document as the bytes of a .docx."""
    document = docx.Document()
    _set_up(document, sheet)
    body = document.element.body
    for node in list(body):
        if node.tag != qn("w:sectPr"):
            body.remove(node)
    text = "".join(_content(sheet))
    for number, node in enumerate(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{text}</w:body>')):
        body.insert(number, node)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_up(document: Any, sheet: Sheet) -> None:
    """Page, margins, font and the page number, which the first page does not show."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    header = section.header
    header.is_linked_to_previous = False
    numbered = page_number(Look(align="centre"))
    old = header.paragraphs[0]._p
    old.getparent().replace(
        old, parse_xml(numbered.replace("<w:p>", f'<w:p xmlns:w="{NAMESPACE}">', 1))
    )
    properties = document.core_properties
    properties.title, properties.author = sheet.title[:255], sheet.issuer[:255]
    properties.comments, properties.language = "", "vi-VN"


def _content(sheet: Sheet) -> Iterator[str]:
    yield _heading(sheet)
    if sheet.type_name:
        yield paragraph(
            sheet.type_name, Look(bold=True, align="centre", before=240, keep_next=True)
        )
        yield paragraph(sheet.abstract, Look(bold=True, align="centre", keep_next=True))
        yield rule(_TITLE_RULE, _WIDTH, after=200)
    yield from _addressees(sheet)
    for number, block in enumerate(sheet.blocks, start=1):
        yield _block(block, last=number == len(sheet.blocks))
    yield _ending(sheet)
    for annex in sheet.annexes:
        yield from _annex(annex)
    if not sheet.annexes:
        yield paragraph("", Look(size=2))  # Word wants a paragraph after a table


def _heading(sheet: Sheet) -> str:
    """Boxes 1 to 5b and 10b: two columns without borders."""
    left, right = _HEADING_COLUMNS
    issuing = [paragraph(sheet.above, Look(size=13, align="centre"))] if sheet.above else []
    issuing.append(paragraph(sheet.issuer, Look(size=13, bold=True, align="centre")))
    issuing.append(rule(_ISSUER_RULE, left, after=80))
    issuing.append(paragraph(sheet.number, Look(size=13, align="centre")))
    if sheet.about:
        issuing.append(paragraph(sheet.about, Look(size=12, align="centre", before=60)))
    if sheet.urgency:
        issuing.append(paragraph(sheet.urgency, Look(size=13, bold=True, align="centre")))
    state = [
        paragraph(sheet.nation, Look(size=13, bold=True, align="centre")),
        paragraph(sheet.motto, Look(size=14, bold=True, align="centre")),
        rule(_MOTTO_RULE, right, after=80),
        paragraph(sheet.place_date, Look(size=14, italic=True, align="centre")),
    ]
    cells = ("".join(issuing), "".join(state))
    return table([row(cells, _HEADING_COLUMNS)], _HEADING_COLUMNS, borders=False)


def _addressees(sheet: Sheet) -> Iterator[str]:
    """Box 9a: one addressee in the line, several below it."""
    if len(sheet.to) == 1:
        text = f"{sheet.to_label} {sheet.to[0]}"
        yield paragraph(text, Look(align="centre", before=240, after=200))
    elif sheet.to:
        yield paragraph(sheet.to_label, Look(left=1134, before=240))
        for number, name in enumerate(sheet.to, start=1):
            end = "." if number == len(sheet.to) else ";"
            yield paragraph(f"- {name}{end}", Look(left=2268))
        yield paragraph("", Look(size=6))


def _block(block: Block, *, last: bool = False) -> str:
    if block.table is not None:
        return _table(block.table)
    look = _LOOKS[block.kind]
    text = f"- {block.text}" if block.kind is BlockKind.ITEM else block.text
    # The signature never stands alone on a page.
    return paragraph(text, replace(look, keep_next=look.keep_next or last))


def _table(one: Table) -> str:
    size = 10 if len(one.columns) > _MANY_COLUMNS else 12
    whole = sum(column.share for column in one.columns) or 1
    widths = [_WIDTH * column.share // whole for column in one.columns]
    heads = [
        paragraph(column.heading, Look(size=size, bold=True, align="centre"))
        for column in one.columns
    ]
    looks = [Look(size=size, align=column.align, before=20, after=20) for column in one.columns]
    rows = [row(heads, widths, head=True)]
    rows += [
        row([paragraph(text, look) for text, look in zip(cells, looks, strict=True)], widths)
        for cells in one.rows
    ]
    caption = Look(size=13, bold=True, align="centre", before=120, after=80, keep_next=True)
    above = paragraph(one.caption, caption) if one.caption else ""
    return above + table(rows, widths, borders=True) + paragraph("", Look(size=6))


def _ending(sheet: Sheet) -> str:
    """Boxes 7a to 7c and 9b; the room between is for signature and seal."""
    noted = [paragraph(sheet.recipients_label, Look(size=12, bold=True, italic=True))]
    noted += [paragraph(f"- {name}", Look(size=11)) for name in sheet.recipients]
    signed = [paragraph(line, Look(bold=True, align="centre")) for line in sheet.signature]
    signed += [paragraph("", Look(align="centre"))] * 4
    signed.append(paragraph(sheet.signer, Look(bold=True, align="centre")))
    cells = ("".join(noted), "".join(signed))
    return table([row(cells, _ENDING_COLUMNS)], _ENDING_COLUMNS, borders=False)


def _annex(annex: Annex) -> Iterator[str]:
    first = Look(bold=True, align="centre", page_break=True, keep_next=True)
    yield paragraph(annex.label, first)
    yield paragraph(annex.title, Look(bold=True, align="centre", keep_next=True))
    if annex.note:
        yield paragraph(annex.note, Look(italic=True, align="centre", after=160, keep_next=True))
    for block in annex.blocks:
        yield _block(block)
