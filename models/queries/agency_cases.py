"""An agency's own lists, walked along one index so that they stay quick as they grow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.agency import AgencyUnit
from models.casework import Assignment, Case
from models.handling import AnswerDraft, UnitTask
from models.intake import Petition
from models.queries.page_keys import day_and_id

PAGE = 25
NO_UNIT = 0
# What may not be read by an agency, even if it once held the case (R12, R53).
SEALED_STATES = ("quarantined", "transferred_denunciation")


@dataclass(frozen=True)
class Box:
    """One of an agency's lists.

    Attributes:
        role: `lead` or `coordinating`.
        state: the state of the assignment.
        case_states: the case must be in one of them; none given, in any that is not sealed.
        this_round: the assignment must be of the round that runs.
        newest_first: finished work is read from its end, waiting work by its due date.
        due: `late` for what is past its date, `near` for what is due within the days asked for.
        submitted: only with an answer that waits for approval.
    """

    role: str
    state: str | tuple[str, ...]
    case_states: tuple[str, ...] = ()
    this_round: bool = True
    newest_first: bool = False
    due: str | None = None
    submitted: bool = False


_OPEN = ("forwarded", "in_progress", "awaiting_supplement")
_HELD = ("sent", "accepted")

BOXES: Mapping[str, Box] = MappingProxyType(
    {
        "late": Box("lead", _HELD, _OPEN, due="late"),
        "near": Box("lead", _HELD, _OPEN, due="near"),
        "waiting": Box("lead", "sent", ("forwarded",)),
        "handling": Box("lead", "accepted", ("in_progress", "awaiting_supplement")),
        "submitted": Box("lead", "accepted", ("in_progress",), submitted=True),
        "coordinating": Box("coordinating", "sent", newest_first=True),
        "answered": Box("lead", "answered", newest_first=True),
        "returned": Box("lead", "returned", this_round=False, newest_first=True),
    }
)


@dataclass(frozen=True)
class Filters:
    """Which part of a list is wanted.

    Attributes:
        today: the day by which late is late.
        near: the last day that counts as soon.
        unit_ids: only what these units hold; None for all, `(NO_UNIT,)` for what no unit holds.
        due_until: only what is due by this day.
    """

    today: dt.date
    near: dt.date
    unit_ids: tuple[int, ...] | None = None
    due_until: dt.date | None = None


@dataclass(frozen=True)
class AgencyRow:
    """One line of an agency's list.

    Attributes:
        due_on: when the agency must have answered.
        clock, clock_due_on: the case's clock that runs now and when it ends.
        unit, unit_due_on: the unit that holds it, and the agency's own date for it.
    """

    assignment_id: int
    case_id: int
    received_on: dt.date
    day_seq: int
    title: str
    state: str
    forwarded_at: dt.datetime
    due_on: dt.date
    clock: str | None
    clock_due_on: dt.date | None
    unit: str | None
    unit_due_on: dt.date | None


@dataclass(frozen=True)
class AgencyPage:
    """A page of a list; `next_after` is None on the last."""

    rows: Sequence[AgencyRow]
    next_after: str | None


def listed(
    session: Session,
    agency_id: int,
    box: Box,
    filters: Filters,
    *,
    after: str | None = None,
    limit: int = PAGE,
) -> AgencyPage:
    """One page of an agency's list.

    Args:
        session: where to read.
        agency_id: whose list.
        box: which list.
        filters: which part of it.
        after: the `next_after` of the page before.
        limit: rows a page.

    Raises:
        BadPageKey: `after` was tampered with.
    """
    query = _with_unit(_of_box(_columns(), agency_id, box, filters))
    order = (Assignment.due_on, Assignment.id)
    if box.newest_first:
        query = query.order_by(*(column.desc() for column in order))
    else:
        query = query.order_by(*order)
    if after is not None:
        query = query.where(_beyond(after, box))
    rows = session.execute(query.limit(limit + 1)).all()
    shown = [AgencyRow(*row) for row in rows[:limit]]
    if len(rows) <= limit:
        return AgencyPage(shown, None)
    last = shown[-1]
    return AgencyPage(shown, f"{last.due_on.isoformat()}|{last.assignment_id}")


def how_many(
    session: Session, agency_id: int, boxes: Sequence[Box], filters: Filters, *, at_most: int
) -> list[int]:
    """How many stand in each of some lists, in one statement; counting stops at `at_most`."""
    counts = []
    for box in boxes:
        some = _of_box(select(Assignment.id), agency_id, box, filters).limit(at_most).subquery()
        counts.append(select(func.count()).select_from(some).scalar_subquery())
    return list(session.execute(select(*counts)).one())


def _columns() -> Select[*tuple[Any, ...]]:
    return select(
        Assignment.id,
        Case.id,
        Petition.received_on,
        Petition.day_seq,
        Petition.title,
        Case.state,
        Assignment.forwarded_at,
        Assignment.due_on,
        Case.clock,
        Case.due_on,
        AgencyUnit.name,
        UnitTask.due_on,
    )


def _with_unit(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The unit that holds it; it has one task that is not over at most."""
    return query.outerjoin(AgencyUnit, AgencyUnit.id == Assignment.unit_id).outerjoin(
        UnitTask,
        and_(UnitTask.assignment_id == Assignment.id, UnitTask.state.in_(("handed", "submitted"))),
    )


def _of_box(
    query: Select[*tuple[Any, ...]], agency_id: int, box: Box, filters: Filters
) -> Select[*tuple[Any, ...]]:
    states = (box.state,) if isinstance(box.state, str) else box.state
    query = (
        query.select_from(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .where(
            Assignment.agency_id == agency_id,
            Assignment.role == box.role,
            Assignment.state.in_(states) if len(states) > 1 else Assignment.state == states[0],
            Case.legal_kind != "to_cao",
        )
    )
    if box.this_round:
        query = query.where(Assignment.round == Case.round)
    if box.submitted:
        query = query.join(AnswerDraft, AnswerDraft.assignment_id == Assignment.id)
        query = query.where(AnswerDraft.state == "submitted")
    query = _filtered(query, box, filters)
    if box.case_states:
        return query.where(Case.state.in_(box.case_states))
    return query.where(Case.state.not_in(SEALED_STATES))


def _filtered(
    query: Select[*tuple[Any, ...]], box: Box, filters: Filters
) -> Select[*tuple[Any, ...]]:
    if box.due == "late":
        query = query.where(Assignment.due_on < filters.today)
    elif box.due == "near":
        query = query.where(Assignment.due_on.between(filters.today, filters.near))
    if filters.due_until is not None:
        query = query.where(Assignment.due_on <= filters.due_until)
    if filters.unit_ids == (NO_UNIT,):
        query = query.where(Assignment.unit_id.is_(None))
    elif filters.unit_ids is not None:
        query = query.where(Assignment.unit_id.in_(filters.unit_ids))
    return query


def _beyond(after: str, box: Box) -> Any:
    """Behind the last row of the page before; the plain range lets the index begin there."""
    day, key = day_and_id(after)
    if box.newest_first:
        return and_(Assignment.due_on <= day, or_(Assignment.due_on < day, Assignment.id < key))
    return and_(Assignment.due_on >= day, or_(Assignment.due_on > day, Assignment.id > key))
