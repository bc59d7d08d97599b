"""Search for staff: by number, by a body's name, by words; never a sealed or quarantined case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from models.queries import cases
from models.queries.searches import query_words, search
from pakn.rules.numbering import InvalidCaseNumber, parse_case_number
from pakn.rules.permissions import Permission, may
from pakn.services.agency_names import NamedAgency, agencies_named
from pakn.services.context import Context, NotFound
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.marking import excerpt, marked
from pakn.web.standing.present import CaseLine, case_lines
from routing.text import fold

_PAGE = 25
_OF_AGENCY = 10


@dataclass(frozen=True)
class OfAgency:
    """What is known of a body whose name was typed.

    Attributes:
        names: the bodies of today that the name means, the likeliest first.
        lines: open cases that they handle, due first.
        inbox_url: the cases that wait for triage and are suggested for the likeliest; None where
            the role does not read suggestions.
    """

    names: Sequence[str]
    lines: Sequence[CaseLine]
    inbox_url: str | None


@dataclass(frozen=True)
class Found:
    """A page of results.

    Attributes:
        lines: the newest first.
        next_url: the next page; None on the last.
        agency: when the name of a body was typed.
        needs_place: a local body was named without its province.
    """

    lines: Sequence[CaseLine]
    next_url: str | None
    agency: OfAgency | None = None
    needs_place: bool = False


def find(ctx: Context, asked: str, *, before: int | None) -> Found | None:
    """What a search finds; None when nothing was asked.

    Args:
        ctx: the search.
        asked: words with or without marks, a case number as people type it, or a body's name.
        before: the key of the last row of the page before.
    """
    if not asked:
        return None
    known = _by_number(ctx, asked)
    if known is not None:
        return Found(_lines(ctx, [known]), None)
    folded = fold(asked)
    ids = search(ctx.session, folded, public=False, before=before, limit=_PAGE + 1)
    shown = ids[:_PAGE]
    more = len(ids) > _PAGE
    next_url = url_for("standing.lists.search", q=asked, before=shown[-1]) if more else None
    named = agencies_named(ctx, asked) if before is None else None
    return Found(
        _marked_lines(ctx, shown, set(query_words(folded))),
        next_url,
        agency=_of_agency(ctx, named) if named and named.agency_ids else None,
        needs_place=bool(named and named.needs_place),
    )


def _of_agency(ctx: Context, named: NamedAgency) -> OfAgency:
    page = cases.of_agencies_open(ctx.session, named.agency_ids, limit=_OF_AGENCY)
    suggests = may(ctx.actor.role, Permission.CASE_SUGGESTION_READ)
    return OfAgency(
        names=named.names,
        lines=case_lines(ctx, page.rows, address=_address),
        inbox_url=url_for("standing.lists.inbox", agency=named.slugs[0]) if suggests else None,
    )


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
    return case_lines(ctx, cases.by_ids(ctx.session, ids), address=_address)


def _marked_lines(ctx: Context, ids: Sequence[int], words: Collection[str]) -> list[CaseLine]:
    """Lines in which the words searched for are marked, with the place where they stand."""
    texts = cases.contents(ctx.session, ids)
    return [
        replace(
            line, title=marked(line.title, words), excerpt=excerpt(texts.get(number, ""), words)
        )
        for number, line in zip(ids, _lines(ctx, ids), strict=True)
    ]


def _address(case_id: int) -> str:
    return url_for("standing.cases.show", case_id=case_id)
