"""The bare application as a running server, and a system whose workers stand still for a while."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from models.migrate import upgrade
from models.session import close_database
from pakn.cli.processes import web_command
from pakn.composition import build
from pakn.services.filing_inputs import Filing
from pakn.settings import ROOT, from_environment
from tests.bench.bare import FOLDER
from tests.bench.load import Measured, Request, UnexpectedAnswer, load
from tests.e2e.stack import Stack, free_port
from tests.factories.processes import until


@contextlib.contextmanager
def bare_running(folder: Path) -> Iterator[int]:
    """The bare application under the web server of the system; gives its port."""
    environ = {"PAKN_ENV": "test", "PAKN_INSTANCE": str(folder), "PORT": str(free_port())}
    settings = from_environment(environ)
    system = build(settings)
    with system.app.app_context():
        upgrade()
        close_database()
    command = [*web_command(settings)[:-1], "tests.bench.bare:create_app()"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, FOLDER: str(folder)})
    try:
        until(lambda: _answers(settings.port), 20)
        yield settings.port
    finally:
        process.terminate()
        process.wait(10)


def insert_load(port: int, filings: list[list[Filing]]) -> Measured:
    """The load of these petitions on the bare application."""
    return load(port, [[_insert(filing) for filing in mine] for mine in filings])


@contextlib.contextmanager
def workers_paused(stack: Stack) -> Iterator[None]:
    """Worker and tick of a system stopped by signal, and going on afterwards."""
    pids = [pid for part in ("worker", "tick") for pid in _processes(stack.process.pid, part)]
    assert len(pids) >= 2, "worker and tick are running"
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def _insert(filing: Filing) -> Request:
    body = urlencode({"title": filing.title, "content": filing.content})
    return Request("/", "POST", body=body, expects=302)


def _answers(port: int) -> bool:
    try:
        load(port, [[Request("/", expects=405)]], seconds=2)
    except (OSError, UnexpectedAnswer):
        return False
    return True


def _processes(pid: int, part: str) -> list[int]:
    """The processes below one that run a part of the program."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = []
    for child in map(int, below):
        words = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
        if words[:4] == [sys.executable, "-m", "pakn", part]:
            found.append(child)
        found += _processes(child, part)
    return found
