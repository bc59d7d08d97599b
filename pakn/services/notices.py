"""Messages to people: written in the act's transaction, sent by workers, never silently twice."""

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
from pakn.services.context import Context
from pakn.services.outbox import Later, later
from pakn.services.receipts import petition_number, receipt_secret


@dataclass(frozen=True)
class Message:
    """One message to one recipient.

    Attributes:
        notice: the template folder under `templates/mail/`.
        key: what makes it happen once.
        address: the e-mail address; kept encrypted.
        values: what the template names beside the case; codes and dates, no personal data.
    """

    notice: str
    key: str
    address: str
    case_id: int | None = None
    user_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def notify(ctx: Context, message: Message) -> int | None:
    """Write a mail to be sent after the commit; returns None if it was written before."""
    digest = ctx.ports.keys.mac("message-id", message.key.encode()).hex()[:32]
    domain = ctx.ports.mail_from.rpartition("@")[2]
    row = {
        "dedup_key": message.key,
        "channel": "mail",
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
        later(
            ctx,
            Later(
                "deliver",
                f"delivery:{delivery_id}",
                case_id=message.case_id,
                arguments={"delivery": delivery_id},
            ),
        )
    return delivery_id


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


def compose(ctx: Context, delivery_id: int) -> EmailMessage:
    """The mail of a delivery, with a Message-ID that stays the same however often it is made."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    notice = ctx.ports.notices.render(delivery.notice, _values(ctx, delivery))
    mail = EmailMessage()
    mail["Subject"] = notice.subject
    mail["From"] = ctx.ports.mail_from
    mail["To"] = ctx.ports.keys.decrypt(delivery.recipient)
    mail["Message-ID"] = delivery.message_id
    mail["Date"] = format_datetime(delivery.created_at)
    # Out-of-office programs must not answer a machine (RFC 3834): loop protection.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(notice.body)
    return mail


def note_sent(ctx: Context, delivery_id: int) -> None:
    """Note that the server took the mail."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.sent_at, delivery.last_error = "sent", ctx.now, None


def note_refused(ctx: Context, delivery_id: int, error: str) -> None:
    """Note that the server did not take the mail: it may be tried again."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.last_error = "pending", error[:500]


def note_unconfirmed(ctx: Context, delivery_id: int) -> None:
    """Note that nobody knows whether the server took the mail: people decide ("gửi lại")."""
    delivery = ctx.session.get_one(Delivery, delivery_id)
    delivery.state, delivery.last_error = "uncertain", "connection lost while sending"


def _values(ctx: Context, delivery: Delivery) -> dict[str, Any]:
    values: dict[str, Any] = {"base_url": ctx.ports.base_url, **delivery.values}
    if delivery.case_id is not None:
        petition = _petition_of(ctx, delivery.case_id)
        values |= {
            "number": petition_number(petition),
            "secret": receipt_secret(ctx.ports.keys, petition),
            "received_on": petition.received_on.strftime("%d/%m/%Y"),
            "case_id": delivery.case_id,
        }
    return values


def _petition_of(ctx: Context, case_id: int) -> Petition:
    case = ctx.session.scalars(
        select(Case).where(Case.id == case_id).options(joinedload(Case.petition, innerjoin=True))
    ).one()
    return case.petition
