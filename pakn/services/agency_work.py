"""What an agency does with a case: accept it, return it, answer it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from models.casework import Answer, Assignment, Case
from models.queries.agencies import living_by_slug
from pakn.rules.content import ContentClass, outcomes_for
from pakn.rules.states import Action
from pakn.services.agency_access import own_assignment
from pakn.services.case_facts import facts_of
from pakn.services.clocks import answer_due, due_from
from pakn.services.context import Context, InvalidInput
from pakn.services.counts import count
from pakn.services.transition import Move, lock_case, move

ANSWER_MIN = 20
ANSWER_MAX = 30_000


@dataclass(frozen=True)
class Returning:
    """Why an agency holds that a case is not its own, and whose it is (R26)."""

    case_id: int
    seen_version: int
    reason: str
    proposed_agency: str


@dataclass(frozen=True)
class Answering:
    """An agency's answer (R34).

    Attributes:
        outcome: a code of NĐ 20/2008 Đ15 for a regulation, of R54 for conduct.
    """

    case_id: int
    seen_version: int
    document_number: str
    document_date: dt.date | None
    outcome: str
    text: str


def accept_case(ctx: Context, case_id: int, seen_version: int) -> None:
    """Accept a forwarded case: from now on the agency's answer clock is shown."""
    case = lock_case(ctx, case_id, seen_version=seen_version)
    assignment = own_assignment(ctx, case)
    move(
        ctx,
        case,
        Move(
            action=Action.ACCEPT,
            facts=facts_of(ctx, case),
            agency_id=assignment.agency_id,
            clock="answer",
            due=answer_due(ctx, case),
        ),
    )
    assignment.state, assignment.accepted_at = "accepted", ctx.now


def return_case(ctx: Context, inputs: Returning) -> None:
    """Return a case that belongs to another body: reason and proposed body are required."""
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    assignment = own_assignment(ctx, case)
    reason = inputs.reason.strip()
    proposed = living_by_slug(ctx.session, inputs.proposed_agency, ctx.today)
    errors = {}
    if len(reason) < ANSWER_MIN:
        errors["reason"] = "too_short" if reason else "required"
    if proposed is None or proposed.id == assignment.agency_id:
        errors["proposed_agency"] = "required" if proposed is None else "same_agency"
    if errors or proposed is None:
        raise InvalidInput(errors)
    move(
        ctx,
        case,
        Move(
            action=Action.RETURN_CASE,
            facts=facts_of(ctx, case, reason_given=True, proposed_agency_given=True),
            agency_id=assignment.agency_id,
            clock="triage",
            due=due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=case.received_on),
            difference={"proposed": proposed.slug},
            private={"reason": reason},
        ),
    )
    case.returns += 1
    assignment.state, assignment.return_reason = "returned", reason
    assignment.proposed_agency_id = proposed.id
    count(ctx, "returned")


def answer_case(ctx: Context, inputs: Answering) -> Answer:
    """Answer a case; the standing body checks the answer before anybody else sees it (R35)."""
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    assignment = own_assignment(ctx, case)
    _check_answer(ctx, case, inputs)
    move(
        ctx,
        case,
        Move(
            action=Action.ANSWER,
            facts=facts_of(ctx, case),
            agency_id=assignment.agency_id,
            clock="release",
            due=due_from(ctx, "release_target", ctx.today, in_force_on=case.received_on),
            difference={"outcome": inputs.outcome, "document": inputs.document_number.strip()},
        ),
    )
    assignment.state = "answered"
    answer = _store_answer(ctx, case, assignment, inputs)
    count(ctx, "answered")
    return answer


def _check_answer(ctx: Context, case: Case, inputs: Answering) -> None:
    errors: dict[str, str] = {}
    text = inputs.text.strip()
    if not inputs.document_number.strip():
        errors["document_number"] = "required"
    elif len(inputs.document_number.strip()) > 60:
        errors["document_number"] = "too_long"
    if inputs.document_date is None:
        errors["document_date"] = "required"
    elif inputs.document_date > ctx.today:
        errors["document_date"] = "in_future"
    elif inputs.document_date < case.received_on:
        errors["document_date"] = "before_receipt"
    if len(text) < ANSWER_MIN:
        errors["text"] = "too_short" if text else "required"
    elif len(text) > ANSWER_MAX:
        errors["text"] = "too_long"
    if inputs.outcome not in outcomes_for(_class_of(case)):
        errors["outcome"] = "required"
    if errors:
        raise InvalidInput(errors)


def _class_of(case: Case) -> ContentClass:
    assert case.content_class is not None, "forwarding always sets the class"
    return ContentClass(case.content_class)


def _store_answer(ctx: Context, case: Case, assignment: Assignment, inputs: Answering) -> Answer:
    earlier = ctx.session.scalar(
        select(func.max(Answer.version)).where(
            Answer.case_id == case.id, Answer.round == case.round
        )
    )
    assert inputs.document_date is not None
    answer = Answer(
        case_id=case.id,
        round=case.round,
        version=(earlier or 0) + 1,
        agency_id=assignment.agency_id,
        document_number=inputs.document_number.strip(),
        document_date=inputs.document_date,
        outcome=inputs.outcome,
        text=inputs.text.strip(),
        answered_at=ctx.now,
        answered_by_id=ctx.actor.user_id,
    )
    ctx.session.add(answer)
    ctx.session.flush()
    return answer
