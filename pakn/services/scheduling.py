"""The tick: schedules whose moment has come become outbox rows, once however many ticks run."""

import datetime as dt
import logging

from sqlalchemy import func, select

from models.dialect import insert_into, insert_once
from models.jobs import Heartbeat, Schedule, ScheduleRun
from pakn.rules.schedules import due_moments, rule_from_values
from pakn.rules.working_days import CalendarNotCovered
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.services.outbox import Later, later

log = logging.getLogger(__name__)


def run_due(ctx: Context, *, played: bool = False) -> int:
    """Write an outbox row for every moment of every schedule that has come and was not written.

    Args:
        ctx: the system's act; `ctx.now` is the moment up to which schedules are due.
        played: a date is being played (`jobs run --as-of`): jobs take `ctx.now` for now.

    Returns:
        how many rows were written.
    """
    written = 0
    for schedule in ctx.session.scalars(select(Schedule).where(Schedule.enabled)).all():
        for moment in _moments(ctx, schedule):
            written += _write(ctx, schedule, moment, played=played)
    return written


def anything_due(ctx: Context) -> bool:
    """Whether `run_due` would find something; asked while reading, so that no writer waits."""
    schedules = ctx.session.scalars(select(Schedule).where(Schedule.enabled)).all()
    return any(_moments(ctx, schedule) for schedule in schedules)


def beat(ctx: Context, name: str, version: str) -> None:
    """Note a sign of life of a part of the system."""
    statement = insert_into(ctx.session, Heartbeat).values(
        name=name, seen_at=ctx.now, version=version
    )
    ctx.session.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"seen_at": statement.excluded.seen_at, "version": statement.excluded.version},
        )
    )


def _moments(ctx: Context, schedule: Schedule) -> tuple[dt.datetime, ...]:
    last = ctx.session.scalar(
        select(func.max(ScheduleRun.due_at)).where(ScheduleRun.name == schedule.name)
    )
    after = max(last, schedule.starts_at) if last else schedule.starts_at
    if after >= ctx.now:
        return ()
    try:
        return due_moments(rule_from_values(schedule.rule), after, ctx.now, calendar(ctx))
    except CalendarNotCovered as error:
        # One schedule that needs next year's holidays must not stop the others.
        log.warning("schedule %s waits: %s", schedule.name, error)
        return ()


def _write(ctx: Context, schedule: Schedule, moment: dt.datetime, *, played: bool) -> int:
    row = {"name": schedule.name, "due_at": moment, "recorded_at": ctx.now}
    taken = insert_once(ctx.session, ScheduleRun, ("name", "due_at"), row, "id")
    if taken is None:
        return 0
    later(
        ctx,
        Later(
            kind=schedule.kind,
            subject=f"{schedule.name}:{moment.isoformat()}",
            arguments={"due_at": moment.isoformat()},
            as_of=ctx.now if played else None,
        ),
    )
    return 1
