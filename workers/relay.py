"""The sweep: whatever is due and in nobody's hand goes to the queue again."""

from models.session import end_read
from pakn.composition import System
from pakn.services.context import SYSTEM
from pakn.services.outbox import to_push


def sweep(system: System) -> int:
    """Push what is due and not held; needs an application context.

    It carries what was committed while Redis was away, what Redis lost, what is to be tried
    again, and what a killed worker left. Pushing too often does no harm: the row decides.

    Returns:
        how many rows were due, at most 500 a sweep.
    """
    end_read()
    ctx = system.viewing(SYSTEM)
    rows = to_push(ctx.session, now=ctx.now)
    end_read()
    if rows:
        system.ports.queue.push(rows)
    return len(rows)
