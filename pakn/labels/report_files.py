"""A compiled report as files: CSV that Vietnamese spreadsheets open, and its document.

Fields are separated by semicolons, because a spreadsheet in Vietnamese reads a comma as the mark
of decimals; the byte order mark says that the text is UTF-8. Files are always in Vietnamese.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from models.queries.reports import HeadRow, ReportRow
from models.reports import ReportSnapshot
from pakn.labels.casework import STATE
from pakn.labels.content import CHANNEL, CONTENT_CLASS, KIND
from pakn.labels.reports import DESK, FIGURE
from pakn.rules.content import ContentClass, Kind
from pakn.rules.numbering import case_number
from pakn.rules.periods import Period
from pakn.rules.report_figures import AGENCY_FIGURES
from pakn.rules.states import State


class Report(Protocol):
    """What the files need of a report (`pakn.services.report_reading` has it)."""

    @property
    def snapshot(self) -> ReportSnapshot:
        """The compiled figures."""
        ...

    @property
    def span(self) -> Period:
        """The days they count."""
        ...

    @property
    def before(self) -> ReportSnapshot | None:
        """The report of the period before."""
        ...

    @property
    def head_list(self) -> Sequence[HeadRow]:
        """The cases put on the Head's list."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """Every figure by its key."""
        ...

    @property
    def by_agency(self) -> Sequence[Mapping[str, int | None]]:
        """The figures of each agency, the desk last."""
        ...

    def agency_name(self, row: Mapping[str, int | None]) -> str:
        """The agency of a row; empty for the desk."""
        ...


BYTE_ORDER_MARK = "\ufeff"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_SEALED = "Hồ sơ niêm phong, không liệt kê"
_YES, _NO = "có", "không"


def figures_csv(report: Report) -> Iterator[str]:
    """The figures, over all cases and for each agency, line by line."""
    yield BYTE_ORDER_MARK
    yield _line(["Cơ quan", "Mã số liệu", "Số liệu", "Số hồ sơ"])
    for key, words in FIGURE.items():
        yield _line(["Tất cả", key, words, str(report.counts[key])])
    for row in report.by_agency:
        name = report.agency_name(row) or DESK
        for key in AGENCY_FIGURES:
            yield _line([name, key, FIGURE[key], str(row[key])])


def cases_csv(rows: Iterable[ReportRow]) -> Iterator[str]:
    """The cases of a figure, line by line; no title, since citizens write names into titles."""
    yield BYTE_ORDER_MARK
    yield _line(
        [
            *("Mã PAKN", "Ngày nhận", "Loại", "Nội dung", "Kênh", "Cơ quan"),
            *("Trạng thái cuối kỳ", "Hạn", "Kỳ trước chuyển qua", "Mở lại"),
            *("Xử lý đúng hạn", "Đang quá hạn", "Bị chuyển trả", "Công khai"),
        ]
    )
    for row in rows:
        yield _line(_sealed_row() if row.sealed else _case_row(row))


def safe_cell(text: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _sealed_row() -> list[str]:
    return [_SEALED, *([""] * 13)]


def _case_row(row: ReportRow) -> list[str]:
    one = row.counted
    content = CONTENT_CLASS[ContentClass(one.content)] if one.content != "none" else ""
    return [
        case_number(row.received_on, row.day_seq),
        row.received_on.strftime("%d/%m/%Y"),
        KIND[Kind(one.petition_kind)],
        content or FIGURE["content.none"],
        CHANNEL[one.channel],
        row.agency or DESK,
        STATE[_shown(State(one.state))],
        one.due_on.strftime("%d/%m/%Y") if one.due_on else "",
        _said(one.carried_over),
        _said(one.reopened),
        "" if one.in_time is None else _said(one.in_time),
        _said(one.overdue),
        _said(one.returned),
        _said(one.published),
    ]


def _shown(state: State) -> State:
    """The quarantine is itself confidential, also once it is lifted."""
    return State.RECEIVED if state is State.QUARANTINED else state


def _said(value: bool) -> str:
    return _YES if value else _NO


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow([safe_cell(cell) for cell in cells])
    return written.getvalue()
