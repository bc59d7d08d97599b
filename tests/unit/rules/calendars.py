"""The days of 2025-2027 that the golden dates of these tests need, written by hand."""

from datetime import date, timedelta

from pakn.rules.working_days import Calendar

TET_2026 = {date(2026, 2, 16) + timedelta(days=n): "holiday" for n in range(5)}

CALENDAR = Calendar(
    {
        date(2025, 9, 2): "holiday",
        date(2026, 1, 1): "holiday",
        date(2026, 1, 2): "swapped_off",
        date(2026, 1, 10): "swapped_work",
        **TET_2026,
        date(2026, 4, 27): "holiday",
        date(2026, 4, 30): "holiday",
        date(2026, 5, 1): "holiday",
        date(2026, 11, 24): "unconfirmed",
        date(2027, 1, 1): "holiday",
    }
)
