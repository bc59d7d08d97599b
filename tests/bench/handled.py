"""Very many cases with a history behind them, written in bulk: what a month's report counts.

Only what a report reads is true of them: days, states, events in their order. Their chains are not
signed, so nothing else may be measured on them.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.casework import Case
from models.history import Event
from models.intake import Petition
from models.people import Petitioner
from pakn.rules.report_figures import CHANNELS
from pakn.services.context import Context

_PORTION = 5000
_DAYS = 60
# How far the cases get, in turn: action, state before, state after, days after receipt.
_WAY = (
    ("file", None, "received", 0),
    ("forward", "received", "forwarded", 2),
    ("accept", "forwarded", "in_progress", 4),
    ("answer", "in_progress", "answered", 15),
    ("release", "answered", "closed", 18),
)
_STATES = [step[2] for step in _WAY]


def fill_handled(ctx: Context, cases: int, last: dt.date) -> None:
    """Add cases received on the sixty days up to `last`, a fifth of them at each step of the way.

    Args:
        ctx: an act; its database holds no cases yet.
        cases: how many.
        last: the last day of receipt.
    """
    session = ctx.session
    agencies = list(session.scalars(select(Agency.id).order_by(Agency.id)))
    person = Petitioner(kind="individual", key_version=1, created_at=ctx.now)
    person.name = ctx.ports.keys.encrypt("Mẫu")
    session.add(person)
    session.flush()
    for first in range(1, cases + 1, _PORTION):
        numbers = range(first, min(first + _PORTION, cases + 1))
        _store(session, numbers, last, agencies, person.id)


def _store(
    session: Session, numbers: range, last: dt.date, agencies: Sequence[int], person: int
) -> None:
    petitions: list[dict[str, Any]] = []
    cases: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number in numbers:
        day = last - dt.timedelta(days=number % _DAYS)
        agency = agencies[number % len(agencies)]
        way = _WAY[: 1 + number % len(_WAY)]
        petitions.append(_petition(number, day, person))
        cases.append(_case(number, day, way, agency))
        events.extend(_events(number, day, way, agency))
    for table, rows in ((Petition, petitions), (Case, cases), (Event, events)):
        session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]


def _petition(number: int, day: dt.date, person: int) -> dict[str, Any]:
    return {
        "id": number,
        "received_on": day,
        "day_seq": number,
        "received_at": _moment(day),
        "channel": CHANNELS[number % len(CHANNELS)],
        "kind": "report",
        "subject": "rule",
        "title": "Mẫu",
        "content": "Mẫu",
        "content_hash": b"0" * 32,
        "petitioner_id": person,
        "secret_key_version": 1,
    }


def _case(number: int, day: dt.date, way: Sequence[Any], agency: int) -> dict[str, Any]:
    done = {step[0]: day + dt.timedelta(days=step[3]) for step in way}
    return {
        "id": number,
        "petition_id": number,
        "state": way[-1][2],
        "received_on": day,
        "lead_agency_id": agency if "forward" in done else None,
        "content_class": "regulation" if "forward" in done else None,
        "answered_on": done.get("answer"),
        "closed_on": done.get("release"),
        "event_seq": len(way),
    }


def _events(number: int, day: dt.date, way: Sequence[Any], agency: int) -> Iterator[dict[str, Any]]:
    for seq, (action, before, after, days) in enumerate(way, start=1):
        moment = _moment(day + dt.timedelta(days=days))
        said = {"due_on": (day + dt.timedelta(days=7 + number % 20)).isoformat()}
        said |= {"content": "regulation"} if seq > 1 else {}
        yield {
            "chain": f"case:{number}",
            "case_id": number,
            "seq": seq,
            "payload_version": 1,
            "role": "system",
            "action": action,
            "from_state": before,
            "to_state": after,
            "agency_id": agency if seq > 1 else None,
            "request_id": "bench",
            "effective_at": moment,
            "recorded_at": moment,
            "payload": json.dumps({"difference": said}),
            "mac": b"0" * 32,
        }


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), dt.UTC)
