"""Redis may be away, come back or be wiped: nothing is lost, nothing happens twice."""

from pathlib import Path

from rq import Worker
from sqlalchemy import select

from models.session import end_read, read_session
from models.suggestions import Suggestion
from pakn.adapters.queue import QUEUE_NAME
from pakn.composition import System
from tests.factories.jobs import deliveries, rows_of
from tests.factories.petitions import file_one
from tests.factories.processes import redis_running, running, until


def _suggested() -> list[int]:
    end_read()
    return list(read_session().scalars(select(Suggestion.case_id).order_by(Suggestion.case_id)))


def _sent(instance: Path) -> int:
    return len(list((instance / "mail").glob("*.eml")))


def _is_done() -> bool:
    return {row.state for kind in ("suggest", "deliver") for row in rows_of(kind)} == {"done"}


def test_what_was_filed_while_redis_was_away_is_done_when_it_comes(
    suggesting: System, instance: Path
) -> None:
    receipt = file_one(suggesting)
    assert rows_of("suggest")[0].state == "new"
    with redis_running(instance), running("worker", instance), running("tick", instance):
        until(_is_done)
    assert _suggested() == [receipt.case_id]
    assert _sent(instance) == 1


def test_worker_and_tick_outlive_a_redis_that_stops_between_commit_and_enqueue(
    suggesting: System, instance: Path
) -> None:
    with running("worker", instance) as worker, running("tick", instance) as tick:
        with redis_running(instance):
            first = file_one(suggesting)
            until(_is_done)
        second = file_one(suggesting)  # committed; nobody could be told
        assert [row.state for row in rows_of("suggest")] == ["done", "new"]
        with redis_running(instance):
            until(_is_done)
            assert worker.poll() is None
            assert tick.poll() is None
    assert _suggested() == [first.case_id, second.case_id]
    assert _sent(instance) == 2


def test_a_wiped_redis_loses_nothing(suggesting: System, instance: Path) -> None:
    with redis_running(instance) as redis:
        receipt = file_one(suggesting)
        assert redis.llen(f"rq:queue:{QUEUE_NAME}") == 2
        redis.flushall()
        with running("worker", instance), running("tick", instance):
            until(_is_done)
    assert _suggested() == [receipt.case_id]
    assert _sent(instance) == 1
    assert [delivery.state for delivery in deliveries()] == ["sent"]


def test_jobs_outlive_a_redis_that_is_killed(suggesting: System, instance: Path) -> None:
    with redis_running(instance):
        file_one(suggesting)
        # Its append-only file is written every second; a clean end writes it at once.
    with redis_running(instance) as redis:
        assert redis.llen(f"rq:queue:{QUEUE_NAME}") == 2
        with running("worker", instance):  # no tick: the jobs are Redis's own
            until(_is_done)


def test_a_busy_queue_is_not_filled_by_the_sweep(suggesting: System, instance: Path) -> None:
    """Without a worker the tick pushes a row again and again; one job each is waiting."""
    with redis_running(instance) as redis, running("tick", instance):
        for _ in range(5):
            file_one(suggesting)
        key = f"rq:queue:{QUEUE_NAME}"
        until(lambda: redis.get("pakn:champion"))
        assert 2 <= redis.llen(key) <= 4
        assert Worker.count(connection=redis) == 0
