"""Work handed to units inside an agency ends when the case leaves the agency."""

from sqlalchemy import select, update

from models.casework import Assignment, Case
from models.handling import UnitTask
from pakn.rules.states import State
from pakn.services.context import Context

_AT_AGENCY = frozenset({State.FORWARDED, State.IN_PROGRESS, State.AWAITING_SUPPLEMENT})


def end_tasks_that_left(ctx: Context, case: Case, before: State) -> None:
    """End the unit tasks of a case that lies with no agency any more: answered, returned, recalled.

    Args:
        ctx: the act.
        case: the case, in its new state.
        before: the state it left.
    """
    if before not in _AT_AGENCY or State(case.state) in _AT_AGENCY:
        return
    of_case = select(Assignment.id).where(Assignment.case_id == case.id)
    ctx.session.execute(
        update(UnitTask)
        .where(UnitTask.assignment_id.in_(of_case), UnitTask.state.in_(("handed", "submitted")))
        .values(state="done", ended_at=ctx.now)
    )
