"""Reading what the desk keeps beside a case: notes, questions to the petitioner, additions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.handling import Addition, CaseReply, Note, Supplement
from models.jobs import Delivery
from models.people import User

_MOST = 50


@dataclass(frozen=True)
class NoteRow:
    """A note with who wrote it; its text is still encrypted."""

    kind: str
    text: bytes | None
    made_at: dt.datetime
    author: str


def notes_of(session: Session, case_id: int) -> list[NoteRow]:
    """The newest notes of a case."""
    rows = session.execute(
        select(Note.kind, Note.text, Note.made_at, User.display_name)
        .join(User, User.id == Note.made_by_id)
        .where(Note.case_id == case_id)
        .order_by(Note.id.desc())
        .limit(_MOST)
    )
    return [NoteRow(kind, text, made_at, author) for kind, text, made_at, author in rows]


def supplements_of(session: Session, case_id: int) -> Sequence[Supplement]:
    """What the petitioner was asked, oldest first."""
    return session.scalars(
        select(Supplement).where(Supplement.case_id == case_id).order_by(Supplement.id).limit(_MOST)
    ).all()


def additions_of(session: Session, case_id: int) -> Sequence[Addition]:
    """What the petitioner added after filing, oldest first."""
    return session.scalars(
        select(Addition).where(Addition.case_id == case_id).order_by(Addition.id).limit(_MOST)
    ).all()


def copies_of(session: Session, case_id: int) -> list[tuple[str, dt.datetime]]:
    """Which members of the Task Force got a copy of a case's forwarding, and when (R25)."""
    rows = session.execute(
        select(User.display_name, Delivery.created_at)
        .join(User, User.id == Delivery.user_id)
        .where(Delivery.case_id == case_id, Delivery.notice == "forward_copy")
        .order_by(Delivery.id)
        .limit(_MOST)
    )
    return [(name, at) for name, at in rows]


def replies_of(session: Session, case_id: int) -> Sequence[CaseReply]:
    """What the desk itself told the petitioner, oldest first."""
    return session.scalars(
        select(CaseReply).where(CaseReply.case_id == case_id).order_by(CaseReply.id).limit(_MOST)
    ).all()
