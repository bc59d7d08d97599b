"""Words of messages that an administrator changed, one-time codes, announced outages."""

import datetime as dt

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


class NoticeTemplate(Base):
    """An administrator's own words for a notice from a day on; without one the file's words."""

    __tablename__ = "notice_template"
    __table_args__ = (
        UniqueConstraint("notice", "channel", "valid_from"),
        CheckConstraint("channel IN ('mail','sms')", name="channel"),
        CheckConstraint("channel = 'mail' OR subject = ''", name="subject"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    notice: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[dt.date]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[dt.datetime]


class OneTimeCode(Base):
    """A short code sent to the phone or e-mail on file; only its hash is kept."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("purpose IN ('recover','open')", name="purpose"),
        CheckConstraint("tries >= 0", name="tries"),
        Index("ix_one_time_code_address", "address_index", "created_at"),
        Index("ix_one_time_code_expires", "expires_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    # What the browser holds while it waits for the code to be typed.
    ticket_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    address_index: Mapped[bytes] = mapped_column(LargeBinary(32), comment="HMAC of the address")
    # NULL where nobody has this address: the answer must not tell.
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class Outage(Base):
    """A planned stop of the system, announced beforehand on every page (NĐ 224/2026 Đ13.1a)."""

    __tablename__ = "outage"
    __table_args__ = (
        CheckConstraint("ends_at > begins_at", name="span"),
        Index("ix_outage_ends", "ends_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    begins_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(String(300))
    reason_en: Mapped[str] = mapped_column(String(300), default="")
    announced_at: Mapped[dt.datetime]
    announced_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    cancelled_at: Mapped[dt.datetime | None]
