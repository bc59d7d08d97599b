"""A report counted anew, slowly and plainly, from the events one by one."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from models.casework import Case
from models.history import Event
from models.intake import Petition
from models.reports import ReportCase
from pakn.rules.local_time import local_date
from pakn.rules.periods import Period
from pakn.rules.states import FINAL_STATES
from tests.factories.reading import fresh

_KEYS = ("snapshot_id", "case_id")
_WITH_AGENCY = {"forwarded", "in_progress", "answered", "closed"}
_ANSWERS = {"answer", "answer_directly", "direct_answer"}


@dataclass(frozen=True)
class _Told:
    """A case and its history up to the last day."""

    petition: Petition
    received_on: dt.date
    events: Sequence[Event]

    def until(self, day: dt.date) -> list[Event]:
        """The events that had taken effect by a day."""
        return [one for one in self.events if local_date(one.effective_at) <= day]


def recount(period: Period) -> dict[int, dict[str, Any]]:
    """What each case of a report is, by its id: the columns of the compiled case."""
    counted = {}
    for case_id, told in _everything().items():
        row = _row(told, period)
        if row is not None:
            counted[case_id] = row
    return counted


def compiled_facts(snapshot_id: int) -> dict[int, dict[str, Any]]:
    """The same columns as a snapshot has them."""
    names = [one.key for one in ReportCase.__mapper__.column_attrs if one.key not in _KEYS]
    rows = fresh().scalars(select(ReportCase).where(ReportCase.snapshot_id == snapshot_id))
    return {row.case_id: {name: getattr(row, name) for name in names} for row in rows}


def _row(told: _Told, period: Period) -> dict[str, Any] | None:
    if told.received_on > period.end:
        return None
    opening = _state(told.until(period.start - dt.timedelta(days=1)))
    new = told.received_on >= period.start
    events = told.until(period.end)
    inside = [one for one in events if local_date(one.effective_at) >= period.start]
    back = any(
        one.from_state in FINAL_STATES and one.to_state not in FINAL_STATES for one in inside
    )
    if not new and opening in FINAL_STATES and not back:
        return None
    state = _state(events)
    ended = state in FINAL_STATES
    due = _said(events[-1]).get("due_on") if events and not ended else None
    late = any(
        one.action in _ANSWERS
        and "due_on" in _said(before)
        and local_date(one.effective_at).isoformat() > _said(before)["due_on"]
        for before, one in pairwise(events)
    )
    return {
        "content": _said(events[-1]).get("content", "none") if events else "none",
        "channel": told.petition.channel,
        "petition_kind": told.petition.kind,
        "agency_id": _agency(events, state),
        "carried_over": not new and opening not in FINAL_STATES,
        "reopened": not new and opening in FINAL_STATES,
        "state": state,
        "due_on": dt.date.fromisoformat(due) if due else None,
        "outcome": _outcome(state),
        "in_time": not late if state == "closed" else None,
        "overdue": bool(
            due and state != "awaiting_supplement" and dt.date.fromisoformat(due) < period.end
        ),
        "returned": any(o.action in ("return_case", "contest_jurisdiction") for o in inside),
        "published": any(o.action in ("release", "close_joined") for o in inside),
    }


def _state(events: Sequence[Event]) -> str:
    state = events[-1].to_state if events else "received"
    assert state is not None
    return state


def _outcome(state: str) -> str:
    if state == "closed":
        return "handled"
    return "ended_at_desk" if state in FINAL_STATES else "in_process"


def _agency(events: Sequence[Event], state: str) -> int | None:
    """Walk through the history: who holds the case after each act."""
    holder: int | None = None
    for one in events:
        if one.to_state in _WITH_AGENCY:
            holder = one.agency_id or holder
        elif one.to_state == "awaiting_supplement" and one.from_state == "in_progress":
            continue
        elif one.to_state != "awaiting_supplement":
            holder = holder if one.to_state in FINAL_STATES else None
    last = events[-1] if events else None
    asked = last is not None and last.from_state == "in_progress"
    here = state in _WITH_AGENCY or (state == "awaiting_supplement" and asked)
    return holder if here else None


def _said(event: Event) -> Mapping[str, Any]:
    said: Mapping[str, Any] = json.loads(event.payload)["difference"]
    return said


def _everything() -> dict[int, _Told]:
    session = fresh()
    cases = session.execute(
        select(Case.id, Case.received_on, Petition)
        .join(Petition, Petition.id == Case.petition_id)
        .where(Case.parent_id.is_(None))
    )
    told = {case_id: _Told(petition, day, []) for case_id, day, petition in cases}
    for event in session.scalars(select(Event).order_by(Event.case_id, Event.seq)):
        if event.case_id in told and event.to_state is not None:
            told[event.case_id].events.append(event)  # type: ignore[attr-defined]
    return told
