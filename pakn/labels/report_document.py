"""The values of the document of a compiled report (NĐ 30/2020/NĐ-CP; R42, R43).

A draft: a person checks it, signs it and takes a number for it (R45).
"""

from collections.abc import Mapping
from typing import Any

from pakn.labels.report_files import Report
from pakn.labels.reports import (
    DESK,
    FIGURE,
    GROUP,
    INDEX,
    INDEX_EXPLAINED,
    NOTHING_AROSE,
    PERIOD_KIND,
)
from pakn.rules.numbering import case_number
from pakn.rules.periods import Period, PeriodKind
from pakn.rules.report_figures import PARTITIONS, Partition

_RECEIVED = ("time", "content", "kind", "channel")
_RESULTS = ("outcome", "handled_time", "process_time", "process_state", "ended_state")
_LONG = ("channel", "process_state", "ended_state")
_AGENCY_COLUMNS = (
    ("total", "Tổng số"),
    ("carried_over", "Kỳ trước chuyển qua"),
    ("new", "Tiếp nhận mới"),
    ("reopened", "Mở lại"),
    ("handled.in_time", "Xử lý đúng hạn"),
    ("handled.late", "Xử lý quá hạn"),
    ("in_process.in_time", "Đang xử lý, trong hạn"),
    ("in_process.overdue", "Đang xử lý, quá hạn"),
    ("ended", "Kết thúc tại đây"),
)

Block = dict[str, Any]


def document_values(report: Report, head: Mapping[str, Any]) -> dict[str, Any]:
    """What the document kind `report` needs.

    Args:
        report: the compiled report.
        head: `frame` and `to`, from dated parameters.
    """
    return {
        **head,
        "abstract": "Tình hình tiếp nhận, xử lý phản ánh, kiến nghị " + period_long(report.span),
        "recipients": ["Như trên"],
        "blocks": [*_opening(report), *_received(report), *_results(report), *_overdue(report)],
        "annexes": [
            {
                "title": "Số liệu theo cơ quan chủ trì",
                "note": "Tính cơ quan chủ trì vào ngày cuối kỳ.",
                "blocks": [_by_agency(report)],
            }
        ],
    }


def period_long(span: Period) -> str:
    """tháng 11 năm 2026, quý 4 năm 2026, 6 tháng năm 2026, năm 2026."""
    kind, year = PERIOD_KIND[span.kind].lower(), span.end.year
    if span.kind is PeriodKind.MONTH:
        return f"{kind} {span.end.month} năm {year}"
    if span.kind is PeriodKind.QUARTER:
        return f"{kind} {span.key[-1]} năm {year}"
    return f"{kind} {year}" if span.kind is PeriodKind.YEAR else f"{kind} năm {year}"


def _opening(report: Report) -> list[Block]:
    first, last = report.span.start, report.span.end
    blocks = [
        _p(
            f"Số liệu tính từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y} "
            "(thời gian chốt số liệu theo Nghị định số 09/2019/NĐ-CP). Mỗi hồ sơ được tính theo "
            "tình trạng vào ngày cuối kỳ."
        )
    ]
    if report.snapshot.problems:
        blocks.append(_p("SỐ LIỆU CHƯA KHỚP: cần kiểm tra trước khi sử dụng báo cáo này."))
    return blocks


def _received(report: Report) -> list[Block]:
    counts = report.counts
    said = (
        f"Tổng số phản ánh, kiến nghị phải xử lý trong kỳ là {_number(counts['total'])}, gồm "
        f"{_number(counts['carried_over'])} hồ sơ kỳ trước chuyển qua, {_number(counts['new'])} hồ "
        f"sơ tiếp nhận mới và {_number(counts['reopened'])} hồ sơ đã kết thúc được mở lại."
    )
    tables = [_table(report, name) for name in _RECEIVED]
    return [_heading("1. Tình hình tiếp nhận"), _p(said), *tables]


def _results(report: Report) -> list[Block]:
    counts = report.counts
    said = (
        f"Đến hết kỳ, đã xử lý xong {_number(counts['handled'])} hồ sơ "
        f"({_number(counts['handled.in_time'])} đúng hạn, {_number(counts['handled.late'])} quá "
        f"hạn); kết thúc tại cơ quan thường trực {_number(counts['ended'])}; đang xử lý "
        f"{_number(counts['in_process'])}, trong đó {_number(counts['in_process.overdue'])} đã quá "
        f"hạn. Trong kỳ, cơ quan chuyển trả {_number(counts['returned'])} hồ sơ; công khai kết quả "
        f"{_number(counts['published'])} hồ sơ."
    )
    rate = report.snapshot.figures["on_time_rate"]
    share = NOTHING_AROSE if rate is None else f"{round(rate * 100)} %"
    return [
        _heading("2. Kết quả xử lý"),
        _p(said),
        _p(f"{INDEX}: {share}. {INDEX_EXPLAINED}"),
        *(_table(report, name) for name in _RESULTS),
    ]


def _overdue(report: Report) -> list[Block]:
    """The cases that the ladder of reminders put on the Head's list (R33)."""
    if not report.head_list:
        return []
    rows = [
        [
            case_number(row.received_on, row.day_seq),
            row.agency or DESK,
            f"{row.due_on:%d/%m/%Y}",
        ]
        for row in report.head_list
    ]
    columns = [_column("Mã số", 34), _column("Cơ quan", 44), _column("Hạn", 22, "centre")]
    return [
        _heading("3. Hồ sơ quá hạn kéo dài, báo cáo người đứng đầu"),
        {"kind": "table", "caption": "", "columns": columns, "rows": rows},
    ]


def _table(report: Report, name: str) -> Block:
    """The parts of a figure beside those of the period before; rows that never arose left out."""
    one = next(partition for partition in PARTITIONS if partition.name == name)
    rows = [_row(report, key) for key in _keys(report, one)]
    whole = _row(report, one.whole)
    return {
        "kind": "table",
        "caption": GROUP[name],
        "columns": [
            _column("Số liệu", 60),
            _column("Kỳ này", 20, "end"),
            _column("Kỳ trước", 20, "end"),
        ],
        "rows": [*rows, [f"Cộng: {whole[0]}", *whole[1:]]],
    }


def _keys(report: Report, one: Partition) -> list[str]:
    return [key for key in one.parts if one.name not in _LONG or report.counts[key]]


def _row(report: Report, key: str) -> list[str]:
    before = report.before.figures["counts"].get(key, 0) if report.before else None
    return [FIGURE[key], _number(report.counts[key]), "–" if before is None else _number(before)]


def _by_agency(report: Report) -> Block:
    rows = [
        [report.agency_name(row) or DESK, *(_number(row[key] or 0) for key, _ in _AGENCY_COLUMNS)]
        for row in report.by_agency
    ]
    whole = ["Tổng cộng", *(_number(report.counts[key]) for key, _ in _AGENCY_COLUMNS)]
    columns = [_column("Cơ quan", 28)]
    columns += [_column(words, 8, "end") for _, words in _AGENCY_COLUMNS]
    return {"kind": "table", "caption": "", "columns": columns, "rows": [*rows, whole]}


def _column(heading: str, share: int, align: str = "start") -> dict[str, Any]:
    return {"heading": heading, "share": share, "align": align}


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _p(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
