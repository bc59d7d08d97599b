"""Search for staff: by number, else by words; never a sealed or quarantined case."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from models.queries import cases
from models.queries.searches import search
from pakn.rules.numbering import InvalidCaseNumber, parse_case_number
from pakn.services.context import Context, NotFound
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.present import CaseLine, case_lines
from routing.text import fold

_PAGE = 25


@dataclass(frozen=True)
class Found:
    """A page of results.

    Attributes:
        lines: the newest first.
        next_url: the next page; None on the last.
    """

    lines: Sequence[CaseLine]
    next_url: str | None


def find(ctx: Context, asked: str, *, before: int | None) -> Found | None:
    """What a search finds; None when nothing was asked.

    Args:
        ctx: the search.
        asked: words with or without marks, or a case number as people type it.
        before: the key of the last row of the page before.
    """
    if not asked:
        return None
    known = _by_number(ctx, asked)
    if known is not None:
        return Found(_lines(ctx, [known]), None)
    ids = search(ctx.session, fold(asked), public=False, before=before, limit=_PAGE + 1)
    shown = ids[:_PAGE]
    more = len(ids) > _PAGE
    next_url = url_for("standing.lists.search", q=asked, before=shown[-1]) if more else None
    return Found(_lines(ctx, shown), next_url)


def _by_number(ctx: Context, asked: str) -> int | None:
    try:
        number = parse_case_number(asked)
    except InvalidCaseNumber:
        return None
    known = cases.id_by_number(ctx.session, number.received_on, number.day_seq)
    if known is None:
        return None
    try:
        return require_visible(ctx, known).id
    except NotFound:
        return None


def _lines(ctx: Context, ids: Sequence[int]) -> list[CaseLine]:
    rows = cases.by_ids(ctx.session, ids)
    return case_lines(
        ctx, rows, address=lambda case_id: url_for("standing.cases.show", case_id=case_id)
    )
