"""Messages to people: written in the act's transaction, sent by workers, never silently twice."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from models.casework import Case
from models.dialect import insert_once
from models.intake import Petition
from models.jobs import Delivery
from models.messages import OneTimeCode
from models.reference import Ground
from pakn.ports import Sms
from pakn.rules.permissions import Permission
from pakn.services.clocks import setting
from pakn.services.codes import code_of
from pakn.services.context import Context, NotFound
from pakn.services.events import Act, record
from pakn.services.notice_texts import words_of
from pakn.services.outbox import Later, later
from pakn.services.receipts import petition_number, receipt_secret

_HURRIED = -1


@dataclass(frozen=True)
class Message:
    """One message to one recipient.

    Attributes:
        notice: the template folder under `templates/mail/`.
        key: what makes it happen once.
        address: the e-mail address or the phone number; kept encrypted.
        channel: `mail` or `sms`.
        values: what the template names beside the case; codes and dates, no personal data.
        send_at: not before this moment; None means as soon as possible.
    """

    notice: str
    key: str
    address: str
    channel: str = "mail"
    case_id: int | None = None
    user_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    send_at: dt.datetime | None = None


def notify(ctx: Context, message: Message) -> int | None:
    """Write a message to be sent after the commit; returns None if it was written before."""
    digest = ctx.ports.keys.mac("message-id", message.key.encode()).hex()[:32]
    domain = ctx.ports.mail_from.rpartition("@")[2].rstrip(">")
    row = {
        "dedup_key": message.key,
        "channel": message.channel,
        "notice": message.notice,
        "case_id": message.case_id,
        "user_id": message.user_id,
        "recipient": ctx.ports.keys.encrypt(message.address),
        "values": dict(message.values),
        "message_id": f"<{digest}@{domain}>",
        "state": "pending",
        "created_at": ctx.now,
    }
    delivery_id: int | None = insert_once(ctx.session, Delivery, ("dedup_key",), row, "id")
    if delivery_id is not None:
        _send_later(ctx, delivery_id, message)
    return delivery_id


def _send_later(ctx: Context, delivery_id: int, message: Message, attempt: int = 0) -> None:
    later(
        ctx,
        Later(
            "deliver",
            f"delivery:{delivery_id}",
            round=attempt,
            case_id=message.case_id,
            arguments={"delivery": delivery_id, "channel": message.channel},
            run_at=message.send_at,
        ),
    )


def rewrite(
    ctx: Context,
    delivery_id: int,
    notice: str,
    values: Mapping[str, Any],
    key: str,
    *,
    at_once: bool,
) -> bool:
    """Have a message that waits for its hour say something else, and perhaps leave at once.

    Returns:
        False when it left in the meantime.
    """
    row = ctx.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "pending")
        .values(notice=notice, values=dict(values), dedup_key=key)
        .returning(Delivery.channel, Delivery.case_id)
    ).first()
    if row is not None and at_once:
        hurried = Message(notice, key, "", row.channel, row.case_id)
        # Its own job finds later that it has left: this is one more attempt beside it.
        _send_later(ctx, delivery_id, hurried, attempt=_HURRIED)
    return row is not None


def start_sending(ctx: Context, delivery_ids: Sequence[int]) -> list[int]:
    """Move deliveries from pending to sending; what was already sending becomes uncertain.

    A delivery found in `sending` was interrupted between hand-over and note: nobody knows whether
    it left. It is shown to people as uncertain instead of being sent a second time.

    Returns:
        the ids that may be sent now.
    """
    ctx.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(delivery_ids), Delivery.state == "sending")
        .values(state="uncertain", last_error="interrupted while sending")
    )
    return list(
        ctx.session.scalars(
            update(Delivery)
            .where(Delivery.id.in_(delivery_ids), Delivery.state == "pending")
            .values(state="sending")
            .returning(Delivery.id)
        ).all()
    )


def send_again(ctx: Context, delivery_id: int) -> None:
    """A person's "gửi lại" of a message nobody is sure of, under the same Message-ID.

    Raises:
        NotFound: there is no such message, or it is not uncertain.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    delivery = ctx.session.scalar(
        select(Delivery).where(Delivery.id == delivery_id).with_for_update()
    )
    if delivery is None or delivery.state != "uncertain":
        raise NotFound(f"delivery {delivery_id}")
    delivery.state, delivery.last_error = "pending", None
    event = record(ctx, Act("send_again", difference={"delivery": delivery.id}))
    ctx.session.flush()
    again = Message(delivery.notice, "", "", delivery.channel, delivery.case_id)
    # The number of the event is new each time somebody decides so: the key of one more attempt.
    _send_later(ctx, delivery.id, again, attempt=event.seq)


def compose(ctx: Context, delivery_id: int) -> EmailMessage | Sms:
    """The message of a delivery, under a Message-ID that stays the same however often it is made.

    Raises:
        LookupError: the notice has no words for this channel.
    """
    delivery = ctx.session.get_one(Delivery, delivery_id)
    words = words_of(ctx, delivery.notice, delivery.channel, _values(ctx, delivery))
    address = ctx.ports.keys.decrypt(delivery.recipient)
    if delivery.channel == "sms":
        return Sms(key=delivery.message_id, to=address, text=" ".join(words.body.split()))
    mail = EmailMessage()
    mail["Subject"] = words.subject
    mail["From"] = ctx.ports.mail_from
    mail["To"] = address
    mail["Message-ID"] = delivery.message_id
    mail["Date"] = format_datetime(delivery.created_at)
    # Out-of-office programs must not answer a machine (RFC 3834): loop protection.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.body)
    return mail


def hand_over(ctx: Context, message: EmailMessage | Sms) -> None:
    """Hand a message to what carries it; raises what the ports say."""
    if isinstance(message, EmailMessage):
        ctx.ports.mailer.send(message)
    elif ctx.ports.sms is not None:
        ctx.ports.sms.send(message)
    else:
        raise LookupError("no short messages are sent here")


def note_sent(ctx: Context, delivery_id: int) -> None:
    """Note that the message was taken."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.sent_at, delivery.last_error = "sent", ctx.now, None


def note_refused(ctx: Context, delivery_id: int, error: str) -> None:
    """Note that the message was not taken: it may be tried again."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.last_error = "pending", error[:500]


def note_unconfirmed(ctx: Context, delivery_id: int) -> None:
    """Note that nobody knows whether the message was taken: people decide ("gửi lại")."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.last_error = "uncertain", "connection lost while sending"


def _values(ctx: Context, delivery: Delivery) -> dict[str, Any]:
    values: dict[str, Any] = {
        "base_url": ctx.ports.base_url,
        "hotline": setting(ctx, "dedicated_phone", ctx.today) or "",
        **delivery.values,
    }
    if delivery.case_id is not None:
        petition = _petition_of(ctx, delivery.case_id)
        values |= {
            "number": petition_number(petition),
            "secret": receipt_secret(ctx.ports.keys, petition),
            "received_on": petition.received_on.strftime("%d/%m/%Y"),
            "case_id": delivery.case_id,
        }
    if "ground" in values:
        ground = ctx.session.get(Ground, values["ground"])
        values["ground_text"] = ground.public_text if ground else ""
    if "code" in values:
        row = ctx.session.get_one(OneTimeCode, values["code"])
        values["code"] = code_of(ctx.ports.keys, row.ticket_hash)
    return values


def _petition_of(ctx: Context, case_id: int) -> Petition:
    case = ctx.session.scalars(
        select(Case).where(Case.id == case_id).options(joinedload(Case.petition, innerjoin=True))
    ).one()
    return case.petition
