"""Planned stops of the system, announced beforehand (NĐ 224/2026/NĐ-CP Đ13.1a; R50)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.messages import Outage
from pakn.rules.local_time import local_date
from pakn.rules.permissions import Permission
from pakn.services.clocks import calendar, limit
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record

REASON_MAX = 300
_AT_ONCE = 20


@dataclass(frozen=True)
class Announcing:
    """A stop to be announced.

    Attributes:
        begins_at, ends_at: from when, and when the system is expected back; aware.
        reason: what people read, in Vietnamese; reason_en in English, may be empty.
        unforeseen: force majeure: the law's notice of seven working days cannot be kept.
    """

    begins_at: dt.datetime | None
    ends_at: dt.datetime | None
    reason: str
    reason_en: str = ""
    unforeseen: bool = False


def announce_outage(ctx: Context, inputs: Announcing) -> int:
    """Announce a planned stop; from now on every page says so. Returns its id.

    Raises:
        NotPermitted: the role used may not.
        InvalidInput: no span, a past one, no reason, or too short a notice without a cause.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    errors = _errors(ctx, inputs)
    if errors or inputs.begins_at is None or inputs.ends_at is None:
        raise InvalidInput(errors)
    assert ctx.actor.user_id is not None
    outage = Outage(
        begins_at=inputs.begins_at,
        ends_at=inputs.ends_at,
        reason=inputs.reason.strip(),
        reason_en=inputs.reason_en.strip(),
        announced_at=ctx.now,
        announced_by_id=ctx.actor.user_id,
    )
    ctx.session.add(outage)
    ctx.session.flush()
    span = {"begins_at": inputs.begins_at.isoformat(), "ends_at": inputs.ends_at.isoformat()}
    record(
        ctx,
        Act(
            "announce_outage",
            difference={"outage": outage.id, **span, "unforeseen": inputs.unforeseen},
        ),
    )
    return outage.id


def cancel_outage(ctx: Context, outage_id: int) -> None:
    """Take an announcement back; pressing twice does no harm. NotFound when there is none."""
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    outage = ctx.session.get(Outage, outage_id)
    if outage is None:
        raise NotFound(f"outage {outage_id}")
    if outage.cancelled_at is None:
        outage.cancelled_at = ctx.now
        record(ctx, Act("cancel_outage", difference={"outage": outage.id}))


def outages_ahead(ctx: Context) -> Sequence[Outage]:
    """What is announced and not over, the next one first."""
    return ctx.session.scalars(
        select(Outage)
        .where(Outage.ends_at > ctx.now, Outage.cancelled_at.is_(None))
        .order_by(Outage.begins_at)
        .limit(_AT_ONCE)
    ).all()


def _errors(ctx: Context, inputs: Announcing) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not inputs.reason.strip():
        errors["reason"] = "required"
    for name in ("reason", "reason_en"):
        if len(getattr(inputs, name).strip()) > REASON_MAX:
            errors[name] = "too_long"
    if inputs.begins_at is None:
        errors["begins_at"] = "required"
    elif inputs.begins_at <= ctx.now:
        errors["begins_at"] = "outage_past"
    elif not inputs.unforeseen and _too_soon(ctx, inputs.begins_at):
        errors["begins_at"] = "outage_too_soon"
    if inputs.ends_at is None:
        errors["ends_at"] = "required"
    elif inputs.begins_at is not None and inputs.ends_at <= inputs.begins_at:
        errors["ends_at"] = "outage_ends_first"
    return errors


def _too_soon(ctx: Context, begins_at: dt.datetime) -> bool:
    """Whether fewer working days lie between than the parameter asks for."""
    notice = limit(ctx, "outage_notice_days", ctx.today)
    return calendar(ctx).working_days_between(ctx.today, local_date(begins_at)) < notice.days
