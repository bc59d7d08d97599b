"""A PostgreSQL server of the tests' own: a folder under /tmp, a Unix socket, nothing else."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.factories.folders import remove

_SUPERUSER = "pakn"
_PATIENCE_SECONDS = 30
# Nothing of a test must outlive it, so nothing waits for a disk.
_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
)


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        folder: its data, its log and its socket.
    """

    folder: Path

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={self.folder}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Create a database, as a copy of another, and return its address."""
        # Written file by file: block by block through the log took twelve times as long.
        self._do("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database."""
        self._do("DROP DATABASE {} WITH (FORCE)", database)

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def binaries() -> Path | None:
    """The folder of the newest server that is installed; None when there is none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0))
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server of one's own, and end it with everything it stored.

    Args:
        programs: the folder of `initdb` and `postgres`.
    """
    folder = Path(tempfile.mkdtemp(prefix="pkpg", dir="/tmp"))
    try:
        account = _account(folder)
        _initialise(programs, folder, account)
        options = [word for one in _SETTINGS for word in ("-c", one)]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
                stderr=log,
                cwd=folder,
                **account,
            ) as process,
        ):
            try:
                _await(Server(folder), process)
                yield Server(folder)
            finally:
                process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
                process.wait(timeout=_PATIENCE_SECONDS)
    finally:
        remove(folder)


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: root lends it an account without rights."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, account: dict[str, Any]) -> None:
    done = subprocess.run(
        [
            *(programs / "initdb", "-D", folder / "data", "-U", _SUPERUSER, "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **account,
    )
    assert done.returncode == 0, done.stderr


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            assert process.poll() is None, (server.folder / "log").read_text(encoding="utf-8")
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
