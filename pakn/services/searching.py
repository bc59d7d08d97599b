"""Writing the search index: one function for each of its two texts, no triggers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, text

from models.casework import Case
from models.dialect import is_postgres
from models.search import SearchDoc
from pakn.rules.states import SEARCHABLE_STATES, State
from pakn.services.context import Context
from routing.text import fold

_ENTER = insert(SearchDoc.__table__)  # type: ignore[arg-type]
_ENTER_FTS = text(
    "INSERT INTO search_fts(rowid, folded, public_folded)"
    " VALUES (:case_id, :folded, :public_folded)"
)


def index_case(ctx: Context, case: Case, words: str, *, new: bool = False) -> None:
    """Enter or replace what staff find a case by.

    Denunciations and quarantined cases are never entered (R12, Luật BVBMNN).

    Args:
        ctx: the act.
        case: the case, already stored.
        words: number, title and content; folded here, so that it is found with and without marks.
        new: the case was stored in this act, so nothing stands in the index yet.
    """
    if State(case.state) not in SEARCHABLE_STATES or case.legal_kind == "to_cao":
        return
    if new:
        _enter(ctx, {"case_id": case.id, "folded": _searchable(words), "public_folded": ""})
    else:
        _write(ctx, case.id, folded=_searchable(words))


def index_publication(ctx: Context, case: Case, words: str) -> None:
    """Enter what everybody finds a published case by: the checked text only (R36)."""
    _write(ctx, case.id, public_folded=_searchable(words))


def forget_case(ctx: Context, case: Case) -> None:
    """Take a case out of the index (quarantine, denunciation)."""
    doc = ctx.session.get(SearchDoc, case.id)
    if doc is not None:
        _fts_delete(ctx, doc)
        ctx.session.delete(doc)
        ctx.session.flush()


def _searchable(words: str) -> str:
    """Folded words with a blank for every sign, as queries are split (`models.queries.searches`).

    PostgreSQL would keep `20/2008/nd-cp` or a case number as one word that no query asks for.
    """
    return " ".join("".join(char if char.isalnum() else " " for char in fold(words)).split())


def _write(
    ctx: Context, case_id: int, *, folded: str | None = None, public_folded: str | None = None
) -> None:
    doc = ctx.session.get(SearchDoc, case_id)
    words = {
        "case_id": case_id,
        "folded": folded if folded is not None else (doc.folded if doc else ""),
        "public_folded": public_folded
        if public_folded is not None
        else (doc.public_folded if doc else ""),
    }
    if doc is not None:
        _fts_delete(ctx, doc)
        ctx.session.delete(doc)
        ctx.session.flush()
    _enter(ctx, words)


def _enter(ctx: Context, words: Mapping[str, Any]) -> None:
    ctx.session.execute(_ENTER, words)
    if not is_postgres(ctx.session):
        ctx.session.execute(_ENTER_FTS, words)


def _fts_delete(ctx: Context, doc: SearchDoc) -> None:
    # An external-content FTS5 table must be told the old words to take out.
    if not is_postgres(ctx.session):
        ctx.session.execute(
            text(
                "INSERT INTO search_fts(search_fts, rowid, folded, public_folded)"
                " VALUES ('delete', :id, :staff, :public)"
            ),
            {"id": doc.case_id, "staff": doc.folded, "public": doc.public_folded},
        )
