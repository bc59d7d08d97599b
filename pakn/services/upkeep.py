"""What the program does by itself on cases: deemed acceptance after its dated limit."""

from sqlalchemy import select

from models.casework import Assignment, Case
from pakn.rules.states import Action, State
from pakn.services.case_facts import facts_of
from pakn.services.clocks import answer_due
from pakn.services.context import Context
from pakn.services.transition import Move, lock_case, move


def overdue_acceptances(ctx: Context, limit: int = 200) -> list[int]:
    """Ids of forwarded cases whose acceptance limit has passed, oldest due date first."""
    return list(
        ctx.session.scalars(
            select(Case.id)
            .where(Case.state == State.FORWARDED.value, Case.due_on < ctx.today)
            .order_by(Case.due_on, Case.id)
            .limit(limit)
        )
    )


def deem_accepted(ctx: Context, case_id: int) -> bool:
    """Treat a forwarded case as accepted once its limit has passed (DESIGN §4).

    Returns:
        False when the case has moved on in the meantime; nothing is changed then.
    """
    case = lock_case(ctx, case_id, seen_version=None)
    if case.state != State.FORWARDED or case.due_on is None or case.due_on >= ctx.today:
        return False
    move(
        ctx,
        case,
        Move(
            action=Action.DEEM_ACCEPTED,
            facts=facts_of(ctx, case),
            agency_id=case.lead_agency_id,
            clock="answer",
            due=answer_due(ctx, case),
        ),
    )
    for assignment in ctx.session.scalars(
        select(Assignment).where(
            Assignment.case_id == case.id,
            Assignment.round == case.round,
            Assignment.state == "sent",
        )
    ):
        assignment.state, assignment.accepted_at = "accepted", ctx.now
    return True
