"""Tables as people upload them: workbooks and CSV, and the workers' part done in the test."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from models.uploads import Upload, UploadRow
from pakn.composition import System
from pakn.services.context import SYSTEM, Actor
from pakn.services.upload_access import PETITIONS
from pakn.services.upload_rows import opened
from pakn.services.uploading import keep_table, send_upload, take_upload
from tests.factories.jobs import rows_of, run_row
from tests.factories.reading import fresh

HEADINGS = (
    "STT",
    "Nội dung (bắt buộc)",
    "Đối tượng",
    "Số, ký hiệu văn bản, điều khoản",
    "Cơ quan được cho là có trách nhiệm",
    "Giải pháp đề xuất",
    "Thứ tự ưu tiên",
    "Tài liệu, chứng cứ",
    "Cơ quan soạn thảo",
    "Hạn góp ý",
)
"""Those of the template."""

CONTENT = (
    "Thủ tục số {0} vẫn yêu cầu nộp bản giấy có chứng thực dù đã nộp bản điện tử có chữ ký số."
)


def petition_row(number: int, **changes: Any) -> list[Any]:
    """A row of an association's list that can be taken; `changes` by column letter."""
    cells: dict[str, Any] = {
        "A": number,
        "B": CONTENT.format(number),
        "C": "Quy định đang có hiệu lực",
        "D": "Điều 5 Thông tư mẫu",
        "E": "Bộ Tài chính",
        "F": "Bỏ yêu cầu nộp bản giấy.",
        "G": number % 9 + 1,
        "H": "Công văn mẫu",
        "I": "",
        "J": "",
    }
    return list({**cells, **changes}.values())


def workbook(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS) -> bytes:
    """A workbook of one sheet."""
    return book_bytes({"Kiến nghị": [headings, *rows]})


def book_bytes(
    sheets: Mapping[str, Sequence[Sequence[Any]]], book: Workbook | None = None
) -> bytes:
    """A workbook of these sheets, or one that was made already."""
    if book is None:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(*rows: Sequence[Any], encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    """The same as CSV."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([HEADINGS, *rows])
    return out.getvalue().encode(encoding)


def bring(
    system: System, who: Actor, content: bytes, name: str = "bang.xlsx", kind: str = PETITIONS
) -> int:
    """Upload a table and have a worker check it."""
    kept = keep_table(system.viewing(who), name, content)
    with system.acting(who) as ctx:
        upload_id = take_upload(ctx, kind, kept)
    run_job(system, "check_upload")
    return upload_id


def send(system: System, who: Actor, upload_id: int, kind: str = PETITIONS) -> None:
    """Send its ready rows and have a worker file them."""
    with system.acting(who) as ctx:
        send_upload(ctx, kind, upload_id)
    run_job(system, "file_upload")


def run_job(system: System, kind: str) -> None:
    """Run the newest job of a kind."""
    run_row(system, rows_of(kind)[-1].id)


def upload_now(upload_id: int) -> Upload:
    """A table as everybody else would see it."""
    return fresh().get_one(Upload, upload_id)


def rows_now(upload_id: int) -> list[UploadRow]:
    """Its rows in their order."""
    query = select(UploadRow).where(UploadRow.upload_id == upload_id).order_by(UploadRow.row_no)
    return list(fresh().scalars(query))


def found(upload_id: int) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Number, state and (cell, code) of every row."""
    return [
        (row.row_no, row.state, [(error["cell"], error["code"]) for error in row.errors])
        for row in rows_now(upload_id)
    ]


def values_of(system: System, row: UploadRow) -> dict[str, str]:
    """What stands in a row."""
    return opened(system.viewing(SYSTEM), row.values)
