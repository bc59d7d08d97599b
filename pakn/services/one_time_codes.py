"""Proving a contact by a code sent to it: to get lost lookup secrets back, and to open a petition.

Whoever asks is told the same and costs the same work, whether the address is known or not: the
request writes a row and a job; only the job looks whether there is somebody to send to.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from models.casework import Case
from models.intake import Petition
from models.messages import OneTimeCode
from models.people import Petitioner
from pakn.rules.notices import CODE, takes_sms
from pakn.rules.states import State
from pakn.services.clocks import setting
from pakn.services.codes import code_hash, code_of, is_code, ticket_hash
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.identity import canonical_phone
from pakn.services.notices import Message, notify
from pakn.services.outbox import Later, later
from pakn.services.receipts import petition_number, receipt_secret
from pakn.services.telling import reach

CONTACT_MAX = 200
MOST_RECOVERED = 50
_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Checked:
    """What became of a code that was typed.

    Attributes:
        outcome: `right`; `wrong`: it may be tried again; `spent`: used, run out or tried too
            often, so that a new one is needed.
        address_index: whose contact was proved, when it was right.
        petition_id: which petition it opens, for a code that opens one.
    """

    outcome: str
    address_index: bytes | None = None
    petition_id: int | None = None


@dataclass(frozen=True)
class Recovered:
    """One petition sent from a contact that was proved."""

    number: str
    secret: str
    received_on: dt.date
    state: str


def ask_recovery(ctx: Context, contact: str) -> str:
    """Ask for a code to a phone number or an e-mail address; whether it is known is not said.

    Returns:
        the ticket that the browser keeps until the code is typed.

    Raises:
        InvalidInput: `contact` is neither a phone number nor an e-mail address.
    """
    typed = contact.strip().lower()
    phone = canonical_phone(typed)
    if "@" in typed and len(typed) <= CONTACT_MAX:
        index = ctx.ports.keys.mac("email", typed.encode())
    elif phone.removeprefix("+").isdigit() and 8 <= len(phone) <= 16:
        index = ctx.ports.keys.mac("phone", phone.encode())
    else:
        raise InvalidInput({"contact": "contact_needed" if not typed else "bad_contact"})
    return _write(ctx, "recover", index, None)


def ask_opening(ctx: Context, petition_id: int) -> str:
    """Ask for a code to the contact on file of a petition whose number and secret were given.

    Raises:
        NotFound: no contact that a message reaches is on file.
    """
    petition = ctx.session.get_one(Petition, petition_id)
    petitioner = ctx.session.get_one(Petitioner, petition.petitioner_id)
    index = _reached_index(ctx, petitioner)
    if index is None:
        raise NotFound("contact")
    return _write(ctx, "open", index, petition_id)


def check_code(ctx: Context, ticket: str, typed: str) -> Checked:
    """Check a typed code. A wrong one is counted, so commit this act whatever comes out."""
    row = ctx.session.scalar(
        select(OneTimeCode).where(OneTimeCode.ticket_hash == ticket_hash(ticket)).with_for_update()
    )
    tries = int(setting(ctx, "code_tries", ctx.today))
    if row is None or row.used_at is not None or row.expires_at < ctx.now or row.tries >= tries:
        return Checked("spent")
    if not is_code(ctx.ports.keys, row.ticket_hash, row.code_hash, typed):
        row.tries += 1
        return Checked("spent" if row.tries >= tries else "wrong")
    row.used_at = ctx.now
    record(ctx, Act("prove_contact", difference={"purpose": row.purpose, "code": row.id}))
    return Checked("right", row.address_index, row.petition_id)


def recovered(ctx: Context, address_index: bytes) -> list[Recovered]:
    """The petitions sent from a contact that was proved, newest first, with their secrets."""
    rows = ctx.session.scalars(
        select(Case)
        .join(Petition, Petition.id == Case.petition_id)
        .join(Petitioner, Petitioner.id == Petition.petitioner_id)
        .where(
            _sent_from(address_index),
            Case.child_no == 0,
            Petition.received_on >= _since(ctx),
        )
        .options(joinedload(Case.petition, innerjoin=True))
        .order_by(Petition.id.desc())
        .limit(MOST_RECOVERED)
    )
    return [
        Recovered(
            number=petition_number(case.petition),
            secret=receipt_secret(ctx.ports.keys, case.petition),
            received_on=case.petition.received_on,
            state=State.RECEIVED.value if case.state == State.QUARANTINED else case.state,
        )
        for case in rows
    ]


def send_code(ctx: Context, code_id: int) -> None:
    """The job of a code: send it, where somebody is there to send to and the limit allows."""
    row = ctx.session.get_one(OneTimeCode, code_id)
    if row.expires_at < ctx.now or row.used_at is not None or _too_many(ctx, row):
        return
    reached = _address(ctx, row)
    if reached is None:
        return
    channel, address = reached
    minutes = int(setting(ctx, "code_minutes", ctx.today))
    notify(
        ctx,
        Message(
            notice=CODE,
            key=f"code:{row.id}",
            address=address,
            channel=channel,
            values={"code": row.id, "minutes": minutes},
        ),
    )


def drop_codes(ctx: Context, limit: int = 500) -> int:
    """Delete codes a day after they ran out; returns how many."""
    old = select(OneTimeCode).where(OneTimeCode.expires_at < ctx.now - dt.timedelta(days=1))
    rows: Sequence[OneTimeCode] = ctx.session.scalars(old.limit(limit)).all()
    for row in rows:
        ctx.session.delete(row)
    return len(rows)


def _write(ctx: Context, purpose: str, index: bytes, petition_id: int | None) -> str:
    ticket = secrets.token_urlsafe(24)
    hashed = ticket_hash(ticket)
    keys = ctx.ports.keys
    minutes = int(setting(ctx, "code_minutes", ctx.today))
    row = OneTimeCode(
        purpose=purpose,
        ticket_hash=hashed,
        address_index=index,
        petition_id=petition_id,
        code_hash=code_hash(keys, hashed, code_of(keys, hashed)),
        created_at=ctx.now,
        expires_at=ctx.now + dt.timedelta(minutes=minutes),
    )
    ctx.session.add(row)
    ctx.session.flush()
    later(ctx, Later("send_code", f"code:{row.id}", arguments={"code": row.id}))
    return ticket


def _too_many(ctx: Context, row: OneTimeCode) -> bool:
    """Whether the address had its codes of this hour already: nobody is flooded by a stranger."""
    earlier = ctx.session.scalar(
        select(func.count())
        .select_from(OneTimeCode)
        .where(
            OneTimeCode.address_index == row.address_index,
            OneTimeCode.created_at > row.created_at - _HOUR,
            OneTimeCode.id < row.id,
        )
    )
    return (earlier or 0) >= int(setting(ctx, "codes_per_hour", ctx.today))


def _address(ctx: Context, row: OneTimeCode) -> tuple[str, str] | None:
    """Channel and address, from what the petitioner left; the code's row holds neither."""
    newest = (
        select(Petitioner)
        .join(Petition, Petition.petitioner_id == Petitioner.id)
        .where(_sent_from(row.address_index), Petition.received_on >= _since(ctx))
        .order_by(Petition.id.desc())
        .limit(1)
    )
    if row.petition_id is not None:
        newest = (
            select(Petitioner)
            .join(Petition, Petition.petitioner_id == Petitioner.id)
            .where(Petition.id == row.petition_id)
        )
    petitioner = ctx.session.scalar(newest)
    if petitioner is None:
        return None
    keys = ctx.ports.keys
    if petitioner.email_index == row.address_index and petitioner.email is not None:
        return "mail", keys.decrypt(petitioner.email)
    if petitioner.phone is None or ctx.ports.sms is None:
        return None
    phone = keys.decrypt(petitioner.phone)
    return ("sms", phone) if takes_sms(phone) else None


def _reached_index(ctx: Context, petitioner: Petitioner) -> bytes | None:
    reached = reach(ctx, petitioner)
    if reached is None:
        return None
    return petitioner.email_index if reached[0] == "mail" else petitioner.phone_index


def _sent_from(address_index: bytes) -> ColumnElement[bool]:
    return or_(
        Petitioner.phone_index == address_index,
        Petitioner.email_index == address_index,
    )


def _since(ctx: Context) -> dt.date:
    return ctx.today - dt.timedelta(days=int(setting(ctx, "recover_within_days", ctx.today)))
