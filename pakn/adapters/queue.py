"""The way from an outbox row to a worker: RQ on Redis."""

import logging
from collections.abc import Callable, Iterable, Sequence

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue as RqQueue

from pakn.ports import Push

QUEUE_NAME = "pakn"
JOB = "workers.jobs.run"
# A job's record in Redis is of no use after it ran: the truth is the outbox row.
_RESULT_TTL = 60
_FAILURE_TTL = 3600
_TIMEOUT = 300
_BATCH_FLAG_SECONDS = 5

log = logging.getLogger(__name__)


def batch_flag(kind: str) -> str:
    """The Redis key that says: a job for this batchable kind is on its way."""
    return f"pakn:batch:{kind}"


class RqOutboxQueue:
    """Pushes outbox rows as RQ jobs.

    For a batchable kind one waiting job is enough, since it claims every row there is: a flag in
    Redis, taken down by the job before it claims, keeps a burst of rows from making a burst of
    forks.
    """

    def __init__(self, connect: Callable[[], Redis], batchable: Iterable[str]) -> None:
        self._connect = connect
        self._batchable = frozenset(batchable)

    def push(self, rows: Sequence[Push]) -> bool:
        """Carry the rows to Redis; False, and a line in the log, when it cannot be reached."""
        try:
            redis = self._connect()
            queue = RqQueue(QUEUE_NAME, connection=redis)
            for row in rows:
                if row.kind in self._batchable and not redis.set(
                    batch_flag(row.kind), "1", nx=True, ex=_BATCH_FLAG_SECONDS
                ):
                    continue
                queue.enqueue(
                    JOB,
                    row.outbox_id,
                    job_id=f"outbox_{row.outbox_id}_{row.attempt}",
                    result_ttl=_RESULT_TTL,
                    failure_ttl=_FAILURE_TTL,
                    job_timeout=_TIMEOUT,
                )
        except (RedisError, OSError) as error:
            log.warning("queue unreachable, %d rows wait for the sweep: %s", len(rows), error)
            return False
        return True


def connect_redis(address: str) -> Redis:
    """A client that gives up quickly: a request must not wait for a Redis that is away."""
    return Redis.from_url(address, socket_connect_timeout=0.5, socket_timeout=2)
