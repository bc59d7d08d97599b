"""Real processes of the program, started and ended by tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from pakn.adapters.queue import connect_redis
from tests.factories.system import environment_for, settings_for
from workers.embedded_redis import command

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


_redis_program: list[Path] = []


def use_redis(program: Path | None) -> None:
    """Let tests start this Redis server instead of the embedded one; None for that again."""
    _redis_program[:] = [] if program is None else [program]


@contextmanager
def own_server(instance: Path) -> Iterator[str | None]:
    """The Redis server given for this run, on the socket of an instance.

    Yields:
        Its address as REDIS_URL takes it; None where none was given.
    """
    if not _redis_program:
        yield None
        return
    settings = settings_for(instance)
    words = [str(_redis_program[0]), *command(settings)[1:]]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, process_group=0) as server:
        try:
            yield settings.redis_address
        finally:
            server.terminate()


@contextmanager
def redis_running(instance: Path) -> Iterator[Redis]:
    """The Redis of an instance, answering: the embedded one, or the one given for this run."""
    with ExitStack() as open_ones:
        if open_ones.enter_context(own_server(instance)) is None:
            open_ones.enter_context(running("embedded_redis", instance))
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
