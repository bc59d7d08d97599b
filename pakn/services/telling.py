"""Telling a petitioner: of what, by which channel, and how often a day (R37)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from models.agency import Agency
from models.casework import Case
from models.intake import Petition
from models.jobs import Delivery
from models.people import Petitioner
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.notices import is_important, notice_of, takes_sms
from pakn.rules.states import Action, State
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.services.notices import Message, notify, rewrite

_MORNING = dt.time(7, 30)
_HELD = "held"


def tell_petitioner(
    ctx: Context,
    case: Case,
    notice: str,
    *,
    key: str,
    values: Mapping[str, Any] | None = None,
    send_at: dt.datetime | None = None,
) -> bool:
    """Tell whoever sent a case's petition, by the first channel of `notify_channels` that fits.

    Args:
        ctx: the act that made it necessary.
        case: the case.
        notice: the template.
        key: what makes it happen once.
        values: what the template names beside the case; codes and dates, no personal data.
        send_at: not before this moment.

    Returns:
        False when they left no contact that a message reaches.
    """
    petitioner = ctx.session.get_one(Petitioner, _petition_of(ctx, case).petitioner_id)
    reached = reach(ctx, petitioner)
    if reached is None:
        return False
    channel, address = reached
    notify(
        ctx,
        Message(
            notice=notice,
            key=key,
            address=address,
            channel=channel,
            case_id=case.id,
            values=values or {},
            send_at=send_at,
        ),
    )
    return True


def _petition_of(ctx: Context, case: Case) -> Petition:
    """By its key: an act that read the case with its petition asks nothing more."""
    return ctx.session.get_one(Petition, case.petition_id)


def reach(ctx: Context, petitioner: Petitioner) -> tuple[str, str] | None:
    """The channel and the address by which a petitioner is reached; None where there is none."""
    email, phone = (
        ctx.ports.keys.decrypt(blob) if blob is not None else ""
        for blob in (petitioner.email, petitioner.phone)
    )
    return reach_by(ctx, email, phone)


def reach_by(ctx: Context, email: str, phone: str) -> tuple[str, str] | None:
    """The same for contacts as they are stored; the first of `notify_channels` that fits."""
    for channel in setting(ctx, "notify_channels", ctx.today):
        if channel == "mail" and email:
            return channel, email
        if channel == "sms" and ctx.ports.sms is not None and takes_sms(phone):
            return channel, phone
    return None


def tell_change(ctx: Context, case: Case, action: Action) -> None:
    """Tell the petitioner of a change that was just made (NĐ 224/2026/NĐ-CP Đ15.1g).

    Parts of a split petition are told of with the whole. A body that files lists follows them on
    its own pages and is only told of what ends a case or asks for something.
    """
    target = State(case.state)
    notice = notice_of(action, target, denunciation=case.legal_kind == "to_cao")
    if notice is None or case.child_no:
        return
    important = is_important(notice, target)
    if not important and _petition_of(ctx, case).organisation_id is not None:
        return
    told = _told(ctx, case)
    used_up = sum(row.today for row in told) >= int(setting(ctx, "notices_per_day", ctx.today))
    hold = used_up and not important
    values = _values_of(ctx, case, notice)
    key = f"{_HELD if hold else 'status'}:{case.id}:{case.event_seq}"
    for row in told:
        waits = row.state == "pending" and row.dedup_key.startswith(_HELD)
        if waits and rewrite(ctx, row.id, notice, values, key, at_once=not hold):
            return
    send_at = _next_morning(ctx) if hold else None
    tell_petitioner(ctx, case, notice, key=key, values=values, send_at=send_at)


def _values_of(ctx: Context, case: Case, notice: str) -> dict[str, Any]:
    """What the words need beside the number: names of offices, codes and dates."""
    if notice in ("forwarded", "in_progress") and case.lead_agency_id is not None:
        return {"agency": ctx.session.get_one(Agency, case.lead_agency_id).name}
    if notice == "supplement" and case.due_on is not None:
        return {"due_on": case.due_on.strftime("%d/%m/%Y")}
    if notice == "not_accepted":
        return {"ground": case.ground}
    return {}


def _told(ctx: Context, case: Case) -> Sequence[Row[int, str, str, bool]]:
    """The petitioner's messages of today, and what still waits: id, state, dedup_key, today."""
    midnight = dt.datetime.combine(ctx.today, dt.time(), LOCAL_ZONE)
    today = Delivery.created_at >= midnight
    return ctx.session.execute(
        select(Delivery.id, Delivery.state, Delivery.dedup_key, today.label("today")).where(
            Delivery.case_id == case.id,
            Delivery.user_id.is_(None),
            or_(today, Delivery.state == "pending"),
        )
    ).all()


def _next_morning(ctx: Context) -> dt.datetime:
    tomorrow = ctx.today + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, _MORNING, LOCAL_ZONE).astimezone(dt.UTC)
