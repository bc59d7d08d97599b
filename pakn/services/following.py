"""What a petitioner sees of a case with number and lookup secret (R37, NĐ 20/2008 Đ12.2)."""

import datetime as dt
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.agency import Agency
from models.casework import Case
from models.history import Event
from models.intake import Petition
from models.people import Petitioner
from models.reference import Ground
from pakn.rules.lifecycle import allowed
from pakn.rules.numbering import (
    InvalidCaseNumber,
    InvalidLookupSecret,
    normalise_secret,
    parse_case_number,
)
from pakn.rules.states import FINAL_STATES, Action, Role, State
from pakn.services.clocks import setting
from pakn.services.context import Context, NotFound
from pakn.services.identity import proves_contact
from pakn.services.receipts import petition_number, receipt_secret
from pakn.services.telling import reach

# Acts a petitioner is shown; the rest are internal steps of the offices.
SHOWN_ACTIONS = (
    "file",
    "ask_supplement",
    "supply",
    "lapse",
    "add_facts",
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
        agency, desk: who leads it; the standing body.
        asked_until: until when the answer to a question is waited for; None when none is open.
        may_add, may_withdraw: what whoever sent it may still do.
        code_channel: `mail` or `sms`, by which a one-time code reaches them; None where none does.
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
    desk: str
    steps: Sequence[StepDone]
    total_days: int
    asked_until: dt.date | None
    may_add: bool
    may_withdraw: bool
    code_channel: str | None


def follow(ctx: Context, number: str, secret: str) -> Progress:
    """Steps and dates of a petition.

    Raises:
        NotFound: number and secret do not belong together; which of them is wrong is not said.
    """
    petition = find_petition(ctx, number, secret)
    case = case_of(ctx, petition)
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
        desk=str(setting(ctx, "standing_body_name", ctx.today)),
        steps=_steps(ctx, case),
        total_days=(end - petition.received_on).days,
        asked_until=case.due_on if case.state == State.AWAITING_SUPPLEMENT else None,
        may_add=State(case.state) not in FINAL_STATES,
        may_withdraw=sealed or Action.WITHDRAW in allowed(State(case.state), Role.PETITIONER),
        code_channel=_code_channel(ctx, petition),
    )


def prove(ctx: Context, number: str, secret: str, proof: str) -> None:
    """Prove oneself by the phone's last digits or the e-mail on file, beside number and secret.

    Raises:
        NotFound: the three do not belong together.
    """
    petition = find_petition(ctx, number, secret)
    petitioner = ctx.session.get_one(Petitioner, petition.petitioner_id)
    if not proves_contact(ctx.ports.keys, petitioner, proof):
        raise NotFound("proof")


def find_petition(ctx: Context, number: str, secret: str) -> Petition:
    """The petition of a number and its secret; raises NotFound as `follow` does."""
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


def case_of(ctx: Context, petition: Petition) -> Case:
    """The case that a petition's sender follows; parts of a split one are told with it."""
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


def _code_channel(ctx: Context, petition: Petition) -> str | None:
    reached = reach(ctx, ctx.session.get_one(Petitioner, petition.petitioner_id))
    return reached[0] if reached else None
