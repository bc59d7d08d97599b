"""Agencies as dated rows: who existed when, who took over what, who follows whom."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key


class Agency(Base):
    """A ministry, ministerial agency, provincial People's Committee or one of their predecessors.

    A dissolved body keeps its row and gets an end date: history must still name it (R18, R51).
    """

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        CheckConstraint(
            "kind IN ('ministry','ministerial_agency','province','government_agency')",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(String(20), unique=True)
    code: Mapped[str] = mapped_column(String(35), comment="QĐ 20/2020/QĐ-TTg, may be empty")
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    decree: Mapped[str] = mapped_column(String(120), default="")
    confirmed: Mapped[bool] = mapped_column(default=True)


class AgencyName(Base):
    """Another name people write for a body.

    `relation` says what the name is: another spelling of the agency (`same`), a body inside it
    (`part`), how its local branches are called (`vertical`, R55), a province's name (`place`), or
    a body that is not administrative at all (`outside`, no agency).
    """

    __tablename__ = "agency_name"
    __table_args__ = (
        UniqueConstraint("agency_id", "name", "relation"),
        CheckConstraint(
            "relation IN ('same','part','vertical','place','outside')", name="relation"
        ),
        CheckConstraint("(relation = 'outside') = (agency_id IS NULL)", name="outside"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    relation: Mapped[str] = mapped_column(String(10))
    field: Mapped[str] = mapped_column(String(200), default="")
    # From when to when it was the name in use, where that is known; it is understood at any time.
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class AgencySuccession(Base):
    """From a date on, a body's matters (all, or one field of them) belong to another body."""

    __tablename__ = "agency_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id", "field", "on_date", name="succession"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    field: Mapped[str] = mapped_column(String(200), default="", comment="empty: by default")
    on_date: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300), default="")
    confirmed: Mapped[bool] = mapped_column(default=False)


class AgencyUnit(Base):
    """A unit inside an agency: vụ, cục, sở, UBND xã."""

    __tablename__ = "agency_unit"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agency_unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    symbol: Mapped[str] = mapped_column(String(20), default="")
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]


class AgencyFollower(Base):
    """A Task Force member follows an agency between two dates (QĐ 51/QĐ-TCTCCTTHC, R25)."""

    __tablename__ = "agency_follower"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        Index("ix_agency_follower_agency", "agency_id", "valid_from"),
        Index("ix_agency_follower_user", "user_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]

    agency: Mapped[Agency] = relationship(lazy="raise")
