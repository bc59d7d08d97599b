"""An agency's own lists, walked along one index so that they stay quick as they grow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.casework import Assignment, Case
from models.intake import Petition
from models.queries.page_keys import day_and_id

PAGE = 25
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
    """

    role: str
    state: str
    case_states: tuple[str, ...] = ()
    this_round: bool = True
    newest_first: bool = False


BOXES: Mapping[str, Box] = MappingProxyType(
    {
        "waiting": Box("lead", "sent", ("forwarded",)),
        "handling": Box("lead", "accepted", ("in_progress", "awaiting_supplement")),
        "coordinating": Box("coordinating", "sent", newest_first=True),
        "answered": Box("lead", "answered", newest_first=True),
        "returned": Box("lead", "returned", this_round=False, newest_first=True),
    }
)


@dataclass(frozen=True)
class AgencyRow:
    """One line of an agency's list.

    Attributes:
        due_on: when the agency must have answered.
        clock, clock_due_on: the case's clock that runs now and when it ends.
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


@dataclass(frozen=True)
class AgencyPage:
    """A page of a list; `next_after` is None on the last."""

    rows: Sequence[AgencyRow]
    next_after: str | None


def listed(
    session: Session, agency_id: int, box: Box, *, after: str | None = None, limit: int = PAGE
) -> AgencyPage:
    """One page of an agency's list.

    Args:
        session: where to read.
        agency_id: whose list.
        box: which list.
        after: the `next_after` of the page before.
        limit: rows a page.

    Raises:
        BadPageKey: `after` was tampered with.
    """
    query = _of_box(_columns(), agency_id, box)
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


def how_many(session: Session, agency_id: int, box: Box, *, at_most: int) -> int:
    """How many stand in a list; counting stops at `at_most`."""
    some = _of_box(select(Assignment.id), agency_id, box).limit(at_most).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


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
    )


def _of_box(query: Select[*tuple[Any, ...]], agency_id: int, box: Box) -> Select[*tuple[Any, ...]]:
    query = (
        query.select_from(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .where(
            Assignment.agency_id == agency_id,
            Assignment.role == box.role,
            Assignment.state == box.state,
            Case.legal_kind != "to_cao",
        )
    )
    if box.this_round:
        query = query.where(Assignment.round == Case.round)
    if box.case_states:
        return query.where(Case.state.in_(box.case_states))
    return query.where(Case.state.not_in(SEALED_STATES))


def _beyond(after: str, box: Box) -> Any:
    """Behind the last row of the page before; the plain range lets the index begin there."""
    day, key = day_and_id(after)
    if box.newest_first:
        return and_(Assignment.due_on <= day, or_(Assignment.due_on < day, Assignment.id < key))
    return and_(Assignment.due_on >= day, or_(Assignment.due_on > day, Assignment.id > key))
