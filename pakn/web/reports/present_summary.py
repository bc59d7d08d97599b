"""A compiled report as its page shows it: every figure in words, with the way to its cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from pakn.labels.reports import (
    DESK,
    FIGURE,
    GROUP,
    NOTHING_AROSE,
    PERIOD_KIND,
    PROBLEM_AGENCY,
    PROBLEM_OPENING,
    PROBLEM_SUM,
)
from pakn.rules.numbering import case_number
from pakn.rules.periods import Period, PeriodKind
from pakn.rules.report_figures import FIGURES, PARTITIONS
from pakn.services.report_reading import OF_DESK, Report
from pakn.web.formatting import date_vi, moment_vi, number_vi, percent_vi

_TILES = (
    ("total", None),
    ("handled.in_time", "done"),
    ("handled.late", "attention"),
    ("in_process.in_time", "moving"),
    ("in_process.overdue", "late"),
    ("ended", None),
    ("returned", "attention"),
    ("published", "done"),
)
_PARTS = (
    ("handled.in_time", "done"),
    ("handled.late", "attention"),
    ("in_process.in_time", "moving"),
    ("in_process.overdue", "late"),
)
_COLUMNS = ("total", "carried_over", "new", "reopened", *(key for key, _ in _PARTS), "ended")
_BARS = 10


@dataclass(frozen=True)
class Cell:
    """A figure: as text, with its list where it has one."""

    text: str
    href: str | None


@dataclass(frozen=True)
class Line:
    """A figure of one of the tables, beside that of the period before."""

    label: str
    now: Cell
    before: str
    change: str


@dataclass(frozen=True)
class Table:
    """The parts of a figure; `whole` is their sum."""

    caption: str
    lines: Sequence[Line]
    whole: Line


@dataclass(frozen=True)
class Tile:
    """One figure on top."""

    label: str
    value: str
    href: str | None
    tone: str | None
    hint: str


@dataclass(frozen=True)
class AgencyLine:
    """The figures of an agency."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Problem:
    """An identity that fails: what, how far, and the cases that differ."""

    text: str
    how_far: str
    cases: Sequence[tuple[str, str]]
    more: str | None


@dataclass(frozen=True)
class Version:
    """One compilation of the period."""

    label: str
    href: str
    current: bool


def period_name(span: Period) -> str:
    """Tháng 11/2026, Quý 4/2026, Năm 2026."""
    kind = gettext(PERIOD_KIND[span.kind])
    if span.kind is PeriodKind.MONTH:
        return f"{kind} {span.end:%m/%Y}"
    if span.kind is PeriodKind.QUARTER:
        return f"{kind} {span.key[-1]}/{span.end.year}"
    return f"{kind} {span.end.year}" if span.kind is PeriodKind.YEAR else f"{kind} năm {span.key}"


def span_text(span: Period) -> str:
    """From its first to its last day."""
    return str(
        gettext("Từ %(first)s đến hết %(last)s", first=date_vi(span.start), last=date_vi(span.end))
    )


def tiles(report: Report) -> list[Tile]:
    """The figures that matter most."""
    return [
        Tile(
            label=figure_name(key),
            value=number_vi(report.counts[key]),
            href=_list(report, key) if report.counts[key] else None,
            tone=tone if report.counts[key] else None,
            hint=_before_hint(report, key),
        )
        for key, tone in _TILES
    ]


def index(report: Report) -> str:
    """The on-time rate, or that nothing arose (R39)."""
    return share(report.snapshot.figures["on_time_rate"])


def index_before(report: Report) -> str | None:
    """The same of the period before."""
    before = report.before
    return share(before.figures["on_time_rate"]) if before else None


def share(rate: float | None) -> str:
    """A rate in words."""
    return percent_vi(rate) if rate is not None else str(gettext(NOTHING_AROSE))


def tables(report: Report) -> list[Table]:
    """Every partition of the report, in the order of the headings."""
    partitions = {one.name: one for one in PARTITIONS}
    shown = []
    for name, caption in GROUP.items():
        one = partitions[name]
        lines = [_line(report, key) for key in one.parts if _shown(report, name, key)]
        shown.append(Table(str(gettext(caption)), lines, _line(report, one.whole)))
    return shown


def extra(report: Report) -> list[Line]:
    """Figures that are part of no sum."""
    return [_line(report, key) for key in ("returned", "published")]


def agency_heads() -> list[str]:
    """The headings of the table of agencies."""
    return [figure_name(key) for key in _COLUMNS]


def agency_lines(report: Report) -> list[AgencyLine]:
    """The figures of each agency, the desk last, and their sum."""
    lines = [
        AgencyLine(
            report.agency_name(row) or str(gettext(DESK)),
            [_agency_cell(report, row, key) for key in _COLUMNS],
        )
        for row in report.by_agency
    ]
    whole = [Cell(number_vi(report.counts[key]), _link(report, key)) for key in _COLUMNS]
    return [*lines, AgencyLine(str(gettext("Tổng cộng")), whole)]


def agency_bars(report: Report) -> list[dict[str, Any]]:
    """The agencies with most cases, as bars."""
    rows = [row for row in report.by_agency if row["agency"] is not None]
    most = sorted(rows, key=lambda row: -_number(row, "total"))[:_BARS]
    return [
        {
            "label": report.agency_name(row),
            "value": _number(row, "total"),
            "text": number_vi(_number(row, "total")),
            "parts": [
                {"value": _number(row, key), "tone": tone, "text": number_vi(_number(row, key))}
                for key, tone in _PARTS
            ],
        }
        for row in most
    ]


def legend() -> list[dict[str, str]]:
    """What the colours of the bars mean."""
    return [{"label": figure_name(key), "tone": tone} for key, tone in _PARTS]


def problems(report: Report) -> list[Problem]:
    """The identities that fail (R41)."""
    named = {case_id: case_number(day, seq) for case_id, day, seq in report.numbers}
    return [_problem(report, one, named) for one in report.snapshot.problems]


def versions(report: Report) -> list[Version]:
    """Every compilation of this period, who made it and when."""
    return [
        Version(
            label=gettext(
                "Bản %(version)s, lập lúc %(moment)s, %(who)s",
                version=one.version,
                moment=moment_vi(one.compiled_at),
                who=report.people.get(one.compiled_by_id or 0, gettext("hệ thống tự lập")),
            ),
            href=url_for("summary.report", snapshot_id=one.id),
            current=one.id == report.snapshot.id,
        )
        for one in report.versions
    ]


def approved(report: Report) -> str | None:
    """Who approved it and when."""
    one = report.snapshot
    if one.approved_at is None:
        return None
    who = report.people.get(one.approved_by_id or 0, "")
    return str(gettext("%(who)s duyệt lúc %(moment)s", who=who, moment=moment_vi(one.approved_at)))


def figure_name(key: str) -> str:
    """A figure in words."""
    return str(gettext(FIGURE[key]))


def _line(report: Report, key: str) -> Line:
    now = report.counts[key]
    before = _before(report, key)
    return Line(
        label=figure_name(key),
        now=Cell(number_vi(now), _link(report, key)),
        before=number_vi(before) if before is not None else "–",
        change=_change(now - before) if before is not None else "–",
    )


def _shown(report: Report, partition: str, key: str) -> bool:
    """Long tables leave out what never arose in either period."""
    short = partition not in ("channel", "process_state", "ended_state")
    return short or bool(report.counts[key] or _before(report, key))


def _before(report: Report, key: str) -> int | None:
    if report.before is None:
        return None
    found: int | None = report.before.figures["counts"].get(key)
    return found


def _before_hint(report: Report, key: str) -> str:
    before = _before(report, key)
    if before is None:
        return str(gettext("Kỳ trước: chưa có báo cáo"))
    return str(gettext("Kỳ trước: %(count)s", count=number_vi(before)))


def _change(difference: int) -> str:
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else '−'}{number_vi(abs(difference))}"


def _link(report: Report, key: str) -> str | None:
    return _list(report, key) if report.counts[key] and FIGURES[key].listed else None


def _list(report: Report, key: str, agency: str | None = None) -> str:
    return url_for("summary.cases", snapshot_id=report.snapshot.id, so=key, co_quan=agency)


def _agency_cell(report: Report, row: Mapping[str, int | None], key: str) -> Cell:
    count = _number(row, key)
    agency = OF_DESK if row["agency"] is None else str(row["agency"])
    return Cell(number_vi(count), _list(report, key, agency) if count else None)


def _number(row: Mapping[str, int | None], key: str) -> int:
    return row[key] or 0


def _problem(report: Report, one: Mapping[str, Any], named: Mapping[int, str]) -> Problem:
    cases = [(named[case_id], str(case_id)) for case_id in one["cases"] if case_id in named]
    counted = one.get("missing", 0) + one.get("extra", 0) or len(one["cases"])
    left = counted - len(cases)
    return Problem(
        text=_problem_text(one),
        how_far=_how_far(one),
        cases=cases,
        more=gettext("và %(count)s hồ sơ khác", count=left) if left > 0 else None,
    )


def _how_far(one: Mapping[str, Any]) -> str:
    counts = {
        name: number_vi(one[name])
        for name in ("expected", "found", "missing", "extra")
        if name in one
    }
    if one["code"] == "opening":
        words = gettext(
            "kỳ trước còn %(expected)s, kỳ này nhận %(found)s; %(missing)s hồ sơ chỉ có ở kỳ "
            "trước, %(extra)s hồ sơ chỉ có ở kỳ này.",
            **counts,
        )
    else:
        words = gettext("phải là %(expected)s, cộng được %(found)s.", **counts)
    return str(words)


def _problem_text(one: Mapping[str, Any]) -> str:
    if one["code"] == "opening":
        values = {"period": one["period"], "version": one["version"]}
        return str(gettext(PROBLEM_OPENING, **values))
    words = PROBLEM_AGENCY if one["name"].startswith("agency.") else PROBLEM_SUM
    return str(gettext(words, whole=figure_name(one["whole"])))


def file_name(report: Report) -> str:
    """The beginning of the names of a report's files."""
    one = report.snapshot
    return f"bao-cao-pakn-{one.kind}-{one.period}-ban-{one.version}"


def agency_chosen(report: Report, agency: str) -> str | None:
    """The name of the agency whose cases are listed; None for all."""
    if not agency:
        return None
    if agency == OF_DESK:
        return str(gettext(DESK))
    return report.agencies.get(int(agency), "–")


def count_of(report: Report, key: str, agency: str) -> str | None:
    """How many cases a list has in all; None where the report has no such figure."""
    if not agency:
        return number_vi(report.counts[key])
    wanted = None if agency == OF_DESK else int(agency)
    for row in report.by_agency:
        if row["agency"] == wanted and key in row:
            return number_vi(_number(row, key))
    return None
