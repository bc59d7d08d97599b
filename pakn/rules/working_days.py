"""Working days under the Vietnamese calendar of holidays and swapped days (R27, R28)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """The kinds of calendar rows that change whether a day is worked (BLLĐ 2019 Đ111-112)."""

    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"


class CalendarNotCovered(Exception):
    """A question was asked about a year whose holidays nobody has entered yet."""

    def __init__(self, day: date, years: frozenset[int]) -> None:
        known = ", ".join(str(year) for year in sorted(years)) or "none"
        super().__init__(f"the calendar does not cover {day.isoformat()} (years known: {known})")
        self.day = day
        self.years = years


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    A year counts as covered when it has a holiday row (1 January is one every year), unless
    `years` says otherwise: an answer from a year without holidays would be quietly wrong.

    Attributes:
        days: Date to kind of day; kinds other than those of `DayKind` are ignored.
        years: Years for which the calendar is complete; None: those with a holiday row.
    """

    days: Mapping[date, str] = field(hash=False)
    years: frozenset[int] | None = None

    def __post_init__(self) -> None:
        known = {day: DayKind(kind) for day, kind in self.days.items() if kind in tuple(DayKind)}
        years = self.years
        if years is None:
            years = frozenset(day.year for day, kind in known.items() if kind is DayKind.HOLIDAY)
        object.__setattr__(self, "days", MappingProxyType(known))
        object.__setattr__(self, "years", years)

    def kind_of(self, day: date) -> DayKind | None:
        """The special kind of a day, None for an ordinary one.

        Args:
            day: A date, not a datetime.

        Returns:
            The kind entered for the day.

        Raises:
            CalendarNotCovered: The year of the day is not covered.
            TypeError: A datetime was given; it would match no entry.
        """
        if isinstance(day, datetime):
            raise TypeError("a calendar is asked about dates, not moments")
        years = self.years or frozenset()
        if day.year not in years:
            raise CalendarNotCovered(day, years)
        kind = self.days.get(day)
        return None if kind is None else DayKind(kind)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked: Monday to Friday, or a Saturday or Sunday swapped to work.

        Args:
            day: The date.

        Returns:
            True on a working day.

        Raises:
            CalendarNotCovered: The year of the day is not covered.
        """
        kind = self.kind_of(day)
        if kind is None:
            return day.weekday() < _SATURDAY
        return kind is DayKind.SWAPPED_WORK

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after a day; the day itself is not counted (BLDS 2015 Đ147.2-3).

        Args:
            start: Day zero; whether it is worked does not matter (R28).
            n: Working days; negative counts back from `start`, 0 gives `start` itself.

        Returns:
            The last day of the limit, which ends at 24:00 of it (Đ148.6).

        Raises:
            CalendarNotCovered: The count runs into a year that is not covered.
        """
        step = _ONE_DAY if n >= 0 else -_ONE_DAY
        day, left = start, abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """The working days after `a` up to and including `b`; negative when `b` is before `a`.

        Args:
            a: Day zero.
            b: The last day counted.

        Returns:
            The n for which a limit of n working days from `a` has been used up on `b`.

        Raises:
            CalendarNotCovered: A day between is in a year that is not covered.
        """
        if b < a:
            return -self.working_days_between(b, a)
        days = (a + timedelta(days=offset) for offset in range(1, (b - a).days + 1))
        return sum(self.is_working(day) for day in days)

    def roll_forward(self, day: date) -> date:
        """The day itself if it is worked, else the next working day (BLDS 2015 Đ148.5).

        Args:
            day: The last day of a limit as counted.

        Returns:
            The day on which the limit really ends.

        Raises:
            CalendarNotCovered: The search runs into a year that is not covered.
        """
        while not self.is_working(day):
            day += _ONE_DAY
        return day
