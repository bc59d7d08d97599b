"""How often data that processes keep in memory was changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dialect import insert_adding
from models.reference import Edition

REGISTER = "register"


def edition(session: Session, name: str) -> int:
    """The number of changes so far; 0 before the first."""
    return session.scalar(select(Edition.number).where(Edition.name == name)) or 0


def next_edition(session: Session, name: str) -> None:
    """Count one more change; whoever keeps the data reads it anew."""
    insert_adding(session, Edition, ("name",), "number", [{"name": name, "number": 1}])
