"""Finding a place by what somebody types: old and new names, with and without marks (R18-R20)."""

from sqlalchemy.orm import Session

from models.queries.place_names import FoundPlace, with_words
from pakn.rules.place_words import own_name, typed_words
from routing.text import fold, normalise

_MARKS_DECIDE = 4


def find_places(session: Session, typed: str, *, limit: int = 8) -> list[FoundPlace]:
    """Places whose names hold every word typed.

    Args:
        session: where to read.
        typed: with or without marks; where two names differ by marks only, these decide.
        limit: how many at most.

    Returns:
        the best first; words of kind ("xã", "huyện") are left out where nothing is found with
        them, for a xã has often become a phường.
    """
    words = typed_words(fold(normalise(typed)))
    if not words:
        return []
    own = own_name(" ".join(words))
    found = with_words(session, words, own, limit=limit * _MARKS_DECIDE)
    if not found and own.split() != words:
        found = with_words(session, own.split(), own, limit=limit * _MARKS_DECIDE)
    marked = own_name(normalise(typed).casefold())
    return sorted(found, key=lambda place: marked not in place.label.casefold())[:limit]
