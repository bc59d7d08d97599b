"""The two databases' INSERT … ON CONFLICT, by one name.

Statements are built on the table and take their values when they are executed, so that each is
built and compiled once: building them anew was a third of the time of filing a petition.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Date, cast, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def is_postgres(session: Session) -> bool:
    """Whether this session speaks to PostgreSQL (else SQLite)."""
    return session.get_bind().dialect.name == "postgresql"


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
    statement = _once(is_postgres(session), table, tuple(keys), giving)
    return session.execute(statement, values).scalar()


def insert_adding(
    session: Session, table: type[Base], keys: Sequence[str], column: str, rows: Sequence[Any]
) -> None:
    """Insert rows of figures; where a key is there already its figure grows by the new one."""
    session.execute(_adding(is_postgres(session), table, tuple(keys), column), list(rows))


def insert_counting(
    session: Session, table: type[Base], keys: Sequence[str], column: str, row: dict[str, Any]
) -> int:
    """The same for one row; gives back the figure as it stands afterwards."""
    statement = _counting(is_postgres(session), table, tuple(keys), column)
    figure: int = session.execute(statement, row).scalar_one()
    return figure


def insert_into(session: Session, table: type[Base]) -> Any:
    """An INSERT of the session's own dialect, for what the two functions above do not fit."""
    return _insert(is_postgres(session), table)


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
        found = cast(column, JSON)
        for name in path[:-1]:
            found = found[name]
        return found[path[-1]].as_string()
    return func.json_extract(column, "$." + ".".join(path))


def text_as_day(session: Session, text: Any) -> ColumnElement[Any]:
    """A text 2026-11-22 as what a column of days takes; SQLite keeps days as such texts."""
    return cast(text, Date) if is_postgres(session) else text


def _insert(postgres: bool, table: type[Base]) -> Any:
    return (postgresql if postgres else sqlite).insert(table.__table__)


@lru_cache(maxsize=64)
def _once(postgres: bool, table: type[Base], keys: tuple[str, ...], giving: str) -> Any:
    statement = _insert(postgres, table).on_conflict_do_nothing(index_elements=list(keys))
    return statement.returning(table.__table__.c[giving])


@lru_cache(maxsize=64)
def _counting(postgres: bool, table: type[Base], keys: tuple[str, ...], column: str) -> Any:
    return _adding(postgres, table, keys, column).returning(table.__table__.c[column])


@lru_cache(maxsize=64)
def _adding(postgres: bool, table: type[Base], keys: tuple[str, ...], column: str) -> Any:
    statement = _insert(postgres, table)
    grown = table.__table__.c[column] + statement.excluded[column]
    return statement.on_conflict_do_update(index_elements=list(keys), set_={column: grown})
