"""Real processes of the program, started and ended by tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from pakn.adapters.queue import connect_redis
from tests.factories.system import environment_for, settings_for

ROOT = Path(__file__).resolve().parent.parent.parent
_PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "from pakn.settings import from_environment; "
    "from workers.{part} import main; sys.exit(main(from_environment()))"
)
# What DESIGN §5 promises: INT and TERM end everything within this time.
ENDS_WITHIN = 4.0


def start(part: str, instance: Path, **environ: str) -> subprocess.Popen[bytes]:
    """Start `workers.<part>.main` as a process of its own, INT ignored as a script would."""
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM.format(part=part)],
        env={**os.environ, **environment_for(instance, **environ)},
        cwd=ROOT,
        process_group=0,
    )


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM, within: float = 20) -> int:
    """Send a signal and wait for the end, some seconds; returns the exit status."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


@contextmanager
def running(part: str, instance: Path, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, killed if it does not end when asked."""
    process = start(part, instance, **environ)
    try:
        yield process
    finally:
        end(process)


@contextmanager
def redis_running(instance: Path) -> Iterator[Redis]:
    """The embedded Redis of an instance, answering."""
    with running("embedded_redis", instance):
        redis = connect_redis(settings_for(instance).redis_address)
        until(lambda: answers(redis))
        try:
            yield redis
        finally:
            redis.close()


def catches(process: subprocess.Popen[bytes], number: int) -> bool:
    """Whether a process has a handler for a signal by now."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    mask = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(mask.split()[1], 16) >> (number - 1) & 1)


def answers(redis: Redis) -> bool:
    """Whether Redis answers now."""
    try:
        return bool(redis.ping())
    except RedisError:
        return False


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so; fails the test when it does not become so in time."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "what was waited for did not happen"
        time.sleep(0.05)
