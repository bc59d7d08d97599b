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
# How long a job may be on its way before another is pushed for the same row or kind.
_BATCH_FLAG_SECONDS = 5
_ROW_FLAG_SECONDS = 30
_MODEL_KEY = "pakn:champion"

log = logging.getLogger(__name__)


class RqOutboxQueue:
    """Pushes outbox rows as RQ jobs.

    A flag in Redis says that a job is on its way; the job takes it down before it claims. So the
    sweep, which pushes whatever is due again and again, does not fill the queue of a busy worker.
    For a batchable kind one flag stands for the whole kind, since one job claims every row there
    is: a burst of rows makes no burst of forks.
    """

    def __init__(self, connect: Callable[[], Redis], batchable: Iterable[str]) -> None:
        self._connect = connect
        self._batchable = frozenset(batchable)

    def push(self, rows: Sequence[Push]) -> bool:
        """Carry the rows to Redis; False, and a line in the log, when it cannot be reached."""
        try:
            redis = self._connect()
            queue = RqQueue(QUEUE_NAME, connection=redis)
            for row in self._one_for_each_flag(rows):
                if redis.set(self._flag(row), "1", nx=True, ex=self._flag_seconds(row)):
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

    def arrived(self, row: Push) -> None:
        """Take the flag of a row down; where Redis is away it ends by itself."""
        try:
            self._connect().delete(self._flag(row))
        except (RedisError, OSError) as error:
            log.warning("queue unreachable, the flag of %s stays: %s", row.kind, error)

    def announce_model(self, name: str) -> None:
        """Leave the name of the model in use for the workers' parents."""
        try:
            self._connect().set(_MODEL_KEY, name)
        except (RedisError, OSError) as error:
            log.warning("queue unreachable, the model is announced later: %s", error)

    def announced_model(self) -> str | None:
        """The name last left; None when there is none or Redis is away."""
        try:
            value = self._connect().get(_MODEL_KEY)
        except (RedisError, OSError):
            return None
        return value.decode() if isinstance(value, bytes) else None

    def _one_for_each_flag(self, rows: Sequence[Push]) -> list[Push]:
        return list({self._flag(row): row for row in reversed(rows)}.values())[::-1]

    def _flag(self, row: Push) -> str:
        whole_kind = row.kind in self._batchable
        return f"pakn:batch:{row.kind}" if whole_kind else f"pakn:row:{row.outbox_id}"

    def _flag_seconds(self, row: Push) -> int:
        return _BATCH_FLAG_SECONDS if row.kind in self._batchable else _ROW_FLAG_SECONDS


def connect_redis(address: str) -> Redis:
    """A client that gives up quickly: a request must not wait for a Redis that is away."""
    return Redis.from_url(address, socket_connect_timeout=0.5, socket_timeout=2)
