"""Statements compiled once and handed straight to the driver.

SQLAlchemy spends more on one small INSERT than SQLite itself (0.2-0.3 ms against 0.02): under the
lock of SQLite's only writer that is the time everybody else waits. Here the compiling, the types
and the defaults are looked up once for each statement; the columns' own types still convert the
values, so what is stored is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, CursorResult, Date, Dialect, Insert, Table, Update, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base, UtcDateTime

Row = Mapping[str, Any]
Binding = Callable[[Any], Any]

_WANTED = "wanted"


class Prepared:
    """One INSERT or UPDATE for one kind of database.

    Args:
        statement: built on a table; its values come when it is run.
        names: the names of the values that `run` is given, columns and other parameters alike.
        dialect: of the database it will run on.
    """

    def __init__(self, statement: Insert | Update, names: Sequence[str], dialect: Dialect) -> None:
        table = statement.table
        assert isinstance(table, Table)
        defaults = _defaults(table) if isinstance(statement, Insert) else {}
        columns = {name for name in (*names, *defaults) if name in table.columns}
        compiled = statement.compile(dialect=dialect, column_keys=sorted(columns))
        self._sql = str(compiled)
        self._defaults = {name: make for name, make in defaults.items() if name not in names}
        binds: Mapping[str, Any] = getattr(compiled, "binds", {})
        order: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._positional = order is not None
        self._takes: list[tuple[str, Binding | None]] = [
            (name, _binding(binds[name].type, dialect)) for name in (order or binds)
        ]

    def run(self, session: Session, rows: Sequence[Row]) -> CursorResult[Any]:
        """Run it for one row or many; new objects, to which rows may refer, are sent first."""
        if session.new:
            session.flush()
        values = [self._values(row) for row in rows]
        given: Any = values[0] if len(values) == 1 else values
        return session.connection().exec_driver_sql(self._sql, given)

    def _values(self, row: Row) -> Any:
        if self._defaults:
            row = {**{name: make() for name, make in self._defaults.items()}, **row}
        values = [bind(row[name]) if bind is not None else row[name] for name, bind in self._takes]
        if self._positional:
            return tuple(values)
        return dict(zip((name for name, _ in self._takes), values, strict=True))


def insert_row(session: Session, table: type[Base], row: Row, *, giving: str = "id") -> Any:
    """Insert one row; gives back one of its columns.

    Args:
        session: the open transaction.
        table: where.
        row: values by column; the model's own defaults fill in what is left out.
        giving: the column to give back.
    """
    return _plain(table, tuple(row), giving, dialect_of(session)).run(session, (row,)).scalar_one()


def insert_rows(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        _plain(table, tuple(rows[0]), None, dialect_of(session)).run(session, rows)


def update_where(
    session: Session, table: type[Base], column: str, value: object, values: Row
) -> None:
    """Change columns of the rows with this value; objects that are loaded stay as they are.

    Args:
        session: the open transaction.
        table: where.
        column: by which the rows are found; not one of those that change.
        value: what stands in it.
        values: the new values by column.
    """
    statement = _where(table, column, tuple(values), dialect_of(session))
    statement.run(session, ({**values, _WANTED: value},))


def dialect_of(session: Session) -> Dialect:
    """The dialect of the database that a session writes to."""
    return session.get_bind().dialect


def insert_of(dialect: Dialect, table: type[Base]) -> Any:
    """The dialect's own INSERT, which knows ON CONFLICT."""
    own = postgresql if dialect.name == "postgresql" else sqlite
    return own.insert(table.__table__)


@lru_cache(maxsize=64)
def _where(table: type[Base], column: str, names: tuple[str, ...], dialect: Dialect) -> Prepared:
    own = table.__table__
    assert isinstance(own, Table)
    wanted = bindparam(_WANTED, type_=own.c[column].type)
    return Prepared(own.update().where(own.c[column] == wanted), (*names, _WANTED), dialect)


@lru_cache(maxsize=256)
def _plain(
    table: type[Base], names: tuple[str, ...], giving: str | None, dialect: Dialect
) -> Prepared:
    statement = insert_of(dialect, table).inline()
    if giving is not None:
        statement = statement.returning(table.__table__.c[giving])
    return Prepared(statement, names, dialect)


def _defaults(table: Table) -> dict[str, Callable[[], Any]]:
    """What fills in each column that the model gives a default."""
    return {column.name: _default(column) for column in table.columns if column.default is not None}


def _default(column: Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


def _binding(kind: Any, dialect: Dialect) -> Binding | None:
    if isinstance(kind, UtcDateTime | Date):
        own: Any = type(kind)
        return _moments(own, dialect)
    return _processor(kind, dialect)


@lru_cache(maxsize=8)
def _moments(kind: Any, dialect: Dialect) -> Binding | None:
    """Moments and days of one act stand in many of its rows: each is written out once."""
    found = _processor(kind(), dialect)
    return None if found is None else lru_cache(maxsize=2048)(found)


def _processor(kind: Any, dialect: Dialect) -> Binding | None:
    found: Binding | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found
