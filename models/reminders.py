"""The ladder of reminders as it was climbed: each step of a case's clock once (R33)."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class ReminderStep(Base):
    """A step that was taken. The UNIQUE key is what makes two ticks take it once."""

    __tablename__ = "reminder_step"
    __table_args__ = (
        UniqueConstraint("case_id", "round", "clock", "step"),
        CheckConstraint(
            "act IN ('remind','draft_urge','list_for_head','status_update')", name="act"
        ),
        Index("ix_reminder_step_act", "act", "day", "id"),
        Index("ix_reminder_step_agency", "agency_id", "day", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    clock: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(16))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    due_on: Mapped[dt.date]
    day: Mapped[dt.date] = mapped_column(comment="the working day on which it was taken")
    taken_at: Mapped[dt.datetime]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
