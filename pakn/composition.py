"""The only place that chooses real parts and builds a Context from them.

Processes that need the classifier get it from `pakn.composition_classifier`, so that the web
server never imports scipy or scikit-learn (84 MB, 0.5 s).
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import Flask
from redis import Redis

from models import tables
from models.session import init_database, read_session, unit_of_work
from pakn.adapters.clock import SystemClock
from pakn.adapters.documents.office import TemplateDocuments
from pakn.adapters.files import FolderFiles
from pakn.adapters.inspection import ContentInspector
from pakn.adapters.keyring import DerivedKeyring, root_secret
from pakn.adapters.logs import log_to_stderr
from pakn.adapters.mail import SmtpMailer, SpoolMailer
from pakn.adapters.notices import FileNotices
from pakn.adapters.passwords import Argon2Passwords
from pakn.adapters.presence import RedisPresence
from pakn.adapters.queue import RqOutboxQueue, connect_redis
from pakn.adapters.roots import FileRootArchive
from pakn.adapters.routers_absent import NoRouters
from pakn.adapters.sms import SpoolSms
from pakn.adapters.table_files import TableFiles
from pakn.ports import Clock, Mailer, Ports, RouterSource, SmsSender
from pakn.rules.job_kinds import BATCHABLE
from pakn.services.context import Actor, Context
from pakn.settings import ROOT, Environment, Settings

EXTENSION = "pakn"
_MAIL_FROM = "PAKN <khong-tra-loi@pakn.invalid>"


@dataclass(frozen=True)
class System:
    """The composed program: settings, parts, and the two ways to act on it.

    Attributes:
        app: the bare Flask application that holds the database; the web adds its pages to it.
    """

    app: Flask
    settings: Settings
    ports: Ports

    @contextmanager
    def acting(
        self, actor: Actor, *, request_id: str | None = None, now: dt.datetime | None = None
    ) -> Iterator[Context]:
        """One act: a transaction of its own, committed when the block ends without an exception.

        Args:
            actor: who acts, in which role.
            request_id: ties the act to the request or job it came from.
            now: the moment to take for now, when a date is being played.
        """
        with unit_of_work() as session:
            yield Context(
                actor=actor,
                now=now or self.ports.clock.now(),
                request_id=request_id or new_request_id(),
                session=session,
                ports=self.ports,
            )

    def viewing(self, actor: Actor, *, request_id: str | None = None) -> Context:
        """A context for reading; nothing done with it is ever committed."""
        return Context(
            actor=actor,
            now=self.ports.clock.now(),
            request_id=request_id or new_request_id(),
            session=read_session(),
            ports=self.ports,
        )

    def redis(self) -> Redis:
        """A client of the Redis in use."""
        return connect_redis(self.settings.redis_address)

    def with_routers(self, routers: RouterSource) -> "System":
        """The same program with a classifier (workers, command line)."""
        return self._put(replace(self.ports, routers=routers))

    def with_clock(self, clock: Clock) -> "System":
        """The same program on another clock (playing a date, tests)."""
        return self._put(replace(self.ports, clock=clock))

    def _put(self, ports: Ports) -> "System":
        system = replace(self, ports=ports)
        self.app.extensions[EXTENSION] = system
        return system


def build(settings: Settings) -> System:
    """Compose the program; nothing is read from the database yet."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "pakn",
        root_path=str(ROOT / "pakn"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "pakn" / "static"),
        instance_path=str(settings.instance),
    )
    lock = settings.instance / "write.lock" if settings.is_sqlite else None
    init_database(app, settings.database_url, write_lock=lock)
    assert tables.metadata.tables, "every table is known before the first query"
    system = System(app=app, settings=settings, ports=_ports(settings))
    app.extensions[EXTENSION] = system
    return system


def log_redacted(request_id: Callable[[], str | None] = lambda: None) -> None:
    """Have this process log without citizens' text; `request_id` tells what is being served."""
    log_to_stderr(request_id)


def new_request_id() -> str:
    """A fresh id for a request or a job."""
    return uuid.uuid4().hex[:16]


def _ports(settings: Settings) -> Ports:
    # Tests sign in often; a cheap hash there keeps them honest and quick.
    cheap = settings.environment is Environment.TEST
    redis = lru_cache(maxsize=1)(lambda: connect_redis(settings.redis_address))
    return Ports(
        clock=SystemClock(),
        keys=DerivedKeyring({1: root_secret(settings.secret, settings.instance)}),
        passwords=Argon2Passwords(time_cost=1, memory_cost=1024) if cheap else Argon2Passwords(),
        queue=RqOutboxQueue(redis, BATCHABLE),
        mailer=_mailer(settings),
        sms=_sms(settings),
        notices=FileNotices(ROOT / "templates" / "mail"),
        roots=FileRootArchive(settings.instance / "roots.txt"),
        routers=NoRouters(),
        files=FolderFiles(settings.instance / "files"),
        inspector=ContentInspector(),
        documents=TemplateDocuments(ROOT / "templates"),
        tables=TableFiles(),
        presence=RedisPresence(redis),
        base_url=settings.base_url,
        mail_from=_MAIL_FROM,
    )


def _mailer(settings: Settings) -> Mailer:
    if settings.mail_url == "spool:":
        return SpoolMailer(settings.instance / "mail")
    return SmtpMailer(settings.mail_url)


def _sms(settings: Settings) -> SmsSender | None:
    """No gateway is connected yet: `spool:` is for trying the system out, `off` for real use."""
    return SpoolSms(settings.instance / "sms") if settings.sms_url == "spool:" else None
