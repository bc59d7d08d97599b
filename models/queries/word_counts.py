"""In how many published texts a word stands: counted up to a cap, which is all that is asked."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.dialect import is_postgres

_SQLITE = (
    "(SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH :word{0} LIMIT :cap)"
    " AS found)"
)
_POSTGRES = (
    "(SELECT count(*) FROM (SELECT 1 FROM search_doc"
    " WHERE public_tsv @@ to_tsquery('simple', :word{0}) LIMIT :cap) AS found)"
)


def published_with(session: Session, words: Sequence[str], *, cap: int) -> dict[str, int]:
    """How many publications hold each word, at most `cap`; one statement for all of them.

    Args:
        session: where to read.
        words: folded, letters and digits only.
        cap: where counting stops; a word this common tells nothing anyway.
    """
    if not words:
        return {}
    postgres = is_postgres(session)
    each = _POSTGRES if postgres else _SQLITE
    quoted = [f"'{word}'" if postgres else f'public_folded : "{word}"' for word in words]
    asked = {f"word{place}": word for place, word in enumerate(quoted)}
    counts = ", ".join(each.format(place) for place in range(len(words)))
    row = session.execute(text(f"SELECT {counts}"), {**asked, "cap": cap}).one()
    return dict(zip(words, row, strict=True))
