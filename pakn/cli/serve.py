"""`python -m pakn serve`: everything at once, prepared, supervised, in the foreground."""

import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from types import FrameType

from models.migrate import upgrade
from models.session import close_database
from pakn.cli.database import seed
from pakn.cli.instances import lock_instance
from pakn.cli.output import CommandFailed, say
from pakn.cli.supervision import configuration, last_words, log_folder
from pakn.composition import build
from pakn.labels.casework import ROLE
from pakn.services.artefacts import has_usable_model
from pakn.services.context import SYSTEM
from pakn.services.demo import demo_accounts
from pakn.settings import ROOT, Settings, from_environment
from workers.embedded_redis import server_binary
from workers.signals import end_with_parent

_READY_SECONDS = 60
_KILL_AFTER_SECONDS = 8


def configure(parser: ArgumentParser) -> None:
    """No arguments: everything comes from the environment (docs/configuration.md)."""
    parser.set_defaults(act=_serve)


def _serve(_arguments: Namespace) -> int:
    settings = from_environment()
    lock = lock_instance(settings.instance)
    _require_parts(settings)
    _require_free_port(settings)
    _prepare(settings)
    supervisord = _start(settings, lock)
    _pass_signals_on(supervisord)
    _wait_until_ready(settings, supervisord)
    _announce(settings)
    return 0 if supervisord.wait() in {0, -signal.SIGTERM} else 1


def _require_parts(settings: Settings) -> None:
    if settings.redis_url is None:
        try:
            found = os.access(server_binary(), os.X_OK)
        except FileNotFoundError:
            found = False
        if not found:
            raise CommandFailed(
                "Thiếu chương trình redis-server. Hãy chạy make setup, hoặc đặt REDIS_URL.",
                "The program redis-server is missing. Run make setup, or set REDIS_URL.",
            )


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CommandFailed(
                f"Không mở được cổng {settings.port} trên {settings.host} ({error.strerror}).",
                f"Port {settings.port} of {settings.host} cannot be opened; set PORT to another.",
            ) from error


def _prepare(settings: Settings) -> None:
    """Bring the database up to date and fill in what is missing; quick when nothing is."""
    # Redis starts later: what is written here waits in the outbox, and the sweep carries it.
    logging.getLogger("pakn.adapters.queue").setLevel(logging.ERROR)
    system = build(settings)
    with system.app.app_context():
        upgrade()
        seed(system, demo=settings.is_demo)
        trained = has_usable_model(system.viewing(SYSTEM))
        close_database()
    if not trained:
        _train()


def _train() -> None:
    """Train a model in a process of its own, which takes its 200 MB with it: the first one, or
    the first that a newer version of the program can read.
    """
    training = subprocess.run(
        [sys.executable, "-m", "pakn", "routing", "train"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if training.returncode:
        raise CommandFailed(
            "Không huấn luyện được mô hình gợi ý (xem thông báo ở trên).",
            "The first model could not be trained (see above).",
        )


def _start(settings: Settings, lock: int) -> subprocess.Popen[bytes]:
    path = settings.instance / "supervisord.conf"
    path.write_text(configuration(settings), encoding="utf-8")
    log = log_folder(settings) / "supervisord.out"
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - our own words only
            [sys.executable, "-m", "pakn.cli.supervise", "-n", "-c", str(path)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=(lock,),
            preexec_fn=end_with_parent,  # noqa: PLW1509 - no thread runs here
        )


def _pass_signals_on(supervisord: subprocess.Popen[bytes]) -> None:
    """INT and TERM end everything. Set here even where a script started us with INT ignored."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            supervisord.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def _wait_until_ready(settings: Settings, supervisord: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until:
        if supervisord.poll() is not None:
            break
        if _answers(settings):
            return
        time.sleep(0.1)
    ended_by_hand = supervisord.poll() == 0
    supervisord.terminate()
    with suppress(subprocess.TimeoutExpired):
        supervisord.wait(_KILL_AFTER_SECONDS)
    if ended_by_hand:
        raise SystemExit(0)
    say(last_words(settings))
    raise CommandFailed(
        f"Máy chủ không trả lời sau {_READY_SECONDS} giây; xem {log_folder(settings)}.",
        f"The server did not answer; see {log_folder(settings)}.",
    )


def _answers(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(settings: Settings) -> None:
    say(f"PAKN: {settings.base_url}")
    if settings.is_demo:
        say("Tài khoản thử nghiệm (tên và mật khẩu như nhau / name and password are the same):")
        for account in demo_accounts():
            if account.username == account.password:
                say(f"  {account.username:<18}{ROLE[account.role]}")
        say("Chuyên viên thứ hai: triage_officer.2 (mật khẩu triage_officer).")
        say("Đầu mối của từng cơ quan: agency_focal.btc, agency_focal.ubnd-01, …")
        say("  (mật khẩu / password: agency_focal)")
    say("Ctrl+C để dừng / to stop.")
