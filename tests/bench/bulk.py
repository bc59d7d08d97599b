"""What storing very many rows at once needs beside the rows, on both kinds of database."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from models.base import db
from models.casework import Case
from models.dialect import is_postgres
from models.history import Event
from models.intake import Petition
from models.jobs import Outbox
from models.people import Petitioner

COUNTED = (Petitioner, Petition, Case, Event, Outbox)
"""The tables that count their ids."""

_ENTER = text(
    "INSERT INTO search_fts(rowid, folded, public_folded)"
    " SELECT case_id, folded, public_folded FROM search_doc WHERE case_id BETWEEN :first AND :last"
)
_UNSAFE = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-256000")


@contextmanager
def bulk() -> Iterator[None]:
    """Storing what can be made again: SQLite does not wait for the disk, Python tidies up later.

    Connections are new ones inside, and new ones afterwards, as safe as ever.
    """
    engine = db.engine
    db.session.remove()
    engine.dispose()
    quick = engine.dialect.name == "sqlite"
    if quick:
        event.listen(engine, "connect", _unsafe)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if quick:
            event.remove(engine, "connect", _unsafe)
        db.session.remove()
        engine.dispose()


def _unsafe(connection: Any, _record: Any) -> None:
    for pragma in _UNSAFE:
        connection.execute(pragma)


def enter_texts(session: Session, cases: Sequence[int]) -> None:
    """Enter the texts of new cases, which follow one another, into the index.

    PostgreSQL does so by itself.
    """
    if cases and not is_postgres(session):
        session.execute(_ENTER, {"first": cases[0], "last": cases[-1]})


def go_on_counting(session: Session) -> None:
    """Let the database give out ids after the highest one; SQLite does so by itself."""
    if not is_postgres(session):
        return
    for table in COUNTED:
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        session.execute(select(func.setval(sequence, select(func.max(table.id)).scalar_subquery())))
