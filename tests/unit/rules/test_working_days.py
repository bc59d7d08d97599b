from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.working_days import Calendar, CalendarNotCovered
from tests.unit.rules.calendars import CALENDAR

YEARS = frozenset(range(2024, 2029))
days = st.dates(date(2025, 6, 1), date(2026, 12, 31))
kinds = st.sampled_from(["holiday", "swapped_off", "swapped_work", "unconfirmed"])
calendars = st.dictionaries(st.dates(date(2025, 1, 1), date(2027, 12, 31)), kinds, max_size=40).map(
    lambda known: Calendar(known, YEARS)
)


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2025, 12, 26), date(2026, 1, 6)),  # over 1 January and the swapped Friday (R27)
        (date(2026, 2, 12), date(2026, 2, 26)),  # over Tết (R27)
        (date(2026, 1, 5), date(2026, 1, 10)),  # the fifth day is a Saturday that is worked
        (date(2026, 1, 10), date(2026, 1, 16)),
        (date(2026, 4, 24), date(2026, 5, 6)),
        (date(2026, 11, 22), date(2026, 11, 27)),  # received on a Sunday: still day zero (R28)
    ],
)
def test_five_working_days(received_on: date, due_on: date) -> None:
    assert CALENDAR.add_working_days(received_on, 5) == due_on


def test_which_days_are_worked() -> None:
    assert CALENDAR.is_working(date(2026, 11, 20))
    assert not CALENDAR.is_working(date(2026, 11, 21))
    assert not CALENDAR.is_working(date(2026, 1, 1))
    assert not CALENDAR.is_working(date(2026, 1, 2))
    assert CALENDAR.is_working(date(2026, 1, 10))
    assert not CALENDAR.is_working(date(2026, 1, 11))


def test_a_kind_that_is_not_known_changes_nothing() -> None:
    assert CALENDAR.is_working(date(2026, 11, 24))
    assert CALENDAR.kind_of(date(2026, 11, 24)) is None


def test_counting_back_gives_the_days_before() -> None:
    assert CALENDAR.add_working_days(date(2026, 1, 6), -2) == date(2025, 12, 31)
    assert CALENDAR.add_working_days(date(2026, 1, 6), 0) == date(2026, 1, 6)


def test_days_between_are_signed() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert CALENDAR.working_days_between(friday, monday) == 1
    assert CALENDAR.working_days_between(monday, friday) == -1
    assert CALENDAR.working_days_between(friday, date(2026, 11, 22)) == 0


def test_rolling_forward() -> None:
    assert CALENDAR.roll_forward(date(2026, 2, 14)) == date(2026, 2, 23)
    assert CALENDAR.roll_forward(date(2026, 2, 23)) == date(2026, 2, 23)


def test_a_year_without_holidays_is_not_covered() -> None:
    with pytest.raises(CalendarNotCovered, match=r"2028-01-01.*2025, 2026, 2027"):
        CALENDAR.add_working_days(date(2027, 12, 31), 1)
    with pytest.raises(CalendarNotCovered, match="years known: none"):
        Calendar({date(2026, 1, 10): "swapped_work"}).is_working(date(2026, 1, 10))


def test_covered_years_can_be_said() -> None:
    only_2026 = Calendar({date(2026, 1, 1): "holiday", date(2027, 1, 1): "holiday"}, YEARS - {2027})
    assert only_2026.is_working(date(2024, 1, 1))
    with pytest.raises(CalendarNotCovered):
        only_2026.is_working(date(2027, 1, 4))


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(TypeError, match="dates"):
        CALENDAR.is_working(datetime(2026, 1, 1))  # noqa: DTZ001 - naive on purpose


def test_a_calendar_does_not_change_with_what_it_was_made_of() -> None:
    source = {date(2026, 1, 1): "holiday"}
    calendar = Calendar(source)
    source[date(2026, 1, 5)] = "holiday"
    assert calendar.is_working(date(2026, 1, 5))
    assert calendar == Calendar({date(2026, 1, 1): "holiday"})
    assert hash(calendar) == hash(Calendar({date(2026, 1, 1): "holiday"}))


@given(calendars, days, st.integers(1, 60))
def test_adding_then_counting_gives_the_number_back(
    calendar: Calendar, start: date, n: int
) -> None:
    end = calendar.add_working_days(start, n)
    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == n
    assert calendar.working_days_between(end, start) == -n


@given(calendars, days, st.integers(0, 40), st.integers(0, 40))
def test_limits_in_a_row_add_up(calendar: Calendar, start: date, n: int, m: int) -> None:
    in_a_row = calendar.add_working_days(calendar.add_working_days(start, n), m)
    assert in_a_row == calendar.add_working_days(start, n + m)


@given(calendars, days, st.integers(1, 60))
def test_counting_back_is_the_mirror_on_working_days(
    calendar: Calendar, start: date, n: int
) -> None:
    worked = calendar.roll_forward(start)
    assert calendar.add_working_days(calendar.add_working_days(worked, n), -n) == worked


@given(calendars, days)
def test_rolling_passes_over_days_off_only(calendar: Calendar, day: date) -> None:
    rolled = calendar.roll_forward(day)
    assert calendar.is_working(rolled)
    passed = (day + timedelta(days=n) for n in range((rolled - day).days))
    assert not any(calendar.is_working(skipped) for skipped in passed)
