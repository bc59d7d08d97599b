"""Writing history: every act leaves one event in its own transaction, chained to the last."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.casework import Case
from models.history import ChainHead, Event, EventValue
from models.prepared import insert_row, insert_rows
from pakn.ports import Keyring
from pakn.services.context import Context

PAYLOAD_VERSION = 1
SYSTEM_CHAIN = "system"


@dataclass(frozen=True)
class Act:
    """What happened, as it goes into the history.

    Attributes:
        action: a lifecycle action, or the name of an act that changes no state.
        from_state, to_state: states before and after; None for acts on no case.
        agency_id: the agency concerned.
        difference: changed values that are nobody's personal data.
        private: texts that may hold personal data (a reason, a note): only their digest goes into
            the event, the text into an erasable side row.
        effective_at: when it took effect, if earlier than now (paper with a dấu đến date).
    """

    action: str
    from_state: str | None = None
    to_state: str | None = None
    agency_id: int | None = None
    difference: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)
    effective_at: dt.datetime | None = None


@dataclass(frozen=True)
class Link:
    """Where an event stands in its chain; the next one is chained to its MAC."""

    seq: int
    mac: bytes


def record(ctx: Context, act: Act, case: Case | None = None) -> Link:
    """Write one event, at the end of its chain.

    Args:
        ctx: the act's context; its session holds the case's row lock already.
        act: what happened.
        case: the case it happened to; None writes to the chain of the system.

    Returns:
        its place in the chain.
    """
    head: Case | ChainHead = case if case is not None else _system_head(ctx.session)
    seq, previous = _position(head)
    link = _write(ctx, act, case.id if case is not None else None, Link(seq, previous or b""))
    _advance(head, link)
    return link


def record_first(ctx: Context, act: Act, case_id: int) -> Link:
    """Write the event that begins a case's chain; the caller keeps the link with the case."""
    return _write(ctx, act, case_id, Link(1, b""))


def event_row(ctx: Context, act: Act, case_id: int | None, place: Link) -> dict[str, Any]:
    """An event without private values as a row.

    Args:
        ctx: the act's context.
        act: what happened.
        case_id: the case; None for the chain of the system.
        place: the event's own number, and the MAC of the one before it (empty for the first).
    """
    return _row(ctx, act, case_id, place, {})


def _write(ctx: Context, act: Act, case_id: int | None, place: Link) -> Link:
    salts = {name: secrets.token_bytes(16) for name in act.private}
    row = _row(ctx, act, case_id, place, salts)
    event_id = insert_row(ctx.session, Event, row)
    if act.private:
        _keep_private(ctx, event_id, act.private, salts)
    return Link(place.seq, row["mac"])


def _row(
    ctx: Context, act: Act, case_id: int | None, place: Link, salts: Mapping[str, bytes]
) -> dict[str, Any]:
    chain = f"case:{case_id}" if case_id is not None else SYSTEM_CHAIN
    payload = _payload(ctx, act, chain, place.seq, salts)
    return {
        "chain": chain,
        "case_id": case_id,
        "seq": place.seq,
        "payload_version": PAYLOAD_VERSION,
        "actor_id": ctx.actor.user_id,
        "role": ctx.actor.role.value,
        "action": act.action,
        "from_state": act.from_state,
        "to_state": act.to_state,
        "agency_id": act.agency_id,
        "request_id": ctx.request_id,
        "effective_at": act.effective_at or ctx.now,
        "recorded_at": ctx.now,
        "payload": payload,
        "mac": chain_mac(ctx.ports.keys, place.mac, payload),
    }


def chain_mac(keys: Keyring, previous: bytes | None, payload: str) -> bytes:
    """The MAC of an event over its stored text and the MAC before it."""
    return keys.mac("event", (previous or b"") + payload.encode())


def private_digest(salt: bytes, text: str) -> str:
    """The digest that stands in an event for a private text."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def _payload(ctx: Context, act: Act, chain: str, seq: int, salts: Mapping[str, bytes]) -> str:
    content = {
        "v": PAYLOAD_VERSION,
        "key": ctx.ports.keys.version,
        "chain": chain,
        "seq": seq,
        "actor": ctx.actor.user_id,
        "role": ctx.actor.role.value,
        "action": act.action,
        "from": act.from_state,
        "to": act.to_state,
        "agency": act.agency_id,
        "difference": dict(act.difference),
        "private": {name: private_digest(salts[name], act.private[name]) for name in act.private},
        "request": ctx.request_id,
        "effective_at": (act.effective_at or ctx.now).isoformat(),
        "recorded_at": ctx.now.isoformat(),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _position(head: Case | ChainHead) -> tuple[int, bytes | None]:
    if isinstance(head, Case):
        return head.event_seq + 1, head.event_mac
    return head.seq + 1, head.mac


def _advance(head: Case | ChainHead, link: Link) -> None:
    if isinstance(head, Case):
        head.event_seq, head.event_mac = link.seq, link.mac
    else:
        head.seq, head.mac = link.seq, link.mac


def _system_head(session: Session) -> ChainHead:
    head = session.scalar(
        select(ChainHead).where(ChainHead.chain == SYSTEM_CHAIN).with_for_update()
    )
    if head is None:
        head = ChainHead(chain=SYSTEM_CHAIN, seq=0, mac=None)
        session.add(head)
    return head


def _keep_private(
    ctx: Context, event_id: int, private: Mapping[str, str], salts: Mapping[str, bytes]
) -> None:
    encrypt = ctx.ports.keys.encrypt
    rows = [
        {"event_id": event_id, "name": name, "salt": salts[name], "value": encrypt(text)}
        for name, text in private.items()
    ]
    insert_rows(ctx.session, EventValue, rows)
