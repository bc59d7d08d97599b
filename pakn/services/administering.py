"""What an administrator reads of background work."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.jobs import Delivery, Outbox
from models.queries import oversight
from pakn.rules.permissions import Permission
from pakn.services.context import Context


@dataclass(frozen=True)
class Work:
    """Background work: what was given up, what waits, what nobody knows."""

    given_up: Sequence[Outbox]
    waiting: Sequence[Outbox]
    doubtful: Sequence[Delivery]


def read_work(ctx: Context) -> Work:
    """The newest of each."""
    ctx.require(Permission.ADMIN_JOBS_READ)
    return Work(
        given_up=oversight.stuck_jobs(ctx.session),
        waiting=oversight.waiting_jobs(ctx.session),
        doubtful=oversight.uncertain_deliveries(ctx.session),
    )


def anything_given_up(ctx: Context) -> bool:
    """Whether some work was given up and waits for a person."""
    return bool(oversight.stuck_jobs(ctx.session, 1))
