"""Filing a petition: one transaction, no network, no model (DESIGN §6)."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, replace

from sqlalchemy import select, update

from models.casework import Case
from models.dialect import insert_counting, insert_once
from models.intake import DayNumber, IdempotencyKey, Petition
from models.queries.parameters import NotInForce
from pakn.rules.deadlines import Due, never_later_than
from pakn.rules.states import Role
from pakn.rules.working_days import CalendarNotCovered
from pakn.services.clocks import due_from, explained
from pakn.services.context import Context, InvalidInput, Refused
from pakn.services.counts import count
from pakn.services.filing_checks import check_filing
from pakn.services.filing_inputs import Filing, Receipt
from pakn.services.identity import store_sender
from pakn.services.outbox import Later, later
from pakn.services.receipts import petition_number, receipt_secret
from pakn.services.searching import index_case
from pakn.services.telling import tell_petitioner
from pakn.services.transition import open_case
from routing.text import normalise

FILED = "file"


class DifferentContent(Refused):
    """The same intention to file was sent before with another content: the person is asked."""


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
    filing = tidy(filing)
    check_filing(ctx, filing)
    digest = _content_hash(filing)
    earlier = _take_key(ctx, filing.key, digest)
    if earlier is not None:
        return receipt_of(ctx, earlier)
    received_on = filing.received_on or ctx.today
    return _store(ctx, filing, digest, received_on, reserve_numbers(ctx, received_on, 1))


def reserve_numbers(ctx: Context, day: dt.date, how_many: int) -> int:
    """Reserve a range of case numbers of a day; returns the first (R5)."""
    row = {"day": day, "last": how_many}
    last = insert_counting(ctx.session, DayNumber, ("day",), "last", row)
    return last - how_many + 1


def tidy(filing: Filing) -> Filing:
    """The same filing in NFC, without blanks around its values; what is checked and stored (R6)."""
    sender = replace(
        filing.sender,
        name=normalise(filing.sender.name),
        address=normalise(filing.sender.address),
        phone=filing.sender.phone.strip(),
        email=filing.sender.email.strip(),
    )
    return replace(
        filing,
        sender=sender,
        title=normalise(filing.title),
        content=tidy_text(filing.content),
        proposal=tidy_text(filing.proposal),
        subject_detail=normalise(filing.subject_detail),
    )


def tidy_text(text: str) -> str:
    """A long text in NFC, its lines kept, blanks within a line collapsed."""
    lines = [normalise(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def _content_hash(filing: Filing) -> bytes:
    content = {**asdict(filing), "key": "", "received_on": str(filing.received_on)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).digest()


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


def _store(
    ctx: Context, filing: Filing, digest: bytes, received_on: dt.date, day_seq: int
) -> Receipt:
    petition = _petition(ctx, filing, digest, received_on, day_seq)
    petition.petitioner = store_sender(ctx, filing.sender)
    case = _open(ctx, filing, petition, received_on)
    ctx.session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.key == filing.key)
        .values(petition_id=petition.id)
        .execution_options(synchronize_session=False)
    )
    index_case(ctx, case, _words(petition), new=True)
    count(ctx, "received", f"received:{filing.channel}", f"received:{filing.kind}")
    later(ctx, Later("suggest", f"case:{case.id}", case_id=case.id))
    _thank(ctx, filing, petition, case)
    return _receipt(ctx, petition, case)


def _petition(
    ctx: Context, filing: Filing, digest: bytes, received_on: dt.date, day_seq: int
) -> Petition:
    staff = ctx.actor.role not in (Role.PETITIONER, Role.SYSTEM)
    return Petition(
        received_on=received_on,
        day_seq=day_seq,
        received_at=ctx.now,
        channel=filing.channel,
        kind=filing.kind,
        subject=filing.subject,
        subject_detail=filing.subject_detail,
        comment_deadline=filing.comment_deadline,
        title=filing.title,
        content=filing.content,
        proposal=filing.proposal,
        content_hash=digest,
        province_code=filing.province_code,
        commune_code=filing.commune_code,
        publication=filing.publication,
        hide_identity=filing.hide_identity,
        filed_by_id=ctx.actor.user_id if staff else None,
        organisation_id=ctx.actor.organisation_id,
        secret_key_version=ctx.ports.keys.version,
    )


def _open(ctx: Context, filing: Filing, petition: Petition, received_on: dt.date) -> Case:
    due = _triage_due(ctx, filing, received_on)
    case = Case(
        petition=petition,
        received_on=received_on,
        clock="triage",
        due_on=due.day,
        due_explained=explained(due),
        content_codes=list(filing.content_codes),
    )
    open_case(ctx, case, FILED, {"channel": filing.channel, "kind": filing.kind})
    return case


def _triage_due(ctx: Context, filing: Filing, received_on: dt.date) -> Due:
    """NĐ 20/2008 Đ9.1.d: five working days; never later than a draft's hạn góp ý (R29, R59)."""
    try:
        due = due_from(ctx, "triage_limit_regulation", received_on, in_force_on=received_on)
    except (NotInForce, CalendarNotCovered) as error:
        if filing.received_on is None:
            raise
        # A dấu đến date so far back that no limit or no calendar is known for it.
        raise InvalidInput({"received_on": "too_far_back"}) from error
    return never_later_than(due, filing.comment_deadline) if filing.comment_deadline else due


def _words(petition: Petition) -> str:
    parts = (petition_number(petition), petition.title, petition.content, petition.proposal)
    return "\n".join(part for part in parts if part)


def _thank(ctx: Context, filing: Filing, petition: Petition, case: Case) -> None:
    """Message (a) of R37."""
    if filing.acknowledge:
        tell_petitioner(ctx, case, "received", key=f"received:{petition.id}")
