"""Figures of the public pages, from counters only; no table of cases is ever counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from models.queries.counts import by_day, totals
from pakn.labels.marker import _N
from pakn.web.formatting import number_vi

_MONTHS = 12
_DAYS = 14
_TILES = (
    ("received", _N("Đã tiếp nhận"), "waiting"),
    ("forwarded", _N("Đã chuyển cơ quan xử lý"), "moving"),
    ("answered", _N("Đã được trả lời"), "done"),
    ("published", _N("Đã công khai kết quả"), "done"),
)
_HOME_TILES = 3


@dataclass(frozen=True)
class Tile:
    """One figure, written for people."""

    label: str
    value: str
    tone: str


@dataclass(frozen=True)
class Chart:
    """Bars with their table: `rows` as the macro `bar_chart` takes them."""

    caption: str
    rows: Sequence[Mapping[str, Any]]


def tiles(session: Session, *, home: bool = False) -> list[Tile]:
    """The totals since the beginning; the home page shows the first three."""
    sums = totals(session)
    # What was taken down is no longer public; what became public again was counted again.
    sums["published"] = sums.get("published", 0) - sums.get("taken_down", 0)
    shown = _TILES[:_HOME_TILES] if home else _TILES
    return [Tile(gettext(label), number_vi(sums.get(name, 0)), tone) for name, label, tone in shown]


def charts(session: Session, today: dt.date) -> list[Chart]:
    """Received and answered month by month, received day by day."""
    first = _month_before(today.replace(day=1), _MONTHS - 1)
    return [
        Chart(
            gettext("Phản ánh, kiến nghị đã tiếp nhận, 12 tháng gần đây"),
            _by_month(by_day(session, "received", first, today), first),
        ),
        Chart(
            gettext("Phản ánh, kiến nghị đã được trả lời, 12 tháng gần đây"),
            _by_month(by_day(session, "answered", first, today), first),
        ),
        Chart(
            gettext("Phản ánh, kiến nghị đã tiếp nhận, 14 ngày gần đây"),
            _last_days(session, today),
        ),
    ]


def _last_days(session: Session, today: dt.date) -> list[Mapping[str, Any]]:
    first = today - dt.timedelta(days=_DAYS - 1)
    values = by_day(session, "received", first, today)
    days = (first + dt.timedelta(days=offset) for offset in range(_DAYS))
    return [_bar(day.strftime("%d/%m"), values.get(day, 0)) for day in days]


def _by_month(values: Mapping[dt.date, int], first: dt.date) -> list[Mapping[str, Any]]:
    months = [_month_before(first, -offset) for offset in range(_MONTHS)]
    sums = dict.fromkeys(months, 0)
    for day, value in values.items():
        sums[day.replace(day=1)] += value
    begun = dropwhile(lambda entry: entry[1] == 0, sums.items())
    return [_bar(month.strftime("%m/%Y"), value) for month, value in begun]


def _bar(label: str, value: int) -> Mapping[str, Any]:
    return {"label": label, "value": value, "text": number_vi(value)}


def _month_before(month: dt.date, how_many: int) -> dt.date:
    """The first day of the month so many months before; after, when negative."""
    index = month.year * 12 + month.month - 1 - how_many
    return dt.date(index // 12, index % 12 + 1, 1)
