"""Report periods that close on the 14th (NĐ 09/2019 Đ12-13, R40)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FIRST_DAY = 15
_LAST_DAY = 14
_SEND_BY_DAY = 25
_KEY = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class PeriodKind(StrEnum):
    """The kinds of periodic report."""

    MONTH = "month"
    QUARTER = "quarter"
    SIX = "six"
    NINE = "nine"
    YEAR = "year"


_LAST_MONTH_FROM_JANUARY = {PeriodKind.SIX: 6, PeriodKind.NINE: 9, PeriodKind.YEAR: 12}


class NoSuchPeriod(ValueError):
    """The key names no period of this kind."""


@dataclass(frozen=True, slots=True)
class Period:
    """One report period, both days included.

    Attributes:
        kind: The kind.
        key: `2026-11` (month), `2026-Q4` (quarter), `2026` (six, nine, year).
        start: The first day, a 15th.
        end: The last day, a 14th.
    """

    kind: PeriodKind
    key: str
    start: date
    end: date

    @property
    def send_by(self) -> date:
        """The last day for sending: the 25th of the last month (NĐ 09/2019 Đ13)."""
        return self.end.replace(day=_SEND_BY_DAY)

    def holds(self, day: date) -> bool:
        """Whether a local date falls into the period."""
        return self.start <= day <= self.end


def period(kind: PeriodKind | str, key: str) -> Period:
    """The period of a kind that a key names.

    Args:
        kind: The kind or its value.
        key: The period's own key, or any reporting month (`2026-11`) that lies within it.

    Returns:
        The period with its own key.

    Raises:
        NoSuchPeriod: The kind or key cannot be read, or the month lies outside the period.
    """
    try:
        wanted = PeriodKind(kind)
    except ValueError as error:
        raise NoSuchPeriod(f"no report is of kind {kind}") from error
    match = _KEY.fullmatch(key.strip().upper())
    if match is None or match["year"] < "0002":
        raise NoSuchPeriod(f"{key} names no period")
    year = int(match["year"])
    if match["month"]:
        return _holding(year, int(match["month"]), wanted)
    if match["quarter"] and wanted is PeriodKind.QUARTER:
        return _holding(year, 3 * int(match["quarter"]), wanted)
    if not match["quarter"] and wanted in _LAST_MONTH_FROM_JANUARY:
        return _holding(year, 1, wanted)
    raise NoSuchPeriod(f"{key} names no period of kind {wanted}")


def period_of(day: date, kind: PeriodKind | str) -> Period:
    """The period of a kind that holds a day: from the 15th on it is the next month's.

    Args:
        day: A local date.
        kind: The kind or its value.

    Returns:
        The period.

    Raises:
        NoSuchPeriod: No period of the kind holds the day (six months hold none from 15 June).
    """
    year, month = day.year, day.month
    if day.day > _LAST_DAY:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return _holding(year, month, PeriodKind(kind))


def _holding(year: int, month: int, kind: PeriodKind) -> Period:
    """The period of a kind to which a reporting month belongs."""
    if kind is PeriodKind.MONTH:
        return _span(kind, f"{year:04d}-{month:02d}", year, month, month)
    if kind is PeriodKind.QUARTER:
        quarter = (month + 2) // 3
        return _span(kind, f"{year:04d}-Q{quarter}", year, 3 * quarter - 2, 3 * quarter)
    last = _LAST_MONTH_FROM_JANUARY[kind]
    if month > last:
        raise NoSuchPeriod(f"month {month} lies outside the period of kind {kind}")
    return _span(kind, f"{year:04d}", year, 1, last)


def _span(kind: PeriodKind, key: str, year: int, first: int, last: int) -> Period:
    """From the 15th before the first reporting month to the 14th of the last."""
    opening = (year - 1, 12) if first == 1 else (year, first - 1)
    return Period(kind, key, date(*opening, _FIRST_DAY), date(year, last, _LAST_DAY))
