"""Asking the petitioner for what is missing: at the desk, and by the agency that handles (R2)."""

from models.casework import Case
from models.handling import Supplement
from pakn.rules.states import AGENCY_ROLES, Action
from pakn.services.agency_access import own_assignment
from pakn.services.case_facts import facts_of
from pakn.services.clocks import due_from
from pakn.services.context import Context, InvalidInput
from pakn.services.transition import Move, lock_case, move

QUESTION_MIN = 10
QUESTION_MAX = 3000


def ask_supplement(ctx: Context, case_id: int, seen_version: int, question: str) -> Supplement:
    """Ask the petitioner for what is missing, with a limit.

    The holder's own clock is not paused (R31: no legal basis was found): what it was is kept with
    the question, and goes on from there when the petitioner answers or the limit ends.

    Args:
        ctx: the act, by the desk while the case is there, or by the agency that handles it.
        case_id: the case.
        seen_version: its version, as the actor's page showed it.
        question: what is missing, in words for the petitioner.

    Returns:
        the question with its limit.

    Raises:
        InvalidInput: `question` is empty, too short or too long.
        NotFound: the case is not with the actor's agency, or unit.
        StaleAct: somebody acted on the case meanwhile.
        NotAllowed: not from this state, or not by this role.
    """
    case = lock_case(ctx, case_id, seen_version=seen_version)
    assignment = own_assignment(ctx, case) if ctx.actor.role in AGENCY_ROLES else None
    agency_id = assignment.agency_id if assignment else None
    text = _checked(question)
    supplement = _kept(ctx, case, text, agency_id)
    due = due_from(ctx, "supplement_limit", ctx.today, in_force_on=case.received_on)
    supplement.due_on = due.day
    move(
        ctx,
        case,
        Move(
            action=Action.ASK_SUPPLEMENT,
            facts=facts_of(ctx, case),
            agency_id=agency_id,
            clock="supplement",
            due=due,
            private={"question": text},
        ),
    )
    ctx.session.add(supplement)
    ctx.session.flush()
    return supplement


def _checked(question: str) -> str:
    text = question.strip()
    if len(text) < QUESTION_MIN:
        raise InvalidInput({"question": "too_short" if text else "required"})
    if len(text) > QUESTION_MAX:
        raise InvalidInput({"question": "too_long"})
    return text


def _kept(ctx: Context, case: Case, text: str, agency_id: int | None) -> Supplement:
    """The question with the clock as it stood before."""
    return Supplement(
        case_id=case.id,
        round=case.round,
        asked_at=ctx.now,
        asked_by_id=ctx.actor.user_id,
        agency_id=agency_id,
        question=text,
        clock_before=case.clock,
        due_before=case.due_on,
        due_explained_before=list(case.due_explained),
    )
