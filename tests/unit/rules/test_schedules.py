from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.local_time import LOCAL_ZONE, local_date
from pakn.rules.schedules import (
    Daily,
    Every,
    Monthly,
    Rule,
    WorkingDaily,
    due_moments,
    next_moment,
    rule_from_values,
    rule_values,
)
from pakn.rules.working_days import Calendar, CalendarNotCovered
from tests.unit.rules.calendars import CALENDAR

NO_CALENDAR = Calendar({})


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL_ZONE)


def test_local_date_turns_at_seventeen_utc() -> None:
    assert local_date(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert local_date(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == date(2026, 11, 23)


def test_every_so_many_minutes_from_local_midnight() -> None:
    found = due_moments(
        Every(480), local(2026, 11, 22, 0, 0), local(2026, 11, 23, 8, 0), NO_CALENDAR
    )
    assert found == (
        local(2026, 11, 22, 8),
        local(2026, 11, 22, 16),
        local(2026, 11, 23),
        local(2026, 11, 23, 8),
    )
    assert {moment.tzinfo for moment in found} == {UTC}


def test_daily_at_a_local_hour() -> None:
    rule = Daily(time(7, 30))
    found = due_moments(rule, local(2026, 11, 20, 7, 30), local(2026, 11, 22, 7, 29), NO_CALENDAR)
    assert found == (datetime(2026, 11, 21, 0, 30, tzinfo=UTC),)


def test_the_first_moment_is_excluded_and_the_last_included() -> None:
    rule = Daily(time(8))
    at_eight = local(2026, 11, 22, 8)
    assert due_moments(rule, at_eight, at_eight, NO_CALENDAR) == ()
    before = at_eight - timedelta(microseconds=1)
    assert due_moments(rule, before, at_eight, NO_CALENDAR) == (at_eight,)


def test_working_days_only() -> None:
    found = due_moments(
        WorkingDaily(time(8)), local(2026, 2, 13, 8), local(2026, 2, 24, 9), CALENDAR
    )
    assert found == (local(2026, 2, 23, 8), local(2026, 2, 24, 8))


def test_a_swapped_saturday_is_worked() -> None:
    found = due_moments(
        WorkingDaily(time(8)), local(2026, 1, 9, 9), local(2026, 1, 11, 9), CALENDAR
    )
    assert found == (local(2026, 1, 10, 8),)


def test_working_days_need_a_calendar() -> None:
    with pytest.raises(CalendarNotCovered):
        due_moments(WorkingDaily(time(8)), local(2028, 1, 3), local(2028, 1, 4), CALENDAR)


def test_monthly_falls_on_the_last_day_of_a_shorter_month() -> None:
    found = due_moments(
        Monthly(31, time(6)), local(2027, 12, 31, 7), local(2028, 4, 30, 6), NO_CALENDAR
    )
    assert found == (
        local(2028, 1, 31, 6),
        local(2028, 2, 29, 6),
        local(2028, 3, 31, 6),
        local(2028, 4, 30, 6),
    )


def test_after_a_long_stop_only_the_latest_are_caught_up() -> None:
    found = due_moments(
        Every(1), local(2020, 1, 1), local(2026, 11, 22, 0, 1), NO_CALENDAR, limit=3
    )
    assert found == (local(2026, 11, 21, 23, 59), local(2026, 11, 22), local(2026, 11, 22, 0, 1))


def test_nothing_is_due_backwards() -> None:
    assert due_moments(Every(1), local(2026, 11, 23), local(2026, 11, 22), NO_CALENDAR) == ()


def test_a_moment_without_zone_is_refused() -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001 - naive on purpose
    aware = local(2026, 11, 22)
    for after, until in ((naive, aware), (aware, naive)):
        with pytest.raises(ValueError, match="time zone"):
            due_moments(Daily(time(8)), after, until, NO_CALENDAR)


@pytest.mark.parametrize("minutes", [0, -5, 7, 1441, 2880])
def test_minutes_must_divide_a_day(minutes: int) -> None:
    with pytest.raises(ValueError, match="divide"):
        Every(minutes)


@pytest.mark.parametrize("day", [0, 32])
def test_a_month_has_days_1_to_31(day: int) -> None:
    with pytest.raises(ValueError, match="no month"):
        Monthly(day, time(8))


times = st.times().map(lambda at: at.replace(microsecond=0))
rules: st.SearchStrategy[Rule] = st.one_of(
    st.sampled_from([1, 5, 15, 60, 480, 1440]).map(Every),
    times.map(Daily),
    times.map(WorkingDaily),
    st.builds(Monthly, st.integers(1, 31), times),
)
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2027, 6, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, LOCAL_ZONE, timezone(timedelta(hours=-5))]),
)


@given(rules, moments, st.integers(0, 3000), st.integers(0, 3000))
def test_two_ticks_find_what_one_tick_finds(
    rule: Rule, after: datetime, first: int, second: int
) -> None:
    middle = after + timedelta(minutes=first)
    until = middle + timedelta(minutes=second)
    many = 10_000
    halves = due_moments(rule, after, middle, CALENDAR, many) + due_moments(
        rule, middle, until, CALENDAR, many
    )
    whole = due_moments(rule, after, until, CALENDAR, many)
    assert halves == whole
    assert list(whole) == sorted(set(whole))
    assert all(after < moment <= until for moment in whole)
    assert due_moments(rule, after, until, CALENDAR, 2) == whole[-2:]


@given(rules)
def test_a_rule_survives_being_stored(rule: Rule) -> None:
    assert rule_from_values(rule_values(rule)) == rule


def test_a_stored_rule_reads_hours_and_minutes() -> None:
    assert rule_from_values({"kind": "monthly", "day": 15, "at": "06:00"}) == Monthly(15, time(6))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "hourly"},
        {"kind": "every"},
        {"kind": "every", "minutes": "often"},
        {"kind": "daily", "at": "25:00"},
        {"kind": "monthly", "day": 40, "at": "06:00"},
    ],
)
def test_a_stored_rule_that_is_none_is_refused(values: dict[str, str | int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the messages come from several readers
        rule_from_values(values)


@pytest.mark.parametrize(
    ("rule", "after", "following"),
    [
        (Every(30), "2026-11-16T09:00", "2026-11-16T09:30"),
        (Daily(time(8, 0)), "2026-11-16T07:59", "2026-11-16T08:00"),
        (Daily(time(8, 0)), "2026-11-16T08:00", "2026-11-17T08:00"),
        (WorkingDaily(time(8, 0)), "2026-11-20T08:00", "2026-11-23T08:00"),
        (Monthly(15, time(6, 0)), "2026-11-16T09:00", "2026-12-15T06:00"),
        (Monthly(31, time(6, 0)), "2026-11-16T09:00", "2026-11-30T06:00"),
    ],
)
def test_the_next_moment_follows(rule: Rule, after: str, following: str) -> None:
    begin, end = (
        datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE) for text in (after, following)
    )
    assert next_moment(rule, begin, CALENDAR) == end


def test_there_is_no_next_moment_where_the_calendar_ends() -> None:
    assert next_moment(WorkingDaily(time(8, 0)), local(2026, 11, 16), NO_CALENDAR) is None
