"""Processes killed in the middle of their work, and asked to end."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from rq import Worker
from sqlalchemy import func, select

from models.history import DailyRoot
from models.jobs import Heartbeat
from models.session import end_read, read_session
from pakn.composition import System
from tests.factories.jobs import deliveries, lease_runs_out, mailing_to, row_of, run_row, write_row
from tests.factories.petitions import file_one
from tests.factories.processes import (
    ENDS_WITHIN,
    answers,
    catches,
    end,
    redis_running,
    running,
    start,
    until,
)
from tests.factories.smtp import MailServer, mail_server

DUE = {"arguments": {"due_at": "2026-11-16T17:05:00+00:00"}}


def _horse(worker: subprocess.Popen[bytes]) -> int | None:
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    return int(children[0]) if children else None


def _kill_both(worker: subprocess.Popen[bytes]) -> None:
    horse = _horse(worker)
    assert horse is not None
    os.kill(worker.pid, signal.SIGKILL)
    os.kill(horse, signal.SIGKILL)
    worker.wait()


@contextmanager
def _stuck_at_the_archive(system: System) -> Iterator[Path]:
    """The archive of roots is a pipe that nobody reads: a daily root waits inside its work."""
    archive = system.settings.instance / "roots.txt"
    os.mkfifo(archive)
    yield archive
    archive.unlink(missing_ok=True)


def _roots() -> int:
    end_read()
    return read_session().scalar(select(func.count()).select_from(DailyRoot)) or 0


def _workers(redis: Redis) -> int:
    return Worker.count(connection=redis)


def test_worker_and_fork_killed_during_a_job_do_it_once_after_the_lease(
    live: System, instance: Path
) -> None:
    with redis_running(instance) as redis:
        row_id = write_row(live, "daily_root", **DUE)
        with _stuck_at_the_archive(live) as archive:
            worker = start("worker", instance)
            until(lambda: row_of("daily_root").state == "running" and _horse(worker))
            _kill_both(worker)
            archive.unlink()
        assert (row_of("daily_root").state, _roots()) == ("running", 0)
        lease_runs_out(live, row_id)
        with running("worker", instance), running("tick", instance):
            until(lambda: row_of("daily_root").state == "done")
            assert _workers(redis) == 1, "the killed worker is no longer counted"
    assert (row_of("daily_root").attempt, _roots()) == (2, 1)
    assert len((instance / "roots.txt").read_text().splitlines()) == 1


def test_a_fork_killed_during_a_job_leaves_its_worker_at_work(live: System, instance: Path) -> None:
    with redis_running(instance), running("worker", instance) as worker:
        with _stuck_at_the_archive(live) as archive:
            row_id = write_row(live, "daily_root", **DUE)
            until(lambda: row_of("daily_root").state == "running" and _horse(worker))
            horse = _horse(worker)
            assert horse is not None
            os.kill(horse, signal.SIGKILL)
            until(lambda: _horse(worker) is None)
            archive.unlink()
        lease_runs_out(live, row_id)
        with running("tick", instance):
            until(lambda: row_of("daily_root").state == "done")
        assert worker.poll() is None
    assert _roots() == 1


def test_killed_while_sending_is_uncertain_and_not_a_second_mail(
    live: System, instance: Path
) -> None:
    with redis_running(instance), mail_server(MailServer(silent=True)) as silent:
        worker = start("worker", instance, MAIL_URL=silent.url)
        file_one(live)
        assert silent.connected.wait(60)
        _kill_both(worker)
    assert [delivery.state for delivery in deliveries()] == ["sending"]
    with mail_server() as server:
        row_id = row_of("deliver").id
        lease_runs_out(live, row_id)
        for _ in range(2):
            run_row(mailing_to(live, server.url), row_id)
        assert server.taken == []
    assert [delivery.state for delivery in deliveries()] == ["uncertain"]
    assert row_of("deliver").state == "done"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_idle_processes_end_when_asked(live: System, instance: Path, number: int) -> None:
    with redis_running(instance) as redis:
        worker, tick = start("worker", instance), start("tick", instance)
        until(lambda: _workers(redis) == 1 and redis.info()["connected_clients"] >= 2)
        until(_ticks)
        assert end(tick, number, ENDS_WITHIN) == 0
        assert end(worker, number, ENDS_WITHIN) == 0
        assert _workers(redis) == 0


def _ticks() -> bool:
    end_read()
    return read_session().get(Heartbeat, "tick") is not None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_busy_worker_ends_in_time_and_its_row_is_not_lost(
    live: System, instance: Path, number: int
) -> None:
    with redis_running(instance), _stuck_at_the_archive(live):
        write_row(live, "daily_root", **DUE)
        worker = start("worker", instance)
        until(lambda: row_of("daily_root").state == "running" and _horse(worker))
        horse = _horse(worker)
        assert end(worker, number, ENDS_WITHIN) == 0
        assert not Path(f"/proc/{horse}").exists()
    assert (row_of("daily_root").state, _roots()) == ("running", 0)


def test_a_worker_waiting_for_redis_ends_when_asked(live: System, instance: Path) -> None:
    worker = start("worker", instance)
    until(lambda: catches(worker, signal.SIGTERM))
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(1.5)
    assert end(worker, within=ENDS_WITHIN) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_embedded_redis_ends_with_its_owner(live: System, instance: Path, number: int) -> None:
    redis = live.redis()
    owner = start("embedded_redis", instance)
    until(lambda: answers(redis))
    end(owner, number, ENDS_WITHIN)
    until(lambda: not answers(redis), seconds=4)
    redis.close()


@pytest.mark.embedded
def test_a_second_redis_on_the_same_instance_is_refused(live: System, instance: Path) -> None:
    with redis_running(instance) as redis:
        second = start("embedded_redis", instance)
        assert second.wait(60) == 2
        assert answers(redis)
