"""Workbooks written and read again; what others' files do to a reader."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from pakn.adapters.table_files import CSV, TableFiles
from pakn.ports import TableRefused
from pakn.workbooks import BookColumn, BookSheet, Choices, Marked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row names the columns."""
    return "Nội dung" in cells


def read(content: bytes, media_type: str = XLSX) -> list[tuple[int, list[str]]]:
    """Numbers and texts of the rows."""
    opened = TableFiles().open(content, media_type, is_heading)
    return [(row.number, [cell.text for cell in row.cells]) for row in opened.rows]


def written(*rows: Sequence[object]) -> bytes:
    """A workbook by the project's own writer."""
    columns = [BookColumn("Nội dung", 20), BookColumn("Ngày", 9, choices=Choices('"a,b"'))]
    with TableFiles().write([BookSheet("Bảng", columns, rows, 10)]) as file:  # type: ignore[arg-type]
        return file.read()


def test_what_is_written_is_read_again() -> None:
    content = written(["=1+1", dt.date(2026, 11, 22)], [Marked("+84"), 3], ["a\x00\x1fb", None])
    assert read(content) == [
        (2, ["=1+1", "2026-11-22"]),
        (3, ["+84", "3"]),
        (4, ["ab", ""]),
    ]


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    [(_, [text, _])] = read(written(["x" * 40_000, None]))
    assert len(text) == 32_767
    assert text.endswith("…")


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    book = Workbook()
    book.worksheets[0].append(["Nội dung"])
    book.worksheets[0].append(["a"])
    out = BytesIO()
    book.save(out)
    lying = _replaced(out.getvalue(), b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert read(lying) == [(2, ["a"])]


def test_rows_far_apart_keep_their_numbers() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A3"], sheet["A5000"] = "Nội dung", "a", "b"
    out = BytesIO()
    book.save(out)
    assert read(out.getvalue()) == [(3, ["a"]), (5000, ["b"])]


def test_a_sheet_that_breaks_off_is_refused_where_it_does() -> None:
    book = Workbook()
    for _ in range(3):
        book.worksheets[0].append(["Nội dung"])
    out = BytesIO()
    book.save(out)
    broken = _replaced(out.getvalue(), b'<row r="3"', b'<row r="3" <<')
    with pytest.raises(TableRefused, match="table_broken"):
        read(broken)


def test_merged_cells_without_end_are_refused() -> None:
    book = Workbook()
    book.worksheets[0].append(["Nội dung"])
    out = BytesIO()
    book.save(out)
    many = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(2, 6000))
    content = _replaced(
        out.getvalue(), b"</sheetData>", b"</sheetData><mergeCells>" + many + b"</mergeCells>"
    )
    with pytest.raises(TableRefused, match="table_merged"):
        read(content)


@pytest.mark.parametrize(
    "text",
    ["Nội dung;b\na;1\n", "sep=;\nNội dung;b\na;1\n", "Nội dung,b\na,1\n", "Nội dung\tb\na\t1"],
)
def test_csv_with_its_own_delimiter(text: str) -> None:
    rows = read(text.encode(), CSV)
    assert [cells for _, cells in rows] == [["a", "1"]]


def test_csv_rows_of_several_lines_count_as_a_spreadsheet_counts() -> None:
    text = 'Nội dung;b\n"dòng một\ndòng hai";1\n\nc;2\n'
    assert read(text.encode("utf-8-sig"), CSV) == [
        (2, ["dòng một\ndòng hai", "1"]),
        (4, ["c", "2"]),
    ]


@pytest.mark.parametrize("content", [b"Noi\x00dung", b"a;b\n1;2", b"\xff\xfe"])
def test_csv_that_is_none(content: bytes) -> None:
    with pytest.raises(TableRefused):
        read(content, CSV)


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in its sheet."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(out, "w", ZIP_DEFLATED) as changed:
        for part in package.namelist():
            body = package.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert old in body
                body = body.replace(old, new)
            changed.writestr(part, body)
    return out.getvalue()
