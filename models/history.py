"""What was done: events chained per case, their erasable values, the daily root."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class Event(Base):
    """One act. Written in the act's own transaction, chained to the one before it by an HMAC.

    `chain` is `case:<id>` for acts on a case and `system` for all else (accounts, jobs, models).
    `payload` is the exact text that was signed; no personal value stands in it, only a salted
    digest whose value sits in EventValue and can be erased.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("chain", "seq"),
        UniqueConstraint("case_id", "seq"),
        Index("ix_event_recorded", "recorded_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    chain: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int]
    payload_version: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str | None] = mapped_column(String(30))
    to_state: Mapped[str | None] = mapped_column(String(30))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    request_id: Mapped[str] = mapped_column(String(40))
    effective_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    payload: Mapped[str] = mapped_column(Text)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class EventValue(Base):
    """A value that an event only holds the digest of; may be erased without breaking the chain."""

    __tablename__ = "event_value"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(40))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    value: Mapped[bytes | None] = mapped_column(LargeBinary, comment="encrypted; NULL once erased")
    erased_at: Mapped[dt.datetime | None]


class ChainHead(Base):
    """The last event of a chain that belongs to no case."""

    __tablename__ = "chain_head"

    chain: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int]
    mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class DailyRoot(Base):
    """One MAC over all events up to an id, exported so that nobody can rewrite the past."""

    __tablename__ = "daily_root"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    last_event_id: Mapped[int] = mapped_column(Key)
    events: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[dt.datetime]
