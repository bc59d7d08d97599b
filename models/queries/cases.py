"""Lists of cases: one statement a page, paged by key, newest or most urgent first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.agency import Agency
from models.casework import Answer, Case, Publication
from models.intake import Petition
from models.queries.page_keys import day_and_id, row_id
from models.suggestions import Suggestion

PAGE = 25


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of cases; nothing personal stands in it."""

    case_id: int
    received_on: dt.date
    day_seq: int
    title: str
    kind: str
    subject: str
    state: str
    clock: str | None
    due_on: dt.date | None
    version: int
    lead_agency: str | None
    suggested_agency: str | None
    suggested_probability: float | None
    abstain: bool | None


@dataclass(frozen=True)
class Page:
    """A page of a list, and the keys of its neighbours.

    Attributes:
        next_after: give it as `after` for the next page; None on the last.
    """

    rows: Sequence[CaseRow]
    next_after: str | None


def inbox(
    session: Session,
    states: Sequence[str],
    *,
    after: str | None = None,
    limit: int = PAGE,
    sealed: bool = False,
) -> Page:
    """Cases in these states, the one due first on top.

    Args:
        session: where to read.
        states: e.g. `("received", "returned")`.
        after: the key `due_on|id` of the last row of the page before.
        limit: rows a page.
        sealed: whether denunciations (tố cáo) are listed too; only for whoever may read them (R12).

    Raises:
        BadPageKey: `after` is no key.
    """
    query = _rows().where(Case.state.in_(states)).order_by(Case.due_on, Case.id)
    if not sealed:
        query = query.where(Case.legal_kind != "to_cao")
    if after is not None:
        day, key = day_and_id(after)
        query = query.where(or_(Case.due_on > day, and_(Case.due_on == day, Case.id > key)))
    return _page(session, query, limit)


def of_agencies_open(
    session: Session,
    agency_ids: Sequence[int],
    *,
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """Open cases led by any of these agencies (a Task Force member's list), by due date."""
    query = (
        _rows()
        .where(Case.lead_agency_id.in_(agency_ids), Case.state.in_(("forwarded", "in_progress")))
        .order_by(Case.due_on, Case.id)
    )
    if after is not None:
        day, key = day_and_id(after)
        query = query.where(or_(Case.due_on > day, and_(Case.due_on == day, Case.id > key)))
    return _page(session, query, limit)


def overdue(
    session: Session, states: Sequence[str], on: dt.date, *, limit: int = PAGE
) -> list[CaseRow]:
    """The open cases that are overdue longest; one short walk of the index for each state.

    Args:
        session: where to read.
        states: e.g. `("forwarded", "in_progress")`.
        on: the day; what is due on it is not overdue yet.
        limit: how many at most.
    """
    found: list[tuple[dt.date, int, CaseRow]] = []
    for state in states:
        query = _rows().where(Case.state == state, Case.due_on < on, Case.legal_kind != "to_cao")
        rows = session.execute(query.order_by(Case.due_on, Case.id).limit(limit))
        found.extend((row.due_on, row.id, _row(row)) for row in rows)
    return [row for _, _, row in sorted(found, key=lambda one: one[:2])[:limit]]


def overdue_counts(
    session: Session, agency_ids: Sequence[int], states: Sequence[str], on: dt.date
) -> dict[int, int]:
    """How many cases are overdue at these agencies on a day, those without any left out."""
    rows = session.execute(
        select(Case.lead_agency_id, func.count())
        .where(
            Case.lead_agency_id.in_(agency_ids),
            Case.state.in_(states),
            Case.due_on < on,
            Case.legal_kind != "to_cao",
        )
        .group_by(Case.lead_agency_id)
    )
    return {agency_id: number for agency_id, number in rows if agency_id is not None}


def of_organisation(
    session: Session, organisation_id: int, *, after: str | None = None, limit: int = PAGE
) -> Page:
    """Cases that an association filed, newest first."""
    query = _rows().where(Petition.organisation_id == organisation_id).order_by(Case.id.desc())
    if after is not None:
        query = query.where(Case.id < row_id(after))
    rows = session.execute(query.limit(limit + 1)).all()
    shown = [_row(row) for row in rows[:limit]]
    return Page(shown, str(shown[-1].case_id) if len(rows) > limit else None)


def by_ids(session: Session, case_ids: Sequence[int]) -> list[CaseRow]:
    """These cases, in the order given (search results)."""
    rows = {row.id: _row(row) for row in session.execute(_rows().where(Case.id.in_(case_ids)))}
    return [rows[case_id] for case_id in case_ids if case_id in rows]


def contents(session: Session, case_ids: Sequence[int]) -> dict[int, str]:
    """What was written in these cases' petitions, for excerpts of a page of results."""
    rows = session.execute(
        select(Case.id, Petition.content)
        .join(Petition, Petition.id == Case.petition_id)
        .where(Case.id.in_(case_ids))
    )
    return dict(rows.all())


def id_by_number(session: Session, received_on: dt.date, day_seq: int) -> int | None:
    """The case of a number."""
    return session.scalar(
        select(Case.id)
        .join(Petition, Petition.id == Case.petition_id)
        .where(
            Petition.received_on == received_on,
            Petition.day_seq == day_seq,
            Case.child_no == 0,
        )
    )


def answers(session: Session, case_id: int) -> Sequence[Answer]:
    """Every answer of a case, newest first."""
    return session.scalars(
        select(Answer)
        .where(Answer.case_id == case_id)
        .order_by(Answer.round.desc(), Answer.version.desc())
    ).all()


def publication(session: Session, publication_id: int) -> Publication | None:
    """A publication that was not taken down."""
    return session.scalar(
        select(Publication).where(
            Publication.id == publication_id, Publication.withdrawn_at.is_(None)
        )
    )


def _rows() -> Select[*tuple[Any, ...]]:
    suggested = aliased(Agency)
    return (
        select(
            Case.id,
            Petition.received_on,
            Petition.day_seq,
            Petition.title,
            Petition.kind,
            Petition.subject,
            Case.state,
            Case.clock,
            Case.due_on,
            Case.version,
            Agency.short_name.label("lead"),
            suggested.short_name.label("suggested"),
            Suggestion.top_probability,
            Suggestion.abstain,
        )
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == Case.lead_agency_id)
        .outerjoin(Suggestion, Suggestion.case_id == Case.id)
        .outerjoin(suggested, suggested.id == Suggestion.top_agency_id)
    )


def _page(session: Session, query: Select[*tuple[Any, ...]], limit: int) -> Page:
    rows = session.execute(query.limit(limit + 1)).all()
    shown = [_row(row) for row in rows[:limit]]
    if len(rows) <= limit:
        return Page(shown, None)
    last = shown[-1]
    return Page(shown, f"{last.due_on.isoformat()}|{last.case_id}" if last.due_on else None)


def _row(row: Any) -> CaseRow:
    return CaseRow(
        case_id=row.id,
        received_on=row.received_on,
        day_seq=row.day_seq,
        title=row.title,
        kind=row.kind,
        subject=row.subject,
        state=row.state,
        clock=row.clock,
        due_on=row.due_on,
        version=row.version,
        lead_agency=row.lead,
        suggested_agency=row.suggested,
        suggested_probability=row.top_probability,
        abstain=row.abstain,
    )
