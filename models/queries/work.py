"""Background work as an administrator reads it: deliveries, what was given up, schedules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from models.casework import Case
from models.intake import Petition
from models.jobs import Delivery, Outbox, Schedule, ScheduleRun

PAGE = 50
COUNTED_MOST = 1_000
"""Counts stop here: whoever has more to decide need not know how many more."""

STATES = ("pending", "sending", "uncertain", "failed", "sent")


@dataclass(frozen=True)
class DeliveryRow:
    """One message. Whom it went to is personal data and not read.

    Attributes:
        state: of the delivery; `failed` where it waits but its sending was given up.
        petition: what it is about; None where it is about no single case.
    """

    id: int
    channel: str
    notice: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    last_error: str | None
    petition: Petition | None


@dataclass(frozen=True)
class ScheduleRow:
    """A schedule and the last moment it was turned into work."""

    schedule: Schedule
    last_due: datetime | None


def deliveries(
    session: Session,
    *,
    state: str = "",
    received: tuple[date, int] | None = None,
    before: int | None = None,
) -> list[DeliveryRow]:
    """Deliveries, newest first; one more than a page.

    Args:
        session: where to read.
        state: one of `STATES`; empty for all.
        received: day and place in it of the petition they are about.
        before: only those before this id.
    """
    query = (
        select(
            Delivery.id,
            Delivery.channel,
            Delivery.notice,
            case((_failed(), "failed"), else_=Delivery.state),
            Delivery.created_at,
            Delivery.sent_at,
            Delivery.last_error,
            Petition,
        )
        .outerjoin(Case, Case.id == Delivery.case_id)
        .outerjoin(Petition, Petition.id == Case.petition_id)
        .order_by(Delivery.id.desc())
        .limit(PAGE + 1)
    )
    if state:
        query = query.where(_in_state(state))
    if received is not None:
        of_petition = Petition.received_on == received[0], Petition.day_seq == received[1]
        cases = select(Case.id).join(Petition, Petition.id == Case.petition_id).where(*of_petition)
        query = query.where(Delivery.case_id.in_(cases))
    if before is not None:
        query = query.where(Delivery.id < before)
    return [DeliveryRow(*row) for row in session.execute(query)]


def count_deliveries(session: Session, state: str) -> int:
    """How many deliveries are in a state, up to `COUNTED_MOST`."""
    found = select(Delivery.id).where(_in_state(state)).limit(COUNTED_MOST)
    return int(session.scalar(select(func.count()).select_from(found.subquery())) or 0)


def given_up_work_of(session: Session, delivery_id: int) -> Sequence[int]:
    """The rows of work that gave up sending a message, the newest first."""
    return session.scalars(
        select(Outbox.id)
        .where(
            Outbox.kind == "deliver",
            Outbox.subject == f"delivery:{delivery_id}",
            Outbox.state == "given_up",
        )
        .order_by(Outbox.id.desc())
    ).all()


def given_up(session: Session, before: int | None = None) -> Sequence[Outbox]:
    """Work that was given up, newest first; one more than a page."""
    query = select(Outbox).where(Outbox.state == "given_up").order_by(Outbox.id.desc())
    if before is not None:
        query = query.where(Outbox.id < before)
    return session.scalars(query.limit(PAGE + 1)).all()


def count_work(session: Session, *states: str) -> dict[str, int]:
    """How many rows of work are in some states, by kind; up to `COUNTED_MOST` in all."""
    found = (
        select(Outbox.kind).where(Outbox.state.in_(states)).limit(COUNTED_MOST).subquery("found")
    )
    rows = session.execute(select(found.c.kind, func.count()).group_by(found.c.kind))
    return dict(rows.all())


def schedules(session: Session) -> list[ScheduleRow]:
    """Every schedule with its last moment."""
    last = (
        select(func.max(ScheduleRun.due_at))
        .where(ScheduleRun.name == Schedule.name)
        .correlate(Schedule)
        .scalar_subquery()
    )
    rows = session.execute(select(Schedule, last).order_by(Schedule.name))
    return [ScheduleRow(schedule, due) for schedule, due in rows]


def _in_state(state: str) -> ColumnElement[bool]:
    if state == "failed":
        return _failed()
    if state == "pending":
        return and_(Delivery.state == "pending", ~_given_up())
    return Delivery.state == state


def _failed() -> ColumnElement[bool]:
    return and_(Delivery.state == "pending", _given_up())


def _given_up() -> ColumnElement[bool]:
    """Whether sending a message was given up: one look into the index of kind and subject."""
    return exists(
        select(Outbox.id)
        .where(
            Outbox.kind == "deliver",
            Outbox.subject == literal("delivery:") + cast(Delivery.id, String),
            Outbox.state == "given_up",
        )
        .correlate(Delivery)
    )
