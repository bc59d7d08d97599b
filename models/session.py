"""The two ways to the database: `read_session()` and `unit_of_work()`, the program's only commit.

SQLite loses updates in the driver's default mode and answers "database is locked" when a reader
upgrades to a writer. So the driver's own transactions are off; readers begin deferred; a writer
takes a file lock first and then begins IMMEDIATE, on a session of its own.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from models.base import db

_WRITE_LOCK = "PAKN_WRITE_LOCK"
_SQLITE_OPTIONS = {"connect_args": {"isolation_level": None, "timeout": 15}}


def init_database(app: Flask, url: str, *, write_lock: Path | None) -> None:
    """Attach the database to a Flask app.

    Args:
        app: the application, bare or with routes.
        url: an SQLAlchemy address, `sqlite:///…` or `postgresql://…`.
        write_lock: the file that SQLite writers lock before BEGIN; None where rows are locked
            by the database itself (PostgreSQL).
    """
    sqlite = url.startswith("sqlite")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": 16,
        # Errors are logged, and values of statements are citizens' texts.
        "hide_parameters": True,
        **(_SQLITE_OPTIONS if sqlite else {"pool_pre_ping": True}),
    }
    app.config[_WRITE_LOCK] = write_lock
    db.init_app(app)
    with app.app_context():
        _tune(db.engine)


def _tune(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
    # A pool used before a fork breaks the children: they must open connections of their own.
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA cache_size=-32000")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("pakn_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def read_session() -> Session:
    """The session for reading, one for each application context; nothing may commit it."""
    return db.session()


def end_read() -> None:
    """End the reading transaction, so that what follows sees what others committed meanwhile."""
    db.session.rollback()


def close_database() -> None:
    """End the reading session and close every connection: before a fork, and at the end."""
    db.session.remove()
    db.engine.dispose()


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """One transaction on a session of its own: all of it is stored, or none.

    Yields:
        the session to write with. Leaving the block commits; an exception rolls back and goes on.
        After the commit, functions added by `after_commit` run in order.
    """
    with _write_lock(current_app.config[_WRITE_LOCK]):
        engine = db.engine.execution_options(pakn_write=True)
        with Session(engine, expire_on_commit=False) as session:
            session.info["after_commit"] = []
            with session.begin():
                yield session
            after: list[Callable[[], object]] = session.info["after_commit"]
    for call in after:
        call()


def after_commit(session: Session, call: Callable[[], object]) -> None:
    """Have `call` run once this unit of work is committed; it is forgotten on rollback."""
    session.info["after_commit"].append(call)


@contextmanager
def _write_lock(path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    # A descriptor of its own, so that the lock also holds between threads of one process.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
