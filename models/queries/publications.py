"""What everybody may read: the checked texts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.casework import Case, Publication


def newest(
    session: Session, *, before: int | None = None, limit: int = 21
) -> Sequence[Publication]:
    """Publications, newest first, those before an id only."""
    query = (
        select(Publication)
        .where(Publication.withdrawn_at.is_(None))
        .options(joinedload(Publication.agency, innerjoin=True))
        .order_by(Publication.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Publication.id < before)
    return session.scalars(query).all()


def of_cases(session: Session, case_ids: Sequence[int]) -> Sequence[Publication]:
    """The publications of these cases (search results), newest case first."""
    return session.scalars(
        select(Publication)
        .where(Publication.case_id.in_(case_ids), Publication.withdrawn_at.is_(None))
        .options(joinedload(Publication.agency, innerjoin=True))
        .order_by(Publication.case_id.desc())
    ).all()


def was_public(session: Session, publication_id: int) -> bool:
    """Whether there is a publication of this id that was taken down."""
    return (
        session.scalar(
            select(Publication.id).where(
                Publication.id == publication_id, Publication.withdrawn_at.is_not(None)
            )
        )
        is not None
    )


def first_year(session: Session) -> int | None:
    """The year of the first publication, taken down or not; None before any."""
    day = session.scalar(select(Publication.published_on).order_by(Publication.id).limit(1))
    return day.year if day is not None else None


def one(session: Session, publication_id: int) -> Publication | None:
    """A publication with its agency, case and petition; None when it was taken down."""
    return session.scalar(
        select(Publication)
        .where(Publication.id == publication_id, Publication.withdrawn_at.is_(None))
        .options(
            joinedload(Publication.agency, innerjoin=True),
            joinedload(Publication.case, innerjoin=True).joinedload(Case.petition, innerjoin=True),
        )
    )
