"""The list of published results: by words, agency, year and kind of content, paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from models.queries import publications
from models.queries.agencies import living
from models.queries.searches import search
from pakn.labels.marker import _N
from pakn.rules.public_marks import agency_mark, class_mark, year_mark
from pakn.services.context import Context
from pakn.web.addresses import key_argument
from pakn.web.public.present_results import PublishedCard, published_card
from routing.text import fold

PAGE = 20
_QUERY_MAX = 200
_CLASSES = {"regulation": _N("Quy định hành chính"), "conduct": _N("Hành vi của cán bộ, cơ quan")}


@dataclass(frozen=True)
class ResultList:
    """A page of results and what was asked for.

    Attributes:
        filters: the select boxes: name, label, hint options.
        narrowed: some filter is set.
    """

    query: str
    filters: Sequence[dict[str, Any]]
    narrowed: bool
    cards: Sequence[PublishedCard]
    first_page: bool
    first_url: str
    next_url: str | None


def result_list(ctx: Context) -> ResultList:
    """What the request asks for, newest first."""
    query = request.args.get("q", "").strip()[:_QUERY_MAX]
    before = key_argument("truoc")
    agencies = {one.slug: one for one in living(ctx.session, ctx.today)}
    chosen = {
        "co_quan": _one_of("co_quan", agencies),
        "nam": _one_of("nam", _years(ctx)),
        "loai": _one_of("loai", _CLASSES),
    }
    marks = _marks(chosen, agencies)
    cards, next_before = _cards(ctx, query, marks, before)
    kept: dict[str, Any] = {
        "q": query or None,
        **{name: value or None for name, value in chosen.items()},
    }
    return ResultList(
        query=query,
        filters=_filters(ctx, chosen, {slug: one.name for slug, one in agencies.items()}),
        narrowed=bool(marks),
        cards=cards,
        first_page=before is None,
        first_url=url_for("public.results", **kept),
        next_url=url_for("public.results", **kept, truoc=next_before) if next_before else None,
    )


def _one_of(name: str, known: Any) -> str:
    """A filter's value; one that is not offered is as good as none."""
    value = request.args.get(name, "")
    return value if value in known else ""


def _years(ctx: Context) -> list[str]:
    first = publications.first_year(ctx.session) or ctx.today.year
    return [str(year) for year in range(ctx.today.year, first - 1, -1)]


def _marks(chosen: dict[str, str], agencies: dict[str, Any]) -> list[str]:
    marks = []
    if chosen["co_quan"]:
        marks.append(agency_mark(agencies[chosen["co_quan"]].id))
    if chosen["nam"]:
        marks.append(year_mark(int(chosen["nam"])))
    if chosen["loai"]:
        marks.append(class_mark(chosen["loai"]))
    return marks


def _cards(
    ctx: Context, query: str, marks: Sequence[str], before: int | None
) -> tuple[list[PublishedCard], int | None]:
    if not query and not marks:
        rows = publications.newest(ctx.session, before=before, limit=PAGE + 1)
        more = rows[PAGE - 1].id if len(rows) > PAGE else None
        return [published_card(row) for row in rows[:PAGE]], more
    folded = fold(query)
    if query and not any(char.isalnum() for char in folded):
        return [], None  # signs only: nothing is asked that could be found
    ids = search(ctx.session, folded, public=True, before=before, limit=PAGE + 1, marks=marks)
    rows = publications.of_cases(ctx.session, ids[:PAGE])
    return [published_card(row, query) for row in rows], ids[PAGE - 1] if len(ids) > PAGE else None


def _filters(
    ctx: Context, chosen: dict[str, str], agencies: dict[str, str]
) -> list[dict[str, Any]]:
    years = {year: year for year in _years(ctx)}
    classes = {code: gettext(label) for code, label in _CLASSES.items()}
    return [
        _select("co_quan", gettext("Cơ quan xử lý"), gettext("Mọi cơ quan"), agencies, chosen),
        _select("nam", gettext("Năm công khai"), gettext("Mọi năm"), years, chosen),
        _select("loai", gettext("Nội dung về"), gettext("Mọi nội dung"), classes, chosen),
    ]


def _select(
    name: str, label: str, every: str, options: dict[str, str], chosen: dict[str, str]
) -> dict[str, Any]:
    rows = [("", every), *options.items()]
    return {
        "name": name,
        "label": label,
        "options": [(value, text, value == chosen[name]) for value, text in rows],
        "long": len(rows) > 12,
    }
