"""What must happen later: the outbox, deliveries, schedules and the signs of life of the parts."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class Outbox(Base):
    """A thing that must be done once, written in the transaction that made it necessary.

    Redis only carries the id. The row is the guard: whoever claims it holds a lease; what is not
    done when the lease ends is pushed again by the sweep.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "round"),
        CheckConstraint("state IN ('new','running','done','failed','given_up')", name="state"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease"),
        Index("ix_outbox_due", "state", "run_at", "id"),
        Index("ix_outbox_kind", "kind", "state", "run_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(80))
    round: Mapped[int] = mapped_column(default=0)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="new")
    attempt: Mapped[int] = mapped_column(default=0)
    run_at: Mapped[dt.datetime]
    as_of: Mapped[dt.datetime | None]
    lease_until: Mapped[dt.datetime | None]
    lease_by: Mapped[str | None] = mapped_column(String(60))
    last_error: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class Delivery(Base):
    """One message to one recipient. SMTP cannot be exactly once, so a crash while sending is
    `uncertain` and shown to people, never silently sent again.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("dedup_key"),
        CheckConstraint("channel IN ('mail','sms','inbox')", name="channel"),
        CheckConstraint("state IN ('pending','sending','sent','uncertain')", name="state"),
        Index("ix_delivery_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedup_key: Mapped[str] = mapped_column(String(120))
    channel: Mapped[str] = mapped_column(String(8))
    notice: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recipient: Mapped[bytes] = mapped_column(LargeBinary, comment="encrypted address")
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message_id: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10), default="pending")
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)


class Schedule(Base):
    """Something that happens by the clock; `rule` is a rule of `pakn.rules.schedules` as JSON."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), comment="the outbox kind it writes")
    rule: Mapped[dict[str, Any]]
    enabled: Mapped[bool] = mapped_column(default=True)
    # Nothing before this moment is caught up: a schedule starts when it is made.
    starts_at: Mapped[dt.datetime]


class ScheduleRun(Base):
    """A moment of a schedule that was turned into outbox rows, once however many ticks run."""

    __tablename__ = "schedule_run"
    __table_args__ = (UniqueConstraint("name", "due_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(ForeignKey("schedule.name"))
    due_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]


class Heartbeat(Base):
    """The last sign of life of a part of the system."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_at: Mapped[dt.datetime]
    version: Mapped[str] = mapped_column(String(40), default="")


class DailyCount(Base):
    """How often something happened on a day; reports and tiles read it instead of counting."""

    __tablename__ = "daily_count"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]


class Balance(Base):
    """How many there are now, by name and key (cases in a state, cases of an agency)."""

    __tablename__ = "balance"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int]
