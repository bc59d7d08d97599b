"""What happens around a case: questions, additions, notes, work inside agencies."""

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

from models.agency import AgencyUnit
from models.base import Base, Key
from models.casework import Assignment


class Supplement(Base):
    """A question to the petitioner and its limit; answered, lapsed, or open (R2, R31)."""

    __tablename__ = "supplement"
    __table_args__ = (
        CheckConstraint("answered_at IS NULL OR lapsed_at IS NULL", name="one_end"),
        Index("ix_supplement_case", "case_id", "id"),
        Index("ix_supplement_due", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    asked_at: Mapped[dt.datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    question: Mapped[str] = mapped_column(Text)
    due_on: Mapped[dt.date]
    # What the holder's clock was when it asked: it goes on there, since nothing pauses it.
    clock_before: Mapped[str | None] = mapped_column(String(16))
    due_before: Mapped[dt.date | None]
    due_explained_before: Mapped[list[Any]] = mapped_column(default=list)
    answered_at: Mapped[dt.datetime | None]
    lapsed_at: Mapped[dt.datetime | None]


class Addition(Base):
    """Facts that came after the petition was sent; the petition itself stays as it was (R10)."""

    __tablename__ = "addition"
    __table_args__ = (Index("ix_addition_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    supplement_id: Mapped[int | None] = mapped_column(ForeignKey("supplement.id"))
    dedup_key: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[dt.datetime]
    # Somebody of the desk who entered what came on paper or by phone.
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class AdditionFile(Base):
    """A file that came with an addition."""

    __tablename__ = "addition_file"
    __table_args__ = (
        UniqueConstraint("addition_id", "file_id"),
        Index("ix_addition_file_file", "file_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    addition_id: Mapped[int] = mapped_column(ForeignKey("addition.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))


class CaseReply(Base):
    """What the standing body itself tells a petitioner when a case ends at its desk.

    Guidance (R12), the answer to a question, why it was not accepted beyond the ground's text.
    """

    __tablename__ = "case_reply"
    __table_args__ = (
        Index("ix_case_reply_case", "case_id", "id"),
        Index(
            "ix_case_reply_ground",
            "ground",
            sqlite_where=text("ground IS NOT NULL"),
            postgresql_where=text("ground IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    round: Mapped[int]
    action: Mapped[str] = mapped_column(String(40))
    ground: Mapped[str | None] = mapped_column(ForeignKey("ground.slug"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Note(Base):
    """A note of the desk on a case, or the record of a call; never shown to the petitioner."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("kind IN ('note','call_out','call_in')", name="kind"),
        Index("ix_note_case", "case_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[bytes | None] = mapped_column(LargeBinary, comment="encrypted; NULL once erased")
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class PaperEntry(Base):
    """An agency's paper from which the standing body entered an act ("nhập hộ")."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        CheckConstraint("act IN ('accept','return_case','answer')", name="act"),
        Index("ix_paper_entry_case", "case_id", "id"),
        Index("ix_paper_entry_file", "file_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    act: Mapped[str] = mapped_column(String(12))
    document_number: Mapped[str] = mapped_column(String(60), default="")
    document_date: Mapped[dt.date | None]
    arrived_on: Mapped[dt.date] = mapped_column(comment="dấu đến, R58")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[dt.datetime]


class UnitTask(Base):
    """An assignment handed to a unit inside the agency, with the agency's own due date.

    A unit's return stays inside: it is no return of the case (R26).
    """

    __tablename__ = "unit_task"
    __table_args__ = (
        CheckConstraint("state IN ('handed','returned','submitted','done')", name="state"),
        CheckConstraint("(state = 'returned') = (return_reason IS NOT NULL)", name="return_reason"),
        Index("ix_unit_task_unit", "unit_id", "state", "due_on", "id"),
        Index("ix_unit_task_assignment", "assignment_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("agency_unit.id"))
    state: Mapped[str] = mapped_column(String(10), default="handed")
    due_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(Text, default="")
    handed_at: Mapped[dt.datetime]
    handed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    return_reason: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[dt.datetime | None]

    assignment: Mapped[Assignment] = relationship(lazy="raise")
    unit: Mapped[AgencyUnit] = relationship(lazy="raise")


class AnswerDraft(Base):
    """An answer being written inside an agency: drafted by a unit, approved by the lead."""

    __tablename__ = "answer_draft"
    __table_args__ = (
        CheckConstraint("state IN ('drafting','submitted','sent_back','approved')", name="state"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="drafting")
    version: Mapped[int] = mapped_column(default=1)
    document_number: Mapped[str] = mapped_column(String(60), default="")
    document_date: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(String(40), default="")
    measures: Mapped[list[Any]] = mapped_column(default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="", comment="why the lead sent it back")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    updated_at: Mapped[dt.datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class AnswerFile(Base):
    """A file of an answer or of its draft, such as the signed document; never published (R60)."""

    __tablename__ = "answer_file"
    __table_args__ = (
        CheckConstraint("(answer_id IS NULL) <> (draft_id IS NULL)", name="belongs"),
        Index("ix_answer_file_answer", "answer_id"),
        Index("ix_answer_file_file", "file_id"),
        Index("ix_answer_file_draft", "draft_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("answer_draft.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))


class StatusUpdate(Base):
    """How far an overdue agency is, every seven working days (QĐ 574/QĐ-TTg; R30, R62)."""

    __tablename__ = "status_update"
    __table_args__ = (Index("ix_status_update_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
