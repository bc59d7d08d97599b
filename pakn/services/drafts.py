"""Drafts: a form being filled in is kept on the server from its first page, encrypted."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select

from models.intake import Draft
from models.prepared import update_where
from pakn.services.clocks import setting
from pakn.services.context import Context, NotFound

_LIVING = (
    Draft.token_hash == bindparam("token", type_=Draft.token_hash.type),
    Draft.expires_at >= bindparam("now", type_=Draft.expires_at.type),
)
_FIND = select(Draft).where(*_LIVING)
_LOCK = _FIND.with_for_update()
_HOLD = select(Draft.id, Draft.version, Draft.petition_id).where(*_LIVING).with_for_update()


@dataclass(frozen=True)
class DraftView:
    """A draft as pages see it.

    Attributes:
        answers: what was typed so far, by field name.
        petition_id: what it became, once sent.
        expires_at: when it deletes itself.
    """

    id: int
    version: int
    answers: Mapping[str, Any]
    petition_id: int | None
    expires_at: dt.datetime


def start_draft(ctx: Context, answers: Mapping[str, Any]) -> str:
    """Begin a draft; returns the token that finds it again (only its hash is stored)."""
    token = secrets.token_urlsafe(24)
    days = int(setting(ctx, "draft_expiry_days", ctx.today))
    ctx.session.add(
        Draft(
            token_hash=_hash(token),
            answers=_seal(ctx, answers),
            created_at=ctx.now,
            updated_at=ctx.now,
            expires_at=ctx.now + dt.timedelta(days=days),
        )
    )
    return token


def read_draft(ctx: Context, token: str) -> DraftView:
    """The draft of a token; raises NotFound when there is none, or it expired."""
    return _view(ctx, _find(ctx, token))


def open_draft(ctx: Context, token: str) -> DraftView:
    """The same, locked until the act ends: whoever else writes to it waits."""
    return _view(ctx, _find(ctx, token, lock=True))


@dataclass(frozen=True)
class HeldDraft:
    """A draft that is locked; its answers stay sealed, so that the lock is short."""

    id: int
    version: int
    petition_id: int | None


def hold_draft(ctx: Context, token: str) -> HeldDraft:
    """Lock a draft until the act ends: whoever else sends it waits and then sees it sent."""
    ctx.session.flush()  # the prepared statement does not see what was only added so far
    wanted = {"token": _hash(token), "now": ctx.now}
    row = ctx.session.connection().execute(_HOLD, wanted).one_or_none()
    if row is None:
        raise NotFound("draft")
    return HeldDraft(*row)


def save_draft(ctx: Context, token: str, answers: Mapping[str, Any]) -> DraftView:
    """Add answers to a draft that was not sent yet; answers it had under other names stay."""
    draft = _find(ctx, token, lock=True)
    if draft.petition_id is None:
        merged = {**_open(ctx, draft), **answers}
        draft.answers, draft.updated_at = _seal(ctx, merged), ctx.now
    return _view(ctx, draft)


def bind_draft(ctx: Context, draft: HeldDraft, petition_id: int) -> None:
    """Tie a held draft to what it became: sending it once more shows the same receipt."""
    became = {"petition_id": petition_id, "updated_at": ctx.now, "version": draft.version + 1}
    update_where(ctx.session, Draft, "id", draft.id, became)


def discard_draft(ctx: Context, token: str) -> None:
    """Delete a draft at its writer's wish; one that was sent stays."""
    ctx.session.execute(
        delete(Draft).where(Draft.token_hash == _hash(token), Draft.petition_id.is_(None))
    )


def draft_key(token: str) -> str:
    """The idempotency key of filing a draft: one draft is one intention to file."""
    return f"draft:{_hash(token).hex()}"


def drop_expired(ctx: Context, limit: int = 500) -> int:
    """Delete drafts whose time is over; returns how many (a job does it in small portions)."""
    ids = ctx.session.scalars(
        select(Draft.id).where(Draft.expires_at < ctx.now).order_by(Draft.expires_at).limit(limit)
    ).all()
    if ids:
        ctx.session.execute(delete(Draft).where(Draft.id.in_(ids)))
    return len(ids)


def _find(ctx: Context, token: str, *, lock: bool = False) -> Draft:
    wanted = {"token": _hash(token), "now": ctx.now}
    draft: Draft | None = ctx.session.scalar(_LOCK if lock else _FIND, wanted)
    if draft is None:
        raise NotFound("draft")
    return draft


def _view(ctx: Context, draft: Draft) -> DraftView:
    return DraftView(
        id=draft.id,
        version=draft.version,
        answers=_open(ctx, draft),
        petition_id=draft.petition_id,
        expires_at=draft.expires_at,
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _seal(ctx: Context, answers: Mapping[str, Any]) -> bytes:
    return ctx.ports.keys.encrypt(json.dumps(dict(answers), ensure_ascii=False))


def _open(ctx: Context, draft: Draft) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(ctx.ports.keys.decrypt(draft.answers))
    return answers
