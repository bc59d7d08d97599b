"""Reading letters: lists by state, one letter, the cases of its annex."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models.agency import Agency
from models.casework import Assignment, Case
from models.letters import Letter, LetterCase
from models.people import User
from models.queries.page_keys import row_id

PAGE = 25
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


def listed(
    session: Session, state: str, *, before: str | None = None, limit: int = PAGE
) -> LetterPage:
    """Letters in a state, newest first.

    Raises:
        BadPageKey: `before` is no key.
    """
    return _page(session, _rows().where(Letter.state == state), before, limit)


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
