"""Compiling a periodic report: a snapshot of figures, and the cases that each figure counts.

Compiling anew makes a new version; the old one stays as it was (R40-R42). It is done in portions,
each an act of its own, so that nobody waits for the writer while 100,000 cases are counted; until
the last of them the snapshot is shown to nobody.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete

from models.queries import reports
from models.queries.people import holders
from models.reports import ReportSnapshot
from pakn.rules.indicators import on_time_rate
from pakn.rules.local_time import local_date
from pakn.rules.periods import Period, PeriodKind, period, period_of
from pakn.rules.permissions import Permission
from pakn.rules.report_figures import (
    AGENCY_FIGURES,
    FIGURES,
    PARTITIONS,
    Mismatch,
    mismatches,
    within_competence,
)
from pakn.rules.states import Role
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.notices import Message, notify
from pakn.services.outbox import Later, later
from pakn.services.report_facts import Portion, next_portion, store_facts

Acting = Callable[[], AbstractContextManager[Context]]

JOB = "compile_report"
_ABANDONED = dt.timedelta(hours=1)
_CASES_NAMED = 50
_TOLD = (Role.UNIT_LEAD, Role.HEAD)
_WHERE: Mapping[str, reports.Where] = MappingProxyType(
    {key: figure.where for key, figure in FIGURES.items()}
)


@dataclass(frozen=True)
class Wanted:
    """A report to be compiled.

    Attributes:
        by: the person who asked for it; None for the schedule.
        announce: whether the people who wait for it are told when it is ready.
    """

    period: Period
    by: int | None = None
    announce: bool = False


def wanted_from(arguments: Mapping[str, Any]) -> Wanted:
    """What a job asks for: a period, or the month that closed before a schedule's moment.

    Raises:
        NoSuchPeriod: the arguments name none.
    """
    if "period" in arguments:
        return Wanted(period(arguments["kind"], arguments["period"]), by=arguments.get("by"))
    due_at = dt.datetime.fromisoformat(arguments["due_at"])
    closed = period_of(local_date(due_at) - dt.timedelta(days=1), PeriodKind.MONTH)
    return Wanted(closed, announce=True)


def ask_for_report(ctx: Context, kind: str, key: str) -> int | None:
    """Have a report compiled by the workers.

    Returns:
        the outbox row; None when this version was asked for before.

    Raises:
        NoSuchPeriod: kind and key name no period.
        InvalidInput: the period has not closed yet.
    """
    ctx.require(Permission.REPORTS_PERIOD_COMPILE)
    wanted = period(kind, key)
    _require_closed(ctx, wanted)
    arguments = {"kind": wanted.kind.value, "period": wanted.key, "by": ctx.actor.user_id}
    return later(
        ctx,
        Later(
            JOB,
            f"{wanted.kind}:{wanted.key}",
            round=reports.next_version(ctx.session, wanted.kind.value, wanted.key),
            arguments=arguments,
        ),
    )


def compile_in_portions(acting: Acting, wanted: Wanted) -> int:
    """Count a period's cases, each portion in an act of its own.

    Args:
        acting: opens an act of the system.
        wanted: the report.

    Returns:
        the snapshot; `finish_report` makes a report of it.
    """
    with acting() as ctx:
        snapshot_id = begin_report(ctx, wanted)
    after: int | None = 0
    while after is not None:
        with acting() as ctx:
            after = add_portion(ctx, snapshot_id, wanted.period, after)
    return snapshot_id


def compile_report(ctx: Context, wanted: Wanted) -> int:
    """The same in one transaction, from beginning to end; returns the finished snapshot."""
    snapshot_id = begin_report(ctx, wanted)
    after: int | None = 0
    while after is not None:
        after = add_portion(ctx, snapshot_id, wanted.period, after)
    finish_report(ctx, snapshot_id, announce=wanted.announce)
    return snapshot_id


def begin_report(ctx: Context, wanted: Wanted) -> int:
    """Begin a new version; what an interrupted compilation left behind is thrown away.

    Raises:
        InvalidInput: the period has not closed yet.
    """
    span = wanted.period
    _require_closed(ctx, span)
    ctx.session.execute(
        delete(ReportSnapshot).where(
            ReportSnapshot.finished_at.is_(None),
            ReportSnapshot.compiled_at < ctx.now - _ABANDONED,
        )
    )
    snapshot = ReportSnapshot(
        kind=span.kind.value,
        period=span.key,
        version=reports.next_version(ctx.session, span.kind.value, span.key),
        begins_on=span.start,
        ends_on=span.end,
        compiled_at=ctx.now,
        compiled_by_id=wanted.by,
        figures={},
        problems=[],
    )
    ctx.session.add(snapshot)
    ctx.session.flush()
    return snapshot.id


def add_portion(ctx: Context, snapshot_id: int, span: Period, after: int) -> int | None:
    """Count the next cases; returns where to go on, None when all are counted."""
    portion: Portion | None = next_portion(ctx.session, span, after)
    if portion is None:
        return None
    store_facts(ctx.session, snapshot_id, span, portion)
    return portion.last


def finish_report(ctx: Context, snapshot_id: int, *, announce: bool = False) -> ReportSnapshot:
    """Add up, check the identities (R41) and show the report.

    Args:
        ctx: the act.
        snapshot_id: a snapshot whose cases are all there.
        announce: tell the people who wait for it.
    """
    snapshot = ctx.session.get_one(ReportSnapshot, snapshot_id)
    figures = reports.count_all(ctx.session, snapshot_id, _WHERE)
    agencies = reports.count_by_agency(
        ctx.session, snapshot_id, {key: _WHERE[key] for key in AGENCY_FIGURES}
    )
    snapshot.figures = {
        "counts": figures,
        "agencies": [{"agency": one.agency_id, **one.figures} for one in agencies],
        "on_time_rate": on_time_rate(figures["handled.in_time"], within_competence(figures)),
    }
    wrong = mismatches(figures, [one.figures for one in agencies])
    snapshot.problems = [_problem(ctx, snapshot, one) for one in wrong] + _opening(ctx, snapshot)
    snapshot.finished_at = ctx.now
    said = {"snapshot": snapshot.id, "kind": snapshot.kind, "period": snapshot.period}
    problems = len(snapshot.problems)
    record(ctx, Act("compile_report", difference={**said, "problems": problems}))
    if announce:
        _tell(ctx, snapshot)
    return snapshot


def approve_report(ctx: Context, snapshot_id: int) -> None:
    """The unit's lead approves a report as it stands; a newer version needs its own approval.

    Raises:
        NotFound: there is no such report.
        InvalidInput: it was approved before, or an identity fails.
    """
    ctx.require(Permission.REPORTS_PERIOD_APPROVE)
    snapshot = reports.ready(ctx.session, snapshot_id)
    if snapshot is None:
        raise NotFound(f"report {snapshot_id}")
    if snapshot.approved_at is not None or snapshot.problems:
        raise InvalidInput({"report": "approved" if snapshot.approved_at else "problems"})
    snapshot.approved_at, snapshot.approved_by_id = ctx.now, ctx.actor.user_id
    record(ctx, Act("approve_report", difference={"snapshot": snapshot.id}))


def _require_closed(ctx: Context, span: Period) -> None:
    if span.end >= ctx.today:
        raise InvalidInput({"period": "not_closed"})


def _problem(ctx: Context, snapshot: ReportSnapshot, wrong: Mismatch) -> dict[str, Any]:
    """An identity that fails, with the cases that no part counts, or more than one."""
    found: list[int] = []
    for partition in PARTITIONS:
        if partition.name == wrong.name:
            parts = [_WHERE[key] for key in partition.parts]
            whole = _WHERE[partition.whole]
            found = reports.outside(ctx.session, snapshot.id, whole, parts, limit=_CASES_NAMED)
    return {"code": "sum", **asdict(wrong), "cases": found}


def _opening(ctx: Context, snapshot: ReportSnapshot) -> list[dict[str, Any]]:
    """What was in process when the last period closed must be what this one took over (R41)."""
    day_before = snapshot.begins_on - dt.timedelta(days=1)
    last = reports.ended_on(ctx.session, day_before, kind=snapshot.kind)
    if last is None:
        return []
    closing, opening = (last.id, _WHERE["in_process"]), (snapshot.id, _WHERE["carried_over"])
    missing = reports.only_in(ctx.session, closing, opening, limit=_CASES_NAMED)
    extra = reports.only_in(ctx.session, opening, closing, limit=_CASES_NAMED)
    if not missing.count and not extra.count:
        return []
    return [
        {
            "code": "opening",
            "name": "opening",
            "snapshot": last.id,
            "period": last.period,
            "version": last.version,
            "expected": last.figures["counts"]["in_process"],
            "found": snapshot.figures["counts"]["carried_over"],
            "missing": missing.count,
            "extra": extra.count,
            "cases": [*missing.case_ids, *extra.case_ids],
        }
    ]


def _tell(ctx: Context, snapshot: ReportSnapshot) -> None:
    """Mail to the unit's lead and the Head; once for each report."""
    for user in holders(ctx.session, [role.value for role in _TOLD], ctx.today):
        if user.email:
            notify(
                ctx,
                Message(
                    notice="report_ready",
                    key=f"report_ready:{snapshot.id}:{user.id}",
                    address=user.email,
                    user_id=user.id,
                    values={
                        "report_id": snapshot.id,
                        "period": snapshot.period,
                        "first": snapshot.begins_on.strftime("%d/%m/%Y"),
                        "last": snapshot.ends_on.strftime("%d/%m/%Y"),
                        "problems": len(snapshot.problems),
                    },
                ),
            )
