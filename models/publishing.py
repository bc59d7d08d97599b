"""What became of a publication: corrections, removals, and the incident record of a removal."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class PublicationChange(Base):
    """A correction (đính chính) or removal (gỡ công khai); the earlier text stays for the audit."""

    __tablename__ = "publication_change"
    __table_args__ = (
        CheckConstraint("kind IN ('correction','removal','restoration')", name="kind"),
        Index("ix_publication_change_publication", "publication_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    kind: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    # What readers see beside the corrected text; empty for a removal.
    public_note: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]]


class Incident(Base):
    """Something that must be looked into: a text that should not have been public, and the like."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("kind IN ('personal_data_published','wrong_text','other')", name="kind"),
        Index("ix_incident_open", "closed_at", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    happened_at: Mapped[dt.datetime]
    public_since: Mapped[dt.datetime | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    account: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[dt.datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    measures: Mapped[str] = mapped_column(Text, default="")
