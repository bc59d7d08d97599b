"""Taking a case back that was forwarded to the wrong agency, before it is accepted."""

from pakn.rules.states import Action
from pakn.services.case_facts import facts_of
from pakn.services.clocks import due_from
from pakn.services.context import Context
from pakn.services.counts import count
from pakn.services.desk_endings import take_back
from pakn.services.desk_inputs import Decided, reason_given
from pakn.services.transition import Move, lock_case, move


def recall_case(ctx: Context, decided: Decided) -> None:
    """Take a forwarded case back to the desk; the agency has not accepted it yet.

    Args:
        ctx: the act, by a triage officer or the unit's lead.
        decided: `reason` is required; the agency reads it in the history of its assignment.

    Raises:
        InvalidInput: no reason.
        StaleAct: somebody acted on the case meanwhile, such as the agency accepting it.
        NotAllowed: it is not on its way any more.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    reason = reason_given(decided)
    agency_id, here = case.lead_agency_id, case.round
    move(
        ctx,
        case,
        Move(
            action=Action.RECALL,
            facts=facts_of(ctx, case, reason_given=True),
            agency_id=agency_id,
            clock="triage",
            due=due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=case.received_on),
            private={"reason": reason},
        ),
    )
    case.lead_agency_id = None
    take_back(ctx, case, here)
    count(ctx, "recalled")
