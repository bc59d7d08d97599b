"""The standing body's check of an answer, and its release to the public (NĐ 20/2008 Đ19)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.casework import Answer, Assignment, Case, Publication
from pakn.rules.states import Action
from pakn.services.case_facts import facts_of
from pakn.services.checked_text import CheckedText, check_text
from pakn.services.clocks import due_from
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.counts import count
from pakn.services.public_texts import keep_earlier, write_text
from pakn.services.transition import Move, lock_case, move

SEND_BACK_GROUNDS = ("form", "completeness", "courtesy")


@dataclass(frozen=True, kw_only=True)
class Releasing(CheckedText):
    """The text that will be public, as the publisher checked it."""


def release_answer(ctx: Context, inputs: Releasing) -> Publication:
    """Release an answer: the petitioner is told, the checked text becomes public.

    Args:
        ctx: the act, by a publisher.
        inputs: the checked text; the agency's own file is never published (R60).

    Raises:
        InvalidInput: not signed off, empty, a phone number, a name, … still stands in it, or a
            summary was asked for and this is a copy.
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    left = check_text(ctx, case.petition, inputs)
    answer = latest_answer(ctx, case)
    move(
        ctx,
        case,
        Move(
            action=Action.RELEASE,
            facts=facts_of(ctx, case),
            agency_id=answer.agency_id,
            difference={"answer": answer.id, "kept": left},
        ),
    )
    return _publish(ctx, case, answer, inputs)


def send_back(ctx: Context, case_id: int, seen_version: int, *, ground: str, reason: str) -> None:
    """Send an unfit answer back: form, completeness or courtesy only (R35, R61).

    The same agency answers anew in a new round; the old answer and its lateness stay.
    """
    case = lock_case(ctx, case_id, seen_version=seen_version)
    if ground not in SEND_BACK_GROUNDS:
        raise InvalidInput({"ground": "required"})
    if not reason.strip():
        raise InvalidInput({"reason": "required"})
    answer = latest_answer(ctx, case)
    due = due_from(ctx, "acceptance_limit", ctx.today, in_force_on=case.received_on)
    move(
        ctx,
        case,
        Move(
            action=Action.SEND_BACK,
            facts=facts_of(ctx, case, reason_given=True),
            agency_id=answer.agency_id,
            clock="answer",
            due=due,
            difference={"ground": ground, "answer": answer.id},
            private={"reason": reason.strip()},
        ),
    )
    answer.sent_back_reason = reason.strip()
    ctx.session.add(
        Assignment(
            case_id=case.id,
            round=case.round,
            agency_id=answer.agency_id,
            role="lead",
            state="accepted",
            forwarded_at=ctx.now,
            accepted_at=ctx.now,
            due_on=due.day,
        )
    )


def latest_answer(ctx: Context, case: Case) -> Answer:
    """The newest answer of a case; raises NotFound when there is none."""
    answer = ctx.session.scalar(
        select(Answer)
        .where(Answer.case_id == case.id)
        .order_by(Answer.round.desc(), Answer.version.desc())
        .options(joinedload(Answer.agency, innerjoin=True))
        .limit(1)
    )
    if answer is None:
        raise NotFound(f"answer of case {case.id}")
    return answer


def _publish(ctx: Context, case: Case, answer: Answer, inputs: Releasing) -> Publication:
    assert ctx.actor.user_id is not None
    # A case that was reopened has a publication already: it gets the new text.
    publication = ctx.session.scalar(select(Publication).where(Publication.case_id == case.id))
    if publication is None:
        publication = Publication(case_id=case.id)
        count(ctx, "published")
    elif publication.withdrawn_at is not None:
        keep_earlier(ctx, publication, "restoration", reason="")
        count(ctx, "published")
    else:
        keep_earlier(ctx, publication, "correction", reason="")
    publication.agency_id, publication.document_number = answer.agency_id, answer.document_number
    publication.document_date, publication.outcome = answer.document_date, answer.outcome
    publication.published_at, publication.published_on = ctx.now, ctx.today
    publication.published_by_id, publication.withdrawn_at = ctx.actor.user_id, None
    write_text(ctx, case, publication, inputs)
    return publication
