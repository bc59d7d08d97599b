"""An agency's open cases with their texts, for a table; walked by key, never held together."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.agency import AgencyUnit
from models.casework import Assignment, Case
from models.intake import Petition

AT_ONCE = 200
OPEN = ("forwarded", "in_progress", "awaiting_supplement")


@dataclass(frozen=True)
class OpenCase:
    """A case that its agency has not answered yet. Nothing of who sent it is here."""

    assignment_id: int
    due_on: dt.date
    received_on: dt.date
    day_seq: int
    state: str
    content_class: str | None
    version: int
    title: str
    content: str
    proposal: str
    subject_detail: str
    unit: str | None


def open_cases(
    session: Session, agency_id: int, unit_ids: Sequence[int] | None = None
) -> Iterator[OpenCase]:
    """Cases that an agency leads and has not answered, by due date; denunciations never (R12).

    Args:
        session: where to read.
        agency_id: whose.
        unit_ids: only what these units hold; None for all.
    """
    query = _query(agency_id, unit_ids)
    last: OpenCase | None = None
    while True:
        page = query
        if last is not None:
            page = query.where(
                Assignment.due_on >= last.due_on,
                (Assignment.due_on > last.due_on) | (Assignment.id > last.assignment_id),
            )
        found = [OpenCase(*row) for row in session.execute(page).all()]
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1]


def _query(agency_id: int, unit_ids: Sequence[int] | None) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        select(
            Assignment.id,
            Assignment.due_on,
            Petition.received_on,
            Petition.day_seq,
            Case.state,
            Case.content_class,
            Case.version,
            Petition.title,
            Petition.content,
            Petition.proposal,
            Petition.subject_detail,
            AgencyUnit.name,
        )
        .join(Case, Case.id == Assignment.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(AgencyUnit, AgencyUnit.id == Assignment.unit_id)
        .where(
            Assignment.agency_id == agency_id,
            Assignment.role == "lead",
            Assignment.state.in_(("sent", "accepted")),
            Assignment.round == Case.round,
            Case.state.in_(OPEN),
            Case.legal_kind != "to_cao",
            Case.child_no == 0,  # the parts of a split case have no number of their own
        )
        .order_by(Assignment.due_on, Assignment.id)
        .limit(AT_ONCE)
    )
    return query if unit_ids is None else query.where(Assignment.unit_id.in_(unit_ids))
