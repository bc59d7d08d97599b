"""An administrative document as data (NĐ 30/2020/NĐ-CP Phụ lục I), before it is a file or a page.

What is made of it, a .docx, a PDF or the preview on a page, has the same words by construction.
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a part of the text is."""

    PARAGRAPH = "paragraph"
    BASIS = "basis"
    """A line of grounds ("Căn cứ …"), in italics."""
    HEADING = "heading"
    ITEM = "item"
    """A line of a list, with its dash."""
    NOTE = "note"
    """A remark below a table, in italics."""
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        share: its part of the table's width, in per cent.
        align: start, centre or end.
    """

    heading: str
    share: int
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text; `table` only for a table."""

    kind: BlockKind
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows on pages of its own after the signature."""

    label: str
    title: str
    note: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document, in words.

    Attributes:
        nation, motto: Quốc hiệu, Tiêu ngữ.
        above: the body that the issuing one belongs to; may be empty.
        number, place_date: the lines as they are printed.
        about: "V/v …" of a công văn, which has no type name.
        type_name, abstract: of every other document.
        urgency: KHẨN, …; may be empty.
        to: addressees; empty where the document has none.
        signature: capacity and title, line by line; `signer` only once it is signed.
        recipients: "Nơi nhận", the archive line last.
    """

    nation: str
    motto: str
    above: str
    issuer: str
    number: str
    place_date: str
    about: str
    type_name: str
    abstract: str
    urgency: str
    to_label: str
    to: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
    signer: str
    recipients_label: str
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...]

    @property
    def title(self) -> str:
        """What the document is called in lists and in a file's properties."""
        return self.about or " ".join(part for part in (self.type_name, self.abstract) if part)

    @property
    def text(self) -> str:
        """What a person may edit, with an empty line between the parts; items begin with "- "."""
        said = {BlockKind.PARAGRAPH: "", BlockKind.ITEM: "- "}
        parts = [said[one.kind] + one.text for one in self.blocks if one.kind in said]
        return "\n\n".join(parts).removesuffix("/.")
