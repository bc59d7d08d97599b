"""Workbooks, written row by row to the disk. A text is a text, whatever sign it begins with."""

import datetime as dt
import re
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pakn.workbooks import BookColumn, BookSheet, CellValue, Marked

# What Excel holds in a cell; longer texts are cut here, with a mark, rather than by it.
_TEXT_MOST = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIST_WORDS_MOST = 255

_TOP = Alignment(vertical="top", wrap_text=True)
_LINE = Side(style="thin", color="FFD8CFC4")
_BORDER = Border(bottom=_LINE, right=_LINE)
_HEADING_FONT = Font(bold=True, color="FFFFFFFF")
_READ_GROUND = PatternFill("solid", fgColor="FF5B5146")
_FILL_GROUND = PatternFill("solid", fgColor="FF8E1B1B")
_MARKED_GROUND = PatternFill("solid", fgColor="FFFFF0C2")


def write_workbook(sheets: Sequence[BookSheet]) -> BinaryIO:
    """A workbook as an open file at its beginning.

    Args:
        sheets: their rows are taken one by one and never held together.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(cast(Any, book.create_sheet(sheet.name)), sheet)
    file = cast(BinaryIO, TemporaryFile("w+b"))  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _write_sheet(page: Any, sheet: BookSheet) -> None:
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        if column.choices is not None and sheet.room:
            page.data_validations.append(_drop_down(column, number, sheet.room))
    page.append([_heading(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _drop_down(column: BookColumn, number: int, room: int) -> DataValidation:
    choices = column.choices
    assert choices is not None
    # openpyxl hides the arrow where `showDropDown` is set; what it is not told it leaves shown.
    rule = DataValidation(
        type="list",
        formula1=choices.formula,
        allow_blank=True,
        showErrorMessage=choices.strict,
        errorTitle=choices.title[:32],
        error=choices.hint[:_LIST_WORDS_MOST],
        showInputMessage=bool(choices.hint),
        promptTitle=choices.title[:32],
        prompt=choices.hint[:_LIST_WORDS_MOST],
    )
    letter = get_column_letter(number)
    rule.add(f"{letter}2:{letter}{room + 1}")
    return rule


def _heading(page: Any, column: BookColumn) -> Any:
    cell = _text_cell(page, column.heading)
    cell.font = _HEADING_FONT
    cell.fill = _FILL_GROUND if column.fill_in else _READ_GROUND
    return cell


def _cell(page: Any, value: CellValue | Marked) -> Any:
    if isinstance(value, Marked):
        cell = _cell(page, value.value if value.value is not None else "")
        cell.fill = _MARKED_GROUND
        return cell
    if value is None:
        value = ""
    if isinstance(value, str):
        return _text_cell(page, value)
    cell = WriteOnlyCell(page, cast(Any, value))
    cell.alignment, cell.border = _TOP, _BORDER
    if isinstance(value, dt.date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _text_cell(page: Any, text: str) -> Any:
    """A text cell: it is stored as text, quoted, and stays one when somebody edits it."""
    clean = _CONTROL.sub("", text)
    if len(clean) > _TEXT_MOST:
        clean = f"{clean[: _TEXT_MOST - 1]}…"
    cell = cast(Any, WriteOnlyCell(page, None))
    cell.alignment, cell.border, cell.number_format = _TOP, _BORDER, "@"
    if clean:
        cell._value, cell.data_type = clean, "s"
        cell.quotePrefix = clean.startswith(("=", "+", "-", "@"))
    return cell
