"""The workbooks that people download to fill in or to mend. They are always in Vietnamese."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from models.queries.agency_table import OpenCase
from pakn.labels.casework import STATE
from pakn.labels.content import CONTENT_CLASS, MEASURE, OUTCOME, SUBJECT
from pakn.labels.uploads import COLUMN, row_error
from pakn.rules.content import CONDUCT_OUTCOMES, REGULATION_OUTCOMES, ContentClass, Outcome
from pakn.rules.list_example import EXAMPLE
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import State
from pakn.workbooks import BookColumn, BookSheet, CellValue, Choices, Marked

LIST_COLUMNS: tuple[tuple[str, int], ...] = (
    ("order", 8),
    ("content", 60),
    ("subject", 26),
    ("subject_detail", 34),
    ("wanted_agency", 34),
    ("proposal", 46),
    ("priority", 12),
    ("evidence", 34),
    ("drafting_body", 28),
    ("comment_deadline", 14),
)
"""The columns of an association's list and their widths."""

ANSWER_WIDTHS: tuple[tuple[str, int], ...] = (
    ("document_number", 22),
    ("document_date", 16),
    ("outcome", 34),
    ("measures", 30),
    ("text", 70),
)

_LISTS = "Danh mục"
_MUST = {"content": " (bắt buộc)", "text": " (bắt buộc)"}
_TEXT_MOST = 20_000
_PRIORITIES = range(1, 11)


def list_template(agencies: Sequence[str], most_rows: int) -> list[BookSheet]:
    """The template of an association's list: the sheet to fill in, guidance, lists.

    Args:
        agencies: names of the bodies that exist today.
        most_rows: how many rows are taken at once.
    """
    columns = _list_columns(len(agencies))
    example = [Marked(EXAMPLE[name]) for name, _ in LIST_COLUMNS]
    return [
        BookSheet("Kiến nghị", columns, [example], most_rows),
        _guidance(_LIST_GUIDANCE, most_rows),
        _list_choices(agencies),
    ]


def list_to_mend(
    rows: Iterable[tuple[Mapping[str, str], Sequence[Mapping[str, Any]]]],
    agencies: Sequence[str],
    most_rows: int,
) -> list[BookSheet]:
    """The wrong rows of a list with what is wrong, to be mended and uploaded again.

    Args:
        rows: values by column, and the errors of each row.
        agencies: names of the bodies that exist today.
        most_rows: how many rows are taken at once.
    """
    columns = [*_list_columns(len(agencies)), BookColumn("Lỗi cần sửa", 60)]
    names = [name for name, _ in LIST_COLUMNS]
    return [
        BookSheet("Kiến nghị", columns, _mended(names, rows), most_rows),
        _guidance(_MEND_GUIDANCE, most_rows),
        _list_choices(agencies),
    ]


def answers_table(cases: Iterable[OpenCase]) -> list[BookSheet]:
    """Every open case of an agency, with columns to answer in.

    Args:
        cases: streamed; contacts in their texts are covered as on the case page.
    """
    return [
        BookSheet("Hồ sơ đang mở", _answer_columns(), map(_case_line, cases), _ROOM),
        _guidance(_ANSWER_GUIDANCE, 0),
        _outcome_choices(),
    ]


def answers_to_mend(
    rows: Iterable[tuple[Mapping[str, str], Sequence[Mapping[str, Any]]]],
) -> list[BookSheet]:
    """The wrong rows of an agency's table with what is wrong."""
    names = ["number", "version", *(name for name, _ in ANSWER_WIDTHS)]
    widths = {"number": 22, "version": 10, **dict(ANSWER_WIDTHS)}
    outcome = Choices(f"'{_LISTS}'!$C$2:$C${len(Outcome) + 1}")
    columns = [
        BookColumn(
            _heading(name),
            widths[name],
            fill_in=name in dict(ANSWER_WIDTHS),
            choices=outcome if name == "outcome" else None,
        )
        for name in names
    ]
    return [
        BookSheet(
            "Trả lời cần sửa",
            [*columns, BookColumn("Lỗi cần sửa", 60)],
            _mended(names, rows),
            _ROOM,
        ),
        _guidance(_MEND_GUIDANCE, 0),
        _outcome_choices(),
    ]


def error_line(error: Mapping[str, Any]) -> str:
    """An error in one line: cell, what is wrong, how to mend it."""
    reason, mend = row_error(str(error["code"]))
    return f"{error['cell']}: {reason % error if '%(' in reason else reason} {mend}".rstrip()


_ROOM = 5000


def _heading(name: str) -> str:
    return f"{COLUMN[name]}{_MUST.get(name, '')}"


def _list_columns(agencies: int) -> list[BookColumn]:
    choices = {
        "subject": Choices(f"'{_LISTS}'!$B$2:$B${len(SUBJECT) + 1}", title="Đối tượng"),
        "wanted_agency": Choices(
            f"'{_LISTS}'!$A$2:$A${agencies + 1}",
            strict=False,
            title="Cơ quan",
            hint="Chọn trong danh sách, hoặc ghi tên khác. Có thể để trống.",
        ),
        "priority": Choices(
            f"'{_LISTS}'!$C$2:$C${len(_PRIORITIES) + 1}",
            strict=False,
            title="Thứ tự ưu tiên",
            hint="Số 1 là quan trọng nhất. Có thể để trống.",
        ),
    }
    return [
        BookColumn(_heading(name), width, fill_in=name != "order", choices=choices.get(name))
        for name, width in LIST_COLUMNS
    ]


def _list_choices(agencies: Sequence[str]) -> BookSheet:
    columns = [BookColumn("Cơ quan", 60), BookColumn("Đối tượng", 40), BookColumn("Ưu tiên", 10)]
    lists: tuple[Sequence[CellValue], ...] = (agencies, list(SUBJECT.values()), list(_PRIORITIES))
    return BookSheet(_LISTS, columns, _side_by_side(lists))


def _outcome_choices() -> BookSheet:
    columns = [
        BookColumn("Kết quả: quy định", 52),
        BookColumn("Kết quả: hành vi", 40),
        BookColumn("Mọi kết quả", 52),
        BookColumn("Biện pháp (hành vi)", 36),
    ]
    lists: tuple[Sequence[CellValue], ...] = (
        [OUTCOME[one] for one in REGULATION_OUTCOMES],
        [OUTCOME[one] for one in CONDUCT_OUTCOMES],
        [OUTCOME[one] for one in Outcome],
        list(MEASURE.values()),
    )
    return BookSheet(_LISTS, columns, _side_by_side(lists))


def _side_by_side(lists: Sequence[Sequence[CellValue]]) -> Iterator[list[CellValue]]:
    for index in range(max(map(len, lists))):
        yield [values[index] if index < len(values) else None for values in lists]


def _answer_columns() -> list[BookColumn]:
    """What is read stands left; the outcomes offered follow the class that stands beside."""
    by_class = (
        f"IF($F2=\"{CONTENT_CLASS[ContentClass.CONDUCT]}\",'{_LISTS}'!$B$2:$B$5,"
        f"IF($F2=\"{CONTENT_CLASS[ContentClass.REGULATION]}\",'{_LISTS}'!$A$2:$A$7,"
        f"'{_LISTS}'!$C$2:$C$11))"
    )
    outcome = Choices(
        by_class, title="Kết quả xử lý", hint="Chọn một kết quả trong danh sách của loại nội dung."
    )
    return [
        BookColumn("Mã số", 22),
        BookColumn("Ngày nhận", 12),
        BookColumn("Hạn trả lời", 12),
        BookColumn("Trạng thái", 24),
        BookColumn("Đơn vị", 22),
        BookColumn("Loại nội dung", 20),
        BookColumn("Tiêu đề", 40),
        BookColumn("Nội dung", 60),
        BookColumn("Giải pháp đề xuất", 40),
        BookColumn("Văn bản liên quan", 30),
        *(
            BookColumn(
                _heading(name), width, fill_in=True, choices=outcome if name == "outcome" else None
            )
            for name, width in ANSWER_WIDTHS
        ),
        BookColumn("Phiên bản (giữ nguyên)", 12),
    ]


def _case_line(case: OpenCase) -> list[CellValue]:
    texts = (case.title, case.content, case.proposal, case.subject_detail)
    title, content, proposal, detail = (mask_contacts(text)[0][:_TEXT_MOST] for text in texts)
    of_class = CONTENT_CLASS[ContentClass(case.content_class)] if case.content_class else ""
    return [
        case_number(case.received_on, case.day_seq),
        case.received_on,
        case.due_on,
        STATE[State(case.state)],
        case.unit or "",
        of_class,
        *(title, content, proposal, detail),
        *("" for _ in ANSWER_WIDTHS),
        case.version,
    ]


def _mended(
    names: Sequence[str],
    rows: Iterable[tuple[Mapping[str, str], Sequence[Mapping[str, Any]]]],
) -> Iterator[list[CellValue | Marked]]:
    """Rows as they were typed; the cells at fault stand out, and what is wrong stands last."""
    for values, errors in rows:
        at_fault = {error["column"] for error in errors}
        cells: list[CellValue | Marked] = [
            Marked(values.get(name, "")) if name in at_fault else values.get(name, "")
            for name in names
        ]
        yield [*cells, "\n".join(error_line(error) for error in errors)]


def _guidance(lines: Sequence[str], most_rows: int) -> BookSheet:
    rows = [[line.format(most=f"{most_rows:,}".replace(",", "."))] for line in lines]
    return BookSheet("Hướng dẫn", [BookColumn("Hướng dẫn", 110)], rows)


_LIST_GUIDANCE = (
    "Mỗi dòng là một phản ánh, kiến nghị gửi thay mặt hiệp hội. Mỗi tệp nhiều nhất {most} dòng.",
    "Giữ nguyên dòng tiêu đề. Dòng “VÍ DỤ” để tham khảo; để nguyên hay xóa đi đều không bị gửi.",
    "Nội dung: bắt buộc, từ 20 ký tự, tiếng Việt, Unicode; nêu việc gì, ở đâu, vướng ở quy định "
    "nào.",
    "Đối tượng: chọn trong danh sách thả xuống; để trống được hiểu là quy định đang có hiệu lực.",
    "Số, ký hiệu văn bản, điều khoản: ghi cả điểm, khoản, điều nếu biết. Với dự thảo: ghi tên dự "
    "thảo, và điền cột Cơ quan soạn thảo, Hạn góp ý (nếu có) để được chuyển kịp thời.",
    "Cơ quan được cho là có trách nhiệm: theo ý hiệp hội; cán bộ vẫn xác định lại thẩm quyền.",
    "Giải pháp đề xuất: có giải pháp là kiến nghị, không có là phản ánh.",
    "Thứ tự ưu tiên: số nguyên, 1 là quan trọng nhất trong danh sách của hiệp hội.",
    "Tài liệu, chứng cứ: ghi số công văn, tên tài liệu, địa chỉ trang web. Không ghi thông tin cá "
    "nhân của người không liên quan.",
    "Không gộp ô, không để dữ liệu ở trang tính ẩn; ô nên là chữ, không phải công thức.",
    "Tải cùng một tệp hai lần không tạo kiến nghị trùng: dòng nào đã gửi sẽ được nhận ra.",
)
_MEND_GUIDANCE = (
    "Tệp này chỉ gồm các dòng cần sửa. Ô nền vàng là ô có lỗi; cột cuối nói lỗi gì và sửa thế nào.",
    "Sửa xong lưu lại rồi tải tệp này lên; không cần xóa cột cuối. Các dòng đã sẵn sàng hoặc đã "
    "gửi ở tệp trước không bị ảnh hưởng.",
)
_ANSWER_GUIDANCE = (
    "Mỗi dòng là một hồ sơ đang mở của cơ quan. Chỉ điền các cột nền đỏ; dòng nào để trống thì bỏ "
    "qua.",
    "Hồ sơ phải được tiếp nhận trước khi trả lời. Hồ sơ đang chờ bổ sung thì chưa trả lời được.",
    "Số, ký hiệu và ngày văn bản trả lời: bắt buộc; ngày không được sau hôm nay.",
    "Kết quả xử lý: chọn trong danh sách thả xuống; quy định và hành vi có danh sách riêng.",
    "Biện pháp xử lý hành vi: chỉ với hành vi; nhiều biện pháp cách nhau bằng dấu chấm phẩy.",
    "Nội dung trả lời: từ 20 ký tự, viết cho người gửi hiểu được.",
    "Cột Phiên bản giữ nguyên: nếu hồ sơ thay đổi từ khi tải bảng, dòng đó sẽ được báo để xem lại.",
    "Nơi có lãnh đạo duyệt trả lời, dòng của đầu mối và đơn vị trở thành dự thảo chờ duyệt. Văn "
    "bản đã ký được đính kèm ở trang của từng hồ sơ.",
)
