"""The values of parameters as an administrator reads them: all dates, and who set them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import User
from models.reference import Parameter


@dataclass(frozen=True)
class ValueRow:
    """One value of a parameter and who set it; None where it came with the program."""

    row: Parameter
    set_by: str | None


def all_values(session: Session) -> list[Parameter]:
    """Every value of every parameter, oldest first: about sixty names, a few values each."""
    return list(session.scalars(select(Parameter).order_by(Parameter.name, Parameter.valid_from)))


def values_of(session: Session, name: str) -> list[ValueRow]:
    """Every value of one parameter, the newest day first."""
    rows = session.execute(
        select(Parameter, User.display_name)
        .outerjoin(User, User.id == Parameter.set_by_id)
        .where(Parameter.name == name)
        .order_by(Parameter.valid_from.desc())
    )
    return [ValueRow(row, who) for row, who in rows]
