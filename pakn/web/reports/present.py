"""Counts in words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from pakn.labels.content import CHANNEL
from pakn.labels.marker import _N
from pakn.rules.periods import Period
from pakn.rules.states import State
from pakn.services.reporting import Counts
from pakn.web.casefile import state_label
from pakn.web.formatting import date_vi, number_vi

_CHANNEL_PREFIX = "received:"

# Name of the counter, words, tone of the tile.
_ACTS: tuple[tuple[str, str, str], ...] = (
    ("received", _N("Tiếp nhận"), "waiting"),
    ("forwarded", _N("Chuyển xử lý"), "moving"),
    ("returned", _N("Cơ quan chuyển trả"), "attention"),
    ("answered", _N("Cơ quan trả lời"), "moving"),
    ("published", _N("Công khai kết quả"), "done"),
)


@dataclass(frozen=True)
class Row:
    """One count over the spans."""

    label: str
    now: str
    before: str
    ever: str


@dataclass(frozen=True)
class Tile:
    """One figure of this report month."""

    label: str
    value: str
    tone: str
    hint: str


@dataclass(frozen=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: int
    text: str


def tiles(counts: Counts) -> list[Tile]:
    """The figures of this month, each beside that of the month before."""
    return [
        Tile(
            label=gettext(label),
            value=number_vi(counts.now.get(name, 0)),
            tone=tone,
            hint=gettext("Kỳ trước: %(count)s", count=number_vi(counts.before.get(name, 0))),
        )
        for name, label, tone in _ACTS
    ]


def acts(counts: Counts) -> list[Row]:
    """What happened, by act."""
    return [_row(counts, name, str(gettext(label))) for name, label, _ in _ACTS]


def channels(counts: Counts) -> list[Row]:
    """What was received, by channel; channels that never had any are left out."""
    return [
        _row(counts, _CHANNEL_PREFIX + channel, str(gettext(label)))
        for channel, label in CHANNEL.items()
        if counts.ever.get(_CHANNEL_PREFIX + channel)
    ]


def days(counts: Counts, today: dt.date) -> list[Bar]:
    """What was received on each day of this report month up to today."""
    return [
        Bar(day.strftime("%d/%m"), counts.daily.get(day, 0), number_vi(counts.daily.get(day, 0)))
        for day in _span(counts.this_month.start, today)
    ]


def states(counts: Counts) -> list[Bar]:
    """How many cases are in each state now; empty states are left out."""
    return [
        Bar(state_label(state.value), counts.states[state.value], number_vi(counts.states[state]))
        for state in State
        if counts.states.get(state.value)
    ]


def period_text(period: Period) -> str:
    """A report month in words."""
    first, last = date_vi(period.start), date_vi(period.end)
    return str(gettext("%(first)s – %(last)s", first=first, last=last))


def _row(counts: Counts, name: str, label: str) -> Row:
    now, before, ever = (
        number_vi(span.get(name, 0)) for span in (counts.now, counts.before, counts.ever)
    )
    return Row(label, now, before, ever)


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)
