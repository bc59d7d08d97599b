"""From a document's template and values to a Sheet.

`templates/documents/<kind>.xml` is the one source of a kind. Jinja escapes every value, so nothing
that people typed can become a part of the document's structure.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from pakn.sheets import Annex, Block, BlockKind, Column, Sheet, Table

_END = "./."
_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "basis": BlockKind.BASIS,
    "heading": BlockKind.HEADING,
    "item": BlockKind.ITEM,
    "note": BlockKind.NOTE,
}
# A no-break space is no white space here: it keeps the room of a number that is not given yet.
_SPACES = re.compile(r"[ \t\r\n]+")
# XML 1.0 cannot hold these at all.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TWO_DIGITS = 10
_PADDED_MONTHS = 2


class SheetSource:
    """Reads documents from a folder of templates."""

    def __init__(self, folder: Path) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=True
        )
        self._templates.filters.update(date=_date, day_long=_day_long, padded=_padded)

    def sheet(self, kind: str, values: Mapping[str, Any]) -> Sheet:
        """The document; raises LookupError for an unknown kind or a value nobody gave."""
        try:
            template = self._templates.get_template(f"{kind}.xml")
        except TemplateNotFound as missing:
            raise LookupError(kind) from missing
        text = _CONTROLS.sub("", template.render(values))
        # Our own template: no declaration of types or entities can come in, values are escaped.
        return _read(ElementTree.fromstring(text))  # noqa: S314


def _read(root: ElementTree.Element) -> Sheet:
    to, recipients, signature = root.find("to"), root.find("recipients"), root.find("signature")
    assert to is not None
    assert recipients is not None
    assert signature is not None
    addressees = _texts(to, "name")
    return Sheet(
        nation=_of(root, "nation"),
        motto=_of(root, "motto"),
        above=_of(root, "above"),
        issuer=_of(root, "issuer").upper(),
        number=_of(root, "number"),
        place_date=_of(root, "place-date"),
        about=_of(root, "about"),
        type_name=_of(root, "type").upper(),
        abstract=_of(root, "abstract"),
        urgency=_of(root, "urgency").upper(),
        to_label=to.get("label", "") if addressees else "",
        to=addressees,
        blocks=_ended(_blocks(root.find("body"))),
        signature=tuple(line.upper() for line in _texts(signature, "line")),
        signer=_of(signature, "name"),
        recipients_label=recipients.get("label", ""),
        recipients=_texts(recipients, "name"),
        annexes=tuple(_annex(one) for one in root.iter("annex")),
    )


def _annex(node: ElementTree.Element) -> Annex:
    label, title, note = (_clean(node.get(name)) for name in ("label", "title", "note"))
    return Annex(label.upper(), title.upper(), note, tuple(_blocks(node)))


def _blocks(parent: ElementTree.Element | None) -> Iterator[Block]:
    for node in parent if parent is not None else ():
        if node.tag == "table":
            yield Block(BlockKind.TABLE, table=_table(node))
        else:
            yield Block(_KINDS[node.tag], _clean(node.text))


def _table(node: ElementTree.Element) -> Table:
    return Table(
        columns=tuple(
            Column(_clean(one.text), int(one.get("share", "0")), one.get("align", "start"))
            for one in node.findall("column")
        ),
        rows=tuple(_texts(row, "cell") for row in node.findall("row")),
        caption=_clean(node.get("caption")),
    )


def _ended(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """The text ends with "./." (NĐ 30/2020/NĐ-CP Phụ lục I)."""
    found = list(blocks)
    if not found or found[-1].kind is BlockKind.TABLE:
        return (*found, Block(BlockKind.PARAGRAPH, _END))
    last = found.pop()
    return (*found, Block(last.kind, last.text.rstrip("./;: ") + _END))


def _texts(parent: ElementTree.Element, tag: str) -> tuple[str, ...]:
    return tuple(_clean(one.text) for one in parent.findall(tag))


def _of(parent: ElementTree.Element, tag: str) -> str:
    return _clean(parent.findtext(tag))


def _clean(text: str | None) -> str:
    return _SPACES.sub(" ", text or "").strip(" ")


def _date(iso: str) -> str:
    """22/11/2026."""
    return dt.date.fromisoformat(iso).strftime("%d/%m/%Y")


def _day_long(iso: str, year: int) -> str:
    """The day of issue in words; without one, room to write it in.

    Days below 10 and the months 1 and 2 get a zero (Phụ lục I).
    """
    if not iso:
        room = "\u00a0" * 6
        return f"ngày{room}tháng{room}năm {year}"
    day = dt.date.fromisoformat(iso)
    month = f"{day.month:02d}" if day.month <= _PADDED_MONTHS else str(day.month)
    return f"ngày {_padded(day.day)} tháng {month} năm {day.year}"


def _padded(number: int) -> str:
    """A count in a text: below 10 with a zero, so that no figure can be put before it."""
    return f"{number:02d}" if 0 <= number < _TWO_DIGITS else str(number)
