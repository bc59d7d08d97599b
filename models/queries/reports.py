"""Reading compiled reports: figures counted from their cases, versions, lists by key."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, true
from sqlalchemy.orm import Session

from models.agency import Agency
from models.casework import Case
from models.intake import Petition
from models.reminders import ReminderStep
from models.reports import ReportCase, ReportSnapshot

PAGE = 50

Where = Mapping[str, str | bool | tuple[str, ...]]


@dataclass(frozen=True)
class Counted:
    """The figures of one agency, or of the desk.

    Attributes:
        agency_id: None for the desk.
        figures: key → count.
    """

    agency_id: int | None
    figures: Mapping[str, int]


@dataclass(frozen=True)
class ReportRow:
    """A case as a report counted it, and whether it may be read today."""

    case_id: int
    received_on: dt.date
    day_seq: int
    title: str
    sealed: bool
    agency: str | None
    counted: ReportCase


@dataclass(frozen=True)
class ReportPage:
    """A page of a figure's list; `next_after` is None on the last."""

    rows: Sequence[ReportRow]
    next_after: int | None


@dataclass(frozen=True)
class HeadRow:
    """A case that the ladder of reminders put on the Head's list."""

    case_id: int
    received_on: dt.date
    day_seq: int
    agency: str | None
    due_on: dt.date
    day: dt.date


def matching(where: Where) -> ColumnElement[bool]:
    """The condition for which a figure counts a compiled case."""
    columns = ReportCase.__table__.c
    return and_(true(), *(_equals(columns[name], value) for name, value in where.items()))


def count_all(session: Session, snapshot_id: int, figures: Mapping[str, Where]) -> dict[str, int]:
    """Every figure over all cases of a snapshot, in one pass."""
    row = session.execute(
        select(*_counters(figures)).where(ReportCase.snapshot_id == snapshot_id)
    ).one()
    return dict(zip(figures, row, strict=True))


def count_by_agency(
    session: Session, snapshot_id: int, figures: Mapping[str, Where]
) -> list[Counted]:
    """The same for each agency and for the desk."""
    rows = session.execute(
        select(ReportCase.agency_id, *_counters(figures))
        .where(ReportCase.snapshot_id == snapshot_id)
        .group_by(ReportCase.agency_id)
    )
    return [Counted(row[0], dict(zip(figures, row[1:], strict=True))) for row in rows]


def outside(
    session: Session, snapshot_id: int, whole: Where, parts: Sequence[Where], *, limit: int
) -> list[int]:
    """Cases that a figure counts and none of its parts does, or more than one."""
    counted = sum((_as_number(matching(part)) for part in parts), start=literal(0))
    return list(
        session.scalars(
            select(ReportCase.case_id)
            .where(ReportCase.snapshot_id == snapshot_id, matching(whole), counted != 1)
            .order_by(ReportCase.case_id)
            .limit(limit)
        )
    )


@dataclass(frozen=True)
class Difference:
    """Cases that stand in one set only; the ids end at the limit asked for."""

    count: int
    case_ids: Sequence[int]


def only_in(
    session: Session, one: tuple[int, Where], other: tuple[int, Where], *, limit: int
) -> Difference:
    """Cases that a figure of one snapshot counts and a figure of another does not.

    Args:
        session: where to read.
        one: a snapshot and a figure's condition.
        other: the same of the other.
        limit: how many ids to give.
    """
    ids = _ids(*one).except_(_ids(*other)).subquery()
    count = session.scalars(select(func.count()).select_from(ids)).one()
    some = session.scalars(select(ids.c.case_id).order_by(ids.c.case_id).limit(limit))
    return Difference(count, list(some))


def ready(session: Session, snapshot_id: int) -> ReportSnapshot | None:
    """A snapshot whose compilation was finished."""
    return session.scalar(
        select(ReportSnapshot).where(
            ReportSnapshot.id == snapshot_id, ReportSnapshot.finished_at.is_not(None)
        )
    )


def versions(session: Session, kind: str, period: str) -> Sequence[ReportSnapshot]:
    """The finished versions of a period's report, newest first."""
    return session.scalars(
        select(ReportSnapshot)
        .where(
            ReportSnapshot.kind == kind,
            ReportSnapshot.period == period,
            ReportSnapshot.finished_at.is_not(None),
        )
        .order_by(ReportSnapshot.version.desc())
    ).all()


def ended_on(session: Session, day: dt.date, *, kind: str) -> ReportSnapshot | None:
    """The newest finished report that ended on a day, of this kind where there is one."""
    return session.scalar(
        select(ReportSnapshot)
        .where(ReportSnapshot.ends_on == day, ReportSnapshot.finished_at.is_not(None))
        .order_by(
            (ReportSnapshot.kind == kind).desc(),
            ReportSnapshot.compiled_at.desc(),
            ReportSnapshot.id.desc(),
        )
        .limit(1)
    )


def compiled_periods(session: Session, limit: int = 60) -> Sequence[tuple[str, str, int]]:
    """(kind, period, newest version) of every finished report, newest period first."""
    rows = session.execute(
        select(ReportSnapshot.kind, ReportSnapshot.period, func.max(ReportSnapshot.version))
        .where(ReportSnapshot.finished_at.is_not(None))
        .group_by(ReportSnapshot.kind, ReportSnapshot.period)
        .order_by(func.max(ReportSnapshot.ends_on).desc(), ReportSnapshot.kind)
        .limit(limit)
    )
    return [(kind, period, version) for kind, period, version in rows]


def next_version(session: Session, kind: str, period: str) -> int:
    """The version that the next compilation of a period gets."""
    last = session.scalar(
        select(func.max(ReportSnapshot.version)).where(
            ReportSnapshot.kind == kind, ReportSnapshot.period == period
        )
    )
    return (last or 0) + 1


def listed(
    session: Session,
    snapshot_id: int,
    where: Where,
    *,
    agency_id: int | None = None,
    of_desk: bool = False,
    after: int = 0,
    limit: int = PAGE,
) -> ReportPage:
    """The cases that a figure counts, by id.

    Args:
        session: where to read.
        snapshot_id: the report.
        where: the figure's condition.
        agency_id: only this agency's.
        of_desk: only the desk's.
        after: the id of the last case of the page before.
        limit: rows a page.
    """
    query = _rows().where(
        ReportCase.snapshot_id == snapshot_id, ReportCase.case_id > after, matching(where)
    )
    if of_desk:
        query = query.where(ReportCase.agency_id.is_(None))
    elif agency_id is not None:
        query = query.where(ReportCase.agency_id == agency_id)
    found = session.execute(query.order_by(ReportCase.case_id).limit(limit + 1)).all()
    rows = [ReportRow(*row) for row in found[:limit]]
    return ReportPage(rows, rows[-1].case_id if len(found) > limit else None)


def head_list(session: Session, first: dt.date, last: dt.date, limit: int = PAGE) -> list[HeadRow]:
    """Cases put on the Head's list within these days, the longest overdue first (R33)."""
    rows = session.execute(
        select(
            ReminderStep.case_id,
            Petition.received_on,
            Petition.day_seq,
            Agency.name,
            ReminderStep.due_on,
            ReminderStep.day,
        )
        .join(Case, Case.id == ReminderStep.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == ReminderStep.agency_id)
        .where(
            ReminderStep.act == "list_for_head",
            ReminderStep.day >= first,
            ReminderStep.day <= last,
            ~_sealed(),
        )
        .order_by(ReminderStep.due_on, ReminderStep.id)
        .limit(limit)
    )
    return [HeadRow(*row) for row in rows]


def agency_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The names of these agencies."""
    rows = session.execute(select(Agency.id, Agency.name).where(Agency.id.in_(ids)))
    return dict(rows.all())


def numbers(session: Session, case_ids: Sequence[int]) -> list[tuple[int, dt.date, int]]:
    """(case, day of receipt, number within it) of these cases, sealed ones left out."""
    rows = session.execute(
        select(Case.id, Petition.received_on, Petition.day_seq)
        .join(Petition, Petition.id == Case.petition_id)
        .where(Case.id.in_(case_ids), ~_sealed())
        .order_by(Case.id)
    )
    return [(case_id, day, seq) for case_id, day, seq in rows]


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ReportCase.case_id,
            Petition.received_on,
            Petition.day_seq,
            Petition.title,
            _sealed().label("sealed"),
            Agency.name,
            ReportCase,
        )
        .join(Case, Case.id == ReportCase.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == ReportCase.agency_id)
    )


def _sealed() -> ColumnElement[bool]:
    """Sealed today, whatever it was when it was counted (R12)."""
    return or_(
        Case.legal_kind == "to_cao", Case.state.in_(("quarantined", "transferred_denunciation"))
    )


def _ids(snapshot_id: int, where: Where) -> Select[Any]:
    return select(ReportCase.case_id).where(ReportCase.snapshot_id == snapshot_id, matching(where))


def _counters(figures: Mapping[str, Where]) -> list[Any]:
    return [func.count().filter(matching(where)) for where in figures.values()]


def _as_number(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _equals(column: Any, value: str | bool | tuple[str, ...]) -> ColumnElement[bool]:
    condition: ColumnElement[bool]
    if isinstance(value, tuple):
        condition = column.in_(value)
    else:
        condition = column.is_(value) if isinstance(value, bool) else column == value
    return condition
