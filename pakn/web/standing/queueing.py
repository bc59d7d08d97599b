"""Case after case: what an officer works through, and what comes after the case just done."""

import datetime as dt
from urllib.parse import parse_qsl, urlencode

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from models.casework import Case
from models.queries.desk_cases import Key, find_cases
from models.session import end_read
from pakn.services.context import Context
from pakn.web.acting import viewing
from pakn.web.standing.inbox_filter import InboxFilter, read_filter

WHOLE_INBOX = "all"
_LONGEST = 400


def as_queue(shown: InboxFilter) -> str:
    """The list that an officer works through, as forms carry it."""
    return urlencode(shown.chosen) or WHOLE_INBOX


def place_of(case: Case) -> Key:
    """Where a case stands in a list, before an act moves it."""
    return (case.due_on or dt.date.min, case.id)


def after_act(queue: str | None, place: Key) -> ResponseReturnValue:
    """Where an act leads: the next case of the list, or the list when the case stood alone.

    Args:
        queue: the list, as the form carried it; empty for a case that was opened by itself.
        place: of the case in the list before the act.
    """
    end_read()  # what was read before the act is not how the list is now
    ctx = viewing()
    shown = _shown(ctx, queue)
    if shown is None:
        return redirect(url_for("standing.lists.inbox"))
    following = next_case(ctx, shown, place)
    return redirect(url_for("standing.lists.inbox", **shown.address_values(case=following)))


def next_address(ctx: Context, queue: str | None, place: Key) -> str | None:
    """The address of the case after this one; None where there is no other or no list."""
    shown = _shown(ctx, queue)
    following = next_case(ctx, shown, place) if shown else None
    if shown is None or following is None or following == place[1]:
        return None
    return url_for("standing.lists.inbox", **shown.address_values(case=following))


def next_case(ctx: Context, shown: InboxFilter, place: Key) -> int | None:
    """The case after a place of a list; the first one again at its end, None when it is empty."""
    for after in (place, None):
        found = find_cases(ctx.session, shown.wanted, after=after, limit=1)
        if found.keys:
            return found.keys[0][1]
    return None


def _shown(ctx: Context, queue: str | None) -> InboxFilter | None:
    if not queue:
        return None
    given = parse_qsl(queue[:_LONGEST]) if queue != WHOLE_INBOX else []
    return read_filter(ctx, MultiDict(given))
