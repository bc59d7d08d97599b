"""A bare Flask application that stores the same rows and does nothing else.

What submitting costs is judged beside it: the same web server with as many processes and threads,
the same database settings, the rows of a petition by SQLAlchemy in one transaction. No pages, no
form, no checks, no CSRF, no limits, no encryption, no number, no search index, no history chain.
"""

import datetime as dt
import gc
import itertools
import os
import sys
from pathlib import Path

from flask import Flask, request

from models import tables
from models.casework import Case
from models.history import Event
from models.intake import Petition
from models.jobs import Outbox
from models.people import Petitioner
from models.session import init_database, unit_of_work

FOLDER = "PAKN_BARE_FOLDER"

_numbers = itertools.count(1)


def create_app() -> Flask:
    """The application, on the database of the folder that the environment names."""
    assert tables.metadata.tables, "every table is known before the first query"
    folder = Path(os.environ[FOLDER])
    app = Flask("bare")
    init_database(app, f"sqlite:///{folder / 'pakn.db'}", write_lock=folder / "write.lock")
    app.post("/")(store)
    # As `wsgi.py` does for the system.
    sys.setswitchinterval(0.0005)
    gc.collect()
    gc.freeze()
    return app


def store() -> tuple[str, int]:
    """Store what was sent."""
    now = dt.datetime.now(dt.UTC)
    # Numbers of two processes never meet: each has a day range of its own.
    number = os.getpid() * 100_000 + next(_numbers)
    with unit_of_work() as session:
        petition = Petition(
            petitioner=Petitioner(kind="individual", name=b"1", key_version=1, created_at=now),
            received_on=now.date(),
            day_seq=number,
            received_at=now,
            channel="web",
            kind="report",
            subject="rule",
            title=request.form["title"],
            content=request.form["content"],
            content_hash=b"1" * 32,
            secret_key_version=1,
        )
        case = Case(petition=petition, state="received", received_on=now.date())
        session.add(case)
        session.flush()
        session.add(_event(case, now))
        session.add(_job(case, now))
        return str(case.id), 302


def _event(case: Case, now: dt.datetime) -> Event:
    return Event(
        chain=f"case:{case.id}",
        case_id=case.id,
        seq=1,
        payload_version=1,
        role="petitioner",
        action="file",
        request_id="bare",
        effective_at=now,
        recorded_at=now,
        payload="{}",
        mac=b"1" * 32,
    )


def _job(case: Case, now: dt.datetime) -> Outbox:
    # Far away: the ground's own workers must not take it up.
    return Outbox(
        kind="suggest",
        subject=f"bare:{case.id}",
        case_id=case.id,
        state="done",
        run_at=now,
        request_id="bare",
        created_at=now,
    )
