"""What is handled: the case, its assignments to agencies, their answers, its publication."""

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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.agency import Agency
from models.base import Base, Key
from models.intake import Petition

STATES = (
    "received",
    "awaiting_supplement",
    "awaiting_direction",
    "forwarded",
    "in_progress",
    "returned",
    "answered",
    "closed",
    "split",
    "quarantined",
    "not_accepted",
    "guided",
    "transferred_denunciation",
    "question_answered",
    "filed_without_handling",
    "merged",
    "withdrawn",
)
ENDED_STATES = (
    "closed",
    "not_accepted",
    "guided",
    "transferred_denunciation",
    "question_answered",
    "filed_without_handling",
    "merged",
    "withdrawn",
)


class Case(Base):
    """One matter being handled. A petition has one; a split petition has several.

    `state` has one writer, `pakn.services.transition`. The checks below refuse what no act may
    leave behind.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("petition_id", "child_no"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint(
            "(state = 'awaiting_supplement') = (asked_from IS NOT NULL)", name="supplement"
        ),
        CheckConstraint(
            "(state = 'awaiting_direction') = (direction_level IS NOT NULL)", name="direction"
        ),
        CheckConstraint("(state = 'not_accepted') = (ground IS NOT NULL)", name="ground"),
        CheckConstraint(
            "state NOT IN ('forwarded','in_progress') OR lead_agency_id IS NOT NULL", name="lead"
        ),
        CheckConstraint("state <> 'answered' OR answered_on IS NOT NULL", name="answered"),
        CheckConstraint(f"(state IN {ENDED_STATES}) = (closed_on IS NOT NULL)", name="closed"),
        CheckConstraint("round >= 1 AND version >= 1 AND returns >= 0", name="counts"),
        Index("ix_cases_state", "state", "id"),
        # The desk's lists walk it in the order of the due dates; it answers their filters too.
        Index("ix_cases_desk", "state", "due_on", "id", "received_on", "legal_kind"),
        Index("ix_cases_lead", "lead_agency_id", "state", "due_on", "id"),
        # Few cases have one; whether a ground is in use is asked before its words are changed.
        Index(
            "ix_cases_ground",
            "ground",
            sqlite_where=text("ground IS NOT NULL"),
            postgresql_where=text("ground IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    child_no: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(30))
    version: Mapped[int] = mapped_column(default=1)
    round: Mapped[int] = mapped_column(default=1, comment="raised by returns and reopenings")
    legal_kind: Mapped[str] = mapped_column(String(16), default="pakn")
    content_class: Mapped[str | None] = mapped_column(String(12))
    content_codes: Mapped[list[Any]] = mapped_column(default=list)
    lead_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    # The clock that runs now (triage, acceptance, answer, release); `clock` says which.
    clock: Mapped[str | None] = mapped_column(String(16))
    due_on: Mapped[dt.date | None]
    due_explained: Mapped[list[Any]] = mapped_column(default=list)
    received_on: Mapped[dt.date]
    forwarded_on: Mapped[dt.date | None]
    answered_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    returns: Mapped[int] = mapped_column(default=0)
    decision_final: Mapped[bool] = mapped_column(default=False)
    asked_from: Mapped[str | None] = mapped_column(String(16))
    direction_level: Mapped[str | None] = mapped_column(String(20))
    ground: Mapped[str | None] = mapped_column(ForeignKey("ground.slug"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    # The head of this case's chain of events: a missing last event is noticed too.
    event_seq: Mapped[int] = mapped_column(default=0)
    event_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    petition: Mapped[Petition] = relationship(lazy="raise")
    lead_agency: Mapped[Agency | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class Assignment(Base):
    """A case given to an agency in a round, as lead or coordinating."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("case_id", "round", "agency_id"),
        CheckConstraint("role IN ('lead','coordinating')", name="role"),
        CheckConstraint(
            "state IN ('sent','accepted','returned','recalled','answered')", name="state"
        ),
        CheckConstraint("(state = 'returned') = (return_reason IS NOT NULL)", name="return_reason"),
        CheckConstraint(
            "state NOT IN ('accepted','answered') OR accepted_at IS NOT NULL", name="accepted"
        ),
        Index("ix_assignment_agency", "agency_id", "role", "state", "due_on", "id"),
        Index("ix_assignment_newest", "agency_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("agency_unit.id"))
    role: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    instruction: Mapped[str] = mapped_column(Text, default="")
    forwarded_at: Mapped[dt.datetime]
    accepted_at: Mapped[dt.datetime | None]
    due_on: Mapped[dt.date]
    return_reason: Mapped[str | None] = mapped_column(Text)
    proposed_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))

    case: Mapped[Case] = relationship(lazy="raise")
    agency: Mapped[Agency] = relationship(lazy="raise", foreign_keys=[agency_id])


class Answer(Base):
    """What an agency answered; a send-back asks for a new version, the old one stays (R34, R35)."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("case_id", "round", "version"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    version: Mapped[int]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    document_number: Mapped[str] = mapped_column(String(60))
    document_date: Mapped[dt.date]
    outcome: Mapped[str] = mapped_column(String(40))
    measures: Mapped[list[Any]] = mapped_column(default=list, comment="of conduct cases, R54")
    text: Mapped[str] = mapped_column(Text)
    # Entered by the standing body from the agency's paper ("nhập hộ").
    on_paper: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[dt.datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_back_reason: Mapped[str | None] = mapped_column(Text)

    agency: Mapped[Agency] = relationship(lazy="raise")


class Publication(Base):
    """The checked text that everybody may read; never the petition or the answer itself (R36)."""

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_newest", "withdrawn_at", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    document_number: Mapped[str] = mapped_column(String(60))
    document_date: Mapped[dt.date]
    outcome: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[dt.datetime]
    published_on: Mapped[dt.date]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[dt.datetime | None]

    agency: Mapped[Agency] = relationship(lazy="raise")
    case: Mapped[Case] = relationship(lazy="raise")
