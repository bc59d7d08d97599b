"""What an agency does with a case: accept it, return it, answer it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from models.casework import Answer, Assignment, Case
from models.handling import AnswerDraft, AnswerFile
from models.queries.agencies import living_by_slug
from models.queries.agency_units import has_approver
from pakn.rules.content import ContentClass, Measure, Outcome, check_outcome, outcomes_for
from pakn.rules.local_time import local_date
from pakn.rules.states import Action, Role
from pakn.services.agency_access import own_assignment
from pakn.services.attaching import KeptFile, store_file
from pakn.services.case_facts import facts_of
from pakn.services.clocks import answer_due, due_from
from pakn.services.context import Context, InvalidInput
from pakn.services.counts import count
from pakn.services.transition import Move, lock_case, move

ANSWER_MIN = 20
ANSWER_MAX = 30_000


@dataclass(frozen=True)
class OnPaper:
    """The paper from which the standing body enters an agency's act ("nhập hộ").

    Attributes:
        effective_at: when it took effect: the day of the dấu đến (R58).
        said: what the event says of the paper; codes and days.
        reason: why the entry is dated back.
    """

    effective_at: dt.datetime
    said: dict[str, str]
    reason: str = ""


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
        measures: what was done about conduct (R54); none for a regulation.
        files: kept already, such as the signed document; never published (R60).
    """

    case_id: int
    seen_version: int
    document_number: str
    document_date: dt.date | None
    outcome: str
    text: str
    measures: Sequence[str] = ()
    files: Sequence[KeptFile] = field(default=())


def accept_case(
    ctx: Context, case_id: int, seen_version: int, *, paper: OnPaper | None = None
) -> None:
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
            difference=_said(paper),
            private=_private(paper),
            effective_at=paper.effective_at if paper else None,
        ),
    )
    assignment.state, assignment.accepted_at = "accepted", _moment(ctx, paper)


def return_case(ctx: Context, inputs: Returning, *, paper: OnPaper | None = None) -> None:
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
    start = local_date(_moment(ctx, paper))
    move(
        ctx,
        case,
        Move(
            action=Action.RETURN_CASE,
            facts=facts_of(ctx, case, reason_given=True, proposed_agency_given=True),
            agency_id=assignment.agency_id,
            clock="triage",
            due=due_from(ctx, "triage_limit_regulation", start, in_force_on=case.received_on),
            difference={"proposed": proposed.slug, **_said(paper)},
            private={"reason": reason, **_private(paper)},
            effective_at=paper.effective_at if paper else None,
        ),
    )
    case.returns += 1
    assignment.state, assignment.return_reason = "returned", reason
    assignment.proposed_agency_id = proposed.id
    count(ctx, "returned")


def answer_case(ctx: Context, inputs: Answering, *, paper: OnPaper | None = None) -> Answer:
    """Answer a case; the standing body checks the answer before anybody else sees it (R35).

    Where the agency has somebody who approves, a focal person's answer is submitted to that
    person instead (`answer_drafts.submit_draft`).
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    assignment = own_assignment(ctx, case)
    check_answer(ctx, case, inputs)
    if ctx.actor.role is Role.AGENCY_FOCAL and approval_needed(ctx, assignment.agency_id):
        raise InvalidInput({"text": "approval_needed"})
    start = local_date(_moment(ctx, paper))
    document = inputs.document_number.strip()
    move(
        ctx,
        case,
        Move(
            action=Action.ANSWER,
            facts=facts_of(ctx, case),
            agency_id=assignment.agency_id,
            clock="release",
            due=due_from(ctx, "release_target", start, in_force_on=case.received_on),
            difference={"outcome": inputs.outcome, "document": document, **_said(paper)},
            private=_private(paper),
            effective_at=paper.effective_at if paper else None,
        ),
    )
    assignment.accepted_at = assignment.accepted_at or ctx.now
    assignment.state = "answered"
    answer = _store_answer(ctx, case, assignment, inputs, paper)
    _attach(ctx, assignment, answer, inputs.files)
    count(ctx, "answered")
    return answer


def approval_needed(ctx: Context, agency_id: int) -> bool:
    """Whether answers of the agency are approved: somebody there holds the role today."""
    return has_approver(ctx.session, agency_id, ctx.today)


def check_answer(ctx: Context, case: Case, inputs: Answering) -> None:
    """Check what an answer says; raises InvalidInput with everything that is wrong."""
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
    errors |= _outcome_errors(class_of(case), inputs)
    if errors:
        raise InvalidInput(errors)


def class_of(case: Case) -> ContentClass:
    """Regulation, conduct or both."""
    assert case.content_class is not None, "forwarding always sets the class"
    return ContentClass(case.content_class)


def _outcome_errors(of_class: ContentClass, inputs: Answering) -> dict[str, str]:
    if inputs.outcome not in outcomes_for(of_class):
        return {"outcome": "required"}
    if not set(inputs.measures) <= set(Measure):
        return {"measures": "required"}
    measures = [Measure(one) for one in inputs.measures]
    problem = check_outcome(of_class, Outcome(inputs.outcome), measures)
    return {"measures": problem.value} if problem else {}


def _moment(ctx: Context, paper: OnPaper | None) -> dt.datetime:
    return paper.effective_at if paper else ctx.now


def _said(paper: OnPaper | None) -> dict[str, str]:
    return dict(paper.said) if paper else {}


def _private(paper: OnPaper | None) -> dict[str, str]:
    return {"back_dated": paper.reason} if paper and paper.reason else {}


def _store_answer(
    ctx: Context, case: Case, assignment: Assignment, inputs: Answering, paper: OnPaper | None
) -> Answer:
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
        measures=list(inputs.measures),
        text=inputs.text.strip(),
        on_paper=paper is not None,
        answered_at=_moment(ctx, paper),
        answered_by_id=ctx.actor.user_id,
    )
    ctx.session.add(answer)
    ctx.session.flush()
    return answer


def _attach(
    ctx: Context, assignment: Assignment, answer: Answer, files: Sequence[KeptFile]
) -> None:
    """The files of the draft, if there was one, and those that came with the answer itself."""
    draft = ctx.session.scalar(
        select(AnswerDraft).where(AnswerDraft.assignment_id == assignment.id)
    )
    if draft is not None:
        draft.state, draft.updated_at = "approved", ctx.now
        for row in ctx.session.scalars(select(AnswerFile).where(AnswerFile.draft_id == draft.id)):
            row.answer_id, row.draft_id = answer.id, None
    for kept in files:
        file_id = store_file(ctx, kept)
        ctx.session.add(AnswerFile(answer_id=answer.id, file_id=file_id, name=kept.name))
