"""Home, published results, figures, guidance."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries import publications
from models.queries.searches import search
from pakn.rules.permissions import Permission
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.public.figures import charts, tiles
from pakn.web.public.guidance import guidance_of
from pakn.web.public.navigation import public_frame
from pakn.web.public.present import Published, PublishedCard, published, published_card
from routing.text import fold

blueprint = Blueprint("public", __name__)
blueprint.context_processor(public_frame)

_PAGE = 20
_NEWEST = 3
_QUERY_MAX = 200


@blueprint.get("/")
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def home() -> ResponseReturnValue:
    """What this is, and the ways in."""
    ctx = viewing()
    newest = publications.newest(ctx.session, limit=_NEWEST)
    return render_template(
        "pages/public/home.html",
        newest=[published_card(row) for row in newest],
        tiles=tiles(ctx.session, home=True),
    )


@blueprint.get("/ket-qua")
@allow(Permission.RESULTS_RELEASED_PUBLIC)
def results() -> ResponseReturnValue:
    """Published results, newest first, or those that hold every word asked for."""
    query = request.args.get("q", "").strip()[:_QUERY_MAX]
    before = key_argument("truoc")
    cards, next_before = _found(viewing(), query, before) if query else _newest(viewing(), before)
    return render_template(
        "pages/public/results.html",
        query=query,
        cards=cards,
        first_page=before is None,
        next_url=url_for(".results", q=query or None, truoc=next_before) if next_before else None,
    )


@blueprint.get("/ket-qua/<int:publication_id>")
@allow(Permission.RESULTS_RELEASED_PUBLIC)
def one_result(publication_id: int) -> ResponseReturnValue:
    """One published result."""
    return render_template("pages/public/result.html", result=_one(viewing(), publication_id))


@blueprint.get("/so-lieu")
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def counts() -> ResponseReturnValue:
    """How much was received, forwarded, answered and published."""
    ctx = viewing()
    return render_template(
        "pages/public/counts.html",
        tiles=tiles(ctx.session),
        charts=charts(ctx.session, ctx.today),
    )


@blueprint.get("/huong-dan")
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def guidance() -> ResponseReturnValue:
    """What may be sent and how, in how much time, and what belongs elsewhere."""
    return render_template("pages/public/guidance.html", guidance=guidance_of(viewing()))


def _newest(ctx: Context, before: int | None) -> tuple[list[PublishedCard], int | None]:
    rows = publications.newest(ctx.session, before=before, limit=_PAGE + 1)
    more = rows[_PAGE - 1].id if len(rows) > _PAGE else None
    return [published_card(row) for row in rows[:_PAGE]], more


def _found(ctx: Context, query: str, before: int | None) -> tuple[list[PublishedCard], int | None]:
    ids = search(ctx.session, fold(query), public=True, before=before, limit=_PAGE + 1)
    rows = publications.of_cases(ctx.session, ids[:_PAGE])
    return [published_card(row) for row in rows], ids[_PAGE - 1] if len(ids) > _PAGE else None


def _one(ctx: Context, publication_id: int) -> Published:
    row = publications.one(ctx.session, publication_id)
    if row is None:
        abort(404)
    return published(row)
