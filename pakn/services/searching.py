"""Writing the search index: one function for each of its two texts, no triggers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text

from models.casework import Case
from models.dialect import is_postgres
from models.prepared import insert_rows
from models.search import SearchDoc
from pakn.rules.states import SEARCHABLE_STATES, State
from pakn.services.context import Context
from routing.text import fold

_SIGNS = re.compile(r"[\W_]+")
_BLANKS_FOR_SIGNS = {place: " " for place in range(128) if _SIGNS.fullmatch(chr(place))}
_ENTER_FTS = "INSERT INTO search_fts(rowid, folded, public_folded) VALUES (?, ?, ?)"


def index_new_case(ctx: Context, case_id: int, folded: str) -> None:
    """Enter what staff find a case by that was stored in this act.

    Args:
        ctx: the act.
        case_id: the case; a new one is never sealed or quarantined yet (R12, Luật BVBMNN).
        folded: number, title and content as `searchable` gives them, so that the case is found
            with and without marks.
    """
    _enter(ctx, {"case_id": case_id, "folded": folded, "public_folded": ""})


def index_case(ctx: Context, case: Case, words: str) -> None:
    """Enter again what staff find a case by, after it was taken out (`forget_case`).

    Denunciations and quarantined cases are never entered (R12, Luật BVBMNN).

    Args:
        ctx: the act.
        case: the case, in the state it has now.
        words: number, title and content; folded here.
    """
    if State(case.state) in SEARCHABLE_STATES and case.legal_kind != "to_cao":
        _write(ctx, case.id, folded=searchable(words))


def index_publication(ctx: Context, case: Case, words: str, marks: Sequence[str] = ()) -> None:
    """Enter what everybody finds a published case by: the checked text only (R36).

    Args:
        ctx: the act.
        case: the case.
        words: number and checked text; empty when the publication is taken down: then nobody
            finds it any more.
        marks: what the page of results filters by (`pakn.rules.public_marks`).
    """
    folded = searchable(words)
    _write(ctx, case.id, public_folded=" ".join((folded, *marks)) if folded else "")


def forget_case(ctx: Context, case: Case) -> None:
    """Take a case out of the index (quarantine, denunciation)."""
    doc = ctx.session.get(SearchDoc, case.id)
    if doc is not None:
        _fts_delete(ctx, doc)
        ctx.session.delete(doc)
        ctx.session.flush()


def searchable(words: str) -> str:
    """Folded words with a blank for every sign, as queries are split (`models.queries.searches`).

    PostgreSQL would keep `20/2008/nd-cp` or a case number as one word that no query asks for.
    """
    folded = fold(words)
    if folded.isascii():
        return " ".join(folded.translate(_BLANKS_FOR_SIGNS).split())
    return _SIGNS.sub(" ", folded).strip()


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
    insert_rows(ctx.session, SearchDoc, (words,))
    if not is_postgres(ctx.session):
        values = (words["case_id"], words["folded"], words["public_folded"])
        ctx.session.connection().exec_driver_sql(_ENTER_FTS, values)


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
