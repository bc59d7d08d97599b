"""The whole system as `make run` starts it, on an instance of its own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.factories.databases import DATABASES
from tests.factories.processes import own_server

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 180
ENDS_WITHIN = 4.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Stack:
    """A running system.

    Attributes:
        address: where a browser goes.
        instance: its folder; mail is spooled in `instance/mail`.
        environ: the variables it was started with beside the suite's own.
    """

    instance: Path
    port: int
    process: subprocess.Popen[bytes]
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address of the home page, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def get_json(self, path: str) -> tuple[int, Any]:
        """Status and JSON of a path; status 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, ValueError):
            return 0, None
        finally:
            connection.close()

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> float:
        """Wait for `/readyz`; returns how long it took."""
        began = time.monotonic()
        while self.get_json("/readyz")[0] != 200:
            assert self.process.poll() is None, "the system ended while starting"
            assert time.monotonic() - began < seconds, f"not ready: {self.get_json('/readyz')}"
            time.sleep(0.1)
        return time.monotonic() - began

    def end(self, number: int = signal.SIGTERM) -> float:
        """Send a signal and wait for the end; returns how long it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - began

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m pakn …` on this system."""
        return subprocess.run(
            [sys.executable, "-m", "pakn", *words],
            cwd=ROOT,
            env=_environment(self.instance, self.port, self.environ),
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )


def start(instance: Path, port: int | None = None, **environ: str) -> Stack:
    """Start the system; it migrates, seeds and trains on its first start.

    `environ` adds variables to those of the suite, or replaces them.
    """
    port = port or free_port()
    with (instance / "serve.out").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "pakn", "serve"],
            cwd=ROOT,
            env=_environment(instance, port, environ),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    return Stack(instance, port, process, environ)


@contextlib.contextmanager
def running(instance: Path, **environ: str) -> Iterator[Stack]:
    """A ready system that ends with the block; `environ` as `start` takes it."""
    with own_server(instance) as redis:
        stack = start(instance, None, **({"REDIS_URL": redis} if redis else {}), **environ)
        try:
            stack.wait_until_ready()
            yield stack
        finally:
            if stack.process.poll() is None:
                stack.end()


def _environment(instance: Path, port: int, environ: Mapping[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        "PAKN_ENV": "demo",
        "PAKN_INSTANCE": str(instance),
        "PORT": str(port),
        "PAKN_WEB_WORKERS": "1",
        **DATABASES.environ(instance),
        **environ,
    }
