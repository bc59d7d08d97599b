"""Playing a moment: what is due then is written and done in this process, without Redis."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from models.jobs import Outbox
from models.session import end_read, read_session
from pakn.adapters.clock import StandingClock
from pakn.composition import System
from pakn.services.context import SYSTEM, Refused
from pakn.services.outbox import to_push
from pakn.services.scheduling import run_due
from workers.jobs import work_on

# Each round ends at least one row or leaves it to a later moment.
_MOST_ROUNDS = 100_000


class FutureMoment(Refused):
    """A moment that has not come may be played in demo and test only."""


@dataclass(frozen=True)
class Drained:
    """What playing a moment did.

    Attributes:
        scheduled: rows that schedules wrote.
        done, given_up: rows that ended.
        waiting: rows that failed and are to be tried again later.
    """

    scheduled: int
    done: int
    given_up: int
    waiting: int


def run_as_of(system: System, moment: dt.datetime) -> Drained:
    """Run everything due at a moment once and drain the queue; needs an application context.

    Args:
        system: the program, with a classifier (`pakn.composition_classifier`).
        moment: aware; jobs that schedules write at it take it for now. What is due by the real
            time is drained as well when the moment lies in the past.

    Raises:
        FutureMoment: the moment has not come and this is production.
    """
    real = system.ports.clock.now()
    if moment > real and not system.settings.may_play_future:
        raise FutureMoment(moment.isoformat())
    with system.acting(SYSTEM, now=moment) as ctx:
        scheduled = run_due(ctx, played=True)
    before = _ended()
    # Leases are taken at the later of both, so that no living worker finds them run out.
    playing = system.with_clock(StandingClock(max(moment, real)))
    try:
        _drain(playing)
    finally:
        system.with_clock(system.ports.clock)
    after = _ended()
    return Drained(
        scheduled=scheduled,
        done=after.get("done", 0) - before.get("done", 0),
        given_up=after.get("given_up", 0) - before.get("given_up", 0),
        waiting=after.get("failed", 0),
    )


def _drain(system: System) -> None:
    now = system.ports.clock.now()
    for _ in range(_MOST_ROUNDS):
        end_read()
        due = to_push(read_session(), now=now, limit=1)
        if not due:
            return
        work_on(system, due[0].outbox_id, due[0].kind)


def _ended() -> dict[str, int]:
    end_read()
    rows = read_session().execute(select(Outbox.state, func.count()).group_by(Outbox.state))
    return dict(rows.all())
