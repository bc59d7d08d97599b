"""What became of publications: their changes, and the record of incidents."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.casework import Case
from models.intake import Petition
from models.people import User
from models.publishing import Incident, PublicationChange

PAGE = 25


@dataclass(frozen=True)
class IncidentRow:
    """An incident, the petition it is about, who recorded and who closed it."""

    incident: Incident
    petition: Petition | None
    recorded_by: str
    closed_by: str | None


@dataclass(frozen=True)
class ChangeRow:
    """A change of a publication and who made it."""

    change: PublicationChange
    made_by: str


def incidents(
    session: Session, *, before: int | None = None, limit: int = PAGE + 1
) -> list[IncidentRow]:
    """Incidents, newest first, those before an id only."""
    recorder, closer = aliased(User), aliased(User)
    query = (
        select(Incident, Petition, recorder.display_name, closer.display_name)
        .join(recorder, recorder.id == Incident.recorded_by_id)
        .outerjoin(closer, closer.id == Incident.closed_by_id)
        .outerjoin(Case, Case.id == Incident.case_id)
        .outerjoin(Petition, Petition.id == Case.petition_id)
        .order_by(Incident.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Incident.id < before)
    return [IncidentRow(*row) for row in session.execute(query)]


def changes(session: Session, publication_id: int) -> list[ChangeRow]:
    """What was done to a publication, newest first."""
    rows = session.execute(
        select(PublicationChange, User.display_name)
        .join(User, User.id == PublicationChange.made_by_id)
        .where(PublicationChange.publication_id == publication_id)
        .order_by(PublicationChange.id.desc())
    )
    return [ChangeRow(*row) for row in rows]


def public_notes(session: Session, publication_id: int) -> Sequence[PublicationChange]:
    """The corrections that readers are told of, newest first."""
    return session.scalars(
        select(PublicationChange)
        .where(
            PublicationChange.publication_id == publication_id,
            PublicationChange.public_note != "",
        )
        .order_by(PublicationChange.id.desc())
    ).all()
