"""Reading the names of places, old and new; what was typed is split into words before (R18-R20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from models.reference import Commune, PlaceName


@dataclass(frozen=True)
class FoundPlace:
    """One name, and the units of today it stands for.

    Attributes:
        label: the name with what lies around it, as it was or is called.
        commune: today's name of the commune; None where only the province is known.
    """

    id: int
    label: str
    former: bool
    province_code: str
    commune_code: str | None
    commune: str | None


def with_words(session: Session, words: Sequence[str], own: str, *, limit: int) -> list[FoundPlace]:
    """Places whose names hold, for each word, one that begins with it.

    Args:
        session: where to read.
        words: folded letters and digits only, at least one.
        own: the same without words of kind; names that are just this come early.
        limit: how many at most.

    Returns:
        the best first; of equally good ones, units of today before former ones.
    """
    whole = " ".join(words)
    first = case(
        (PlaceName.folded.like(f" {whole} %"), 0),
        (PlaceName.own == own, 1),
        (PlaceName.own.like(f"{own}%"), 2),
        (PlaceName.folded.like(f"% {whole}%"), 3),
        else_=4,
    )
    level = case((PlaceName.level == "province", 0), (PlaceName.level == "commune", 1), else_=2)
    query = (
        _select()
        .where(and_(*(PlaceName.folded.like(f"% {word}%") for word in words)))
        .order_by(first, PlaceName.former, level, func.length(PlaceName.label), PlaceName.label)
        .limit(limit)
    )
    return [_place(row) for row in session.execute(query)]


def place_of_id(session: Session, place_id: int) -> FoundPlace | None:
    """The place with this id."""
    row = session.execute(_select().where(PlaceName.id == place_id)).first()
    return _place(row) if row else None


def _place(row: Any) -> FoundPlace:
    return FoundPlace(**row._mapping)


def _select() -> Select[int, str, bool, str, str | None, str]:
    return select(
        PlaceName.id,
        PlaceName.label,
        PlaceName.former,
        PlaceName.province_code,
        PlaceName.commune_code,
        Commune.name.label("commune"),
    ).outerjoin(Commune, Commune.code == PlaceName.commune_code)
