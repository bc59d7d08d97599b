"""The two databases' INSERT … ON CONFLICT, by one name."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def is_postgres(session: Session) -> bool:
    """Whether this session speaks to PostgreSQL (else SQLite)."""
    return session.get_bind().dialect.name == "postgresql"


def insert_into(session: Session, table: type[Base]) -> Any:
    """An INSERT of the session's own dialect, which knows `on_conflict_do_…`."""
    return postgresql.insert(table) if is_postgres(session) else sqlite.insert(table)
