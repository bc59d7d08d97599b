"""Lists of cases: the inbox, what came back, what waits for the check, search."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries import cases
from pakn.rules.permissions import Permission, may
from pakn.rules.states import State
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.standing.case_page import case_values
from pakn.web.standing.casefiles import open_file
from pakn.web.standing.finding import find
from pakn.web.standing.present import LISTED_STATES, TRIAGE_STATES, case_lines, tiles

blueprint = Blueprint("lists", __name__)


@blueprint.get("/")
@allow(Permission.CASE_INBOX_READ)
def inbox() -> ResponseReturnValue:
    """What waits for triage, due first; or the cases of one state."""
    wanted = request.args.get("state") or None
    states = TRIAGE_STATES if wanted is None else (_listed(wanted),)
    ctx = viewing()
    return _list_page(ctx, "inbox", states, tiles=tiles(ctx, states), state=wanted)


@blueprint.get("/chuyen-tra")
@allow(Permission.CASE_DECIDE_JURISDICTION)
def returned() -> ResponseReturnValue:
    """Cases that came back: from the second return on the unit's lead decides (R26)."""
    return _list_page(viewing(), "returned", (State.RETURNED,))


@blueprint.get("/kiem-tra")
@allow(Permission.CASE_RELEASE)
def checking() -> ResponseReturnValue:
    """Answers that wait for the check and the release (NĐ 20/2008 Đ19)."""
    return _list_page(viewing(), "checking", (State.ANSWERED,))


@blueprint.get("/tim-kiem")
@allow(Permission.CASE_SEARCH_READ)
def search() -> ResponseReturnValue:
    """Cases by words, with or without marks, or by their number in any spelling."""
    ctx = viewing()
    asked = request.args.get("q", "").strip()[:200]
    found = find(ctx, asked, before=key_argument("before"))
    return render_template("pages/standing/search.html", asked=asked, found=found)


def _list_page(
    ctx: Context, name: str, states: Sequence[State], *, state: str | None = None, **values: Any
) -> ResponseReturnValue:
    """A list; with `?case=` the case stands beside it (on a phone instead of it)."""
    after = request.args.get("after") or None
    current = key_argument("case")
    page = cases.inbox(
        ctx.session,
        states,
        after=after,
        sealed=may(ctx.actor.role, Permission.CASE_SEALED_READ),
    )
    endpoint = f"standing.lists.{name}"
    kept: dict[str, Any] = {"state": state, "after": after}
    values["lines"] = case_lines(
        ctx,
        page.rows,
        address=lambda case_id: url_for(endpoint, case=case_id, **kept),
        current=current,
    )
    values["list_name"] = name
    values["back_url"] = url_for(endpoint, **kept)
    values["first_url"] = url_for(endpoint, state=state) if after else None
    values["next_url"] = (
        url_for(endpoint, state=state, after=page.next_after) if page.next_after else None
    )
    if current is None:
        return render_template("pages/standing/list.html", **values)
    file = open_file(ctx, current)
    return render_template("pages/standing/beside.html", **values, **case_values(ctx, file))


def _listed(wanted: str) -> State:
    if wanted not in LISTED_STATES:
        abort(404)
    return State(wanted)
