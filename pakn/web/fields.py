"""Form fields that several audiences use."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, HiddenField, SelectChoice

from pakn.labels.errors import FIELD_ERROR
from pakn.rules.local_time import LOCAL_ZONE

_LOCAL_DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\s*")
_HOUR = re.compile(r"\b(?P<hour>\d{1,2})\s*(?::|h|giờ)\s*(?P<minute>\d{2})\b")
_MAX_VERSION_DIGITS = 18


class DayField(Field):  # type: ignore[misc]
    """A day as people write it: 22/11/2026, 22-11-2026, 22.11.2026 or 2026-11-22.

    `data` is the day, or None where nothing was typed; what was typed is shown again as it was.
    """

    widget = GovTextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed; something that is no day becomes the field's error."""
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = read_day(text)
        except ValueError as error:
            raise ValueError(gettext(FIELD_ERROR["bad_date"])) from error


class MomentField(Field):  # type: ignore[misc]
    """A moment in Vietnam's time as people write it: 22:00 05/12/2026, or the day first.

    `data` is the aware moment, or None where nothing was typed; what was typed is shown again.
    """

    widget = GovTextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        local = self.data.astimezone(LOCAL_ZONE) if self.data else None
        return local.strftime("%H:%M %d/%m/%Y") if local else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read what was typed; something that is no moment becomes the field's error."""
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = _read_moment(text)
        except ValueError as error:
            raise ValueError(gettext(FIELD_ERROR["bad_moment"])) from error


class SeenVersionField(HiddenField):  # type: ignore[misc]
    """The version of the case that the page showed; the act is refused when it has moved on."""

    @property
    def number(self) -> int:
        """The version, 0 (never a stored one) when somebody tampered with it."""
        text = str(self.data or "")
        plain = text.isascii() and text.isdigit() and len(text) <= _MAX_VERSION_DIGITS
        return int(text) if plain else 0


def options(choices: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Choices as WTForms takes them."""
    return [SelectChoice(value=value, label=label) for value, label in choices]


def read_day(text: str) -> dt.date:
    """A day as people write it, day first, or in ISO form.

    Raises:
        ValueError: it is no day.
    """
    local = _LOCAL_DAY.fullmatch(text)
    if local is None:
        return dt.date.fromisoformat(text)
    day, month, year = (int(part) for part in local.groups())
    return dt.date(year, month, day)


def _read_moment(text: str) -> dt.datetime:
    """An hour and a day in either order; raises ValueError for anything else."""
    hour = _HOUR.search(text)
    if hour is None:
        raise ValueError(text)
    day = read_day((text[: hour.start()] + text[hour.end() :]).strip(" ,T"))
    at = dt.time(int(hour["hour"]), int(hour["minute"]))
    return dt.datetime.combine(day, at, LOCAL_ZONE)
