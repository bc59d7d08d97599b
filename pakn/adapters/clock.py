"""Clocks: the system's, and one that stands still for playing a date."""

import datetime as dt
from dataclasses import dataclass


class SystemClock:
    """The machine's clock; the only place in the program that reads it."""

    def now(self) -> dt.datetime:
        """The moment now, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


@dataclass
class StandingClock:
    """A clock that shows the moment it was set to (`jobs run --as-of`, tests)."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        """The moment it was set to."""
        return self.moment
