"""What supervisord is told: which programs, how they end, where their words go."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from pakn.settings import ROOT, Settings

_LOG_BYTES = "5MB"
_LOG_BACKUPS = 3
_LAST_LINES = 15

# Seconds between TERM and KILL. Together with supervisord's own second of waiting everything has
# ended within 4 s. What a worker leaves undone is a row with a lease: nothing is lost (DESIGN §2).
_STOP_SECONDS = {"web": 2, "worker": 1, "tick": 1, "redis": 1}


def log_folder(settings: Settings) -> Path:
    """Where the programs write."""
    return settings.instance / "log"


def program_names(settings: Settings) -> tuple[str, ...]:
    """The programs of this installation; Redis only where none was given by address."""
    names = ("web", "worker", "tick")
    return names if settings.redis_url else ("redis", *names)


def configuration(settings: Settings) -> str:
    """The text of `supervisord.conf`.

    Redis is a group of its own with the lower priority, so it starts first and ends last; the
    others form one group, because supervisord stops one group after the other.
    """
    log = log_folder(settings)
    sections = [
        _section(
            "supervisord",
            {
                "nodaemon": "true",
                "silent": "true",
                "logfile": str(log / "supervisord.log"),
                "logfile_maxbytes": _LOG_BYTES,
                "logfile_backups": str(_LOG_BACKUPS),
                "pidfile": str(settings.instance / "supervisord.pid"),
                "childlogdir": str(log),
            },
        )
    ]
    sections += [_program(name, log) for name in program_names(settings)]
    together = ",".join(name for name in program_names(settings) if name != "redis")
    sections.append(_section("group:pakn", {"programs": together, "priority": "20"}))
    return "\n".join(sections)


def last_words(settings: Settings) -> str:
    """The last lines of every program's log, for the person whose start failed."""
    found = []
    for name in (*program_names(settings), "supervisord"):
        path = log_folder(settings) / f"{name}.log"
        lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
        if lines:
            found.append("\n".join([f"--- {path}", *lines[-_LAST_LINES:]]))
    return "\n".join(found)


def _program(name: str, log: Path) -> str:
    return _section(
        f"program:{name}",
        {
            "command": f"{shlex.quote(sys.executable)} -m pakn {name}",
            "directory": str(ROOT),
            "priority": "10" if name == "redis" else "20",
            "autorestart": "true",
            # A program that ends sooner is started again more and more slowly, never given up.
            "startsecs": "5",
            "startretries": "1000",
            "stopsignal": "TERM",
            "stopwaitsecs": str(_STOP_SECONDS[name]),
            "stopasgroup": "false",
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": str(log / f"{name}.log"),
            "stdout_logfile_maxbytes": _LOG_BYTES,
            "stdout_logfile_backups": str(_LOG_BACKUPS),
        },
    )


def _section(title: str, values: Mapping[str, str]) -> str:
    # supervisord expands %(name)s everywhere, so a % of a path is doubled.
    lines = [f"{name}={value.replace('%', '%%')}" for name, value in values.items()]
    return "\n".join([f"[{title}]", *lines, ""])
