"""What each case was on the last day of a period, from the history alone (R40-R41).

A report of an earlier period that is compiled later must give what was true then, so nothing is
read from the case as it is today but what never changes. All of it is done in the database, in
portions: nothing of 100,000 cases passes through the program.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Subquery,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from models.casework import Case
from models.dialect import json_text, local_day, text_as_day
from models.history import Event
from models.intake import Petition
from models.reports import ReportCase
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import Period
from pakn.rules.report_figures import (
    ANSWER_ACTIONS,
    ENDED_STATES,
    HANDLED_STATES,
    PATIENT_STATES,
    PUBLISH_ACTIONS,
    RETURN_ACTIONS,
    WITH_AGENCY_STATES,
    Outcome,
)
from pakn.rules.states import FINAL_STATES, OPEN_STATES, State

PORTION = 5000
_DESK_STATES = OPEN_STATES - WITH_AGENCY_STATES - PATIENT_STATES
_COLUMNS = (
    "snapshot_id",
    "case_id",
    "content",
    "channel",
    "petition_kind",
    "agency_id",
    "carried_over",
    "reopened",
    "state",
    "due_on",
    "outcome",
    "in_time",
    "overdue",
    "returned",
    "published",
)


@dataclass(frozen=True)
class Portion:
    """Cases with ids above `after`, up to `last`."""

    after: int
    last: int


def next_portion(session: Session, period: Period, after: int) -> Portion | None:
    """The next cases that may belong to a report; None when there are no more."""
    ids = (
        select(Case.id)
        .where(Case.id > after, *_candidates(period))
        .order_by(Case.id)
        .limit(PORTION)
        .subquery()
    )
    last = session.scalar(select(func.max(ids.c.id)))
    return None if last is None else Portion(after, last)


def store_facts(session: Session, snapshot_id: int, period: Period, portion: Portion) -> None:
    """Store what the cases of a portion were, those that belong to the report only."""
    last, opening, held = aliased(Event), aliased(Event), aliased(Event)
    found = _found(_moves(session, period, portion), period)
    state = func.coalesce(last.to_state, State.RECEIVED.value)
    ended_before = func.coalesce(opening.to_state, State.RECEIVED.value).in_(_in(FINAL_STATES))
    new = Case.received_on >= period.start
    reopened = and_(~new, ended_before, _one(found.c.reopened))
    query = (
        select(
            literal(snapshot_id),
            Case.id,
            _content(session, last, found),
            Petition.channel,
            Petition.kind,
            _agency(state, last, held, found),
            _flag(and_(~new, ~ended_before)),
            _flag(reopened),
            state,
            *_fate(session, state, last, found, period),
            _flag(_one(found.c.returned)),
            _flag(_one(found.c.published)),
        )
        .select_from(Case)
        .join(Petition, Petition.id == Case.petition_id)
        .outerjoin(found, found.c.case_id == Case.id)
        .outerjoin(last, _event(last, found.c.last_seq))
        .outerjoin(opening, _event(opening, found.c.opening_seq))
        .outerjoin(held, _event(held, found.c.held_seq))
        .where(Case.id > portion.after, Case.id <= portion.last, *_candidates(period))
        .where(or_(new, ~ended_before, reopened))
    )
    session.execute(insert(ReportCase).from_select(_COLUMNS, query))


def _candidates(period: Period) -> tuple[ColumnElement[bool], ...]:
    """Received by the end, and not over for good before the beginning; parts are not counted."""
    return (
        Case.parent_id.is_(None),
        Case.received_on <= period.end,
        or_(Case.closed_on.is_(None), Case.closed_on >= period.start),
    )


def _moves(session: Session, period: Period, portion: Portion) -> CTE:
    """The acts that changed a case's state or clock, up to the last day, in their order.

    Beside each stands the due date that ran before it: an answer is late by that one.
    """
    due = json_text(session, Event.payload, "difference", "due_on")
    return (
        select(
            Event.case_id,
            Event.seq,
            Event.action,
            Event.from_state,
            Event.to_state,
            Event.agency_id,
            local_day(session, Event.effective_at, LOCAL_ZONE.key).label("day"),
            func.lag(due).over(partition_by=Event.case_id, order_by=Event.seq).label("due_before"),
        )
        .where(
            Event.case_id > portion.after,
            Event.case_id <= portion.last,
            Event.to_state.is_not(None),
            Event.effective_at < _midnight(period.end + dt.timedelta(days=1)),
        )
        .cte("moves")
    )


def _found(moves: CTE, period: Period) -> Subquery:
    """One row a case: the acts that matter, by their place in its chain, and what happened."""
    one = moves.c
    inside = one.day >= period.start.isoformat()
    to_agency = and_(one.agency_id.is_not(None), one.to_state.in_(_in(WITH_AGENCY_STATES)))
    came_back = and_(
        one.from_state.in_(_in(FINAL_STATES)), one.to_state.in_(_in(OPEN_STATES)), inside
    )
    late = and_(one.action.in_(_in(ANSWER_ACTIONS)), one.day > one.due_before)
    return (
        select(
            one.case_id,
            func.max(one.seq).label("last_seq"),
            func.max(case((~inside, one.seq))).label("opening_seq"),
            func.max(case((to_agency, one.seq))).label("held_seq"),
            func.max(case((one.to_state.in_(_in(_DESK_STATES)), one.seq))).label("desk_seq"),
            _ever(late, "late"),
            _ever(came_back, "reopened"),
            _ever(and_(inside, one.action.in_(_in(RETURN_ACTIONS))), "returned"),
            _ever(and_(inside, one.action.in_(_in(PUBLISH_ACTIONS))), "published"),
        )
        .group_by(one.case_id)
        .subquery("found")
    )


def _content(session: Session, last: Any, found: Subquery) -> ColumnElement[Any]:
    """The class as the last act left it; events of the first version did not say it yet."""
    unsaid = case((found.c.held_seq.is_not(None), Case.content_class))
    return func.coalesce(json_text(session, last.payload, "difference", "content"), unsaid, "none")


def _agency(state: Any, last: Any, held: Any, found: Subquery) -> ColumnElement[Any]:
    """The lead agency on the last day; none while the case lies with the desk."""
    asked = and_(
        state == State.AWAITING_SUPPLEMENT.value,
        last.from_state == State.IN_PROGRESS.value,
    )
    here = or_(state.in_(_in(WITH_AGENCY_STATES)), asked)
    since = found.c.held_seq > func.coalesce(found.c.desk_seq, 0)
    return case((and_(here, since), held.agency_id), else_=null())


def _fate(
    session: Session, state: Any, last: Any, found: Subquery, period: Period
) -> tuple[ColumnElement[Any], ...]:
    """Due date, outcome, whether handled in time, whether overdue on the last day."""
    due = json_text(session, last.payload, "difference", "due_on")
    handled, ended = state.in_(_in(HANDLED_STATES)), state.in_(_in(ENDED_STATES))
    outcome = case(
        (handled, Outcome.HANDLED.value),
        (ended, Outcome.ENDED.value),
        else_=Outcome.IN_PROCESS.value,
    )
    overdue = and_(~handled, ~ended, ~state.in_(_in(PATIENT_STATES)), due < period.end.isoformat())
    return (
        text_as_day(session, case((or_(handled, ended), null()), else_=due)),
        outcome,
        case((handled, _flag(~_one(found.c.late))), else_=null()),
        _flag(overdue),
    )


def _event(event: Any, seq: Any) -> ColumnElement[bool]:
    return and_(event.case_id == Case.id, event.seq == seq)


def _ever(condition: ColumnElement[bool], name: str) -> Any:
    return func.max(case((condition, 1), else_=0)).label(name)


def _one(column: Any) -> ColumnElement[bool]:
    return func.coalesce(column, 0) == 1


def _flag(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """True or false, where SQL would say NULL for what it does not know."""
    return case((condition, true()), else_=false())


def _in(values: Iterable[StrEnum]) -> list[str]:
    return sorted(value.value for value in values)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), LOCAL_ZONE)
