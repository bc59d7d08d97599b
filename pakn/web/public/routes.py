"""Home, published results, figures, guidance."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from models.queries import incidents, publications
from pakn.rules.permissions import Permission
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.caching import kept_briefly
from pakn.web.public.figures import charts, tiles
from pakn.web.public.guidance import guidance_of
from pakn.web.public.navigation import public_frame
from pakn.web.public.present_results import published, published_card
from pakn.web.public.result_lists import result_list

blueprint = Blueprint("public", __name__)
blueprint.context_processor(public_frame)

_NEWEST = 3
_FED = 50
_NOT_FOR_ROBOTS = (
    "/gui",
    "/tra-cuu",
    "/bien-nhan",
    "/tai-khoan",
    "/thuong-truc",
    "/co-quan",
    "/to-cong-tac",
    "/hoi-dong",
    "/bao-cao",
    "/nhat-ky",
    "/quan-tri",
)


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
    return kept_briefly(render_template("pages/public/results.html", found=result_list(viewing())))


@blueprint.get("/ket-qua/<int:publication_id>")
@allow(Permission.RESULTS_RELEASED_PUBLIC)
def one_result(publication_id: int) -> ResponseReturnValue:
    """One published result; 410 when it was taken down."""
    session = viewing().session
    row = publications.one(session, publication_id)
    if row is None:
        abort(410 if publications.was_public(session, publication_id) else 404)
    result = published(row, incidents.public_notes(session, publication_id))
    html = render_template("pages/public/result.html", result=result)
    return kept_briefly(html, changed=result.changed)


@blueprint.get("/ket-qua.atom")
@allow(Permission.RESULTS_RELEASED_PUBLIC)
def feed() -> ResponseReturnValue:
    """The newest results as an Atom feed."""
    rows = publications.newest(viewing().session, limit=_FED)
    changed = max((row.published_at for row in rows), default=None)
    xml = render_template("pages/public/feed.xml", rows=rows, changed=changed)
    return kept_briefly(xml, changed=changed, media_type="application/atom+xml")


@blueprint.get("/robots.txt")
@allow(Permission.RESULTS_RELEASED_PUBLIC)
def robots() -> ResponseReturnValue:
    """What programs may read: published results and guidance, no form and no look-up."""
    text = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), ""])
    return Response(text, mimetype="text/plain")


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
