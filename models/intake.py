"""What people send: drafts, files and the petition as it was filed."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from models.base import Base, Key
from models.people import Petitioner

CHANNELS = (
    "web",
    "direct",
    "post",
    "phone",
    "fax",
    "email",
    "portal",
    "opinion_form",
    "council",
    "taskforce",
    "press",
    "other_agency",
)
SUBJECTS = ("rule", "draft", "standard", "dossier")


class ImmutablePetition(RuntimeError):
    """Something tried to change a petition after it was filed (R10)."""


class Draft(Base):
    """A form being filled in, kept on the server from its first page; found by a token's hash."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    answers: Mapped[bytes] = mapped_column(LargeBinary, comment="encrypted JSON")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class StoredFile(Base):
    """A file by its content: the same bytes are kept once, under their SHA-256."""

    __tablename__ = "file"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    stored_at: Mapped[dt.datetime]


class DraftFile(Base):
    """A file attached to a draft."""

    __tablename__ = "draft_file"
    __table_args__ = (
        UniqueConstraint("draft_id", "file_id"),
        Index("ix_draft_file_file", "file_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))


class Petition(Base):
    """What was filed, word for word. Never changed; what is handled is the case (R5, R10)."""

    __tablename__ = "petition"
    __table_args__ = (
        UniqueConstraint("received_on", "day_seq"),
        CheckConstraint("day_seq >= 1", name="day_seq"),
        CheckConstraint("kind IN ('report','recommendation')", name="kind"),
        CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
        CheckConstraint(f"subject IN {SUBJECTS}", name="subject"),
        CheckConstraint("publication IN ('full','summary')", name="publication"),
        CheckConstraint(
            "kind = 'report' OR proposal <> ''",
            name="recommendation_proposes",  # NĐ 20/2008 Đ3.5, R13
        ),
        Index("ix_petition_filed_by", "filed_by_id", "id"),
        Index("ix_petition_organisation", "organisation_id", "id"),
        # The filters of the desk's inbox that may be rare.
        Index("ix_petition_channel", "channel", "id"),
        Index("ix_petition_kind", "kind", "id"),
        Index("ix_petition_province", "province_code", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    received_on: Mapped[dt.date]
    day_seq: Mapped[int]
    received_at: Mapped[dt.datetime]
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(16))
    subject_detail: Mapped[str] = mapped_column(String(300), default="")
    comment_deadline: Mapped[dt.date | None] = mapped_column(comment="hạn góp ý of a draft, R59")
    # Of a draft instrument: who drafts it. Of a dossier: mã hồ sơ TTHC, its prefix names the body.
    drafting_body: Mapped[str] = mapped_column(String(200), default="")
    dossier_code: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text, default="")
    # Whose matter the sender thinks it is, as written; only a hint for the triage officer.
    wanted_agency: Mapped[str] = mapped_column(String(200), default="")
    priority: Mapped[int | None] = mapped_column(comment="rank given by a Council member, R42")
    proposal: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    province_code: Mapped[str | None] = mapped_column(String(5))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    commune_unknown: Mapped[bool] = mapped_column(default=False, comment="không rõ xã")
    place_as_typed: Mapped[str] = mapped_column(String(200), default="", comment="an old name")
    residence_province_code: Mapped[str | None] = mapped_column(String(5))
    residence_commune_code: Mapped[str | None] = mapped_column(String(8))
    # What a channel needs beside: number called and transcriber, newspaper and date, công văn.
    channel_detail: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="R4, R58")
    publication: Mapped[str] = mapped_column(String(8), default="full")
    hide_identity: Mapped[bool] = mapped_column(default=False)
    petitioner_id: Mapped[int] = mapped_column(ForeignKey("petitioner.id"), index=True)
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    secret_key_version: Mapped[int]

    petitioner: Mapped[Petitioner] = relationship(lazy="raise")


class PetitionFile(Base):
    """A file that came with the petition."""

    __tablename__ = "petition_file"
    __table_args__ = (
        UniqueConstraint("petition_id", "file_id"),
        Index("ix_petition_file_file", "file_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    name: Mapped[str] = mapped_column(String(200))


class IdempotencyKey(Base):
    """One intention to file. Inserted first: whoever comes second gets the first one's receipt."""

    __tablename__ = "idempotency_key"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    created_at: Mapped[dt.datetime] = mapped_column(index=True)


class DayNumber(Base):
    """The last case number given out on a day; a row lock hands them out one by one."""

    __tablename__ = "day_number"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    last: Mapped[int]


@event.listens_for(Petition, "before_update")
def _refuse_change(_mapper: Mapper[Petition], _connection: Connection, petition: Petition) -> None:
    raise ImmutablePetition(f"petition {petition.id}")
