"""The only writer of a case's state.

It locks the case, asks the one table (`pakn.rules.lifecycle`), writes state, counters, event and
the petitioner's message together. Whatever else an act changes, it changes around this.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.casework import Case
from models.prepared import insert_row, update_where
from pakn.rules.deadlines import Due
from pakn.rules.guards import CaseFacts
from pakn.rules.lifecycle import decide
from pakn.rules.local_time import local_date
from pakn.rules.states import FINAL_STATES, Action, State
from pakn.services.clocks import explained
from pakn.services.context import Context, NotFound, StaleAct
from pakn.services.counts import balance
from pakn.services.events import Act, Link, record, record_first
from pakn.services.telling import tell_change
from pakn.services.unit_tasks import end_tasks_that_left


@dataclass(frozen=True)
class ClockBefore:
    """A clock as it stood before something interrupted it; it goes on there."""

    name: str | None
    due_on: dt.date | None
    explained: Sequence[Any] = ()


@dataclass(frozen=True)
class Move:
    """One step of a case.

    Attributes:
        action: what is done.
        facts: what the guards may know.
        agency_id: the agency concerned, for the event.
        clock, due: the clock that runs afterwards and when it ends; None stops the clock.
        resume: an earlier clock that runs on afterwards, instead of `clock` and `due`.
        ground, merged_into_id: what the target state is tied to.
        difference: other changed values, for the event.
        private: texts that may hold personal data, for the event.
        effective_at: when it took effect, if earlier than now: dấu đến of paper (R58).
    """

    action: Action
    facts: CaseFacts
    agency_id: int | None = None
    clock: str | None = None
    due: Due | None = None
    resume: ClockBefore | None = None
    ground: str | None = None
    merged_into_id: int | None = None
    difference: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)
    effective_at: dt.datetime | None = None


@dataclass(frozen=True)
class NewCase:
    """A case as it begins.

    Attributes:
        row: its columns beside state and chain.
        action: what made it, for the event.
        difference: what the event says of it.
    """

    row: Mapping[str, Any]
    action: str
    difference: Mapping[str, Any]


def opened(new: NewCase) -> dict[str, Any]:
    """The row of a case in the state it begins with."""
    return {**new.row, "state": State.RECEIVED.value}


def opening_act(new: NewCase) -> Act:
    """What the first event of a case says, with the clock that it begins with."""
    clock = {"clock": new.row["clock"], "due_on": new.row["due_on"].isoformat()}
    return Act(new.action, to_state=State.RECEIVED.value, difference={**new.difference, **clock})


def open_case(ctx: Context, new: NewCase) -> int:
    """Store a new case in the state it begins with, and its first event; returns its id."""
    case_id: int = insert_row(ctx.session, Case, opened(new))
    balance(ctx, "state", {State.RECEIVED.value: 1})
    link = record_first(ctx, opening_act(new), case_id)
    chained = {"event_seq": link.seq, "event_mac": link.mac}
    update_where(ctx.session, Case, "id", case_id, chained)
    return case_id


def lock_case(ctx: Context, case_id: int, *, seen_version: int | None) -> Case:
    """Lock a case for an act.

    Args:
        ctx: the act.
        case_id: the case.
        seen_version: the version that the actor's page showed; None for the system itself.

    Raises:
        NotFound: there is no such case.
        StaleAct: somebody acted on it since that page was opened.
    """
    case = ctx.session.scalar(
        select(Case)
        .where(Case.id == case_id)
        .options(joinedload(Case.petition, innerjoin=True))
        .with_for_update(of=Case)
        .execution_options(populate_existing=True)
    )
    if case is None:
        raise NotFound(f"case {case_id}")
    if seen_version is not None and case.version != seen_version:
        raise StaleAct(case.state)
    return case


def move(ctx: Context, case: Case, step: Move) -> Link:
    """Carry out one step of a locked case.

    Returns:
        the event's place in the chain.

    Raises:
        pakn.rules.lifecycle.NotAllowed: not from this state, or not by this role.
        pakn.rules.lifecycle.GuardRefused: something that the step needs is missing.
    """
    before = State(case.state)
    decision = decide(before, step.action, ctx.actor.role, step.facts)
    case.state = decision.target.value
    if decision.new_round:
        case.round += 1
    case.asked_from = before.value if decision.target is State.AWAITING_SUPPLEMENT else None
    case.direction_level = decision.level.value if decision.level else None
    case.decision_final = case.decision_final or decision.marks_final
    case.ground, case.merged_into_id = step.ground, step.merged_into_id
    _set_clock(case, step)
    _stamp(case, decision.target, local_date(step.effective_at or ctx.now))
    end_tasks_that_left(ctx, case, before)
    if decision.target is not before:
        balance(ctx, "state", {before.value: -1, decision.target.value: 1})
    event = record(ctx, _act(case, step, before, decision.target), case)
    tell_change(ctx, case, step.action)
    return event


def _set_clock(case: Case, step: Move) -> None:
    if step.resume is not None:
        case.clock, case.due_on = step.resume.name, step.resume.due_on
        case.due_explained = list(step.resume.explained)
        return
    case.clock = step.clock
    case.due_on = step.due.day if step.due else None
    case.due_explained = explained(step.due) if step.due else []


def _stamp(case: Case, target: State, on: dt.date) -> None:
    """Local days of the case; paper counts from its dấu đến date, not from its entry (R58)."""
    if target in FINAL_STATES:
        case.closed_on = case.closed_on or on
    else:
        case.closed_on = None
    if target is State.ANSWERED:
        case.answered_on = on


def _act(case: Case, step: Move, before: State, after: State) -> Act:
    return Act(
        action=step.action.value,
        from_state=before.value,
        to_state=after.value,
        agency_id=step.agency_id,
        difference={**step.difference, "round": case.round, **_standing(case)},
        private=step.private,
        effective_at=step.effective_at,
    )


def _standing(case: Case) -> dict[str, Any]:
    """The clock and the class as the act leaves them.

    A report of an earlier period is compiled from the events alone, whatever the case is today.
    """
    standing: dict[str, Any] = {}
    if case.due_on:
        standing |= {"clock": case.clock, "due_on": case.due_on.isoformat()}
    if case.content_class:
        standing["content"] = case.content_class
    return standing
