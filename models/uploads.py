"""Tables that people upload: a Council member's petitions, an agency's answers, row by row."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class Upload(Base):
    """An uploaded table and how far it is."""

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("kind IN ('petitions','answers')", name="kind"),
        CheckConstraint(
            "state IN ('checking','ready','filing','done','discarded','failed')", name="state"
        ),
        CheckConstraint(
            "rows_total >= 0 AND rows_ready >= 0 AND rows_wrong >= 0 AND rows_done >= 0",
            name="counts",
        ),
        Index("ix_upload_organisation", "organisation_id", "id"),
        Index("ix_upload_agency", "agency_id", "id"),
        Index("ix_upload_file", "file_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="checking")
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_ready: Mapped[int] = mapped_column(default=0)
    rows_wrong: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(60), default="", comment="code of what failed")
    created_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]


class UploadRow(Base):
    """A row of an uploaded table: ready, or wrong with cell, reason and mend."""

    __tablename__ = "upload_row"
    __table_args__ = (
        UniqueConstraint("upload_id", "row_no"),
        CheckConstraint("state IN ('ready','wrong','done','known','failed')", name="state"),
        Index("ix_upload_row_state", "upload_id", "state", "row_no"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    row_no: Mapped[int] = mapped_column(comment="as the spreadsheet counts")
    state: Mapped[str] = mapped_column(String(8))
    values: Mapped[bytes] = mapped_column(LargeBinary, comment="encrypted JSON")
    errors: Mapped[list[Any]] = mapped_column(default=list, comment="cell, code, parameters")
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
