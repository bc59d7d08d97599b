"""Everything a case page shows, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.agency import Agency
from models.casework import Answer, Assignment, Case, Publication
from models.history import Event
from models.intake import Petition
from models.people import User
from models.reference import Commune, Province
from models.suggestions import Suggestion


@dataclass(frozen=True)
class EventRow:
    """One line of a case's history."""

    event: Event
    actor_name: str | None
    agency_name: str | None


@dataclass(frozen=True)
class CaseFile:
    """A case with what belongs to it. No personal data: that is behind `services.identity`."""

    case: Case
    petition: Petition
    suggestion: Suggestion | None
    assignments: Sequence[Assignment]
    answers: Sequence[Answer]
    events: Sequence[EventRow]
    publication: Publication | None
    province: str | None
    commune: str | None


def read(session: Session, case_id: int) -> CaseFile | None:
    """The file of a case; None when there is none."""
    case = session.scalar(
        select(Case)
        .where(Case.id == case_id)
        .options(
            joinedload(Case.petition, innerjoin=True),
            joinedload(Case.lead_agency),
        )
    )
    if case is None:
        return None
    return CaseFile(
        case=case,
        petition=case.petition,
        suggestion=session.get(Suggestion, case_id),
        assignments=_assignments(session, case_id),
        answers=_answers(session, case_id),
        events=_events(session, case_id),
        publication=session.scalar(select(Publication).where(Publication.case_id == case_id)),
        province=_province(session, case.petition),
        commune=_commune(session, case.petition),
    )


def lead_assignment(session: Session, case: Case) -> Assignment | None:
    """The assignment of the agency that leads in the round that runs."""
    return session.scalar(
        select(Assignment).where(
            Assignment.case_id == case.id,
            Assignment.round == case.round,
            Assignment.role == "lead",
        )
    )


def _assignments(session: Session, case_id: int) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .where(Assignment.case_id == case_id)
        .options(joinedload(Assignment.agency, innerjoin=True))
        .order_by(Assignment.round, Assignment.id)
    ).all()


def _answers(session: Session, case_id: int) -> Sequence[Answer]:
    return session.scalars(
        select(Answer)
        .where(Answer.case_id == case_id)
        .options(joinedload(Answer.agency, innerjoin=True))
        .order_by(Answer.round.desc(), Answer.version.desc())
    ).all()


def _events(session: Session, case_id: int) -> Sequence[EventRow]:
    rows = session.execute(
        select(Event, User.display_name, Agency.name)
        .outerjoin(User, User.id == Event.actor_id)
        .outerjoin(Agency, Agency.id == Event.agency_id)
        .where(Event.case_id == case_id)
        .order_by(Event.seq)
    )
    return [EventRow(event, actor, agency) for event, actor, agency in rows]


def _province(session: Session, petition: Petition) -> str | None:
    if petition.province_code is None:
        return None
    return session.scalar(
        select(Province.name)
        .where(Province.code == petition.province_code, Province.valid_from <= petition.received_on)
        .order_by(Province.valid_from.desc())
        .limit(1)
    )


def _commune(session: Session, petition: Petition) -> str | None:
    if petition.commune_code is None:
        return None
    return session.scalar(select(Commune.name).where(Commune.code == petition.commune_code))
