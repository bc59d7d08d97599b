"""Words for the figures of a periodic report (R40-R42)."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.casework import STATE
from pakn.labels.content import CHANNEL, CONTENT_CLASS, KIND
from pakn.labels.marker import _N
from pakn.rules.content import ContentClass, Kind
from pakn.rules.periods import PeriodKind
from pakn.rules.report_figures import FIGURES
from pakn.rules.states import State

NOTHING_AROSE = _N("không phát sinh")
"""A share of nothing: never 0 % and never 100 % (R39)."""

PERIOD_KIND: Mapping[PeriodKind, str] = MappingProxyType(
    {
        PeriodKind.MONTH: _N("Tháng"),
        PeriodKind.QUARTER: _N("Quý"),
        PeriodKind.SIX: _N("6 tháng"),
        PeriodKind.NINE: _N("9 tháng"),
        PeriodKind.YEAR: _N("Năm"),
    }
)

DESK = _N("Cơ quan thường trực (chưa chuyển, chuyển trả hoặc kết thúc tại đây)")
"""The row of cases that lie with no agency."""

INDEX = _N("Chỉ số xử lý PAKN: tỷ lệ đúng hạn")
INDEX_EXPLAINED = _N(
    "Số đã xử lý đúng hạn chia cho số đã xử lý cộng số đang xử lý đã quá hạn. Đây là chỉ số của hệ "
    "thống này, không phải điểm của Bộ chỉ số theo Quyết định 766/QĐ-TTg."
)

_OWN: Mapping[str, str] = MappingProxyType(
    {
        "total": _N("Tổng số phải xử lý trong kỳ"),
        "carried_over": _N("Kỳ trước chuyển qua"),
        "new": _N("Tiếp nhận mới trong kỳ"),
        "reopened": _N("Đã kết thúc, mở lại trong kỳ"),
        "content.none": _N("Chưa phân loại"),
        "handled": _N("Đã xử lý xong"),
        "handled.in_time": _N("Đã xử lý đúng hạn"),
        "handled.late": _N("Đã xử lý quá hạn"),
        "ended": _N("Kết thúc tại cơ quan thường trực"),
        "in_process": _N("Đang xử lý"),
        "in_process.in_time": _N("Đang xử lý, trong hạn"),
        "in_process.overdue": _N("Đang xử lý, đã quá hạn"),
        "in_process.in_progress": _N("Cơ quan đang xử lý"),
        "returned": _N("Cơ quan chuyển trả trong kỳ"),
        "published": _N("Công khai kết quả trong kỳ"),
    }
)


def _words(key: str) -> str:
    if key in _OWN:
        return _OWN[key]
    group, _, value = key.partition(".")
    if group == "content":
        return CONTENT_CLASS[ContentClass(value)]
    if group == "kind":
        return KIND[Kind(value)]
    return CHANNEL[value] if group == "channel" else STATE[State(value)]


FIGURE: Mapping[str, str] = MappingProxyType({key: _words(key) for key in FIGURES})
"""Every figure of `pakn.rules.report_figures` in words."""

GROUP: Mapping[str, str] = MappingProxyType(
    {
        "time": _N("Theo thời gian tiếp nhận"),
        "content": _N("Theo nội dung"),
        "outcome": _N("Kết quả đến hết kỳ"),
        "handled_time": _N("Đã xử lý, theo hạn"),
        "process_time": _N("Đang xử lý, theo hạn"),
        "process_state": _N("Đang xử lý, theo bước"),
        "ended_state": _N("Kết thúc tại cơ quan thường trực, theo hình thức"),
        "channel": _N("Theo kênh tiếp nhận"),
        "kind": _N("Theo loại"),
    }
)
"""The partitions of a report as headings of its tables, in their order."""

PROBLEM_SUM = _N("Các phần của “%(whole)s” cộng lại không bằng tổng")
PROBLEM_AGENCY = _N("“%(whole)s” cộng theo cơ quan không bằng tổng")
PROBLEM_OPENING = _N(
    "“Kỳ trước chuyển qua” của kỳ này không bằng “Đang xử lý” cuối kỳ trước (%(period)s, bản "
    "%(version)s)"
)
