"""Reference data that the law or an administrator may change: places, calendar, parameters."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from models.base import Base, Key


class Province(Base):
    """A province or centrally run city over one span of dates (NQ 202/2025/QH15, R19).

    Đồng Nai is two rows: a province until 29/4/2026, a city from 30/4/2026.
    """

    __tablename__ = "province"
    __table_args__ = (
        UniqueConstraint("code", "name", "valid_from"),
        CheckConstraint("kind IN ('tinh','thanh_pho')", name="kind"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(5), index=True)
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    successor_code: Mapped[str | None] = mapped_column(String(5))
    agency_slug: Mapped[str] = mapped_column(String(20), comment="its People's Committee")


class Commune(Base):
    """A commune-level unit of the two-level local government (3,321 since 01/7/2025)."""

    __tablename__ = "commune"
    __table_args__ = (
        CheckConstraint("kind IN ('xa','phuong','dac_khu')", name="kind"),
        Index("ix_commune_province", "province_code", "name"),
    )

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    province_code: Mapped[str] = mapped_column(String(5))


class CalendarDay(Base):
    """A day that is not what its weekday says: holiday, swapped day off, swapped working day."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('holiday','swapped_off','swapped_work','unconfirmed')", name="kind"
        ),
    )

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    confirmed: Mapped[bool] = mapped_column(default=False)


class Parameter(Base):
    """A figure, name or switch over one span of dates, with the article it stands on.

    Read through `models.queries.parameters.in_force`; a case keeps what it used (R32).
    """

    __tablename__ = "parameter"
    __table_args__ = (
        UniqueConstraint("name", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    unit: Mapped[str] = mapped_column(String(20), default="", comment="working, calendar, …")
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    article: Mapped[str] = mapped_column(String(300))
    confirmed: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    # NULL: the value came with the program.
    set_by_id: Mapped[int | None] = mapped_column(comment="a user")
    set_at: Mapped[dt.datetime | None]


class Ground(Base):
    """A ground for ending a petition at the desk, with the words the petitioner reads (R2, R12).

    `refusal` grounds say why a petition is not accepted or is filed without handling; `guidance`
    rows say where it has to be sent instead. A ground that a case refers to is never rewritten:
    its successor is a row of its own, and the case keeps the words its petitioner read.
    """

    __tablename__ = "ground"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    public_text: Mapped[str] = mapped_column(Text)
    article: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    sort: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[str] = mapped_column(String(10), default="refusal", server_default="refusal")
    replaced_by: Mapped[str | None] = mapped_column(String(40), comment="a ground")


class Organisation(Base):
    """A member body of the Advisory Council, on whose behalf its staff file (seed 002)."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(200), default="")


class FormerUnit(Base):
    """A district or commune of before 01/7/2025 and the commune it became part of (R20)."""

    __tablename__ = "former_unit"
    __table_args__ = (Index("ix_former_unit_name", "district", "commune"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    province: Mapped[str] = mapped_column(String(80))
    district: Mapped[str] = mapped_column(String(80))
    commune: Mapped[str] = mapped_column(String(80), default="", comment="empty: the district")
    old_code: Mapped[str] = mapped_column(String(8), default="")
    new_commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    is_default: Mapped[bool] = mapped_column(default=True)


class PlaceName(Base):
    """A name that people write for a place, old or new, and the units of today behind it.

    Made from provinces, communes and former units; it holds their names folded, so that what
    somebody types is found without reading three tables into memory (R18-R20).
    """

    __tablename__ = "place_name"
    __table_args__ = (
        CheckConstraint("level IN ('province','district','commune')", name="level"),
        Index("ix_place_name_own", "own"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    own: Mapped[str] = mapped_column(String(80), comment="folded, without the word of kind")
    folded: Mapped[str] = mapped_column(String(300), comment="the whole label, a blank before")
    label: Mapped[str] = mapped_column(String(250))
    level: Mapped[str] = mapped_column(String(10))
    former: Mapped[bool]
    province_code: Mapped[str] = mapped_column(String(5))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))


class Edition(Base):
    """How often data that processes keep in memory was changed: a higher number, read it anew."""

    __tablename__ = "edition"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    number: Mapped[int] = mapped_column(default=1)
