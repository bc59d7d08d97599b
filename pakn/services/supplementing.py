"""What a petitioner adds after sending: answers to a question, facts and files of their own (R10).

The petition itself stays as it was. The desk enters what comes on paper or by phone the same way.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.casework import Case
from models.dialect import insert_once
from models.handling import Addition, AdditionFile, Supplement
from models.queries.grounds import current
from pakn.rules.deadlines import Due, MoveKind, Unit, moved, never_later_than, pause_allowed
from pakn.rules.deadlines import Move as Shift
from pakn.rules.local_time import local_date
from pakn.rules.permissions import Permission
from pakn.rules.states import FINAL_STATES, Action, State
from pakn.services.attaching import KeptFile, store_file
from pakn.services.case_facts import facts_of
from pakn.services.clocks import calendar, setting
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.transition import ClockBefore, Move, lock_case, move

TEXT_MIN = 5
TEXT_MAX = 20_000
LAPSED_GROUND = "supplement_lapsed"


@dataclass(frozen=True)
class Adding:
    """What is added to a case.

    Attributes:
        seen_version: the version the desk's page showed; None for the petitioner, who has none.
    """

    case_id: int
    text: str
    files: Sequence[KeptFile] = ()
    seen_version: int | None = None


def supply(ctx: Context, inputs: Adding) -> None:
    """Answer the question that a case waits for; whoever asked goes on with it (R2).

    The clock of before goes on where it stood: nothing pauses it, unless `pause_allowed` (R31).

    Args:
        ctx: the act, by the petitioner, or by the desk for what came on paper or by phone.
        inputs: the answer. The same text and files sent twice are stored once.

    Raises:
        InvalidInput: `text` says nothing, or is too long.
        NotAllowed: the case waits for nothing (any more), or not from this role.
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    _check(inputs)
    question = open_question(ctx, case)
    if _stored(ctx, case, inputs, question) is None and question is None:
        return  # pressed twice: the first one was taken and the case has moved on
    if question is None:
        raise NotFound("question")
    move(
        ctx,
        case,
        Move(
            action=Action.SUPPLY,
            facts=facts_of(ctx, case),
            agency_id=question.agency_id,
            resume=clock_before(ctx, case, question),
            difference={"supplement": question.id, "files": len(inputs.files)},
        ),
    )
    question.answered_at = ctx.now


def add_facts(ctx: Context, inputs: Adding) -> None:
    """Add facts or files to a case that is open; whoever handles it sees them.

    Raises:
        InvalidInput: `text` says nothing, or is too long.
        NotFound: the case has ended.
        NotPermitted: the role used may not.
    """
    ctx.require(Permission.CASE_SUPPLY)
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    if State(case.state) in FINAL_STATES:
        raise NotFound("open case")
    _check(inputs)
    if (addition_id := _stored(ctx, case, inputs, None)) is not None:
        added = {"addition": addition_id, "files": len(inputs.files)}
        record(ctx, Act("add_facts", agency_id=case.lead_agency_id, difference=added), case)


def withdraw(ctx: Context, case_id: int, reason: str) -> bool:
    """Withdraw a petition, at the wish of whoever has number and secret.

    Returns:
        False where it could not be done at once and the wish was written down for the desk: a
        case in quarantine is withdrawn by who holds the permission for it.

    Raises:
        NotAllowed: the result was released, or the case has ended in another way.
        InvalidInput: `reason` is too long.
    """
    case = lock_case(ctx, case_id, seen_version=None)
    if len(reason.strip()) > TEXT_MAX:
        raise InvalidInput({"reason": "too_long"})
    private = {"reason": reason.strip()} if reason.strip() else {}
    if case.state == State.QUARANTINED:
        record(ctx, Act("ask_withdrawal", private=private), case)
        return False
    move(
        ctx,
        case,
        Move(
            action=Action.WITHDRAW,
            facts=facts_of(ctx, case),
            agency_id=case.lead_agency_id,
            private=private,
        ),
    )
    return True


def overdue_supplements(ctx: Context, limit: int = 200) -> list[int]:
    """Ids of cases whose limit for the petitioner's answer has passed, oldest first."""
    return list(
        ctx.session.scalars(
            select(Case.id)
            .join(Supplement, Supplement.case_id == Case.id)
            .where(
                Case.state == State.AWAITING_SUPPLEMENT.value,
                Supplement.due_on < ctx.today,
                Supplement.answered_at.is_(None),
                Supplement.lapsed_at.is_(None),
            )
            .order_by(Supplement.due_on, Case.id)
            .limit(limit)
        )
    )


def lapse_supplement(ctx: Context, case_id: int) -> bool:
    """End a question whose limit has passed: not accepted at triage; an agency goes on (R2).

    Returns:
        False when the case has moved on in the meantime; nothing is changed then.
    """
    case = lock_case(ctx, case_id, seen_version=None)
    question = open_question(ctx, case)
    if question is None or question.due_on >= ctx.today:
        return False
    at_desk = case.asked_from == State.RECEIVED
    move(
        ctx,
        case,
        Move(
            action=Action.LAPSE,
            facts=facts_of(ctx, case, ground_given=at_desk),
            agency_id=question.agency_id,
            ground=_lapsed_ground(ctx) if at_desk else None,
            resume=None if at_desk else clock_before(ctx, case, question),
            difference={"supplement": question.id},
        ),
    )
    question.lapsed_at = ctx.now
    return True


def _lapsed_ground(ctx: Context) -> str:
    """The ground that the seed gave for this, or what an administrator put in its place."""
    ground = current(ctx.session, LAPSED_GROUND)
    return ground.slug if ground is not None else LAPSED_GROUND


def open_question(ctx: Context, case: Case) -> Supplement | None:
    """The question that a case waits for; None when it waits for none."""
    if case.state != State.AWAITING_SUPPLEMENT:
        return None
    return ctx.session.scalar(
        select(Supplement)
        .where(
            Supplement.case_id == case.id,
            Supplement.answered_at.is_(None),
            Supplement.lapsed_at.is_(None),
        )
        .order_by(Supplement.id.desc())
        .limit(1)
    )


def clock_before(ctx: Context, case: Case, question: Supplement) -> ClockBefore:
    """The clock that ran when the question was asked; moved by the wait where that is allowed."""
    before = ClockBefore(
        question.clock_before, question.due_before, tuple(question.due_explained_before)
    )
    due_on, asked_on = question.due_before, local_date(question.asked_at)
    if due_on is None or not setting(ctx, "pause_allowed", case.received_on):
        return before
    days, closed = calendar(ctx), setting(ctx, "pause_closed_last_days", case.received_on)
    waited = days.working_days_between(asked_on, ctx.today)
    if waited < 1 or not pause_allowed(due_on, asked_on, days, int(closed)):
        return before
    shift = Shift(MoveKind.PAUSE, waited, Unit.WORKING, "chờ bổ sung thông tin")
    later = moved(Due(due_on, ()), shift, days)
    cap = case.petition.comment_deadline
    later = never_later_than(later, cap) if cap else later
    added = [step.as_values() for step in later.explanation]
    return ClockBefore(before.name, later.day, (*before.explained, *added))


def _check(inputs: Adding) -> None:
    text = inputs.text.strip()
    if len(text) > TEXT_MAX:
        raise InvalidInput({"text": "too_long"})
    if len(text) < TEXT_MIN and not inputs.files:
        raise InvalidInput({"text": "too_short" if text else "required"})


def _stored(ctx: Context, case: Case, inputs: Adding, question: Supplement | None) -> int | None:
    """The new addition's id; None when the same text and files came to this case before."""
    row = {
        "case_id": case.id,
        "supplement_id": question.id if question else None,
        "dedup_key": _key(case, inputs),
        "text": inputs.text.strip(),
        "added_at": ctx.now,
        "entered_by_id": ctx.actor.user_id,
    }
    addition_id: int | None = insert_once(ctx.session, Addition, ("dedup_key",), row, "id")
    if addition_id is not None:
        names = {store_file(ctx, kept): kept.name for kept in inputs.files}
        for file_id, name in names.items():
            ctx.session.add(AdditionFile(addition_id=addition_id, file_id=file_id, name=name))
    return addition_id


def _key(case: Case, inputs: Adding) -> str:
    digest = hashlib.sha256(inputs.text.strip().encode())
    for kept in sorted(inputs.files, key=lambda file: file.sha256):
        digest.update(kept.sha256)
    return f"{case.id}:{digest.hexdigest()}"
