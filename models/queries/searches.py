"""Full-text search over folded texts: SQLite FTS5 or PostgreSQL tsvector behind one function.

In PostgreSQL a rare or absent word makes the planner walk the whole table by id, and a common one
makes a materialised result huge; so a capped count decides first which way to ask.
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.dialect import is_postgres

_COMMON = 2000
_WORDS_MAX = 12


def search(
    session: Session,
    folded_query: str,
    *,
    public: bool,
    before: int | None = None,
    limit: int = 26,
    marks: Sequence[str] = (),
) -> list[int]:
    """Ids of cases that contain every word, newest first.

    Args:
        session: where to read.
        folded_query: the query, folded as the texts are (`routing.text.fold`).
        public: search publications only; else all that staff may find.
        before: ids below this one only (the next page).
        limit: how many at most.
        marks: words of the index that people do not type: agency, year, content class
            (`pakn.rules.public_marks`).

    Returns:
        case ids; none for a query without words and marks.
    """
    words = [*query_words(folded_query), *marks]
    if not words:
        return []
    ask = _postgres if is_postgres(session) else _sqlite
    return ask(session, words, public, before if before is not None else 2**62, limit)


def query_words(query: str) -> list[str]:
    """The words of a folded query, as they are asked for."""
    kept = "".join(char if char.isalnum() else " " for char in query)
    return kept.split()[:_WORDS_MAX]


def _sqlite(
    session: Session, words: Sequence[str], public: bool, before: int, limit: int
) -> list[int]:
    column = "public_folded" if public else "folded"
    phrase = " ".join(f'"{word}"' for word in words)
    rows = session.execute(
        text(
            "SELECT rowid FROM search_fts WHERE search_fts MATCH :q AND rowid < :before"
            " ORDER BY rowid DESC LIMIT :limit"
        ),
        {"q": f"{column} : ({phrase})", "before": before, "limit": limit},
    )
    return [row[0] for row in rows]


def _postgres(
    session: Session, words: Sequence[str], public: bool, before: int, limit: int
) -> list[int]:
    column = "public_tsv" if public else "tsv"
    values = {"q": " & ".join(f"'{word}'" for word in words), "before": before, "limit": limit}
    match = f"{column} @@ to_tsquery('simple', :q) AND case_id < :before"
    capped = session.execute(
        text(f"SELECT count(*) FROM (SELECT 1 FROM search_doc WHERE {match} LIMIT :cap) AS found"),  # noqa: S608 - column names are ours
        {**values, "cap": _COMMON},
    ).scalar_one()
    tail = "ORDER BY case_id DESC LIMIT :limit"
    if capped < _COMMON:
        query = (
            f"WITH found AS MATERIALIZED (SELECT case_id FROM search_doc WHERE {match})"  # noqa: S608
            f" SELECT case_id FROM found {tail}"
        )
    else:
        query = f"SELECT case_id FROM search_doc WHERE {match} {tail}"  # noqa: S608
    return [row[0] for row in session.execute(text(query), values)]
