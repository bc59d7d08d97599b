"""Typed settings, read from the environment once, here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


class Environment(StrEnum):
    """Where the program runs: `demo` has demo logins, `production` refuses what is unsafe."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class UnsafeSettings(ValueError):
    """The settings are wrong or not safe enough to start with; the message lists all of them."""


@dataclass(frozen=True)
class Settings:
    """Everything the program takes from its surroundings.

    Attributes:
        environment: demo, test or production.
        instance: folder for the database, Redis data, spooled mail and keys of this installation.
        database_url: SQLAlchemy address.
        redis_url: address of a Redis server, or None for the embedded one.
        mail_url: `smtp://…`, `smtps://…` or `spool:` (files under `instance/mail`).
        sms_url: `spool:` (files under `instance/sms`) or `off`; no gateway is connected yet.
        base_url: the address people see, used in messages; without a trailing slash.
        host, port: what the web server listens on.
        secret: root key of all encryption and MACs, or None to keep one under `instance`.
        web_workers, web_threads: processes and threads of the web server.
        trusted_proxies: how many reverse proxies stand before the web server.
        rate_limits: whether requests are limited by address; off only for measurements.
    """

    environment: Environment
    instance: Path
    database_url: str
    redis_url: str | None
    mail_url: str
    sms_url: str
    base_url: str
    host: str
    port: int
    secret: str | None
    web_workers: int
    web_threads: int
    trusted_proxies: int
    rate_limits: bool

    @property
    def is_demo(self) -> bool:
        """Whether demo accounts exist and future moments may be played."""
        return self.environment is Environment.DEMO

    @property
    def may_play_future(self) -> bool:
        """Whether `jobs run --as-of` may be given a moment that has not come."""
        return self.environment is not Environment.PRODUCTION

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is an SQLite file."""
        return self.database_url.startswith("sqlite")

    @property
    def redis_socket(self) -> Path:
        """The private Unix socket of the embedded Redis."""
        return self.instance / "redis.sock"

    @property
    def redis_address(self) -> str:
        """Where Redis is reached, embedded or not."""
        return self.redis_url or f"unix://{self.redis_socket}"

    @property
    def limiter_storage(self) -> str:
        """The same Redis in the form that Flask-Limiter takes (`redis+unix://`)."""
        address = self.redis_address
        return f"redis+{address}" if address.startswith("unix://") else address


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        environ: variables to read instead of the process's own (tests).

    Raises:
        UnsafeSettings: a value cannot be read, or production lacks what it needs.
    """
    env = os.environ if environ is None else environ
    name = env.get("PAKN_ENV", "demo")
    if name not in set(Environment):
        raise UnsafeSettings(f"PAKN_ENV must be demo, test or production, not {name!r}")
    instance = Path(env.get("PAKN_INSTANCE", str(ROOT / "instance"))).resolve()
    port = _number(env, "PORT", 8000)
    # Short messages that nobody receives must not look sent: production says `off` by itself.
    no_sms = "off" if name == Environment.PRODUCTION else "spool:"
    settings = Settings(
        environment=Environment(name),
        instance=instance,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{instance / 'pakn.db'}",
        redis_url=env.get("REDIS_URL") or None,
        mail_url=env.get("MAIL_URL") or "spool:",
        sms_url=env.get("SMS_URL") or no_sms,
        base_url=(env.get("PAKN_BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        host=env.get("PAKN_HOST", "127.0.0.1"),
        port=port,
        secret=env.get("PAKN_SECRET") or None,
        web_workers=_number(env, "PAKN_WEB_WORKERS", 2),
        web_threads=_number(env, "PAKN_WEB_THREADS", 8),
        trusted_proxies=_number(env, "PAKN_TRUSTED_PROXIES", 0),
        rate_limits=env.get("PAKN_RATE_LIMITS", "on") != "off",
    )
    _refuse_unsafe(settings)
    return settings


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdigit():
        raise UnsafeSettings(f"{name} must be a whole number, not {text!r}")
    return int(text)


def _refuse_unsafe(settings: Settings) -> None:
    faults = []
    if settings.redis_url is None and len(str(settings.redis_socket).encode()) > 107:
        faults.append(f"the path of {settings.redis_socket} is too long for a socket")
    if settings.sms_url not in ("spool:", "off"):
        faults.append("SMS_URL must be spool: or off")
    if settings.environment is Environment.PRODUCTION:
        if len(settings.secret or "") < 32:
            faults.append("PAKN_SECRET must have at least 32 characters")
        if urlsplit(settings.base_url).scheme != "https":
            faults.append("PAKN_BASE_URL must begin with https://")
        if not settings.rate_limits:
            faults.append("PAKN_RATE_LIMITS must not be off")
        if settings.mail_url == "spool:":
            faults.append("MAIL_URL must name a mail server")
        if settings.sms_url == "spool:":
            faults.append("SMS_URL must not be spool:")
    if faults:
        raise UnsafeSettings("; ".join(faults))
