"""What an administrator reads of background work, and does about it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.jobs import Delivery, Outbox, Schedule
from models.queries import oversight, work
from pakn.rules.numbering import parse_case_number
from pakn.rules.permissions import Permission
from pakn.rules.schedules import Rule, due_moments, next_moment, rule_from_values
from pakn.services.clocks import calendar
from pakn.services.context import Context, NotFound
from pakn.services.events import Act, record
from pakn.services.notices import send_again
from pakn.services.outbox import Later, later, try_again

_A_MONTH = dt.timedelta(days=32)


@dataclass(frozen=True)
class Work:
    """Background work: what was given up, what waits, and how much of each.

    Attributes:
        given_up: a page of it, newest first.
        next_before: the key of the next page, None on the last.
        stuck, waiting_by_kind: how many, by kind.
        doubtful: how many messages are uncertain, and how many could not be sent.
    """

    given_up: Sequence[Outbox]
    next_before: int | None
    waiting: Sequence[Outbox]
    stuck: Mapping[str, int]
    waiting_by_kind: Mapping[str, int]
    doubtful: tuple[int, int]


@dataclass(frozen=True)
class DeliveryPage:
    """A page of deliveries, and how many wait for a decision or to be sent.

    Attributes:
        counts: by state; what was sent is not counted.
        unreadable: the case number that was asked for is none.
    """

    rows: Sequence[work.DeliveryRow]
    next_before: int | None
    counts: Mapping[str, int]
    unreadable: bool


@dataclass(frozen=True)
class ScheduleShown:
    """A schedule, when it ran last and when it runs next; None where it does not."""

    name: str
    kind: str
    rule: Rule
    enabled: bool
    last: dt.datetime | None
    next: dt.datetime | None


def read_work(ctx: Context, before: int | None = None) -> Work:
    """What was given up, page by page, and the next of what waits."""
    ctx.require(Permission.ADMIN_JOBS_READ)
    found = work.given_up(ctx.session, before)
    page = found[: work.PAGE]
    return Work(
        given_up=page,
        next_before=page[-1].id if len(found) > len(page) else None,
        waiting=oversight.waiting_jobs(ctx.session),
        stuck=work.count_work(ctx.session, "given_up"),
        waiting_by_kind=work.count_work(ctx.session, "new", "running", "failed"),
        doubtful=(
            work.count_deliveries(ctx.session, "uncertain"),
            work.count_deliveries(ctx.session, "failed"),
        ),
    )


def anything_given_up(ctx: Context) -> bool:
    """Whether some work was given up and waits for a person."""
    return bool(oversight.stuck_jobs(ctx.session, 1))


def read_deliveries(
    ctx: Context, *, state: str = "", number: str = "", before: int | None = None
) -> DeliveryPage:
    """Deliveries, newest first, by state and by the case they are about; never their address."""
    ctx.require(Permission.ADMIN_JOBS_READ)
    received, unreadable = None, False
    if number:
        try:
            parsed = parse_case_number(number)
            received = (parsed.received_on, parsed.day_seq)
        except ValueError:
            unreadable = True
    wanted = state if state in work.STATES else ""
    found = work.deliveries(ctx.session, state=wanted, received=received, before=before)
    rows = [] if unreadable else found[: work.PAGE]
    counted = [one for one in work.STATES if one != "sent"]
    return DeliveryPage(
        rows=rows,
        next_before=rows[-1].id if rows and len(found) > len(rows) else None,
        counts={one: work.count_deliveries(ctx.session, one) for one in counted},
        unreadable=unreadable,
    )


def resend(ctx: Context, delivery_id: int) -> None:
    """A person's "gửi lại" of a message that is uncertain, or whose sending was given up.

    Raises:
        NotFound: there is no such message, or it is neither: it was sent, or waits to be.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    delivery = ctx.session.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise NotFound(f"delivery {delivery_id}")
    if delivery.state == "uncertain":
        send_again(ctx, delivery_id)
        return
    stuck = work.given_up_work_of(ctx.session, delivery_id)
    if delivery.state != "pending" or not stuck:
        raise NotFound(f"delivery {delivery_id}")
    for outbox_id in stuck:  # mostly one; what is left of a hurried try finds it sent
        try_again(ctx, outbox_id)


def read_schedules(ctx: Context) -> list[ScheduleShown]:
    """What happens by the clock: when it ran, when it runs next."""
    ctx.require(Permission.ADMIN_JOBS_READ)
    return [_shown(ctx, row) for row in work.schedules(ctx.session)]


def switch_schedule(ctx: Context, name: str, *, enabled: bool) -> bool:
    """Switch a schedule on or off; what it missed while it was off is not caught up.

    Returns:
        False when it stood so before: pressing twice does no harm.

    Raises:
        NotFound: there is no such schedule.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    schedule = _schedule(ctx, name)
    if schedule.enabled == enabled:
        return False
    schedule.enabled = enabled
    if enabled:
        schedule.starts_at = ctx.now
    changed = {"from": not enabled, "to": enabled}
    record(ctx, Act("switch_schedule", difference={"job": name, "enabled": changed}))
    return True


def run_schedule(ctx: Context, name: str) -> bool:
    """Have a schedule's work done now, beside its own moments; also where it is switched off.

    Returns:
        False when it was asked for in this very minute before.

    Raises:
        NotFound: there is no such schedule.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    schedule = _schedule(ctx, name)
    minute = ctx.now.replace(second=0, microsecond=0)
    # What depends on its moment, as a month's report does, is done for the last one that came.
    rule = rule_from_values(schedule.rule)
    last = due_moments(rule, ctx.now - _A_MONTH, ctx.now, calendar(ctx), limit=1)
    asked = Later(
        kind=schedule.kind,
        subject=f"{name}:by-hand:{minute.isoformat()}",
        arguments={"due_at": (last[0] if last else ctx.now).isoformat()},
    )
    if later(ctx, asked) is None:
        return False
    record(ctx, Act("run_schedule", difference={"job": name}))
    return True


def _schedule(ctx: Context, name: str) -> Schedule:
    schedule = ctx.session.scalar(select(Schedule).where(Schedule.name == name).with_for_update())
    if schedule is None:
        raise NotFound(f"schedule {name}")
    return schedule


def _shown(ctx: Context, row: work.ScheduleRow) -> ScheduleShown:
    schedule = row.schedule
    rule = rule_from_values(schedule.rule)
    return ScheduleShown(
        name=schedule.name,
        kind=schedule.kind,
        rule=rule,
        enabled=schedule.enabled,
        last=row.last_due,
        next=next_moment(rule, ctx.now, calendar(ctx)) if schedule.enabled else None,
    )
