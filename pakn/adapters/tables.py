"""Tables that people bring: spreadsheets, CSV and JSON lines, read row by row."""

import csv
import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pakn.services.import_rows import heading_of
from pakn.services.importing import SourceRow

# A cell longer than this is refused by its row; the limit of a petition's text is far below.
_CELL_MAX = 200_000
_BROKEN_SHEET = (BadZipFile, InvalidFileException, KeyError, ParseError, OSError, zlib.error)


class UnreadableTable(ValueError):
    """The file is not what its name says, or has no column that is known."""


def readable(path: Path) -> bool:
    """Whether a file's name says a format that can be read."""
    return path.suffix.lower() in _READERS


def read_table(path: Path) -> Iterator[SourceRow]:
    """The rows of a table, streamed.

    Args:
        path: a file named `.xlsx` (its first sheet), `.csv` (UTF-8, with `,`, `;` or tabs) or
            `.jsonl` (one object a line).

    Yields:
        rows numbered as a person sees them in the file; empty rows are left out.

    Raises:
        UnreadableTable: the file cannot be read as that, or has no column for the content.
    """
    yield from _READERS[path.suffix.lower()](path)


def _json_lines(path: Path) -> Iterator[SourceRow]:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield SourceRow(number, _json_object(line))


def _json_object(line: str) -> dict[str, str] | None:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return {str(name): _text(value) for name, value in data.items()}


def _csv(path: Path) -> Iterator[SourceRow]:
    csv.field_size_limit(_CELL_MAX)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
            delimiter = max(",;\t", key=first.count)
            reader = csv.reader(chain([first], lines), delimiter=delimiter)
            yield from _below_headings(enumerate(reader, start=1))
    except UnicodeDecodeError as error:
        raise UnreadableTable(f"{path.name}: not UTF-8") from error
    except csv.Error as error:
        raise UnreadableTable(f"{path.name}: {error}") from error


def _sheet(path: Path) -> Iterator[SourceRow]:
    try:
        with closing(load_workbook(path, read_only=True, data_only=True)) as book:
            rows = book.worksheets[0].iter_rows(values_only=True) if book.worksheets else ()
            texts = ([_text(value) for value in cells] for cells in rows)
            yield from _below_headings(enumerate(texts, start=1))
    except _BROKEN_SHEET as error:
        raise UnreadableTable(f"{path.name}: {error}") from error


def _below_headings(rows: Iterable[tuple[int, list[str]]]) -> Iterator[SourceRow]:
    """Rows under the first one that is not empty, which must name the content's column."""
    headings: list[str] | None = None
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = cells
            if "content" not in map(heading_of, headings):
                raise UnreadableTable("no column named content, text or noi_dung")
            continue
        yield SourceRow(number, dict(zip(headings, cells, strict=False)))


def _text(value: Any) -> str:
    """A cell as text: whole numbers without ".0", days as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


_READERS: Mapping[str, Callable[[Path], Iterator[SourceRow]]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".xlsx": _sheet,
}
