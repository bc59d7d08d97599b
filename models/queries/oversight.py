"""What auditors and administrators read: history, openings of personal data, stuck work."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.history import Event, EventValue
from models.jobs import Outbox
from models.people import PersonalDataAccess, User

PAGE = 50


def events(
    session: Session, *, before: int | None = None, limit: int = PAGE
) -> Sequence[Row[Any, Any]]:
    """(event, name of who did it), newest first, those before an id only."""
    query = (
        select(Event, User.display_name)
        .outerjoin(User, User.id == Event.actor_id)
        .order_by(Event.id.desc())
        .limit(limit + 1)
    )
    return session.execute(query.where(Event.id < before) if before else query).all()


def private_values(session: Session, event_ids: Collection[int]) -> Sequence[EventValue]:
    """The encrypted private values of some events."""
    query = select(EventValue).where(EventValue.event_id.in_(event_ids)).order_by(EventValue.id)
    return session.scalars(query).all()


def personal_data_accesses(
    session: Session, *, before: int | None = None, limit: int = PAGE
) -> Sequence[Row[Any, Any]]:
    """(access, name of who opened it), newest first, those before an id only."""
    query = (
        select(PersonalDataAccess, User.display_name)
        .outerjoin(User, User.id == PersonalDataAccess.user_id)
        .order_by(PersonalDataAccess.id.desc())
        .limit(limit + 1)
    )
    return session.execute(query.where(PersonalDataAccess.id < before) if before else query).all()


def stuck_jobs(session: Session, limit: int = PAGE) -> Sequence[Outbox]:
    """Work that was given up, newest first: a person decides what becomes of it."""
    return session.scalars(
        select(Outbox).where(Outbox.state == "given_up").order_by(Outbox.id.desc()).limit(limit)
    ).all()


def waiting_jobs(session: Session, limit: int = PAGE) -> Sequence[Outbox]:
    """Work that waits or failed and will be tried again, the next one first."""
    return session.scalars(
        select(Outbox)
        .where(Outbox.state.in_(("new", "failed", "running")))
        .order_by(Outbox.run_at, Outbox.id)
        .limit(limit)
    ).all()
