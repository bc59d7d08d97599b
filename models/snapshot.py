"""The whole database at one moment: SQLite as one file, PostgreSQL as the rows of each table.

Both run beside the working system: SQLite's own backup interface, and one read-only transaction
that sees one moment.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select, text

from models.session import unit_of_work
from models.tables import metadata

_PAGES_AT_ONCE = 2000


class BrokenSnapshot(ValueError):
    """A copy of the database that SQLite itself finds damaged."""


def copy_sqlite(engine: Engine, target: Path) -> None:
    """Copy the database of an engine into a new file, whole, while others write."""
    with engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
        driver: Any = connection.connection.dbapi_connection
        driver.backup(copy, pages=_PAGES_AT_ONCE)
        # One file without a journal beside it, so that it can be carried away.
        copy.execute("PRAGMA journal_mode=DELETE")
    check_sqlite(target)


def check_sqlite(path: Path) -> None:
    """Have SQLite look through a file; raises BrokenSnapshot."""
    with closing(sqlite3.connect(path)) as copy:
        try:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise BrokenSnapshot(str(error)) from error
    if found != "ok":
        raise BrokenSnapshot(str(found))


def dump_tables(engine: Engine, folder: Path) -> list[str]:
    """Write the rows of every table of a PostgreSQL database into files `<table>.copy`.

    Returns:
        the names of the tables, in the order in which they must be loaded.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        for table in metadata.sorted_tables:
            with (folder / f"{table.name}.copy").open("wb") as file:
                for portion in _rows_out(connection, table):
                    file.write(portion)
    return [table.name for table in metadata.sorted_tables]


def load_tables(folder: Path) -> None:
    """Replace the rows of every table of a migrated PostgreSQL database; all or nothing."""
    tables = metadata.sorted_tables
    with unit_of_work() as session:
        connection = session.connection()
        names = ", ".join(f'"{table.name}"' for table in tables)
        connection.execute(text(f"TRUNCATE {names} CASCADE"))
        for table in tables:
            path = folder / f"{table.name}.copy"
            if path.exists():
                _rows_in(connection, table, path)
                _go_on_counting(connection, table)


def revision_of(engine: Engine) -> str:
    """The migration that a database stands at."""
    with engine.connect() as connection:
        revision: str = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar_one()
    return revision


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _rows_out(connection: Connection, table: Table) -> Iterator[bytes]:
    driver: Any = connection.connection.dbapi_connection
    statement = f'COPY "{table.name}" ({_columns(table)}) TO STDOUT'
    with driver.cursor() as cursor, cursor.copy(statement) as rows:
        for portion in rows:
            yield bytes(portion)


def _rows_in(connection: Connection, table: Table, path: Path) -> None:
    driver: Any = connection.connection.dbapi_connection
    statement = f'COPY "{table.name}" ({_columns(table)}) FROM STDIN'
    with path.open("rb") as file, driver.cursor() as cursor, cursor.copy(statement) as rows:
        while portion := file.read(1 << 20):
            rows.write(portion)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Ids that the database gives out go on after the highest one that was loaded."""
    if "id" not in table.columns:
        return
    highest = connection.execute(select(func.max(table.columns["id"]))).scalar()
    if highest is not None:
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        connection.execute(select(func.setval(sequence, highest)))
