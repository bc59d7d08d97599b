"""What storing very many rows at once needs beside the rows, on both kinds of database."""

import contextlib
import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

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

FORKING = multiprocessing.get_context("fork")

Item = TypeVar("Item")

_ENTER = text(
    "INSERT INTO search_fts(rowid, folded, public_folded)"
    " SELECT case_id, folded, public_folded FROM search_doc WHERE case_id BETWEEN :first AND :last"
)
_UNSAFE = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-256000")


@contextlib.contextmanager
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


def ahead(*makers: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    """What the makers give, in turn, each in a process of its own and one ahead of who takes it.

    Args:
        makers: called there; no connection to the database may be open at this moment.
    """
    each = [_started(make) for make in makers]
    return (item for items in zip_longest(*each) for item in items if item is not None)


def _started(make: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    here, there = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_send_all, args=(make, there), daemon=True)
    process.start()
    there.close()
    return _received(process, here)


def _received(process: BaseProcess, here: Connection) -> Iterator[Any]:
    with contextlib.suppress(EOFError):
        while True:
            yield here.recv()
    process.join()
    assert process.exitcode == 0, "everything was made"


def _send_all(make: Callable[[], Iterable[Item]], there: Connection) -> None:
    for item in make():
        there.send(item)


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
