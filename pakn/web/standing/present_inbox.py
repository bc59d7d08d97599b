"""The inbox: tiles of urgency, its filters, those that are on, and how many cases there are."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from models.queries.agencies import living, provinces
from models.queries.counts import balances
from models.queries.desk_cases import COUNTED, Found, count_dated, new_today
from pakn.labels.content import CHANNEL, KIND
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.permissions import Permission, may
from pakn.rules.states import State
from pakn.services.context import Context
from pakn.web.casefile import state_label
from pakn.web.formatting import number_vi
from pakn.web.standing.inbox_filter import URGENCIES, InboxFilter, listed_states, read_filter
from pakn.web.standing.words import FILTER, HAS_FILES, MARKED_KIND, URGENCY

Items = list[dict[str, str]]

_TONES = {"late": "late", "today": "attention", "soon": "waiting", "new": "moving"}


@dataclass(frozen=True)
class Tile:
    """A count that leads to the list of what it counts."""

    label: str
    value: str
    href: str
    tone: str
    current: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address of the list without it."""

    name: str
    value: str
    href: str


def urgency_tiles(ctx: Context, shown: InboxFilter) -> list[Tile]:
    """What is late, due today, due soon, new, came back, waits for its petitioner."""
    now = balances(ctx.session, "state")
    tiles = [_urgency_tile(ctx, name, shown) for name in URGENCIES]
    for state, tone in ((State.RETURNED, "attention"), (State.AWAITING_SUPPLEMENT, "waiting")):
        tiles.append(
            Tile(
                label=gettext(URGENCY[state.value]),
                value=number_vi(now.get(state.value, 0)),
                href=url_for("standing.lists.inbox", state=state.value),
                tone=tone,
                current=shown.chosen.get("state") == state.value,
            )
        )
    return tiles


def chips(ctx: Context, shown: InboxFilter) -> list[Chip]:
    """The filters that are on; each can be taken off alone."""
    names = _value_names(ctx) if shown.chosen else {}
    return [
        Chip(
            name=gettext(FILTER[name]),
            value=names.get(name, {}).get(value, value),
            href=url_for("standing.lists.inbox", **shown.address_values(without=name)),
        )
        for name, value in shown.chosen.items()
    ]


def filter_options(ctx: Context) -> dict[str, Items]:
    """The choices of each select of the filters, "all" first."""
    every = {"value": "", "text": gettext("– Tất cả –")}
    named = _value_names(ctx)
    made = {
        name: [every, *({"value": value, "text": text} for value, text in values.items())]
        for name, values in named.items()
        if name != "urgency"
    }
    triage = {"value": "", "text": gettext("Chờ phân loại và chuyển trả")}
    made["state"] = [triage, *made["state"][1:]]
    if not may(ctx.actor.role, Permission.CASE_SUGGESTION_READ):
        del made["agency"], made["legal"]
    return made


def count_words(found: Found) -> str:
    """How many cases the list has, in words that do not claim more than was counted."""
    number = number_vi(found.number)
    if not found.more:
        return str(gettext("%(number)s hồ sơ", number=number))
    if found.number == COUNTED:
        return str(gettext("Hơn %(number)s hồ sơ", number=number))
    return str(gettext("Từ %(number)s hồ sơ trở lên", number=number))


def _urgency_tile(ctx: Context, name: str, shown: InboxFilter) -> Tile:
    if name == "new":
        counted = new_today(ctx.session, ctx.today, COUNTED + 1)
        number, more = min(counted, COUNTED), counted > COUNTED
    else:
        number, more = count_dated(
            ctx.session, read_filter(ctx, MultiDict({"urgency": name})).wanted
        )
    words = number_vi(number)
    return Tile(
        label=gettext(URGENCY[name]),
        value=gettext("Hơn %(number)s", number=words) if more else words,
        href=url_for("standing.lists.inbox", urgency=name),
        tone=_TONES[name],
        current=shown.chosen.get("urgency") == name,
    )


def _value_names(ctx: Context) -> Mapping[str, Mapping[str, str]]:
    """What the values of each filter are called."""
    return {
        "state": {state.value: state_label(state) for state in listed_states(ctx)},
        "urgency": {name: gettext(text) for name, text in URGENCY.items()},
        "channel": {code: gettext(text) for code, text in CHANNEL.items()},
        "kind": {kind.value: gettext(text) for kind, text in KIND.items()},
        "legal": {kind.value: gettext(MARKED_KIND[kind]) for kind in LegalKind},
        "agency": {one.slug: one.short_name for one in living(ctx.session, ctx.today)},
        "province": {one.code: one.short_name for one in provinces(ctx.session, ctx.today)},
        "files": {code: gettext(text) for code, text in HAS_FILES.items()},
    }
