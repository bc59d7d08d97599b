"""What the pages, the document and the files of a compiled report are made from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.people import User
from models.queries import reports
from models.queries.reports import HeadRow, ReportPage, ReportRow
from models.reports import ReportSnapshot
from pakn.rules.letters import LetterKind
from pakn.rules.periods import NoSuchPeriod, Period, PeriodKind, period, period_of
from pakn.rules.permissions import Permission
from pakn.rules.report_figures import FIGURES
from pakn.services.clocks import setting
from pakn.services.context import Context, NotFound
from pakn.services.letter_frames import frame

OF_DESK = "ban"
"""Stands for the desk where an agency's id would stand."""

_EXPORTED = 500


@dataclass(frozen=True)
class Report:
    """A compiled report and what is shown beside it.

    Attributes:
        before: the newest report of the period before, of the same kind.
        versions: all of this period's, newest first.
        people: names of who compiled and approved them.
        agencies: names of the agencies that stand in it.
        head_list: cases put on the Head's list in the period (R33), the first of them.
        numbers: (id, day of receipt, number within it) of the cases that problems name.
    """

    snapshot: ReportSnapshot
    span: Period
    before: ReportSnapshot | None
    versions: Sequence[ReportSnapshot]
    people: Mapping[int, str]
    agencies: Mapping[int, str]
    head_list: Sequence[HeadRow]
    numbers: Sequence[tuple[int, date, int]]

    @property
    def counts(self) -> Mapping[str, int]:
        """Every figure by its key."""
        counts: Mapping[str, int] = self.snapshot.figures["counts"]
        return counts

    @property
    def by_agency(self) -> list[Mapping[str, int | None]]:
        """The figures of each agency, by name; the desk comes last."""
        rows: list[Mapping[str, int | None]] = list(self.snapshot.figures["agencies"])
        return sorted(
            rows, key=lambda row: (row["agency"] is None, self.agency_name(row).casefold())
        )

    def agency_name(self, row: Mapping[str, int | None]) -> str:
        """The agency of a row; empty for the desk."""
        key = row["agency"]
        return self.agencies.get(key, "") if key is not None else ""


def read_report(ctx: Context, snapshot_id: int) -> Report:
    """A finished report.

    Raises:
        NotFound: there is none, or it is still being compiled.
    """
    ctx.require(Permission.REPORTS_COUNTS_READ)
    return assemble(ctx, snapshot_id)


def assemble(ctx: Context, snapshot_id: int) -> Report:
    """The same for the system itself."""
    snapshot = reports.ready(ctx.session, snapshot_id)
    if snapshot is None:
        raise NotFound(f"report {snapshot_id}")
    day_before = snapshot.begins_on - timedelta(days=1)
    before = reports.ended_on(ctx.session, day_before, kind=snapshot.kind)
    versions = reports.versions(ctx.session, snapshot.kind, snapshot.period)
    people = [id_ for one in versions for id_ in (one.compiled_by_id, one.approved_by_id) if id_]
    ids = [row["agency"] for row in snapshot.figures["agencies"] if row["agency"] is not None]
    named = [case_id for problem in snapshot.problems for case_id in problem["cases"]]
    return Report(
        snapshot=snapshot,
        span=period(snapshot.kind, snapshot.period),
        before=before if before is not None and before.kind == snapshot.kind else None,
        versions=versions,
        people=_names(ctx, people),
        agencies=reports.agency_names(ctx.session, ids),
        head_list=reports.head_list(ctx.session, snapshot.begins_on, snapshot.ends_on),
        numbers=reports.numbers(ctx.session, named),
    )


def newest_of(ctx: Context, kind: str, key: str) -> ReportSnapshot | None:
    """The newest finished version of a period's report.

    Raises:
        NoSuchPeriod: kind and key name no period.
    """
    ctx.require(Permission.REPORTS_COUNTS_READ)
    wanted = period(kind, key)
    found = reports.versions(ctx.session, wanted.kind.value, wanted.key)
    return found[0] if found else None


def document_head(ctx: Context) -> dict[str, Any]:
    """Letterhead and addressee of the report's document, from dated parameters (R51)."""
    titles = [setting(ctx, name, ctx.today) for name in ("head_title", "head_body_name")]
    return {"frame": frame(ctx, LetterKind.REPORT), "to": [" ".join(titles)]}


def periods_offered(ctx: Context) -> list[Period]:
    """The closed periods of the last year or so that can be chosen, newest first by kind."""
    offered: dict[tuple[str, str], Period] = {}
    for kind in PeriodKind:
        day = ctx.today
        for _ in range(14):
            day = _closed_before(day)
            try:
                one = period_of(day, kind)
            except NoSuchPeriod:
                continue
            if one.end < ctx.today:
                offered.setdefault((one.kind.value, one.key), one)
    return list(offered.values())


def read_figure(
    ctx: Context, snapshot_id: int, key: str, *, agency: str = "", after: int = 0
) -> ReportPage:
    """A page of the cases that a figure counts: as many in all as the figure says.

    Args:
        ctx: who reads.
        snapshot_id: the report.
        key: the figure.
        agency: an agency's id, `OF_DESK`, or empty for all.
        after: the last case of the page before.

    Raises:
        NotFound: no such report or figure, or its cases are not listed (R12).
    """
    ctx.require(Permission.REPORTS_COUNTS_READ)
    figure = FIGURES.get(key)
    known = agency in ("", OF_DESK) or (agency.isascii() and agency.isdigit() and len(agency) < 10)
    if figure is None or not figure.listed or not known:
        raise NotFound(f"figure {key}")
    if reports.ready(ctx.session, snapshot_id) is None:
        raise NotFound(f"report {snapshot_id}")
    return reports.listed(
        ctx.session,
        snapshot_id,
        figure.where,
        agency_id=int(agency) if agency.isdigit() else None,
        of_desk=agency == OF_DESK,
        after=after,
    )


def every_row(ctx: Context, snapshot_id: int, key: str) -> Iterator[ReportRow]:
    """Every case that a figure counts, read in pages of its own: nothing grows in memory."""
    after: int | None = 0
    while after is not None:
        page = reports.listed(
            ctx.session, snapshot_id, FIGURES[key].where, after=after, limit=_EXPORTED
        )
        yield from page.rows
        after = page.next_after


def _closed_before(day: date) -> date:
    """The last closing day before a day."""
    first = day.replace(day=1)
    closing = first.replace(day=14)
    return closing if closing < day else (first - timedelta(days=1)).replace(day=14)


def _names(ctx: Context, ids: Sequence[int]) -> dict[int, str]:
    rows = ctx.session.execute(select(User.id, User.display_name).where(User.id.in_(ids)))
    return dict(rows.all())
