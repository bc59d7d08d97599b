"""In how many published texts a word stands: counted up to a cap, which is all that is asked."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.dialect import is_postgres

_SQLITE = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH :q LIMIT :cap) AS found"
)
_POSTGRES = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_doc"
    " WHERE public_tsv @@ to_tsquery('simple', :q) LIMIT :cap) AS found"
)


def published_with(session: Session, words: Sequence[str], *, cap: int) -> dict[str, int]:
    """How many publications hold each word, at most `cap`.

    Args:
        session: where to read.
        words: folded, letters and digits only.
        cap: where counting stops; a word this common tells nothing anyway.
    """
    postgres = is_postgres(session)
    statement = _POSTGRES if postgres else _SQLITE
    return {
        word: session.execute(
            statement, {"q": f"'{word}'" if postgres else f'public_folded : "{word}"', "cap": cap}
        ).scalar_one()
        for word in words
    }
