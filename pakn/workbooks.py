"""A workbook as data, before it is a file: sheets, columns, drop-downs, rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CellValue = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down of a column.

    Attributes:
        formula: what Excel takes for a list: a range, or an IF that gives one.
        strict: whether something else may be typed.
        title, hint: shown beside the cell when it is chosen.
    """

    formula: str
    strict: bool = True
    title: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column.

    Attributes:
        heading: in the first row.
        width: in characters.
        fill_in: people write in it; shown on another ground than what is only read.
        choices: its drop-down, if it has one.
    """

    heading: str
    width: int
    fill_in: bool = False
    choices: Choices | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that stands out: an example, or one that is to be mended."""

    value: CellValue


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet.

    Attributes:
        rows: streamed; texts are written as texts, whatever sign they begin with.
        room: how many rows the drop-downs reach down.
    """

    name: str
    columns: Sequence[BookColumn]
    rows: Iterable[Sequence[CellValue | Marked]]
    room: int = 0
