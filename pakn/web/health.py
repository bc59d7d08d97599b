"""Signs of life for operators: `/healthz` (live) and `/readyz` (able to work)."""

import datetime as dt
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from redis.exceptions import RedisError
from rq import Worker
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models.jobs import Heartbeat
from models.session import read_session
from pakn.rules.permissions import Permission
from pakn.web.access import allow
from pakn.web.acting import system
from pakn.web.security import limiter

blueprint = Blueprint("health", __name__)

# A tick beats every 15 s, an idle RQ worker at least once a minute.
_OLD_SECONDS = 120


@blueprint.get("/healthz")
@limiter.exempt
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def healthz() -> ResponseReturnValue:
    """The web server answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@limiter.exempt
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def readyz() -> ResponseReturnValue:
    """Database, Redis, worker and schedule; 503 when one of them is not well."""
    parts = signs_of_life()
    well = all(part["ok"] for part in parts.values())
    return jsonify(status="ok" if well else "degraded", **parts), 200 if well else 503


def signs_of_life() -> dict[str, dict[str, Any]]:
    """What `/readyz` says of each part: `ok`, and `age_seconds` or `error` where there is one."""
    return {"database": _database(), **_redis_and_worker(), "schedule": _schedule()}


def _database() -> dict[str, Any]:
    try:
        read_session().execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True}


def _redis_and_worker() -> dict[str, dict[str, Any]]:
    try:
        workers = Worker.all(connection=system().redis())
    except (RedisError, OSError) as error:
        gone = {"ok": False, "error": type(error).__name__}
        return {"redis": gone, "worker": gone}
    beats = [worker.last_heartbeat for worker in workers if worker.last_heartbeat]
    return {"redis": {"ok": True}, "worker": _age(max(beats, default=None))}


def _schedule() -> dict[str, Any]:
    try:
        beat = read_session().get(Heartbeat, "tick")
    except SQLAlchemyError as error:
        return {"ok": False, "error": type(error).__name__}
    return _age(beat.seen_at if beat else None)


def _age(seen_at: dt.datetime | None) -> dict[str, Any]:
    if seen_at is None:
        return {"ok": False, "age_seconds": None}
    aware = seen_at if seen_at.tzinfo else seen_at.replace(tzinfo=dt.UTC)
    age = (system().ports.clock.now() - aware).total_seconds()
    return {"ok": age < _OLD_SECONDS, "age_seconds": round(age, 1)}
