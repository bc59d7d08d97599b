"""What the guards may know of a stored case."""

from dataclasses import replace
from typing import Any

from models.casework import Case
from pakn.rules.guards import CaseFacts
from pakn.rules.states import Level, State
from pakn.services.clocks import setting
from pakn.services.context import Context


def facts_of(ctx: Context, case: Case, **given: Any) -> CaseFacts:
    """The facts of a case and of the act asked for.

    Args:
        ctx: the act.
        case: the locked case.
        given: facts of the act itself: `lead_given`, `reason_given`, …
    """
    facts = CaseFacts(
        returns_count=case.returns,
        returns_threshold=int(setting(ctx, "return_decision_threshold", case.received_on)),
        decision_final=case.decision_final,
        asked_from=State(case.asked_from) if case.asked_from else None,
        direction_level=Level(case.direction_level) if case.direction_level else None,
        is_denunciation=case.legal_kind == "to_cao",
    )
    return replace(facts, **given)
