"""Tables that people upload, read row by row: workbooks and CSV as spreadsheets save them."""

import codecs
import csv
import datetime as dt
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any, BinaryIO, cast
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from pakn.adapters.workbooks import write_workbook
from pakn.ports import OpenedTable, TableCell, TableRefused, TableRow
from pakn.workbooks import BookSheet

CSV = "text/csv"
_COLUMNS_MOST = 60
_CELL_MOST = 200_000
_HEADING_WITHIN = 20
_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"))
_MERGED = re.compile(rb'<mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MERGED_MOST = 5000
_BLOCK = 1 << 20

IsHeading = Callable[[Sequence[str]], bool]

log = logging.getLogger(__name__)


class TableFiles:
    """Goes by what the file is; whatever a hostile or broken one raises is its own fault."""

    def open(self, content: bytes, media_type: str, is_heading: IsHeading) -> OpenedTable:
        """Open a table; raises TableRefused."""
        opening = _open_csv if media_type == CSV else _open_workbook
        try:
            opened = opening(content, is_heading)
        except TableRefused:
            raise
        except Exception as error:
            log.info("a table could not be opened: %s", type(error).__name__)
            raise TableRefused("table_broken") from error
        return OpenedTable(opened.headings, _guarded(opened.rows), opened.notes)

    def write(self, sheets: Sequence[BookSheet]) -> BinaryIO:
        """A workbook on the disk."""
        return write_workbook(sheets)


def _guarded(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    try:
        yield from rows
    except TableRefused:
        raise
    except Exception as error:
        log.info("a table broke off: %s", type(error).__name__)
        raise TableRefused("table_broken") from error


def _open_csv(content: bytes, is_heading: IsHeading) -> OpenedTable:
    text, notes = _decoded(content)
    if "\x00" in text:
        raise TableRefused("table_type")
    csv.field_size_limit(_CELL_MOST)
    begin = text.lstrip("\r\n")
    declared = re.match(r"sep=(.)\r?\n", begin)
    first = begin.split("\n", 1)[0]
    delimiter = declared[1] if declared else max(";,\t", key=first.count)
    records = enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), start=1)
    rows = (TableRow(number, [TableCell(value) for value in cells]) for number, cells in records)
    return _below_headings(rows, is_heading, notes)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a CSV; bytes that are no Unicode as the Latin letters they show as."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return content.decode("latin-1"), ("not_utf8",)


def _open_workbook(content: bytes, is_heading: IsHeading) -> OpenedTable:
    """The first visible sheet with headings; the others are looked at no further."""
    with closing(_book(content, values=True)) as book:
        states = [(name, cast(Any, book[name]).sheet_state) for name in book.sheetnames]
    hidden = any(state != "visible" for _, state in states)
    for name, state in states:
        if state != "visible":
            continue
        try:
            return _below_headings(
                _sheet_rows(content, name), is_heading, ("hidden_sheets",) if hidden else ()
            )
        except TableRefused as refused:
            if refused.code != "no_headings":
                raise
    raise TableRefused("no_headings")


def _book(content: bytes, *, values: bool) -> Any:
    return load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _sheet_rows(content: bytes, name: str) -> Iterator[TableRow]:
    """The rows of a sheet. Values and formulas are read side by side: a formula that no program
    has worked out yet has no value, and would otherwise be lost without a word.
    """
    with (
        closing(_book(content, values=True)) as shown,
        closing(_book(content, values=False)) as set_,
    ):
        merged = _merged(content, shown[name])
        pairs = zip(_raw(shown[name]), _raw(set_[name]), strict=True)
        for number, (values, formulas) in enumerate(pairs, start=1):
            covered = merged.get(number, frozenset())
            yield TableRow(
                number,
                [
                    _cell(value, formula, merged=column in covered)
                    for column, (value, formula) in enumerate(zip(values, formulas, strict=False))
                ],
            )


def _raw(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what a file says of its size is not to be believed
    for row in sheet.iter_rows(values_only=True):
        yield row[:_COLUMNS_MOST]


def _cell(value: Any, formula: Any, *, merged: bool) -> TableCell:
    text = _text(value)
    if merged:
        return TableCell(text, "merged")
    if value is None and formula is not None:
        return TableCell("", "formula")
    if text in _ERRORS:
        return TableCell(text, "cell_error")
    return TableCell(text)


def _merged(content: bytes, sheet: Any) -> dict[int, frozenset[int]]:
    """The columns (from 0) that lie in merged cells, by row; streamed from the sheet's own part."""
    found: dict[int, set[int]] = {}
    path = str(sheet._worksheet_path).lstrip("/")
    with ZipFile(BytesIO(content)) as package, package.open(path) as part:
        tail, count = b"", 0
        while block := part.read(_BLOCK):
            read = tail + block
            for match in _MERGED.finditer(read):
                count += 1
                if count > _MERGED_MOST:
                    raise TableRefused("table_merged")
                _cover(match[1].decode(), found)
            tail = read[-200:].rpartition(b">")[2]
    return {row: frozenset(columns) for row, columns in found.items()}


def _cover(reference: str, found: dict[int, set[int]]) -> None:
    left, top, right, bottom = cast(tuple[int, int, int, int], range_boundaries(reference))
    for row in range(top, min(bottom, top + _MERGED_MOST) + 1):
        found.setdefault(row, set()).update(range(left - 1, min(right, _COLUMNS_MOST)))


def _text(value: Any) -> str:
    """A cell as text: whole numbers without ".0", days as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _below_headings(
    rows: Iterable[TableRow], is_heading: IsHeading, notes: tuple[str, ...]
) -> OpenedTable:
    """A title may stand above the headings; a workbook's own program leaves empty rows anywhere."""
    filled = (row for row in rows if any(cell.text.strip() or cell.problem for cell in row.cells))
    for row in islice(filled, _HEADING_WITHIN):
        headings = [cell.text for cell in row.cells]
        if is_heading(headings):
            return OpenedTable(headings, chain(filled), notes)
    raise TableRefused("no_headings")
