"""Rows of an uploaded table as they are read and judged, whatever the table is for."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pakn.ports import TableCell, TableRow
from pakn.services.context import Context
from pakn.services.filing_plan import tidy_text
from routing.legacy import modernised, to_unicode
from routing.text import legacy_encoding

# A stored text is never longer than what any check lets pass; the check refuses what was cut.
_KEPT_MOST = 40_000
_ONLY_VIETNAMESE = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)

ColumnOf = Callable[[str], str | None]


@dataclass(frozen=True)
class CellError:
    """What is wrong in a row.

    Attributes:
        cell: as a spreadsheet calls it ("B7"); only the row ("7") where no cell is at fault.
        column: the field.
        code: why; the words are put by who shows it.
        told: numbers and names that the words mention, by name.
    """

    cell: str
    column: str
    code: str
    told: Mapping[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As it stands in the database."""
        return {"cell": self.cell, "column": self.column, "code": self.code, **self.told}


@dataclass(frozen=True)
class ReadRow:
    """A row of a table under its known columns.

    Attributes:
        values: what is filled in, tidied, in Unicode.
        letters: the letter of each known column that the table has.
        problems: a code for each column whose cell could not be read.
        encoding: the legacy encoding that texts were converted from.
    """

    number: int
    values: Mapping[str, str]
    letters: Mapping[str, str]
    problems: Mapping[str, str]
    encoding: str | None = None

    def errors(self, codes: Mapping[str, str], *, instead: str) -> list[CellError]:
        """Errors by column as errors at cells.

        Args:
            codes: what is wrong, by field; unreadable cells are named for what they are.
            instead: the column at which a field is named that the table has not.
        """
        found = {
            column if column in self.letters else instead: code for column, code in codes.items()
        }
        errors = [
            CellError(self.cell(column), column, code)
            for column, code in {**found, **self.problems}.items()
        ]
        return sorted(errors, key=lambda error: (len(error.cell), error.cell))

    def cell(self, column: str) -> str:
        """Where a column stands in this row."""
        return f"{self.letters.get(column, '')}{self.number}"


@dataclass(frozen=True)
class Judged:
    """What was found of a row: ready, wrong, or known because it was filed before."""

    number: int
    state: str
    values: Mapping[str, str]
    errors: Sequence[CellError] = ()
    case_id: int | None = None


class RowJudge(Protocol):
    """Judges the rows of one kind of table, one after the other."""

    @property
    def needed(self) -> frozenset[str]:
        """The columns without which a table is none of this kind."""
        ...

    def column_of(self, heading: str) -> str | None:
        """The column that a heading names."""
        ...

    def judge(self, row: ReadRow) -> Judged | None:
        """What becomes of a row; None for one that is left out."""
        ...


class RowReader:
    """Puts cells under the columns of a table's headings."""

    def __init__(self, column_of: ColumnOf, headings: Sequence[str], *, plain: bool) -> None:
        """Prepare for the rows of one table.

        Args:
            column_of: the column that a heading names.
            headings: of the table.
            plain: whether its bytes were no Unicode: what is not recognised then is unreadable.
        """
        self._columns = [column_of(heading) for heading in unicode_headings(headings)]
        self._plain = plain
        self._letters: dict[str, str] = {}
        for index, column in enumerate(self._columns):
            if column is not None:
                self._letters.setdefault(column, letter_of(index))

    def read(self, row: TableRow) -> ReadRow:
        """A row under its columns; of two columns alike the first that is filled in wins."""
        texts, encoding = _in_unicode([cell.text for cell in row.cells])
        values: dict[str, str] = {}
        problems: dict[str, str] = {}
        for column, cell, text in zip(self._columns, row.cells, texts, strict=False):
            if column is None or values.get(column):
                continue
            if text.strip():
                values[column] = tidy_text(text)[:_KEPT_MOST]
            if problem := self._problem(cell, text, encoding):
                problems[column] = problem
        return ReadRow(row.number, values, self._letters, problems, encoding)

    def _problem(self, cell: TableCell, text: str, encoding: str | None) -> str:
        if cell.problem:
            return cell.problem
        unknown = self._plain and not text.isascii() and encoding is None
        return "not_unicode" if unknown else ""


def named_columns(column_of: ColumnOf, headings: Sequence[str]) -> set[str]:
    """The known columns among some headings."""
    found = (column_of(heading) for heading in unicode_headings(headings))
    return {column for column in found if column is not None}


def unicode_headings(headings: Sequence[str]) -> Sequence[str]:
    """Headings in Unicode; one alone is too short to tell its encoding, together they do."""
    encoding = legacy_encoding(" ".join(headings))
    return [to_unicode(heading, encoding) for heading in headings] if encoding else headings


def letter_of(index: int) -> str:
    """The letter of a column, the first being 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sealed(ctx: Context, values: Mapping[str, str]) -> bytes:
    """The values of a row as they are stored: what somebody wrote is nobody else's to read."""
    return ctx.ports.keys.encrypt(json.dumps(dict(values), ensure_ascii=False))


def opened(ctx: Context, blob: bytes) -> dict[str, str]:
    """The values of a stored row."""
    values: dict[str, str] = json.loads(ctx.ports.keys.decrypt(blob))
    return values


def _in_unicode(texts: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Texts of one row in Unicode, and the encoding that some of them were in.

    Short cells do not tell their encoding; they go with the others, unless some text of the row is
    in Unicode already, as what was chosen from a drop-down is.
    """
    converted = [modernised(text) for text in texts]
    found = next((encoding for _, encoding in converted if encoding), None)
    if found is None:
        together = " ".join(texts)
        found = legacy_encoding(together)
        if found is None or found == "windows-1258-decomposed":
            return [text for text, _ in converted], None
    mixed = any(_ONLY_VIETNAMESE.search(text) for text in texts)
    return [
        text if encoding or mixed or text.isascii() else to_unicode(text, found)
        for text, encoding in converted
    ], found
