"""Which letters the list shows: a tab a state, a kind, an issuer; the address is the filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from models.queries.letters import COUNTED_MOST
from pakn.labels.letters import ISSUER, LETTER_KIND, LETTER_STATE
from pakn.rules.letters import Issuer, LetterKind, LetterState
from pakn.services.context import Context
from pakn.services.letter_reading import Wanted, count_states, waiting_state
from pakn.web.formatting import number_vi

_HOME = "standing.letters.home"


@dataclass(frozen=True)
class Tab:
    """A state, and how many letters are in it."""

    label: str
    count: str
    href: str
    current: bool


def read_wanted(ctx: Context, args: MultiDict[str, str]) -> Wanted:
    """What the address asks for; nonsense in it is as if it were not there."""
    state, kind, issuer = (args.get(name, "") for name in ("trang-thai", "loai", "ben"))
    return Wanted(
        state=LetterState(state) if state in set(LetterState) else waiting_state(ctx),
        kind=LetterKind(kind) if kind in set(LetterKind) else None,
        issuer=Issuer(issuer) if issuer in set(Issuer) else None,
    )


def filter_values(
    ctx: Context, wanted: Wanted, before: str | None, next_before: str | None
) -> dict[str, Any]:
    """Tabs, filter and pager of the list."""
    counts = count_states(ctx, wanted)
    kept = _address(wanted)
    return {
        "tabs": [
            Tab(
                label=gettext(LETTER_STATE[state]),
                count=_count_words(counts.get(state.value, 0)),
                href=url_for(_HOME, **{**kept, "trang-thai": state.value}),
                current=state is wanted.state,
            )
            for state in LetterState
        ],
        "state": wanted.state.value,
        "state_label": gettext(LETTER_STATE[wanted.state]),
        "kinds": _options(gettext("Mọi loại trừ phiếu chuyển"), LETTER_KIND),
        "kind": wanted.kind or "",
        "issuers": _options(gettext("Cơ quan thường trực, Tổ trưởng"), ISSUER),
        "issuer": wanted.issuer or "",
        "filtered": bool(wanted.kind or wanted.issuer),
        "all_url": url_for(_HOME, **_address(Wanted(wanted.state))),
        "next_url": url_for(_HOME, **kept, truoc=next_before) if next_before else None,
        "first_url": url_for(_HOME, **kept) if before else None,
    }


def _address(wanted: Wanted) -> dict[str, Any]:
    values = {"trang-thai": wanted.state, "loai": wanted.kind, "ben": wanted.issuer}
    return {name: value.value for name, value in values.items() if value is not None}


def _count_words(count: int) -> str:
    return f"{COUNTED_MOST}+" if count > COUNTED_MOST else number_vi(count)


def _options(everything: str, labels: Mapping[Any, str]) -> list[dict[str, str]]:
    rows = [{"value": code.value, "text": gettext(label)} for code, label in labels.items()]
    return [{"value": "", "text": everything}, *rows]
