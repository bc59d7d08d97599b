"""Handing a case to a unit inside the agency, and back; that is no return of the case (R26)."""

import datetime as dt
from dataclasses import dataclass

from models.agency import AgencyUnit
from models.casework import Assignment, Case
from models.handling import UnitTask
from models.queries.agency_units import living_unit
from pakn.rules.permissions import Permission
from pakn.rules.states import AGENCY_ROLES, State
from pakn.services.agency_access import own_assignment, task_of
from pakn.services.context import Context, InvalidInput, NotFound, StaleAct
from pakn.services.events import Act, record
from pakn.services.transition import lock_case

NOTE_MAX = 2000
REASON_MIN = 10

_AT_AGENCY = frozenset({State.FORWARDED, State.IN_PROGRESS, State.AWAITING_SUPPLEMENT})


@dataclass(frozen=True)
class Handing:
    """Which unit handles a case, and until when.

    Attributes:
        due_on: the agency's own date; later than the case's due date is taken with a warning.
        note: what the unit is told.
    """

    case_id: int
    seen_version: int
    unit_id: int | None
    due_on: dt.date | None
    note: str = ""


@dataclass(frozen=True)
class Handed:
    """What handing led to.

    Attributes:
        unit: the unit's name.
        warnings: `after_case_due` when the agency's own date is later than the case's.
    """

    unit: str
    warnings: tuple[str, ...]


def hand_to_unit(ctx: Context, inputs: Handing) -> Handed:
    """Hand a case to a unit of the agency; a unit that holds it already gives it up.

    Raises:
        InvalidInput: no such unit, no date or one that is past, or a note that is too long.
        NotFound: the case is not with the actor's agency.
        StaleAct: somebody acted on the case meanwhile, or it is not with the agency any more.
    """
    ctx.require(Permission.AGENCY_UNIT_ASSIGN)
    case = _at_agency(ctx, inputs.case_id, inputs.seen_version)
    assignment = own_assignment(ctx, case)
    unit, due_on = _checked(ctx, assignment, inputs)
    task = task_of(ctx, assignment.id)
    if task is not None:
        task.state, task.ended_at = "done", ctx.now
    ctx.session.add(_task(ctx, assignment, unit, due_on, inputs.note.strip()))
    assignment.unit_id = unit.id
    _record(ctx, case, "unit_hand", unit, due_on)
    return Handed(unit.name, ("after_case_due",) if due_on > assignment.due_on else ())


def return_to_focal(ctx: Context, case_id: int, seen_version: int, reason: str) -> None:
    """Give a case back inside the agency: the unit holds that it is another unit's.

    Raises:
        InvalidInput: the reason is missing or too short.
        NotFound: the case is not with one of the actor's units.
    """
    ctx.require(Permission.AGENCY_ANSWER_DRAFT)
    case = _at_agency(ctx, case_id, seen_version)
    assignment = own_assignment(ctx, case)
    task = task_of(ctx, assignment.id)
    if task is None:
        raise NotFound(f"unit task of case {case_id}")
    text = reason.strip()
    if len(text) < REASON_MIN:
        raise InvalidInput({"unit_reason": "too_short" if text else "required"})
    if len(text) > NOTE_MAX:
        raise InvalidInput({"unit_reason": "too_long"})
    task.state, task.return_reason, task.ended_at = "returned", text, ctx.now
    assignment.unit_id = None
    unit = ctx.session.get_one(AgencyUnit, task.unit_id)
    _record(ctx, case, "unit_return", unit, None, reason=text)


def _at_agency(ctx: Context, case_id: int, seen_version: int) -> Case:
    case = lock_case(ctx, case_id, seen_version=seen_version)
    if ctx.actor.role not in AGENCY_ROLES:
        raise NotFound(f"case {case_id}")
    if State(case.state) not in _AT_AGENCY:
        raise StaleAct(case.state)
    return case


def _checked(ctx: Context, assignment: Assignment, inputs: Handing) -> tuple[AgencyUnit, dt.date]:
    errors: dict[str, str] = {}
    unit = living_unit(ctx.session, assignment.agency_id, inputs.unit_id, ctx.today)
    if unit is None:
        errors["unit_id"] = "required"
    if inputs.due_on is None:
        errors["due_on"] = "required"
    elif inputs.due_on < ctx.today:
        errors["due_on"] = "in_past"
    if len(inputs.note.strip()) > NOTE_MAX:
        errors["note"] = "too_long"
    if errors or unit is None or inputs.due_on is None:
        raise InvalidInput(errors)
    return unit, inputs.due_on


def _task(
    ctx: Context, assignment: Assignment, unit: AgencyUnit, due_on: dt.date, note: str
) -> UnitTask:
    assert ctx.actor.user_id is not None
    return UnitTask(
        assignment_id=assignment.id,
        unit_id=unit.id,
        due_on=due_on,
        note=note,
        handed_at=ctx.now,
        handed_by_id=ctx.actor.user_id,
    )


def _record(
    ctx: Context,
    case: Case,
    action: str,
    unit: AgencyUnit,
    due_on: dt.date | None,
    reason: str | None = None,
) -> None:
    difference = {"unit": unit.id, "unit_name": unit.name}
    if due_on is not None:
        difference["unit_due_on"] = due_on.isoformat()
    record(
        ctx,
        Act(
            action=action,
            agency_id=unit.agency_id,
            difference=difference,
            private={"reason": reason} if reason else {},
        ),
        case,
    )
