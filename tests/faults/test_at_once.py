"""The same work in several processes at once: its effects are stored once."""

import datetime as dt
from pathlib import Path

from redis import Redis
from rq import Queue
from rq.job import Job
from sqlalchemy import func, select

from models.jobs import Heartbeat, Outbox, Schedule, ScheduleRun
from models.session import end_read, read_session
from models.suggestions import Suggestion
from pakn.adapters.queue import JOB, QUEUE_NAME
from pakn.composition import System
from pakn.rules.schedules import Every, rule_values
from pakn.services.artefacts import promote, store_artefact
from pakn.services.context import SYSTEM
from tests.factories.jobs import deliveries, rows_of, write_row
from tests.factories.models import small_model
from tests.factories.petitions import file_one
from tests.factories.processes import redis_running, running, until

CASES = 6


def _ended(redis: Redis, jobs: list[Job]) -> bool:
    return all(job.get_status(refresh=True) in {"finished", "failed"} for job in jobs)


def test_the_same_jobs_twice_and_at_once_store_their_effects_once(
    suggesting: System, instance: Path
) -> None:
    for _ in range(CASES):
        file_one(suggesting)
    with redis_running(instance) as redis:
        queue = Queue(QUEUE_NAME, connection=redis)
        ids = [row.id for kind in ("suggest", "deliver") for row in rows_of(kind)]
        jobs = [queue.enqueue(JOB, row_id, result_ttl=600) for row_id in (*ids, *ids[::3])]
        with running("worker", instance), running("worker", instance):
            until(lambda: _ended(redis, jobs))
    assert {(row.state, row.attempt) for row in (*rows_of("suggest"), *rows_of("deliver"))} == {
        ("done", 1)
    }
    end_read()
    assert read_session().scalar(select(func.count()).select_from(Suggestion)) == CASES
    assert [delivery.state for delivery in deliveries()] == ["sent"] * CASES
    assert len(list((instance / "mail").glob("*.eml"))) == CASES


def test_several_ticks_write_each_moment_of_a_schedule_once(live: System, instance: Path) -> None:
    starts_at = live.ports.clock.now() - dt.timedelta(hours=5)
    with live.acting(SYSTEM) as ctx:
        ctx.session.add(
            Schedule(
                name="each_hour",
                kind="drop_drafts",
                rule=rule_values(Every(60)),
                enabled=True,
                starts_at=starts_at,
            )
        )
    with (
        redis_running(instance),
        running("tick", instance),
        running("tick", instance),
        running("tick", instance),
        running("worker", instance),
    ):
        until(lambda: rows_of("drop_drafts"))
        until(lambda: {row.state for row in rows_of("drop_drafts")} == {"done"})
    subjects = {row.subject for row in rows_of("drop_drafts")}
    moments = list(read_session().scalars(select(ScheduleRun.due_at)))
    assert 5 <= len(moments) <= 6
    assert len(set(moments)) == len(moments)
    assert subjects == {f"each_hour:{moment.isoformat()}" for moment in moments}
    assert {row.attempt for row in rows_of("drop_drafts")} == {1}
    assert read_session().get(Heartbeat, "tick") is not None


def test_a_worker_learns_of_a_promoted_model(suggesting: System, instance: Path) -> None:
    newer = small_model(seed=7)
    with redis_running(instance), running("worker", instance), running("tick", instance):
        file_one(suggesting)
        until(lambda: rows_of("suggest")[0].state == "done")
        with suggesting.acting(SYSTEM) as ctx:
            store_artefact(ctx, newer.version, newer.to_bytes(), newer.card)
            promote(ctx, newer.version)
        file_one(suggesting)
        until(lambda: {row.state for row in rows_of("suggest")} == {"done"})
    end_read()
    versions = read_session().scalars(select(Suggestion.model_version).order_by(Suggestion.case_id))
    assert list(versions)[1] == newer.version


def test_a_row_of_an_unknown_kind_is_given_up_by_a_real_worker(
    live: System, instance: Path
) -> None:
    with redis_running(instance), running("worker", instance):
        write_row(live, "from_a_newer_version")
        until(lambda: rows_of("from_a_newer_version")[0].state == "given_up")
    assert read_session().scalar(select(func.count()).select_from(Outbox)) == 1
