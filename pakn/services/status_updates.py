"""How far an overdue agency is, every seven working days (QĐ 574/QĐ-TTg; R30, R62)."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from models.casework import Case
from models.handling import StatusUpdate
from models.people import User
from pakn.rules.local_time import local_date
from pakn.rules.permissions import Permission
from pakn.rules.states import AGENCY_ROLES, State
from pakn.services.agency_access import own_assignment
from pakn.services.clocks import due_from
from pakn.services.context import Context, InvalidInput, NotFound, StaleAct
from pakn.services.events import Act, record
from pakn.services.transition import lock_case

TEXT_MIN = 20
TEXT_MAX = 3000


def write_status(ctx: Context, case_id: int, seen_version: int, text: str) -> StatusUpdate:
    """Say how far an overdue case is, and when it will be answered.

    The petitioner is shown that the agency reported, not the text.

    Raises:
        InvalidInput: too short, too long, or the answer is not overdue.
        NotFound: the case is not with the actor's agency, or unit.
        StaleAct: somebody acted on the case meanwhile, or it is not being handled any more.
    """
    ctx.require(Permission.AGENCY_ANSWER_DRAFT)
    case = lock_case(ctx, case_id, seen_version=seen_version)
    if ctx.actor.role not in AGENCY_ROLES or ctx.actor.user_id is None:
        raise NotFound(f"case {case_id}")
    assignment = own_assignment(ctx, case)
    if case.state != State.IN_PROGRESS:
        raise StaleAct(case.state)
    said = text.strip()
    if not is_overdue(ctx, case):
        raise InvalidInput({"status": "not_overdue"})
    if len(said) < TEXT_MIN:
        raise InvalidInput({"status": "too_short" if said else "required"})
    if len(said) > TEXT_MAX:
        raise InvalidInput({"status": "too_long"})
    update = StatusUpdate(
        case_id=case.id,
        agency_id=assignment.agency_id,
        text=said,
        made_at=ctx.now,
        made_by_id=ctx.actor.user_id,
    )
    ctx.session.add(update)
    ctx.session.flush()
    record(ctx, Act("status_update", agency_id=assignment.agency_id, private={"text": said}), case)
    return update


def status_updates(ctx: Context, case_id: int) -> Sequence[tuple[StatusUpdate, str]]:
    """The updates of a case with the names of those who wrote them, newest first."""
    rows = ctx.session.execute(
        select(StatusUpdate, User.display_name)
        .join(User, User.id == StatusUpdate.made_by_id)
        .where(StatusUpdate.case_id == case_id)
        .order_by(StatusUpdate.id.desc())
    )
    return [(update, name) for update, name in rows]


def last_update_on(ctx: Context, case_id: int) -> dt.date | None:
    """The day of the last update of a case; None when there was none."""
    made = ctx.session.scalar(
        select(func.max(StatusUpdate.made_at)).where(StatusUpdate.case_id == case_id)
    )
    return local_date(made) if made else None


def is_overdue(ctx: Context, case: Case) -> bool:
    """Whether the answer should have been there: from then on updates are owed (R62)."""
    return (
        case.state == State.IN_PROGRESS
        and case.clock == "answer"
        and case.due_on is not None
        and case.due_on < ctx.today
    )


def next_update_due(ctx: Context, case: Case, last: dt.date | None) -> dt.date | None:
    """When the next update is owed; None while the answer is not overdue.

    Args:
        ctx: the day.
        case: the case.
        last: the day of the last update; None counts from the due date.
    """
    if not is_overdue(ctx, case) or case.due_on is None:
        return None
    start = max(last, case.due_on) if last else case.due_on
    return due_from(ctx, "status_update_every", start, in_force_on=case.received_on).day
