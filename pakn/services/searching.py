"""Writing the search index: one function for each of its two texts, no triggers."""

from sqlalchemy import text

from models.casework import Case
from models.dialect import is_postgres
from models.search import SearchDoc
from pakn.rules.states import SEARCHABLE_STATES, State
from pakn.services.context import Context
from routing.text import fold


def index_case(ctx: Context, case: Case, words: str) -> None:
    """Enter or replace what staff find a case by.

    Denunciations and quarantined cases are never entered (R12, Luật BVBMNN).

    Args:
        ctx: the act.
        case: the case, already stored.
        words: number, title and content; folded here, so that it is found with and without marks.
    """
    if State(case.state) in SEARCHABLE_STATES and case.legal_kind != "to_cao":
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
    if doc is None:
        doc = SearchDoc(case_id=case_id, folded="", public_folded="")
        ctx.session.add(doc)
    else:
        _fts_delete(ctx, doc)
    doc.folded = folded if folded is not None else doc.folded
    doc.public_folded = public_folded if public_folded is not None else doc.public_folded
    ctx.session.flush()
    if not is_postgres(ctx.session):
        ctx.session.execute(
            text(
                "INSERT INTO search_fts(rowid, folded, public_folded) VALUES (:id, :staff, :public)"
            ),
            {"id": case_id, "staff": doc.folded, "public": doc.public_folded},
        )


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
