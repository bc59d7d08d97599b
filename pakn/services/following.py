"""What a petitioner sees of a case with number and lookup secret (R37, NĐ 20/2008 Đ12.2)."""

import datetime as dt
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.agency import Agency
from models.casework import Answer, Case, Publication
from models.history import Event
from models.intake import Petition
from models.people import Petitioner
from models.reference import Ground
from pakn.rules.numbering import (
    InvalidCaseNumber,
    InvalidLookupSecret,
    normalise_secret,
    parse_case_number,
)
from pakn.rules.states import State
from pakn.services.context import Context, NotFound
from pakn.services.identity import proves_contact
from pakn.services.receipts import petition_number, receipt_secret

# Acts a petitioner is shown; the rest are internal steps of the offices.
SHOWN_ACTIONS = (
    "file",
    "ask_supplement",
    "supply",
    "not_accept",
    "guide",
    "transfer_denunciation",
    "answer_question",
    "file_without_handling",
    "seek_direction",
    "forward",
    "decide_jurisdiction",
    "direct_forward",
    "accept",
    "deem_accepted",
    "status_update",
    "return_case",
    "recall",
    "answer",
    "send_back",
    "release",
    "withdraw",
    "merge",
    "split",
    "appeal",
    "reopen",
    "correct",
)


@dataclass(frozen=True)
class StepDone:
    """One step that happened: which act, when, at which agency."""

    action: str
    at: dt.datetime
    agency: str | None


@dataclass(frozen=True)
class Progress:
    """Steps and dates: what number and secret open.

    Attributes:
        due_explained: why the due date is that day, step by step, as the case keeps it.
        ground_text: why it was not accepted, in the words meant for its petitioner.
    """

    petition_id: int
    case_id: int
    number: str
    state: str
    received_on: dt.date
    due_on: dt.date | None
    due_explained: Sequence[Mapping[str, Any]]
    clock: str | None
    ground_text: str | None
    agency: str | None
    steps: Sequence[StepDone]
    total_days: int


@dataclass(frozen=True)
class OpenedCase:
    """Content and answer: what also a proof of the contact on file opens."""

    title: str
    content: str
    proposal: str
    answer: str | None
    answer_document: str | None
    answer_date: dt.date | None
    outcome: str | None
    public_id: int | None


def follow(ctx: Context, number: str, secret: str) -> Progress:
    """Steps and dates of a petition.

    Raises:
        NotFound: number and secret do not belong together; which of them is wrong is not said.
    """
    petition = _find(ctx, number, secret)
    case = _case(ctx, petition)
    agency = ctx.session.get(Agency, case.lead_agency_id) if case.lead_agency_id else None
    ground = ctx.session.get(Ground, case.ground) if case.ground else None
    sealed = case.state == State.QUARANTINED
    end = case.closed_on or ctx.today
    return Progress(
        petition_id=petition.id,
        case_id=case.id,
        number=petition_number(petition),
        # The quarantine is itself confidential: its petitioner sees a case being received.
        state=State.RECEIVED.value if sealed else case.state,
        received_on=petition.received_on,
        due_on=None if sealed else case.due_on,
        due_explained=() if sealed else case.due_explained,
        ground_text=ground.public_text if ground else None,
        clock=None if sealed else case.clock,
        agency=agency.name if agency else None,
        steps=_steps(ctx, case),
        total_days=(end - petition.received_on).days,
    )


def open_content(ctx: Context, number: str, secret: str, proof: str) -> OpenedCase:
    """Content and answer, for whoever also knows the phone's last digits or the e-mail on file.

    Raises:
        NotFound: the three do not belong together.
    """
    petition = _find(ctx, number, secret)
    petitioner = ctx.session.get_one(Petitioner, petition.petitioner_id)
    if not proves_contact(ctx.ports.keys, petitioner, proof):
        raise NotFound("proof")
    case = _case(ctx, petition)
    answer = _released_answer(ctx, case)
    public = ctx.session.scalar(
        select(Publication.id).where(
            Publication.case_id == case.id, Publication.withdrawn_at.is_(None)
        )
    )
    return OpenedCase(
        title=petition.title,
        content=petition.content,
        proposal=petition.proposal,
        answer=answer.text if answer else None,
        answer_document=answer.document_number if answer else None,
        answer_date=answer.document_date if answer else None,
        outcome=answer.outcome if answer else None,
        public_id=public,
    )


def _find(ctx: Context, number: str, secret: str) -> Petition:
    try:
        wanted = parse_case_number(number)
        typed = normalise_secret(secret)
    except (InvalidCaseNumber, InvalidLookupSecret) as error:
        raise NotFound("petition") from error
    petition = ctx.session.scalar(
        select(Petition).where(
            Petition.received_on == wanted.received_on, Petition.day_seq == wanted.day_seq
        )
    )
    # The comparison takes the same time for a wrong secret as for an unknown number.
    right = receipt_secret(ctx.ports.keys, petition) if petition else "0000-0000-00"
    if not hmac.compare_digest(normalise_secret(right), typed) or petition is None:
        raise NotFound("petition")
    return petition


def _case(ctx: Context, petition: Petition) -> Case:
    return ctx.session.scalars(
        select(Case)
        .where(Case.petition_id == petition.id, Case.child_no == 0)
        .options(joinedload(Case.petition, innerjoin=True))
    ).one()


def _steps(ctx: Context, case: Case) -> list[StepDone]:
    rows = ctx.session.execute(
        select(Event.action, Event.effective_at, Agency.name)
        .outerjoin(Agency, Agency.id == Event.agency_id)
        .where(Event.case_id == case.id, Event.action.in_(SHOWN_ACTIONS))
        .order_by(Event.seq)
    )
    return [StepDone(action, at, agency) for action, at, agency in rows]


def _released_answer(ctx: Context, case: Case) -> Answer | None:
    if case.state != State.CLOSED:
        return None
    return ctx.session.scalar(
        select(Answer)
        .where(Answer.case_id == case.id)
        .order_by(Answer.round.desc(), Answer.version.desc())
        .limit(1)
    )
