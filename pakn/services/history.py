"""Reading history back: verifying the chains, making the daily root."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, text

from models.casework import Case
from models.dialect import is_postgres
from models.history import ChainHead, DailyRoot, Event
from pakn.services.context import Context
from pakn.services.events import SYSTEM_CHAIN, chain_mac

_CHUNK = 2000


@dataclass(frozen=True)
class Broken:
    """The first place where history does not fit.

    Attributes:
        reason: `mac` (text or order altered), `columns` (they no longer say what was signed),
            `gap` (an event is missing), `head` (events after the last one are missing), `root` (a
            daily root no longer fits).
    """

    chain: str
    seq: int
    event_id: int | None
    reason: str


@dataclass(frozen=True)
class Verified:
    """What a verification found."""

    events: int
    chains: int
    broken: Broken | None


def verify(ctx: Context) -> Verified:
    """Walk every chain in order and recompute every MAC; streams, holds one chain's end at a time.

    Returns:
        counts, and the first broken place if there is one.
    """
    events = chains = 0
    chain, seq, mac = "", 0, None
    for event in _in_order(ctx):
        if event.chain != chain:
            if chain and (fault := _check_head(ctx, chain, seq, mac)):
                return Verified(events, chains, fault)
            chain, seq, mac, chains = event.chain, 0, None, chains + 1
        if event.seq != seq + 1:
            return Verified(events, chains, Broken(chain, seq + 1, event.id, "gap"))
        mac = chain_mac(ctx.ports.keys, mac, event.payload)
        if mac != event.mac:
            return Verified(events, chains, Broken(chain, event.seq, event.id, "mac"))
        if not _says_what_was_signed(event):
            return Verified(events, chains, Broken(chain, event.seq, event.id, "columns"))
        seq, events = event.seq, events + 1
    fault = _check_head(ctx, chain, seq, mac) if chain else None
    return Verified(events, chains, fault or _lost_chain(ctx) or _check_roots(ctx))


def _says_what_was_signed(event: Event) -> bool:
    """Pages show an event's columns: they must still say what its signed text says."""
    signed = json.loads(event.payload)
    columns = {
        "v": event.payload_version,
        "chain": event.chain,
        "seq": event.seq,
        "actor": event.actor_id,
        "role": event.role,
        "action": event.action,
        "from": event.from_state,
        "to": event.to_state,
        "agency": event.agency_id,
        "request": event.request_id,
    }
    moments = {"effective_at": event.effective_at, "recorded_at": event.recorded_at}
    case_chain = SYSTEM_CHAIN if event.case_id is None else f"case:{event.case_id}"
    return (
        case_chain == event.chain
        and all(signed[name] == value for name, value in columns.items())
        and all(dt.datetime.fromisoformat(signed[k]) == value for k, value in moments.items())
    )


def make_daily_root(ctx: Context, day: dt.date) -> DailyRoot:
    """One MAC over all events so far, kept in a row and in the archive outside (DESIGN §2).

    Made once for a day; asking again gives the same.
    """
    known = ctx.session.get(DailyRoot, day)
    if known is not None:
        return known
    _await_acts_under_way(ctx)
    last_id = ctx.session.scalar(select(func.max(Event.id))) or 0
    before = ctx.session.scalar(select(DailyRoot).order_by(DailyRoot.last_event_id.desc()).limit(1))
    # It goes on from the root before, so that a day's root costs a day's events.
    count, mac = _root_mac(ctx, last_id, before)
    root = DailyRoot(day=day, last_event_id=last_id, events=count, mac=mac, made_at=ctx.now)
    ctx.session.add(root)
    ctx.ports.roots.append(_line(root))
    return root


def _await_acts_under_way(ctx: Context) -> None:
    """Let acts commit whose events have their ids already, and hold new ones off until the root is.

    SQLite has one writer, who is here. In PostgreSQL an event with a lower id may be committed
    after one with a higher id, and would then fall under a root that does not know it.
    """
    if is_postgres(ctx.session):
        ctx.session.execute(text("LOCK TABLE event IN SHARE MODE"))


def _in_order(ctx: Context) -> Iterator[Event]:
    query = select(Event).order_by(Event.chain, Event.seq).execution_options(yield_per=_CHUNK)
    # Whoever stops at the first broken place leaves no cursor open on the server.
    with ctx.session.scalars(query) as events:
        yield from events


def _check_head(ctx: Context, chain: str, seq: int, mac: bytes | None) -> Broken | None:
    known = _head(ctx, chain)
    if known is None or known != (seq, mac):
        return Broken(chain, seq, None, "head")
    return None


def _head(ctx: Context, chain: str) -> tuple[int, bytes | None] | None:
    if chain.startswith("case:"):
        row = ctx.session.execute(
            select(Case.event_seq, Case.event_mac).where(Case.id == int(chain[5:]))
        ).one_or_none()
    else:
        row = ctx.session.execute(
            select(ChainHead.seq, ChainHead.mac).where(ChainHead.chain == chain)
        ).one_or_none()
    return (row[0], row[1]) if row else None


def _lost_chain(ctx: Context) -> Broken | None:
    """A case, or the system, whose events were all deleted has no chain left to walk."""
    lost = ctx.session.scalar(
        select(Case.id)
        .where(~select(Event.id).where(Event.case_id == Case.id).exists())
        .order_by(Case.id)
        .limit(1)
    )
    if lost is not None:
        return Broken(f"case:{lost}", 1, None, "head")
    chain = ctx.session.scalar(
        select(ChainHead.chain)
        .where(ChainHead.seq > 0, ~select(Event.id).where(Event.chain == ChainHead.chain).exists())
        .limit(1)
    )
    return Broken(chain, 1, None, "head") if chain is not None else None


def _check_roots(ctx: Context) -> Broken | None:
    """Every root must fit the events below it, and every archived line its row."""
    roots = ctx.session.scalars(select(DailyRoot).order_by(DailyRoot.last_event_id)).all()
    lines = {_line(root) for root in roots}
    for line in ctx.ports.roots.lines():
        if line not in lines:
            return Broken(f"root:{line.partition(' ')[0]}", 0, None, "root")
    before: DailyRoot | None = None
    for root in roots:
        count, mac = _root_mac(ctx, root.last_event_id, before)
        if (count, mac) != (root.events, root.mac):
            return Broken(f"root:{root.day.isoformat()}", count, root.last_event_id, "root")
        before = root
    return None


def _line(root: DailyRoot) -> str:
    """A root as the archive keeps it."""
    return f"{root.day.isoformat()} {root.last_event_id} {root.events} {root.mac.hex()}"


def _root_mac(ctx: Context, last_id: int, before: DailyRoot | None = None) -> tuple[int, bytes]:
    """Count and MAC of all events up to an id; `before` is a root to go on from."""
    first_id, count, digest = 0, 0, b""
    if before is not None:
        first_id, count, digest = before.last_event_id, before.events, before.mac
    query = (
        select(Event.mac)
        .where(Event.id > first_id, Event.id <= last_id)
        .order_by(Event.id)
        .execution_options(yield_per=_CHUNK)
    )
    for mac in ctx.session.scalars(query):
        digest = ctx.ports.keys.mac("root", digest + mac)
        count += 1
    return count, digest
