"""Nhập hộ: the standing body enters the act of an agency that sends paper (R58).

The act is the agency's own; what is added is the paper: its number, its dấu đến, its scan. It takes
effect on the day the paper arrived, so nobody is late because of when it was typed in.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.casework import Case
from models.handling import PaperEntry
from models.queries.casefile import lead_assignment
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.permissions import Permission
from pakn.services.agency_work import (
    Answering,
    OnPaper,
    Returning,
    accept_case,
    answer_case,
    return_case,
)
from pakn.services.attaching import KeptFile, store_file
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.transition import lock_case

NUMBER_MAX = 60
REASON_MAX = 300
_NOON = dt.time(12)


@dataclass(frozen=True)
class Paper:
    """A paper that arrived at the standing body.

    Attributes:
        document_number, document_date: of the agency's document; for an answer they are required
            and are also those of the answer.
        arrived_on: its dấu đến.
        reason: why it is entered later than it arrived; required then.
        scan: kept already; never published (R60).
    """

    document_number: str
    document_date: dt.date | None
    arrived_on: dt.date | None
    reason: str = ""
    scan: KeptFile | None = None


def enter_acceptance(ctx: Context, case_id: int, seen_version: int, paper: Paper) -> None:
    """Enter that an agency accepted a case; raises as `enter_answer` does."""
    _enter(
        ctx,
        (case_id, seen_version),
        "accept",
        paper,
        lambda on: accept_case(ctx, case_id, seen_version, paper=on),
    )


def enter_return(ctx: Context, inputs: Returning, paper: Paper) -> None:
    """Enter that an agency returned a case; raises as `enter_answer` does."""
    _enter(
        ctx,
        (inputs.case_id, inputs.seen_version),
        "return_case",
        paper,
        lambda on: return_case(ctx, inputs, paper=on),
    )


def enter_answer(ctx: Context, inputs: Answering, paper: Paper) -> None:
    """Enter an agency's answer; the scan becomes a file of the answer.

    Raises:
        InvalidInput: of the paper or of the act itself, by field.
        NotFound: no agency has the case.
        StaleAct: somebody acted on the case meanwhile.
        NotAllowed, GuardRefused: the lifecycle refuses.
    """
    files = (paper.scan,) if paper.scan else ()
    answering = replace(
        inputs,
        document_number=paper.document_number,
        document_date=paper.document_date,
        files=files,
    )
    _enter(
        ctx,
        (inputs.case_id, inputs.seen_version),
        "answer",
        paper,
        lambda on: answer_case(ctx, answering, paper=on),
    )


def _enter(
    ctx: Context,
    seen: tuple[int, int],
    act: str,
    paper: Paper,
    carry_out: Callable[[OnPaper], object],
) -> None:
    """Check the paper, carry out the act and keep the paper beside it.

    Both checks are made, so that everything that is wrong is said at once.
    """
    ctx.require(Permission.CASE_PAPER_ENTER)
    case = lock_case(ctx, seen[0], seen_version=seen[1])
    assignment = lead_assignment(ctx.session, case)
    if assignment is None:
        raise NotFound(f"assignment of case {case.id}")
    agency_id = assignment.agency_id
    errors = _errors(ctx, case, paper)
    try:
        carry_out(_on_paper(ctx, paper, known_day="arrived_on" not in errors))
    except InvalidInput as refused:
        raise InvalidInput({**refused.errors, **errors}) from refused
    if errors:
        raise InvalidInput(errors)
    ctx.session.add(_entry(ctx, case.id, agency_id, act, paper))
    ctx.session.flush()


def _errors(ctx: Context, case: Case, paper: Paper) -> dict[str, str]:
    errors: dict[str, str] = {}
    if len(paper.document_number.strip()) > NUMBER_MAX:
        errors["document_number"] = "too_long"
    if paper.document_date is not None and paper.document_date > ctx.today:
        errors["document_date"] = "in_future"
    if error := _arrival_error(ctx, case, paper):
        errors["arrived_on"] = error
    elif paper.arrived_on != ctx.today and not paper.reason.strip():
        errors["back_reason"] = "back_date_reason"
    if len(paper.reason.strip()) > REASON_MAX:
        errors["back_reason"] = "too_long"
    return errors


def _arrival_error(ctx: Context, case: Case, paper: Paper) -> str | None:
    arrived = paper.arrived_on
    if arrived is None:
        return "required"
    if arrived > ctx.today:
        return "in_future"
    if arrived < (case.forwarded_on or case.received_on):
        return "before_forwarding"
    if paper.document_date is not None and arrived < paper.document_date:
        return "before_document"
    return None


def _on_paper(ctx: Context, paper: Paper, *, known_day: bool) -> OnPaper:
    """The paper for the act; a day that cannot stand is taken for today until it is refused."""
    arrived = paper.arrived_on if known_day and paper.arrived_on else ctx.today
    back = dt.datetime.combine(arrived, _NOON, LOCAL_ZONE).astimezone(dt.UTC)
    said = {"on_paper": "yes", "arrived_on": arrived.isoformat()}
    if number := paper.document_number.strip()[:NUMBER_MAX]:
        said["document"] = number
    return OnPaper(
        effective_at=ctx.now if arrived >= ctx.today else back,
        said=said,
        reason=paper.reason.strip(),
    )


def _entry(ctx: Context, case_id: int, agency_id: int, act: str, paper: Paper) -> PaperEntry:
    assert ctx.actor.user_id is not None
    assert paper.arrived_on is not None
    return PaperEntry(
        case_id=case_id,
        agency_id=agency_id,
        act=act,
        document_number=paper.document_number.strip(),
        document_date=paper.document_date,
        arrived_on=paper.arrived_on,
        file_id=store_file(ctx, paper.scan) if paper.scan else None,
        file_name=paper.scan.name if paper.scan else "",
        entered_by_id=ctx.actor.user_id,
        entered_at=ctx.now,
    )
