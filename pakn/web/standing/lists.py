"""Lists of cases: the inbox, what came back, what waits for the check, search."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries import cases
from models.queries.desk_cases import find_cases
from models.queries.page_keys import day_and_id
from pakn.rules.permissions import Permission, may
from pakn.rules.states import State
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.standing.case_page import case_values
from pakn.web.standing.casefiles import open_file
from pakn.web.standing.finding import find
from pakn.web.standing.inbox_filter import InboxFilter, read_filter
from pakn.web.standing.present import case_lines
from pakn.web.standing.present_inbox import chips, count_words, filter_options, urgency_tiles
from pakn.web.standing.queueing import as_queue

blueprint = Blueprint("lists", __name__)


@blueprint.get("/")
@allow(Permission.CASE_INBOX_READ)
def inbox() -> ResponseReturnValue:
    """What waits for triage, due first, as filtered; with `?case=` that case beside it."""
    ctx = viewing()
    shown = read_filter(ctx, request.args)
    current = key_argument("case")
    values = _inbox_values(ctx, shown, current)
    if current is not None:
        return _beside(ctx, current, values, queue=as_queue(shown))
    values["tiles"] = urgency_tiles(ctx, shown)
    values["options"] = filter_options(ctx)
    return render_template("pages/standing/list.html", **values)


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
    """Cases by words, with or without marks, by number in any spelling, or by an agency's name."""
    ctx = viewing()
    asked = request.args.get("q", "").strip()[:200]
    found = find(ctx, asked, before=key_argument("before"))
    return render_template("pages/standing/search.html", asked=asked, found=found)


def _inbox_values(ctx: Context, shown: InboxFilter, current: int | None) -> dict[str, Any]:
    after = day_and_id(shown.after) if shown.after else None
    found = find_cases(ctx.session, shown.wanted, after=after, limit=cases.PAGE + 1)
    keys = found.keys[: cases.PAGE]
    kept = shown.address_values(after=shown.after)
    next_after = f"{keys[-1][0].isoformat()}|{keys[-1][1]}" if len(found.keys) > len(keys) else None
    return {
        "list_name": "inbox",
        "shown": shown,
        "chips": chips(ctx, shown),
        "count": count_words(found) if after is None else None,
        "lines": case_lines(
            ctx,
            cases.by_ids(ctx.session, [number for _, number in keys]),
            address=lambda number: url_for("standing.lists.inbox", case=number, **kept),
            current=current,
        ),
        "back_url": url_for("standing.lists.inbox", **kept),
        "first_url": _inbox_url(shown, None) if after else None,
        "next_url": _inbox_url(shown, next_after) if next_after else None,
    }


def _inbox_url(shown: InboxFilter, after: str | None) -> str:
    return url_for("standing.lists.inbox", **shown.address_values(after=after))


def _list_page(ctx: Context, name: str, states: Sequence[State]) -> ResponseReturnValue:
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
    values: dict[str, Any] = {
        "list_name": name,
        "lines": case_lines(
            ctx,
            page.rows,
            address=lambda case_id: url_for(endpoint, case=case_id, after=after),
            current=current,
        ),
        "back_url": url_for(endpoint, after=after),
        "first_url": url_for(endpoint) if after else None,
        "next_url": url_for(endpoint, after=page.next_after) if page.next_after else None,
    }
    if current is None:
        return render_template("pages/standing/list.html", **values)
    return _beside(ctx, current, values, queue=None)


def _beside(
    ctx: Context, case_id: int, values: Mapping[str, Any], *, queue: str | None
) -> ResponseReturnValue:
    case = case_values(ctx, open_file(ctx, case_id), queue=queue)
    return render_template("pages/standing/beside.html", **values, **case)
