"""Parameters in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from models.reference import Parameter
from pakn.labels.parameters import CHOICE, MEANING, PARAMETER_UNIT, THEME
from pakn.rules.parameters import KINDS, Kind, Shape, Theme, written
from pakn.services.parameters import ParameterNow, ParameterPage
from pakn.web.formatting import date_vi, moment_vi, number_vi

_ONE_DAY = dt.timedelta(days=1)
_ORDER = {name: place for place, name in enumerate(KINDS)}


@dataclass(frozen=True)
class ParameterLine:
    """One parameter in the list."""

    title: str
    meaning: str
    href: str
    value: str
    article: str
    confirmed: bool
    coming: str | None
    read: bool


@dataclass(frozen=True)
class ThemeLines:
    """The parameters of one theme."""

    slug: str
    name: str
    lines: Sequence[ParameterLine]


@dataclass(frozen=True)
class ValueLine:
    """One value in a parameter's history.

    Attributes:
        when: `now`, `coming` or `past`.
        withdraw_url: to take a coming value back; None for others.
        confirm_url: None where it is confirmed, or over.
    """

    id: int
    value: str
    begins: str
    ends: str
    article: str
    note: str
    confirmed: bool
    when: str
    set_by: str
    withdraw_url: str | None
    confirm_url: str | None


def themes(found: Sequence[ParameterNow], *, unconfirmed_only: bool) -> list[ThemeLines]:
    """The list, by theme."""
    wanted = [one for one in found if not (unconfirmed_only and one.shown.confirmed)]
    wanted.sort(key=lambda one: (_ORDER.get(one.name, len(_ORDER)), one.name))
    grouped = [
        ThemeLines(
            theme.value,
            str(gettext(THEME[theme])),
            [_line(one) for one in wanted if one.kind.theme is theme],
        )
        for theme in Theme
    ]
    return [group for group in grouped if group.lines]


def value_lines(page: ParameterPage) -> list[ValueLine]:
    """The history, the newest day first."""
    lines, next_day = [], None
    for one in page.values:
        row = one.row
        ends = row.valid_to
        if next_day is not None and (ends is None or ends >= next_day):
            ends = next_day - _ONE_DAY
        when = _when(page, row)
        withdrawn = when == "coming" and len(page.values) > 1
        open_question = not row.confirmed and when != "past"
        lines.append(
            ValueLine(
                id=row.id,
                value=value_words(page.kind, row),
                begins=date_vi(row.valid_from),
                ends=date_vi(ends) if ends else str(gettext("chưa định")),
                article=row.article,
                note=row.note,
                confirmed=row.confirmed,
                when=when,
                set_by=_set_by(row, one.set_by),
                withdraw_url=url_for("parameters.withdraw", name=row.name, parameter_id=row.id)
                if withdrawn
                else None,
                confirm_url=url_for("parameters.confirming", name=row.name, parameter_id=row.id)
                if open_question
                else None,
            )
        )
        next_day = row.valid_from
    return lines


def value_words(kind: Kind, row: Parameter) -> str:
    """A value as people read it, with its unit."""
    value = row.value
    if value is None or value in ("", []):
        return str(gettext("(để trống)"))
    if kind.shape in (Shape.FLAG, Shape.CHOICE):
        text = written(kind, value)
        return str(gettext(CHOICE.get(text, text)))
    if isinstance(value, int) and not isinstance(value, bool):
        unit = PARAMETER_UNIT.get(row.unit)
        return f"{number_vi(value)} {gettext(unit)}" if unit else number_vi(value)
    if kind.shape is Shape.LINES:
        return " / ".join(str(one) for one in value)
    return written(kind, value)


def heading(page: ParameterPage) -> dict[str, Any]:
    """What stands above a parameter's page."""
    return {
        "title": page.newest.title or page.name,
        "meaning": meaning(page.name),
        "theme": str(gettext(THEME[page.kind.theme])),
        "read": page.kind.read,
        "name": page.name,
    }


def meaning(name: str) -> str:
    """What a parameter is for; empty where its title says it."""
    return str(gettext(MEANING[name])) if name in MEANING else ""


def _line(one: ParameterNow) -> ParameterLine:
    row = one.shown
    coming = None
    if one.coming is not None and one.coming is not row:
        coming = gettext(
            "%(value)s từ %(day)s",
            value=value_words(one.kind, one.coming),
            day=date_vi(one.coming.valid_from),
        )
    return ParameterLine(
        title=row.title or one.name,
        meaning=meaning(one.name),
        href=url_for("parameters.one", name=one.name),
        value=value_words(one.kind, row) if one.now else str(gettext("(chưa có hiệu lực)")),
        article=row.article,
        confirmed=row.confirmed,
        coming=coming,
        read=one.kind.read,
    )


def _when(page: ParameterPage, row: Parameter) -> str:
    if row.id == page.in_force:
        return "now"
    return "coming" if row.valid_from > page.today else "past"


def _set_by(row: Parameter, name: str | None) -> str:
    if row.set_at is None:
        return str(gettext("Có sẵn khi cài đặt"))
    return f"{name or '–'}, {moment_vi(row.set_at)}"
