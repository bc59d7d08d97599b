"""The two databases' INSERT … ON CONFLICT, by one name; each is built and compiled once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Date, Dialect, cast, func
from sqlalchemy.orm import Session

from models.base import Base
from models.prepared import Prepared, dialect_of, insert_of


def is_postgres(session: Session) -> bool:
    """Whether this session speaks to PostgreSQL (else SQLite)."""
    return dialect_of(session).name == "postgresql"


def insert_once(
    session: Session, table: type[Base], keys: Sequence[str], values: dict[str, Any], giving: str
) -> Any:
    """Insert a row unless one with the same key is there.

    Args:
        session: the open transaction.
        table: where.
        keys: the columns of the unique key.
        values: the row.
        giving: the column to give back.

    Returns:
        that column of the new row; None when there was one already.
    """
    statement = _once(dialect_of(session), table, tuple(keys), tuple(values), giving)
    return statement.run(session, (values,)).scalar()


def insert_adding(
    session: Session, table: type[Base], keys: Sequence[str], column: str, rows: Sequence[Any]
) -> None:
    """Insert rows of figures; where a key is there already its figure grows by the new one."""
    if rows:
        _adding(dialect_of(session), table, tuple(keys), column, tuple(rows[0])).run(session, rows)


def insert_counting(
    session: Session, table: type[Base], keys: Sequence[str], column: str, row: dict[str, Any]
) -> int:
    """The same for one row; gives back the figure as it stands afterwards."""
    statement = _counting(dialect_of(session), table, tuple(keys), column, tuple(row))
    figure: int = statement.run(session, (row,)).scalar_one()
    return figure


def insert_into(session: Session, table: type[Base]) -> Any:
    """An INSERT of the session's own dialect, for what the functions above do not fit."""
    return insert_of(dialect_of(session), table)


def local_day(session: Session, moment: Any, zone: str) -> ColumnElement[str]:
    """The local day of a stored moment, as text 2026-11-22, in the database itself.

    Args:
        session: says which database.
        moment: a column of moments.
        zone: the zone; SQLite knows none and adds Vietnam's seven hours, the same all year.
    """
    if is_postgres(session):
        return func.to_char(func.timezone(zone, moment), "YYYY-MM-DD")
    return func.date(moment, "+7 hours")


def json_text(session: Session, column: Any, *path: str) -> ColumnElement[str]:
    """A value inside a column of JSON text; NULL where it is missing."""
    if is_postgres(session):
        found: Any = cast(column, JSON)
        for name in path[:-1]:
            found = found[name]
        text: ColumnElement[str] = found[path[-1]].as_string()
        return text
    return func.json_extract(column, "$." + ".".join(path))


def text_as_day(session: Session, text: Any) -> ColumnElement[Any]:
    """A text 2026-11-22 as what a column of days takes; SQLite keeps days as such texts."""
    return cast(text, Date) if is_postgres(session) else text


@lru_cache(maxsize=64)
def _once(
    dialect: Dialect, table: type[Base], keys: tuple[str, ...], names: tuple[str, ...], giving: str
) -> Prepared:
    statement = insert_of(dialect, table).on_conflict_do_nothing(index_elements=list(keys))
    return Prepared(statement.inline().returning(table.__table__.c[giving]), names, dialect)


@lru_cache(maxsize=64)
def _counting(
    dialect: Dialect, table: type[Base], keys: tuple[str, ...], column: str, names: tuple[str, ...]
) -> Prepared:
    statement = _grown(dialect, table, keys, column)
    return Prepared(statement.inline().returning(table.__table__.c[column]), names, dialect)


@lru_cache(maxsize=64)
def _adding(
    dialect: Dialect, table: type[Base], keys: tuple[str, ...], column: str, names: tuple[str, ...]
) -> Prepared:
    return Prepared(_grown(dialect, table, keys, column).inline(), names, dialect)


def _grown(dialect: Dialect, table: type[Base], keys: tuple[str, ...], column: str) -> Any:
    statement = insert_of(dialect, table)
    grown = table.__table__.c[column] + statement.excluded[column]
    return statement.on_conflict_do_update(index_elements=list(keys), set_={column: grown})
