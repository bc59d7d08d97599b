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


def record(ctx: Context, act: Act, case: Case | None = None) -> Event:
    """Write one event, at the end of its chain.

    Args:
        ctx: the act's context; its session holds the case's row lock already.
        act: what happened.
        case: the case it happened to; None writes to the chain of the system.

    Returns:
        the stored event.
    """
    head: Case | ChainHead = case if case is not None else _system_head(ctx.session)
    seq, previous = _position(head)
    salts = {name: secrets.token_bytes(16) for name in act.private}
    chain = f"case:{case.id}" if case is not None else SYSTEM_CHAIN
    payload = _payload(ctx, act, chain, seq, salts)
    event = Event(
        chain=chain,
        case_id=case.id if case is not None else None,
        seq=seq,
        payload_version=PAYLOAD_VERSION,
        actor_id=ctx.actor.user_id,
        role=ctx.actor.role.value,
        action=act.action,
        from_state=act.from_state,
        to_state=act.to_state,
        agency_id=act.agency_id,
        request_id=ctx.request_id,
        effective_at=act.effective_at or ctx.now,
        recorded_at=ctx.now,
        payload=payload,
        mac=chain_mac(ctx.ports.keys, previous, payload),
    )
    ctx.session.add(event)
    _advance(head, event)
    if act.private:
        ctx.session.flush()
        _keep_private(ctx, event, act.private, salts)
    return event


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


def _advance(head: Case | ChainHead, event: Event) -> None:
    if isinstance(head, Case):
        head.event_seq, head.event_mac = event.seq, event.mac
    else:
        head.seq, head.mac = event.seq, event.mac


def _system_head(session: Session) -> ChainHead:
    head = session.scalar(
        select(ChainHead).where(ChainHead.chain == SYSTEM_CHAIN).with_for_update()
    )
    if head is None:
        head = ChainHead(chain=SYSTEM_CHAIN, seq=0, mac=None)
        session.add(head)
    return head


def _keep_private(
    ctx: Context, event: Event, private: Mapping[str, str], salts: Mapping[str, bytes]
) -> None:
    for name, text in private.items():
        ctx.session.add(
            EventValue(
                event_id=event.id, name=name, salt=salts[name], value=ctx.ports.keys.encrypt(text)
            )
        )
