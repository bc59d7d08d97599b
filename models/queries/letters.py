"""Reading letters: lists by state, one letter, the cases of its annex."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from models.agency import Agency
from models.casework import Assignment, Case
from models.history import Event, EventValue
from models.letters import Letter, LetterCase, LetterEvent
from models.people import User
from models.queries.page_keys import row_id

PAGE = 25
COUNTED_MOST = 999
_SYSTEM_CHAIN = "system"
AT_AGENCIES = ("forwarded", "in_progress")


@dataclass(frozen=True)
class LetterRow:
    """One line of a list of letters."""

    letter: Letter
    agency: str | None
    cases: int


@dataclass(frozen=True)
class LetterPage:
    """A page of a list; `next_before` is the key of the next one."""

    rows: Sequence[LetterRow]
    next_before: str | None


@dataclass(frozen=True)
class LetterFile:
    """A letter with what its page shows.

    Attributes:
        agency: the addressee; issuer_agency: whose letterhead a member uses.
        names: display names of those who drafted, approved, signed and numbered it.
    """

    letter: Letter
    agency: Agency | None
    issuer_agency: Agency | None
    names: dict[int, str]


@dataclass(frozen=True)
class Sorts:
    """Which letters a list holds beside their state."""

    kinds: Sequence[str]
    issuers: Sequence[str]


@dataclass(frozen=True)
class ActRow:
    """One act of a letter's history; `reason` is still encrypted."""

    action: str
    role: str
    user_id: int | None
    name: str | None
    moment: dt.datetime
    reason: bytes | None


def listed(
    session: Session, state: str, sorts: Sorts, *, before: str | None = None, limit: int = PAGE
) -> LetterPage:
    """Letters in a state, newest first: the newest of each sort by the index, then the newest.

    Raises:
        BadPageKey: `before` is no key.
    """
    newest = []
    for kind in sorts.kinds:
        for issuer in sorts.issuers:
            query = select(Letter.id).where(
                Letter.state == state, Letter.kind == kind, Letter.issuer == issuer
            )
            if before is not None:
                query = query.where(Letter.id < row_id(before))
            newest.append(query.order_by(Letter.id.desc()).limit(limit + 1))
    return _page(session, _rows().where(Letter.id.in_(_together(newest))), None, limit)


def counted(session: Session, states: Sequence[str], sorts: Sorts) -> dict[str, int]:
    """How many letters each state has, `COUNTED_MOST` + 1 at most: no tab needs to know more."""
    counts = []
    for state in states:
        some = (
            select(Letter.id)
            .where(
                Letter.state == state,
                Letter.kind.in_(sorts.kinds),
                Letter.issuer.in_(sorts.issuers),
            )
            .limit(COUNTED_MOST + 1)
            .subquery()
        )
        counts.append(select(literal(state), func.count()).select_from(some))
    return dict(session.execute(union_all(*counts)).all())


def history(session: Session, letter_id: int) -> list[ActRow]:
    """What was done with a letter, oldest first."""
    rows = session.execute(
        select(
            Event.action,
            Event.role,
            Event.actor_id,
            User.display_name,
            Event.recorded_at,
            EventValue.value,
        )
        .join(LetterEvent, LetterEvent.seq == Event.seq)
        .outerjoin(User, User.id == Event.actor_id)
        .outerjoin(EventValue, (EventValue.event_id == Event.id) & (EventValue.name == "reason"))
        .where(Event.chain == _SYSTEM_CHAIN, LetterEvent.letter_id == letter_id)
        .order_by(Event.seq)
    )
    return [ActRow(*row) for row in rows]


def drafted_by(
    session: Session, user_id: int, *, before: str | None = None, limit: int = PAGE
) -> LetterPage:
    """A member's own letters, newest first; there are few of them.

    Raises:
        BadPageKey: `before` is no key.
    """
    mine = _rows().where(Letter.created_by_id == user_id, Letter.issuer == "member")
    return _page(session, mine, before, limit)


def of_case(session: Session, case_id: int, limit: int = PAGE) -> Sequence[LetterRow]:
    """The letters about a case, alone or in an annex, newest first."""
    in_annex = select(LetterCase.letter_id).where(LetterCase.case_id == case_id)
    alone = select(Letter.id).where(Letter.case_id == case_id)
    ids = session.scalars(alone.union(in_annex).limit(limit * 4)).all()
    rows = session.execute(_rows().where(Letter.id.in_(ids)).limit(limit))
    return [LetterRow(row[0], row[1], row[2]) for row in rows]


def read(session: Session, letter_id: int) -> LetterFile | None:
    """A letter and the names on its page; None when there is none."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        return None
    acted = {
        one
        for one in (
            letter.created_by_id,
            letter.approved_by_id,
            letter.signed_by_id,
            letter.numbered_by_id,
        )
        if one is not None
    }
    people = session.execute(select(User.id, User.display_name).where(User.id.in_(acted)))
    return LetterFile(
        letter=letter,
        agency=session.get(Agency, letter.agency_id) if letter.agency_id else None,
        issuer_agency=session.get(Agency, letter.issuer_agency_id)
        if letter.issuer_agency_id
        else None,
        names=dict(people.all()),
    )


def numbers_given(
    session: Session, issuer: str, kinds: Sequence[str], first: dt.date, last: dt.date
) -> Sequence[str]:
    """The numbers that an issuer's letters of these kinds have in a span of days."""
    found = session.scalars(
        select(Letter.number).where(
            Letter.state == "issued",
            Letter.kind.in_(kinds),
            Letter.issuer == issuer,
            Letter.issued_on.between(first, last),
        )
    )
    return [number for number in found if number is not None]


def id_by_key(session: Session, key: str) -> int:
    """The letter that was drafted under a key."""
    return session.scalars(select(Letter.id).where(Letter.dedup_key == key)).one()


def annexed(session: Session, letter: Letter) -> Sequence[Case]:
    """The cases a letter is about, with their petitions, in the order of their numbers."""
    query = select(Case).options(joinedload(Case.petition, innerjoin=True)).order_by(Case.id)
    if letter.case_id is not None:
        return session.scalars(query.where(Case.id == letter.case_id)).all()
    join = query.join(LetterCase, LetterCase.case_id == Case.id)
    return session.scalars(join.where(LetterCase.letter_id == letter.id)).all()


def chosen(session: Session, agency_id: int, case_ids: Sequence[int]) -> Sequence[Case]:
    """Of these cases those that are open at an agency, with their petitions.

    A denunciation is never in a letter's annex (R12).
    """
    return session.scalars(
        select(Case)
        .where(
            Case.id.in_(case_ids),
            Case.lead_agency_id == agency_id,
            Case.state.in_(AT_AGENCIES),
            Case.legal_kind != "to_cao",
        )
        .options(joinedload(Case.petition, innerjoin=True))
        .order_by(Case.id)
    ).all()


def to_transfer(session: Session, agency_id: int, *, limit: int) -> Sequence[Case]:
    """Cases open at an agency that stand in no công văn since they were forwarded, by due date."""
    written = (
        select(LetterCase.id)
        .join(Letter, Letter.id == LetterCase.letter_id)
        .where(
            LetterCase.case_id == Case.id,
            Letter.kind == "transfer_letter",
            Letter.agency_id == agency_id,
            Letter.state != "cancelled",
            Letter.created_at >= Assignment.forwarded_at,
        )
        .exists()
    )
    held = (Assignment.case_id == Case.id) & (Assignment.round == Case.round)
    queries = [
        _open_at(agency_id, state)
        .join(Assignment, held & (Assignment.agency_id == agency_id))
        .where(~written)
        .limit(limit)
        for state in AT_AGENCIES
    ]
    return _by_due_date(session, queries, limit)


def overdue_at(session: Session, agency_id: int, on: dt.date, *, limit: int) -> Sequence[Case]:
    """Cases overdue at an agency on a day, the longest first; a denunciation is none (R12)."""
    queries = [
        _open_at(agency_id, state).where(Case.due_on < on).limit(limit) for state in AT_AGENCIES
    ]
    return _by_due_date(session, queries, limit)


def answer_days(session: Session, case_ids: Sequence[int], agency_id: int) -> dict[int, dt.date]:
    """Until when an agency must answer these cases, by its newest assignment of each."""
    rows = session.execute(
        select(Assignment.case_id, Assignment.due_on)
        .where(Assignment.case_id.in_(case_ids), Assignment.agency_id == agency_id)
        .order_by(Assignment.round)
    )
    return dict(rows.all())


def slip_of(session: Session, case_id: int, agency_id: int) -> Letter | None:
    """The newest phiếu chuyển by which a case came to an agency."""
    return session.scalar(
        select(Letter)
        .where(
            Letter.case_id == case_id,
            Letter.agency_id == agency_id,
            Letter.kind == "transfer_slip",
            Letter.state != "cancelled",
        )
        .order_by(Letter.id.desc())
        .limit(1)
    )


def assignment(session: Session, case_id: int, round_no: int, agency_id: int) -> Assignment | None:
    """How a case was given to an agency in a round."""
    return session.scalar(
        select(Assignment).where(
            Assignment.case_id == case_id,
            Assignment.round == round_no,
            Assignment.agency_id == agency_id,
        )
    )


def coordinating_names(session: Session, case_id: int, round_no: int) -> Sequence[str]:
    """The names of the coordinating agencies of a round."""
    return session.scalars(
        select(Agency.name)
        .join(Assignment, Assignment.agency_id == Agency.id)
        .where(
            Assignment.case_id == case_id,
            Assignment.round == round_no,
            Assignment.role == "coordinating",
        )
        .order_by(Agency.id)
    ).all()


def _rows() -> Select[*tuple[Any, ...]]:
    annex = (
        select(func.count())
        .select_from(LetterCase)
        .where(LetterCase.letter_id == Letter.id)
        .correlate(Letter)
        .scalar_subquery()
    )
    return (
        select(Letter, Agency.name, annex)
        .outerjoin(Agency, Agency.id == Letter.agency_id)
        .order_by(Letter.id.desc())
    )


def _open_at(agency_id: int, state: str) -> Select[*tuple[Any, ...]]:
    """The ids of an agency's cases in a state, by due date along the index."""
    return (
        select(Case.id)
        .where(Case.lead_agency_id == agency_id, Case.state == state, Case.legal_kind != "to_cao")
        .order_by(Case.due_on, Case.id)
    )


def _by_due_date(
    session: Session, queries: Sequence[Select[*tuple[Any, ...]]], limit: int
) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .where(Case.id.in_(_together(queries)))
        .options(joinedload(Case.petition, innerjoin=True))
        .order_by(Case.due_on, Case.id)
        .limit(limit)
    ).all()


def _together(queries: Sequence[Select[*tuple[Any, ...]]]) -> CompoundSelect[*tuple[Any, ...]]:
    """The ids of several limited queries, in one statement that both databases take."""
    return union_all(*(select(query.subquery().c.id) for query in queries))


def _page(
    session: Session,
    query: Select[*tuple[Any, ...]],
    before: str | None,
    limit: int,
) -> LetterPage:
    if before is not None:
        query = query.where(Letter.id < row_id(before))
    rows = [LetterRow(row[0], row[1], row[2]) for row in session.execute(query.limit(limit + 1))]
    shown = rows[:limit]
    return LetterPage(shown, str(shown[-1].letter.id) if len(rows) > limit else None)
