"""Compiled reports: a snapshot's figures, and the cases each figure counts (R40-R42)."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class ReportSnapshot(Base):
    """A report as it was compiled; compiling anew makes a new version, the old one stays."""

    __tablename__ = "report_snapshot"
    __table_args__ = (
        UniqueConstraint("kind", "period", "version"),
        CheckConstraint("kind IN ('month','quarter','six','nine','year','adhoc')", name="kind"),
        CheckConstraint("ends_on >= begins_on", name="span"),
        Index("ix_report_snapshot_newest", "kind", "ends_on", "version"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    period: Mapped[str] = mapped_column(String(24), comment="2026-11, 2026-Q4, …")
    version: Mapped[int] = mapped_column(default=1)
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    compiled_at: Mapped[dt.datetime] = mapped_column(comment="when the compilation began")
    # Compiled in portions, so that nobody waits for the writer: shown once this is set.
    finished_at: Mapped[dt.datetime | None]
    compiled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    figures: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]] = mapped_column(default=list, comment="identities that fail, R41")
    approved_at: Mapped[dt.datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(comment="a user")


class ReportCase(Base):
    """A case in a snapshot with what it was counted as, so that every figure has its list."""

    __tablename__ = "report_case"
    __table_args__ = (
        Index("ix_report_case_agency", "snapshot_id", "agency_id", "case_id"),
        Index("ix_report_case_outcome", "snapshot_id", "outcome", "case_id"),
    )

    snapshot_id: Mapped[int] = mapped_column(
        ForeignKey("report_snapshot.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    content: Mapped[str] = mapped_column(String(12), comment="conduct, regulation, both, none")
    channel: Mapped[str] = mapped_column(String(16))
    petition_kind: Mapped[str] = mapped_column(String(16))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    carried_over: Mapped[bool]
    reopened: Mapped[bool] = mapped_column(default=False, comment="had ended before, came back")
    # What the case was at the end of the period: its state and the end of the clock that ran.
    state: Mapped[str] = mapped_column(String(30), default="received")
    due_on: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(String(16), comment="handled, ended_at_desk, in_process")
    in_time: Mapped[bool | None]
    overdue: Mapped[bool] = mapped_column(default=False)
    returned: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
