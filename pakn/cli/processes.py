"""`python -m pakn web|worker|tick|redis`: the programs that supervisord runs, one each."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from pakn.adapters.logs import log_to_stderr
from pakn.settings import ROOT, Settings, from_environment
from workers.signals import end_with_parent

_GRACEFUL_SECONDS = 1
# Suggestions and mail wait while somebody waits for a page; not so far behind that a worker keeps
# SQLite's write lock without ever getting the processor.
_BEHIND = 5
_ENTRIES = {
    "worker": "workers.worker",
    "tick": "workers.tick",
    "redis": "workers.embedded_redis",
}


def configure(parser: ArgumentParser) -> None:
    """No arguments: everything comes from the environment (docs/configuration.md)."""
    parser.set_defaults(act=_run)


def web_command(settings: Settings) -> list[str]:
    """How gunicorn is started: threads, the application loaded before the processes fork."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    options = {
        "--bind": f"{host}:{settings.port}",
        "--worker-class": "gthread",
        "--workers": str(settings.web_workers),
        "--threads": str(settings.web_threads),
        "--graceful-timeout": str(_GRACEFUL_SECONDS),
        "--log-level": "warning",
    }
    flags = ["--preload", "--no-control-socket"]
    words = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "gunicorn", *words, *flags, "wsgi:app"]


def _run(arguments: Namespace) -> int:
    end_with_parent()
    os.chdir(ROOT)
    settings = from_environment()
    if arguments.area == "web":
        _become(web_command(settings))
    log_to_stderr()
    if arguments.area == "worker":
        os.nice(_BEHIND)
    # Only this program's own module is imported: the worker's brings the classifier with it.
    status: int = import_module(_ENTRIES[arguments.area]).main(settings)
    return status


def _become(command: Sequence[str]) -> NoReturn:
    """Replace this process, so that the supervisor's signals reach the program itself."""
    os.execv(command[0], list(command))  # noqa: S606 - no shell on purpose
