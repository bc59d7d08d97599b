"""Filing a petition: one transaction, no network, no model (DESIGN §6)."""

import datetime as dt

from sqlalchemy import select

from models.casework import Case
from models.dialect import insert_counting, insert_once
from models.intake import DayNumber, IdempotencyKey, Petition
from models.people import Petitioner, PetitionerDetail
from models.prepared import insert_row, update_where
from pakn.rules.numbering import case_number
from pakn.services.context import Context, Refused
from pakn.services.counts import count
from pakn.services.filing_inputs import Filing, Receipt
from pakn.services.filing_plan import (
    FilingPlan,
    new_case,
    petition_row,
    plan_filing,
    searchable_with_number,
)
from pakn.services.notices import Message, notify
from pakn.services.outbox import Later, later
from pakn.services.receipts import petition_number, receipt_secret, secret_of
from pakn.services.searching import index_new_case
from pakn.services.transition import open_case


class DifferentContent(Refused):
    """The same intention to file was sent before with another content: the person is asked."""


class StalePlan(RuntimeError):
    """A plan was made on another day than it is carried out: the due date would be wrong."""


def file_petition(ctx: Context, filing: Filing) -> Receipt:
    """File one petition.

    Args:
        ctx: the act; its actor is the petitioner, a clerk, or Council staff.
        filing: what is filed; texts are brought to NFC here (R6).

    Returns:
        the receipt; for a repeated key with the same content the first one's.

    Raises:
        InvalidInput: a field cannot be taken.
        DifferentContent: the key was used for something else.
    """
    return file_planned(ctx, plan_filing(ctx, filing))


def file_planned(ctx: Context, plan: FilingPlan) -> Receipt:
    """File what was planned, outside of this transaction or within it.

    Raises:
        DifferentContent: the key was used for something else.
        StalePlan: the day has changed since; plan anew.
    """
    if plan.filing.received_on is None and plan.received_on != ctx.today:
        raise StalePlan(plan.received_on.isoformat())
    earlier = _take_key(ctx, plan.filing.key, plan.digest)
    if earlier is not None:
        return receipt_of(ctx, earlier)
    return _store(ctx, plan, reserve_numbers(ctx, plan.received_on, 1))


def reserve_numbers(ctx: Context, day: dt.date, how_many: int) -> int:
    """Reserve a range of case numbers of a day; returns the first (R5)."""
    row = {"day": day, "last": how_many}
    last = insert_counting(ctx.session, DayNumber, ("day",), "last", row)
    return last - how_many + 1


def _take_key(ctx: Context, key: str, digest: bytes) -> Petition | None:
    """Insert the key first: whoever comes second waits here and finds the first petition."""
    row = {"key": key, "content_hash": digest, "created_at": ctx.now}
    if insert_once(ctx.session, IdempotencyKey, ("key",), row, "key") is not None:
        return None
    known = ctx.session.get_one(IdempotencyKey, key)
    if known.content_hash != digest:
        raise DifferentContent(key)
    return ctx.session.get_one(Petition, known.petition_id)


def receipt_of(ctx: Context, petition: Petition) -> Receipt:
    """The receipt of a petition that was filed; derived each time, never stored (R5)."""
    case = ctx.session.scalars(
        select(Case).where(Case.petition_id == petition.id, Case.child_no == 0)
    ).one()
    return _receipt(ctx, petition, case)


def _receipt(ctx: Context, petition: Petition, case: Case) -> Receipt:
    return Receipt(
        petition_id=petition.id,
        case_id=case.id,
        number=petition_number(petition),
        secret=receipt_secret(ctx.ports.keys, petition),
        received_at=petition.received_at,
        due_on=case.due_on,
    )


def _store(ctx: Context, plan: FilingPlan, day_seq: int) -> Receipt:
    """Everything about a petition, row by row: this is the time all other writers wait."""
    session, filing = ctx.session, plan.filing
    petitioner_id = insert_row(session, Petitioner, plan.petitioner)
    if plan.detail is not None:
        detail = {"petitioner_id": petitioner_id, **plan.detail}
        insert_row(session, PetitionerDetail, detail, giving="petitioner_id")
    petition = petition_row(ctx, plan, day_seq, petitioner_id)
    petition_id = insert_row(session, Petition, petition)
    case_id = open_case(ctx, new_case(plan, petition_id))
    update_where(session, IdempotencyKey, "key", filing.key, {"petition_id": petition_id})
    index_new_case(ctx, case_id, searchable_with_number(plan, day_seq))
    count(ctx, "received", f"received:{filing.channel}", f"received:{filing.kind}")
    later(ctx, Later("suggest", f"case:{case_id}", case_id=case_id))
    _thank(ctx, plan, petition_id, case_id)
    return Receipt(
        petition_id=petition_id,
        case_id=case_id,
        number=case_number(plan.received_on, day_seq),
        secret=secret_of(ctx.ports.keys, petition_id, petition["secret_key_version"]),
        received_at=ctx.now,
        due_on=plan.due.day,
    )


def _thank(ctx: Context, plan: FilingPlan, petition_id: int, case_id: int) -> None:
    """Message (a) of R37; who left no contact that a message reaches has the receipt page."""
    if plan.filing.acknowledge and plan.reached is not None:
        channel, address = plan.reached
        key = f"received:{petition_id}"
        notify(ctx, Message("received", key, address, channel, case_id))
