import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.databases import DATABASES
from tests.factories.processes import ENDS_WITHIN, ROOT, until
from tests.factories.system import environment_for


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def prepared(instance: Path, with_model: Path) -> Path:
    """An instance that was started before: migrated, seeded, with a model in use."""
    DATABASES.copy(with_model, instance)
    return instance


class Serving:
    """`python -m pakn serve`, started the way a script starts it: with INT ignored."""

    def __init__(self, instance: Path, port: int) -> None:
        self.instance = instance
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pakn", "serve"],
            cwd=ROOT,
            env={**os.environ, **environment_for(instance, PORT=str(port))},
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509
        )

    def answers(self) -> bool:
        """Whether the web server says that it lives."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            assert self.process.poll() is None, self.words()
            return False
        finally:
            connection.close()

    def words(self) -> str:
        """What it wrote on standard error, once it has ended."""
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()

    def parts(self) -> list[int]:
        """Every living process of this instance, `serve` itself included."""
        mine = f"PAKN_INSTANCE={self.instance}".encode()
        return [pid for pid in processes() if mine in environment_of(pid)]

    def end(self, number: int) -> float:
        """Send a signal; returns the seconds until the last process has ended."""
        began = time.monotonic()
        self.process.send_signal(number)
        until(lambda: self.process.poll() is not None and not self.parts())
        return time.monotonic() - began


def processes() -> list[int]:
    """Ids of all processes."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def environment_of(pid: int) -> list[bytes]:
    """The variables a process was started with; none when it is gone or somebody else's."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.fixture
def serving(prepared: Path, port: int) -> Iterator[Serving]:
    """The whole system, answering."""
    started = Serving(prepared, port)
    try:
        until(started.answers, seconds=60)
        yield started
    finally:
        for pid in started.parts():
            os.kill(pid, signal.SIGKILL)
        started.process.wait()
        assert started.process.stderr is not None
        started.process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_in_time(serving: Serving, number: int) -> None:
    programs = {"serve", "supervisord.conf", "redis", "worker", "tick", "wsgi:app"}
    until(lambda: programs <= {last_word(pid) for pid in serving.parts()})
    assert serving.end(number) < ENDS_WITHIN
    assert serving.process.returncode == 0
    assert f"PAKN: http://127.0.0.1:{serving.port}" in serving.words()


def last_word(pid: int) -> str:
    """The last word of a process's command line, without its folder."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    except OSError:
        return ""
    return words[-1].decode().rpartition("/")[2]


def test_nothing_survives_a_serve_that_was_killed(serving: Serving) -> None:
    serving.process.kill()
    serving.process.wait()
    until(lambda: not serving.parts(), seconds=10)


def test_a_worker_that_was_killed_is_there_again(serving: Serving) -> None:
    def workers() -> set[int]:
        return {pid for pid in serving.parts() if last_word(pid) == "worker"}

    until(workers)
    killed = workers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: workers() - killed)
    assert serving.answers()


def test_a_second_one_on_the_same_instance_or_port_is_told_so(
    serving: Serving, port: int, tmp_path: Path
) -> None:
    same_instance = refused(serving.instance, port + 1)
    assert "PAKN is already running on" in same_instance
    same_port = refused(tmp_path, port)
    assert f"Port {port} of 127.0.0.1 cannot be opened" in same_port
    assert serving.answers()


@pytest.mark.sqlite  # the file would lie there
def test_an_instance_that_cannot_be_written_is_named(tmp_path: Path, port: int) -> None:
    file = tmp_path / "file"
    file.touch()
    words = refused(file / "instance", port)
    assert "Không ghi được vào thư mục" in words
    assert "PAKN_INSTANCE" in words


def refused(instance: Path, port: int) -> str:
    """What `serve` says when it cannot start here."""
    done = subprocess.run(
        [sys.executable, "-m", "pakn", "serve"],
        cwd=ROOT,
        env={**os.environ, **environment_for(instance, PORT=str(port))},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()
