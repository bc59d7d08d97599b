"""The inbox's filters: from the address to what is asked of the database, and back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from models.queries.agencies import living_by_slug
from models.queries.desk_cases import Wanted
from models.queries.page_keys import day_and_id
from pakn.labels.content import CHANNEL, KIND
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.permissions import Permission, may
from pakn.rules.states import State
from pakn.rules.working_days import CalendarNotCovered
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.web.fields import read_day

TRIAGE_STATES = (State.RECEIVED, State.RETURNED)
LISTED_STATES = (
    State.RECEIVED,
    State.RETURNED,
    State.AWAITING_SUPPLEMENT,
    State.FORWARDED,
    State.IN_PROGRESS,
    State.ANSWERED,
    State.QUARANTINED,
)
"""The states with a running clock: their lists are ordered by it."""

URGENCIES = ("late", "today", "soon", "new")
SOON_WORKING_DAYS = 2
FILES = ("1", "0")
_NAMES = ("state", "urgency", "channel", "kind", "legal", "agency", "province", "files", "from")
NAMES = (*_NAMES, "to")
"""The filters in the address, in the order of the screen."""


@dataclass(frozen=True)
class InboxFilter:
    """What somebody wants to see in the inbox.

    Attributes:
        wanted: for the query.
        chosen: the filters as they stand in the address, without empty ones.
        after: the key of the page before.
        bad_days: names of days that are none: they are not filtered by, and said.
    """

    wanted: Wanted
    chosen: Mapping[str, str]
    after: str | None = None
    bad_days: Mapping[str, str] = field(default_factory=dict)

    def address_values(self, *, without: str | None = None, **changes: Any) -> dict[str, Any]:
        """The values of an address with this filter, one left out or changed."""
        kept = {name: value for name, value in self.chosen.items() if name != without}
        return {**kept, **changes}


def read_filter(ctx: Context, args: MultiDict[str, str]) -> InboxFilter:
    """The filter of an address; what nobody could have chosen there is no page (404)."""
    given = {name: args.get(name, "").strip()[:40] for name in NAMES}
    chosen = {name: value for name, value in given.items() if value}
    states = _states(ctx, chosen.get("state"))
    days, bad = _days(chosen)
    due_from, due_to = _due(ctx, chosen.get("urgency"))
    if chosen.get("urgency") == "new":
        days["from"] = max(days.get("from") or ctx.today, ctx.today)
        states = (State.RECEIVED,)
    wanted = Wanted(
        states=tuple(state.value for state in states),
        due_from=due_from,
        due_to=due_to,
        received_from=days.get("from"),
        received_to=days.get("to"),
        channel=_one_of(chosen.get("channel"), CHANNEL),
        kind=_one_of(chosen.get("kind"), KIND),
        province=chosen.get("province"),
        legal_kind=_one_of(chosen.get("legal"), dict.fromkeys(LegalKind)),
        agency_id=_agency(ctx, chosen.get("agency")),
        with_files=_files(chosen.get("files")),
        sealed=may(ctx.actor.role, Permission.CASE_SEALED_READ),
    )
    after = args.get("after") or None
    if after is not None:
        day_and_id(after)
    return InboxFilter(wanted, {k: v for k, v in chosen.items() if k not in bad}, after, bad)


def listed_states(ctx: Context) -> tuple[State, ...]:
    """The states whose lists this role may see."""
    sees = may(ctx.actor.role, Permission.CASE_QUARANTINED_READ)
    return tuple(state for state in LISTED_STATES if sees or state is not State.QUARANTINED)


def _states(ctx: Context, wanted: str | None) -> tuple[State, ...]:
    if wanted is None:
        return TRIAGE_STATES
    if wanted not in listed_states(ctx):
        abort(404)
    return (State(wanted),)


def _due(ctx: Context, urgency: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last due date of an urgency (tiles)."""
    if urgency is None or urgency == "new":
        return None, None
    if urgency == "late":
        return None, ctx.today - dt.timedelta(days=1)
    if urgency == "today":
        return ctx.today, ctx.today
    if urgency != "soon":
        abort(404)
    return ctx.today + dt.timedelta(days=1), _soon(ctx)


def _soon(ctx: Context) -> dt.date:
    try:
        return calendar(ctx).add_working_days(ctx.today, SOON_WORKING_DAYS)
    except CalendarNotCovered:
        return ctx.today + dt.timedelta(days=SOON_WORKING_DAYS)


def _days(chosen: Mapping[str, str]) -> tuple[dict[str, dt.date], dict[str, str]]:
    days: dict[str, dt.date] = {}
    bad: dict[str, str] = {}
    for name in ("from", "to"):
        if name in chosen:
            try:
                days[name] = read_day(chosen[name])
            except ValueError:
                bad[name] = chosen[name]
    return days, bad


def _one_of(value: str | None, known: Mapping[Any, Any]) -> str | None:
    if value is not None and value not in known:
        abort(404)
    return value


def _agency(ctx: Context, slug: str | None) -> int | None:
    if slug is None:
        return None
    agency = living_by_slug(ctx.session, slug, ctx.today)
    if agency is None or not may(ctx.actor.role, Permission.CASE_SUGGESTION_READ):
        abort(404)
    return agency.id


def _files(value: str | None) -> bool | None:
    if value is not None and value not in FILES:
        abort(404)
    return None if value is None else value == "1"
