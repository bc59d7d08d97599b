"""The classifier's artefacts, which of them is in use, and what it said about each case."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from models.base import Base, Key


class ModelArtefact(Base):
    """A trained model as numbers: its bytes, their hash and its card."""

    __tablename__ = "model_artefact"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    version: Mapped[str] = mapped_column(String(60), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    card: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]


class Champion(Base):
    """The model in use for a purpose; promotion replaces the row and writes an event."""

    __tablename__ = "champion"

    purpose: Mapped[str] = mapped_column(String(30), primary_key=True)
    artefact_id: Mapped[int] = mapped_column(ForeignKey("model_artefact.id"))
    promoted_at: Mapped[dt.datetime]

    artefact: Mapped[ModelArtefact] = relationship(lazy="raise")


class Suggestion(Base):
    """What the model said about a case, and what the officer decided: tomorrow's training data.

    `reading` is what it said of the whole text: content, level, coordinating, decisive, citations,
    as `routing suggest` names them; empty for what an older program stored.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        Index("ix_suggestion_agency", "top_agency_id", "case_id"),
        Index("ix_suggestion_kind", "legal_kind", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    model_version: Mapped[str] = mapped_column(String(60))
    legal_kind: Mapped[str] = mapped_column(String(16))
    candidates: Mapped[list[Any]]
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    top_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    top_probability: Mapped[float] = mapped_column(default=0.0)
    abstain: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[dt.datetime]
    decided_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    decided_at: Mapped[dt.datetime | None]
