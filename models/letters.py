"""Letters: drafted by the program, signed by people (R43-R45)."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key


class Letter(Base):
    """An administrative document by NĐ 30/2020/NĐ-CP; it has no number until it is issued (R44).

    The rendered files are made from the stored values whenever asked, except the issued scan.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('transfer_slip','transfer_letter','urge','report','reply_notice')",
            name="kind",
        ),
        CheckConstraint(
            "state IN ('draft','approved','signed','issued','cancelled')", name="state"
        ),
        CheckConstraint("issuer IN ('standing_body','head','member')", name="issuer"),
        CheckConstraint("(state = 'issued') = (number IS NOT NULL)", name="number"),
        CheckConstraint("(number IS NULL) = (issued_on IS NULL)", name="issued"),
        # Lists: a state, some kinds, some issuers, newest first.
        Index("ix_letter_list", "state", "kind", "issuer", "id"),
        Index("ix_letter_case", "case_id", "id"),
        Index("ix_letter_agency", "agency_id", "id"),
        Index("ix_letter_author", "created_by_id", "id"),
        Index("ix_letter_number_key", "number_key", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedup_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    issuer: Mapped[str] = mapped_column(String(16), default="standing_body")
    # The member's own agency, on whose letterhead and number a member urges (R57).
    issuer_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), comment="addressee")
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="", comment="paragraphs a person edited")
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[dt.datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)
    approved_at: Mapped[dt.datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[dt.datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[dt.date | None]
    # Issuer, year and number together: a number is given once (NĐ 30/2020/NĐ-CP Đ15).
    number_key: Mapped[str | None] = mapped_column(String(120))
    numbered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class LetterCase(Base):
    """A case that a letter's annex lists (R64)."""

    __tablename__ = "letter_case"
    __table_args__ = (UniqueConstraint("letter_id", "case_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)


class LetterEvent(Base):
    """Where the history of a letter stands: the number of an event in the system's own chain.

    A phiếu chuyển is drafted by the event of the forward, which stands in its case's chain.
    """

    __tablename__ = "letter_event"
    __table_args__ = (UniqueConstraint("letter_id", "seq"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    seq: Mapped[int]


class LetterSeries(Base):
    """The last number of an internal series: an issuer's numbers of a type in a year (R44)."""

    __tablename__ = "letter_series"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]
    last_on: Mapped[dt.date]
