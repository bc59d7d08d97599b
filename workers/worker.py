"""The worker: RQ's own, with program and model loaded before it forks.

A job runs in a fork. What the parent has loaded need not be loaded again: 36 ms a job instead
of 169. The parent reads the database at its start and when a model was promoted, never between,
and keeps no connection over a fork.
"""

import datetime as dt
import logging
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker
from rq.job import Job
from rq.queue import Queue
from rq.registry import StartedJobRegistry
from rq.worker import BaseWorker
from sqlalchemy.exc import SQLAlchemyError

from models.session import close_database
from pakn.adapters.queue import QUEUE_NAME
from pakn.composition import System, build
from pakn.composition_classifier import with_classifier
from pakn.rules.local_time import local_date
from pakn.services.artefacts import router_in_use
from pakn.services.context import SYSTEM, NotFound
from pakn.settings import Settings
from workers.faults import describe
from workers.program import use
from workers.signals import end_on_signals, end_with_parent

# Short, so that a worker killed together with its job is noticed in a minute and a half.
_WORKER_TTL = 60
_MONITORING_INTERVAL = 10
_MAINTENANCE_INTERVAL = 30
# INT and TERM end everything within 4 s: this long a running job may finish.
_GRACE_SECONDS = 1.5
_RECONNECT_SECONDS = 1.0
_FAR_FUTURE = 2.0**40
_ANY_TEXT = "Thủ tục"

log = logging.getLogger(__name__)


def main(settings: Settings) -> int:
    """Work until INT or TERM, however often Redis goes away and comes back."""
    end_on_signals()
    system = with_classifier(build(settings))
    use(system)
    with system.app.app_context():
        load_model(system)
    while True:
        worker = None
        try:
            recover(system.redis())
            # A client of its own: RQ waits on it for longer than other answers may take, and
            # only a connection that was not opened before gets the longer patience.
            worker = _worker(system, system.redis())
            worker.work(logging_level=None)
        except (RedisError, OSError) as error:
            log.warning("Redis unreachable: %s", describe(error))
        if worker is not None and worker.stopping:
            return 0
        end_on_signals()  # RQ's handlers belonged to the worker that ended
        time.sleep(_RECONNECT_SECONDS)


def load_model(system: System) -> None:
    """Load the model in use, if there is one, and let go of the database again.

    It is asked once, so that what it looks up for the day is at hand in every fork as well.
    Where that fails nothing is lost: a job that needs the model loads it itself, or waits.
    """
    ctx = system.viewing(SYSTEM)
    try:
        router_in_use(ctx).suggest_many([_ANY_TEXT], ctx.today)
    except NotFound:
        log.info("no model was trained yet")
    except (SQLAlchemyError, ValueError) as error:
        log.warning("no model loaded: %s", describe(error))
    finally:
        close_database()


def recover(redis: Redis) -> None:
    """Take note of workers that were killed, and of the jobs they left when none is alive.

    The rows of such jobs are pushed again by the sweep once their lease has run out.
    """
    alive = 0
    for other in Worker.all(connection=redis):
        if _lives(other):
            alive += 1
        else:
            log.warning("worker %s was killed", other.name)
            other.register_death()  # type: ignore[no-untyped-call]
    if not alive:
        registry = StartedJobRegistry(QUEUE_NAME, connection=redis)
        registry.cleanup(timestamp=_FAR_FUTURE)


def _lives(other: BaseWorker) -> bool:
    """Whether a registered worker lives; of another host's only its own heartbeat can tell."""
    if other.hostname != socket.gethostname() or not other.pid:
        return True
    try:
        os.kill(other.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return other.pid != os.getpid()


def _worker(system: System, redis: Redis) -> "PaknWorker":
    worker = PaknWorker(
        [QUEUE_NAME],
        connection=redis,
        worker_ttl=_WORKER_TTL,
        job_monitoring_interval=_MONITORING_INTERVAL,
        maintenance_interval=_MAINTENANCE_INTERVAL,
        log_job_description=False,
    )
    worker.system, worker.model_day = system, local_date(system.ports.clock.now())
    return worker


class PaknWorker(Worker):
    """RQ's forking worker, which knows of promoted models and ends in time.

    Attributes:
        system: the program its jobs run on.
        model_day: the day the model was last made ready for.
        stopping: INT or TERM came.
    """

    system: System
    model_day: dt.date
    stopping = False
    log_result_lifespan = False
    max_connection_wait_time = 2.0

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """End at once when idle; a running job has a moment to finish, then it is killed."""
        # Noted first: on its way out RQ says goodbye to Redis, and where that is gone as well the
        # failure takes the place of the exit.
        self.stopping = self._stop_requested = True
        if not self.horse_pid:
            sys.exit(0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        last_word = threading.Timer(_GRACE_SECONDS, self.kill_horse)
        last_word.daemon = True
        last_word.start()

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run a job in a fork, with the model in use loaded before."""
        self._load_promoted_model()
        try:
            super().execute_job(job, queue)
        except RedisError:
            # Without Redis RQ lets go of its fork, whose work goes on: wait for its end.
            if self.horse_pid:
                self.wait_for_horse()
            raise

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Work in the fork, and never outlive the parent: what is left undone is claimed anew."""
        end_with_parent(signal.SIGKILL)
        super().main_work_horse(job, queue)

    def subscribe(self) -> None:
        """Take no commands over Redis: no thread lives beside the forks."""

    def unsubscribe(self) -> None:
        """Nothing was subscribed to."""

    def _load_promoted_model(self) -> None:
        announced, ports = self.system.ports.queue.announced_model(), self.system.ports
        today = local_date(ports.clock.now())
        promoted = announced is not None and ports.routers.cached(announced) is None
        if promoted or today != self.model_day:
            self.model_day = today
            with self.system.app.app_context():
                load_model(self.system)
