"""The way through Redis and the worker's parent, on a real Redis."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue, Worker
from rq.job import Job

from models.base import db
from pakn.adapters.queue import JOB, QUEUE_NAME
from pakn.composition import System
from pakn.composition_classifier import with_classifier
from pakn.ports import Push
from pakn.rules.states import Role
from pakn.services.artefacts import promote, router_in_use, store_artefact
from pakn.services.context import SYSTEM
from routing.artefact import Artefact
from tests.factories.jobs import row_of, write_row
from tests.factories.models import put_into_use
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.processes import redis_running
from tests.factories.reading import fresh
from tests.factories.register import TODAY, end
from tests.factories.system import moved_on
from workers.relay import sweep
from workers.tick import tick
from workers.worker import PaknWorker, load_model, recover


@pytest.fixture
def redis(instance: Path) -> Iterator[Redis]:
    with redis_running(instance) as client:
        yield client


def _waiting(redis: Redis) -> list[str]:
    return list(Queue(QUEUE_NAME, connection=redis).job_ids)


def _worker(system: System, redis: Redis) -> PaknWorker:
    worker = PaknWorker([QUEUE_NAME], connection=redis)
    worker.system, worker.model_day = system, system.viewing(SYSTEM).today
    return worker


def test_a_burst_of_one_batchable_kind_makes_one_job(system: System, redis: Redis) -> None:
    for _ in range(3):
        file_one(system)
    assert _waiting(redis) == ["outbox_1_0", "outbox_2_0"]
    names = [Job.fetch(name, connection=redis).func_name for name in _waiting(redis)]
    assert names == [JOB, JOB]


def test_when_a_job_has_arrived_the_next_row_gets_one_of_its_own(
    system: System, redis: Redis
) -> None:
    queue = system.ports.queue
    for kind, first, second in (("suggest", 1, 2), ("daily_root", 3, 3)):
        assert queue.push([Push(first, kind, 0)])
        queue.push([Push(second, kind, 1)])
        assert len(_waiting(redis)) == 1
        queue.arrived(Push(first, kind, 0))
        queue.push([Push(second, kind, 1)])
        assert _waiting(redis) == [f"outbox_{first}_0", f"outbox_{second}_1"]
        Queue(QUEUE_NAME, connection=redis).empty()  # type: ignore[no-untyped-call]


def test_rows_of_a_kind_that_is_not_batchable_get_a_job_each(system: System, redis: Redis) -> None:
    system.ports.queue.push([Push(number, "daily_root", 0) for number in (1, 2)])
    assert _waiting(redis) == ["outbox_1_0", "outbox_2_0"]


def test_the_sweep_pushes_what_is_due_and_nothing_else(system: System, redis: Redis) -> None:
    write_row(system, "drop_drafts", run_at=moved_on(system, hours=1).ports.clock.now())
    assert (sweep(system), _waiting(redis)) == (0, [])
    assert sweep(moved_on(system, hours=1)) == 1
    assert _waiting(redis) == [f"outbox_{row_of('drop_drafts').id}_0"]


def test_the_parent_loads_a_promoted_model_before_it_forks(
    system: System, redis: Redis, artefact: Artefact
) -> None:
    ready = with_classifier(system)
    load_model(ready)
    worker = _worker(ready, redis)
    worker._load_promoted_model()
    put_into_use(ready, artefact)
    sha = ready.ports.queue.announced_model()
    assert sha is not None
    assert ready.ports.routers.cached(sha) is None
    worker._load_promoted_model()
    assert ready.ports.routers.cached(sha) is not None
    assert db.engine.pool.checkedin() == 0, "no connection is kept over a fork"  # type: ignore[attr-defined]


def test_the_parent_loads_the_model_anew_after_a_change_of_agencies(
    system: System, redis: Redis, artefact: Artefact
) -> None:
    """A model carries the register it was loaded with (R18)."""
    ready = with_classifier(system)
    put_into_use(ready, artefact)
    worker = _worker(ready, redis)
    worker._load_promoted_model()
    before = ready.ports.queue.announced_model()
    assert before is not None
    assert ready.ports.routers.cached(before) is not None
    end(ready, person(ready, Role.ADMIN), "BXD", ("BTC", ""))
    after = ready.ports.queue.announced_model()
    assert after not in {None, before}
    worker._load_promoted_model()
    assert ready.ports.routers.cached(str(after)) is not None
    fresh()
    router = router_in_use(ready.viewing(SYSTEM))
    (said,) = router.suggest_many(["Xin cấp phép xây dựng nhà ở quá lâu"], TODAY)
    assert "BXD" not in {candidate["agency"] for candidate in said["candidates"]}


def test_the_tick_repeats_which_model_is_in_use(
    system: System, redis: Redis, artefact: Artefact
) -> None:
    with system.acting(SYSTEM) as ctx:
        store_artefact(ctx, artefact.version, artefact.to_bytes(), artefact.card)
        promote(ctx, artefact.version)
    announced = system.ports.queue.announced_model()
    redis.flushall()
    assert system.ports.queue.announced_model() is None
    tick(system, None)
    assert system.ports.queue.announced_model() == announced


@pytest.mark.sqlite  # empties the file
def test_a_parent_without_a_database_starts_all_the_same(system: System) -> None:
    (system.settings.instance / "pakn.db").write_bytes(b"")
    load_model(with_classifier(system))


def test_killed_workers_are_taken_off_the_list_and_living_ones_stay(redis: Redis) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name, pid in (("gone", gone.pid), ("living", os.getppid())):
        worker = Worker([QUEUE_NAME], connection=redis, name=name)
        worker.pid = pid
        worker.register_birth()  # type: ignore[no-untyped-call]
    recover(redis)
    assert [worker.name for worker in Worker.all(connection=redis)] == ["living"]
