"""People: those who sign in, the roles they hold, and the petitioners, kept apart."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key


class User(Base):
    """Somebody who signs in. What they may do comes from role grants, never from here."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("failed_sign_ins >= 0", name="failed_sign_ins"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    # Part of the sign-in cookie: raising it ends every open session of this person.
    session_version: Mapped[int] = mapped_column(default=1)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[dt.datetime | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    # Set when an administrator gave the password: the first sign-in asks for an own one.
    must_change_password: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    # Name and sign-in name without case and marks: how an administrator finds somebody.
    folded: Mapped[str] = mapped_column(String(200), default="", server_default="")

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="raise", back_populates="user")


class RoleRow(Base):
    """A role of DESIGN §3 with its names; permissions of roles are rules, not rows."""

    __tablename__ = "role"

    slug: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    sort: Mapped[int] = mapped_column(default=0)


class RoleGrant(Base):
    """A person holds a role between two dates; every act records the role used."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(ForeignKey("role.slug"))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]

    user: Mapped[User] = relationship(lazy="raise", back_populates="grants")


class Petitioner(Base):
    """Who sent a petition. Every personal value is encrypted; phone and e-mail also have an
    HMAC index, so that the same sender is found without being read (Luật 91/2025/QH15, R48).
    """

    __tablename__ = "petitioner"
    __table_args__ = (
        CheckConstraint("kind IN ('individual','organisation')", name="kind"),
        CheckConstraint(
            "erased_at IS NULL OR (name IS NULL AND phone IS NULL AND email IS NULL"
            " AND address IS NULL)",
            name="erased",
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[bytes | None] = mapped_column(LargeBinary)
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    email: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    phone_tail_index: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    email_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    key_version: Mapped[int]
    created_at: Mapped[dt.datetime]
    erased_at: Mapped[dt.datetime | None]


class PetitionerDetail(Base):
    """What only some petitioners have: a tax code, somebody who writes for them, a group.

    Encrypted like the rest; erased together with it.
    """

    __tablename__ = "petitioner_detail"
    __table_args__ = (
        CheckConstraint("helper_role IN ('','helper','representative')", name="helper_role"),
        CheckConstraint("group_size IS NULL OR group_size >= 2", name="group_size"),
    )

    petitioner_id: Mapped[int] = mapped_column(ForeignKey("petitioner.id"), primary_key=True)
    tax_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    helper_role: Mapped[str] = mapped_column(String(16), default="")
    helper_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    helper_phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    # How many people a group has; its petitioner is the representative who receives the answer.
    group_size: Mapped[int | None]


class UnitMember(Base):
    """Somebody of an agency who works in one of its units."""

    __tablename__ = "unit_member"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("agency_unit.id"), index=True)


class PersonalDataAccess(Base):
    """One opening of somebody's personal data: who, in which role, of whom, why (R48)."""

    __tablename__ = "personal_data_access"
    __table_args__ = (Index("ix_personal_data_access_petitioner", "petitioner_id", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[dt.datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str] = mapped_column(String(30))
    petitioner_id: Mapped[int] = mapped_column(ForeignKey("petitioner.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    fields: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(300))
    request_id: Mapped[str] = mapped_column(String(40))
