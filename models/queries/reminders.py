"""Which cases reach a step of the ladder, by the index of due dates and without those that did."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.casework import Case
from models.handling import StatusUpdate
from models.intake import Petition
from models.people import RoleGrant, User
from models.queries.page_keys import day_and_id
from models.reminders import ReminderStep

PAGE = 25
# Where a clock runs: at the desk, at an agency, at the check of the answer.
RUNNING_STATES = ("received", "returned", "forwarded", "in_progress", "answered")


@dataclass(frozen=True)
class Reached:
    """A case that has reached a step."""

    case_id: int
    round: int
    clock: str
    agency_id: int | None
    due_on: dt.date


@dataclass(frozen=True)
class DayCount:
    """How many lines of one sort (late, today, soon, updates) a digest has."""

    agency_id: int | None
    clock: str
    sort: str
    sealed: bool
    number: int


@dataclass(frozen=True)
class Line:
    """A line of a digest, or of the Head's list."""

    case_id: int
    received_on: dt.date
    day_seq: int
    title: str
    legal_kind: str
    state: str
    clock: str
    due_on: dt.date
    act: str
    agency: str | None


@dataclass(frozen=True)
class HeadPage:
    """A page of the Head's list; `next_after` is the key of the next one."""

    rows: Sequence[Line]
    next_after: str | None


def reaching(
    session: Session,
    state: str,
    step: str,
    *,
    after: dt.date | None,
    until: dt.date,
    limit: int,
) -> list[Reached]:
    """Cases in a state whose due date lies in a window and that have not taken the step.

    Args:
        session: where to read.
        state: one state, so that its index of due dates is walked and nothing else.
        step: the step's name.
        after: where the window begins, itself outside; None leaves it open below.
        until: where it ends.
        limit: how many at most.
    """
    taken = exists().where(
        ReminderStep.case_id == Case.id,
        ReminderStep.round == Case.round,
        ReminderStep.clock == Case.clock,
        ReminderStep.step == step,
    )
    query = _reached(state, after, until).where(~taken).limit(limit)
    return [Reached(*row) for row in session.execute(query)]


def owing_updates(
    session: Session,
    step: str,
    *,
    after: dt.date | None,
    until: dt.date,
    silent_since: dt.datetime,
    limit: int,
) -> list[Reached]:
    """Overdue cases at agencies that said nothing since a moment and were not reminded of it."""
    taken = exists().where(
        ReminderStep.case_id == Case.id,
        ReminderStep.round == Case.round,
        ReminderStep.clock == Case.clock,
        ReminderStep.step == step,
    )
    said = exists().where(StatusUpdate.case_id == Case.id, StatusUpdate.made_at >= silent_since)
    query = _reached("in_progress", after, until).where(~taken, ~said).limit(limit)
    return [Reached(*row) for row in session.execute(query)]


def oldest_due(session: Session, state: str) -> dt.date | None:
    """The earliest due date among the cases in a state."""
    return session.scalar(select(func.min(Case.due_on)).where(Case.state == state))


def counts_of_day(session: Session, day: dt.date, acts: Sequence[str]) -> list[DayCount]:
    """How many lines of each sort a day's digests have, by agency and clock."""
    late = ReminderStep.due_on < day
    sort = case((ReminderStep.act == "status_update", "updates"), (late, "late"), else_="soon")
    # Grouped by their names: with values of their own PostgreSQL takes the same words for others.
    named = case((ReminderStep.due_on == day, "today"), else_=sort).label("sort")
    sealed = (Case.legal_kind == "to_cao").label("sealed")
    rows = session.execute(
        select(ReminderStep.agency_id, ReminderStep.clock, named, sealed, func.count())
        .join(Case, Case.id == ReminderStep.case_id)
        .where(ReminderStep.act.in_(acts), ReminderStep.day == day)
        .group_by(ReminderStep.agency_id, ReminderStep.clock, "sort", "sealed")
        .order_by(ReminderStep.agency_id)
    )
    return [DayCount(*row) for row in rows]


def lines_of_day(
    session: Session,
    day: dt.date,
    acts: Sequence[str],
    *,
    agency_id: int | None,
    clocks: Sequence[str],
    limit: int,
) -> list[Line]:
    """The first lines of a digest, the earliest due date first; a denunciation is none (R12)."""
    rows = session.execute(
        select(*_LINE)
        .join(Case, Case.id == ReminderStep.case_id)
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == ReminderStep.agency_id)
        .where(
            ReminderStep.agency_id == agency_id
            if agency_id is not None
            else ReminderStep.agency_id.is_(None),
            ReminderStep.act.in_(acts),
            ReminderStep.day == day,
            ReminderStep.clock.in_(clocks),
            Case.legal_kind != "to_cao",
        )
        .order_by(ReminderStep.due_on, ReminderStep.case_id, ReminderStep.id)
        .limit(limit)
    )
    return [Line(*row) for row in rows]


def agencies_to_urge(session: Session, since: dt.date, on: dt.date) -> Sequence[int]:
    """The agencies with steps that ask for a văn bản đôn đốc and have none yet."""
    query = _to_urge(select(ReminderStep.agency_id), since, on)
    ids = session.scalars(query.distinct().order_by(ReminderStep.agency_id))
    return [agency_id for agency_id in ids if agency_id is not None]


def to_urge(
    session: Session, agency_id: int, since: dt.date, on: dt.date, *, limit: int
) -> list[tuple[ReminderStep, Case]]:
    """Those steps of an agency, of cases still overdue there, the longest first."""
    rows = session.execute(
        _to_urge(select(ReminderStep, Case), since, on)
        .where(ReminderStep.agency_id == agency_id)
        .order_by(Case.due_on, Case.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def head_list(
    session: Session,
    on: dt.date,
    *,
    agency_id: int | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> HeadPage:
    """Cases overdue so long that they are told to the Head, the longest first.

    Raises:
        BadPageKey: `after` is no key.
    """
    found: list[Line] = []
    for state in RUNNING_STATES:
        query = _listed(state, on, agency_id).limit(limit + 1)
        if after is not None:
            day, key = day_and_id(after)
            query = query.where(or_(Case.due_on > day, (Case.due_on == day) & (Case.id > key)))
        found += [Line(*row) for row in session.execute(query)]
    found.sort(key=lambda line: (line.due_on, line.case_id))
    shown = found[:limit]
    more = len(found) > limit
    return HeadPage(shown, f"{shown[-1].due_on.isoformat()}|{shown[-1].case_id}" if more else None)


def people_of_role(session: Session, role: str, on: dt.date) -> Sequence[User]:
    """Who holds a role on a day and can be written to."""
    return session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.active,
            User.email != "",
            RoleGrant.role == role,
            RoleGrant.valid_from <= on,
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= on),
        )
        .order_by(User.id)
    ).all()


_LINE: tuple[Any, ...] = (
    Case.id,
    Petition.received_on,
    Petition.day_seq,
    Petition.title,
    Case.legal_kind,
    Case.state,
    ReminderStep.clock,
    ReminderStep.due_on,
    ReminderStep.act,
    Agency.name,
)


def _reached(state: str, after: dt.date | None, until: dt.date) -> Select[*tuple[Any, ...]]:
    query = (
        select(Case.id, Case.round, Case.clock, Case.lead_agency_id, Case.due_on)
        .where(Case.state == state, Case.due_on <= until, Case.clock.is_not(None))
        .order_by(Case.due_on, Case.id)
    )
    return query if after is None else query.where(Case.due_on > after)


def _to_urge(
    query: Select[*tuple[Any, ...]], since: dt.date, on: dt.date
) -> Select[*tuple[Any, ...]]:
    return query.join(Case, Case.id == ReminderStep.case_id).where(
        ReminderStep.act == "draft_urge",
        ReminderStep.day >= since,
        ReminderStep.letter_id.is_(None),
        ReminderStep.agency_id == Case.lead_agency_id,
        ReminderStep.round == Case.round,
        ReminderStep.clock == Case.clock,
        Case.state.in_(("forwarded", "in_progress")),
        Case.due_on < on,
        Case.legal_kind != "to_cao",
    )


def _listed(state: str, on: dt.date, agency_id: int | None) -> Select[*tuple[Any, ...]]:
    told = exists().where(
        ReminderStep.case_id == Case.id,
        ReminderStep.round == Case.round,
        ReminderStep.clock == Case.clock,
        ReminderStep.act == "list_for_head",
    )
    query = (
        select(
            Case.id,
            Petition.received_on,
            Petition.day_seq,
            Petition.title,
            Case.legal_kind,
            Case.state,
            Case.clock,
            Case.due_on,
            Case.state,
            Agency.name,
        )
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == Case.lead_agency_id)
        .where(Case.state == state, Case.due_on < on, Case.legal_kind != "to_cao", told)
        .order_by(Case.due_on, Case.id)
    )
    return query if agency_id is None else query.where(Case.lead_agency_id == agency_id)
