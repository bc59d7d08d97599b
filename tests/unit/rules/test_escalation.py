from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pakn.rules.escalation import (
    DEFAULT_LADDER,
    LadderAct,
    LadderStep,
    Window,
    latest_due,
    status_update_windows,
    status_updates_due,
    steps_due,
    windows,
)
from tests.unit.rules.calendars import CALENDAR

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 11, 18), []),
        (date(2026, 11, 19), ["before_due"]),
        (date(2026, 11, 20), ["before_due"]),
        (date(2026, 11, 21), []),  # a Saturday: nothing goes out
        (date(2026, 11, 23), ["due"]),
        (date(2026, 11, 24), ["overdue"]),
        (date(2026, 11, 26), ["overdue", "overdue_urge"]),
        (date(2026, 12, 7), ["overdue", "overdue_urge", "overdue_head"]),
    ],
)
def test_the_ladder_day_by_day(today: date, names: list[str]) -> None:
    due = steps_due(MONDAY, today, CALENDAR, DEFAULT_LADDER)
    assert [step.name for step in due] == names


def test_the_order_of_the_rows_does_not_matter() -> None:
    today = date(2026, 12, 7)
    backwards = tuple(reversed(DEFAULT_LADDER))
    assert steps_due(MONDAY, today, CALENDAR, backwards) == steps_due(
        MONDAY, today, CALENDAR, DEFAULT_LADDER
    )


def test_an_empty_ladder_urges_nobody() -> None:
    assert steps_due(MONDAY, date(2026, 12, 7), CALENDAR, ()) == ()


def test_steps_count_working_days_over_tet() -> None:
    ladder = (LadderStep("urge", 1, LadderAct.DRAFT_URGE),)
    assert steps_due(date(2026, 2, 13), date(2026, 2, 23), CALENDAR, ladder) == ladder
    assert steps_due(date(2026, 2, 13), date(2026, 2, 13), CALENDAR, ladder) == ()


@given(
    st.dates(date(2026, 1, 5), date(2026, 10, 1)),
    st.integers(0, 60),
    st.lists(
        st.builds(
            LadderStep,
            name=st.uuids().map(str),
            offset_working_days=st.integers(-5, 20),
            act=st.sampled_from(LadderAct),
        ),
        max_size=6,
    ),
)
def test_each_act_is_due_once_and_what_was_reached_stays_reached(
    due_on: date, later: int, ladder: list[LadderStep]
) -> None:
    today = CALENDAR.add_working_days(due_on, later)
    assume(CALENDAR.is_working(today))
    steps = steps_due(due_on, today, CALENDAR, ladder)
    assert len({step.act for step in steps}) == len(steps)
    tomorrow = CALENDAR.add_working_days(today, 1)
    acts_tomorrow = {step.act for step in steps_due(due_on, tomorrow, CALENDAR, ladder)}
    assert {step.act for step in steps} <= acts_tomorrow


@pytest.mark.parametrize(
    ("today", "updates"),
    [
        (date(2026, 11, 20), 0),
        (MONDAY, 0),
        (date(2026, 12, 1), 0),
        (date(2026, 12, 2), 1),
        (date(2026, 12, 10), 1),
        (date(2026, 12, 11), 2),
    ],
)
def test_a_status_update_every_seven_working_days_after_the_limit(
    today: date, updates: int
) -> None:
    assert status_updates_due(MONDAY, today, CALENDAR) == updates


def test_the_interval_is_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="interval"):
        status_updates_due(MONDAY, MONDAY, CALENDAR, 0)


@given(
    due=st.dates(min_value=date(2026, 1, 20), max_value=date(2026, 12, 1)),
    away=st.integers(min_value=-10, max_value=60),
)
def test_windows_say_of_all_due_dates_what_steps_due_says_of_one(due: date, away: int) -> None:
    """R33: a database is asked by windows; nothing may fall between two of them."""
    today = due + timedelta(days=away)
    assume(today.year == 2026)
    reached = {
        window.step.name
        for window in windows(today, CALENDAR, DEFAULT_LADDER)
        if (window.after is None or due > window.after) and due <= window.until
    }
    assert reached == {step.name for step in steps_due(due, today, CALENDAR, DEFAULT_LADDER)}


@given(
    due=st.dates(min_value=date(2026, 1, 20), max_value=date(2026, 12, 1)),
    away=st.integers(min_value=0, max_value=90),
)
def test_windows_of_status_updates_say_how_many_are_owed(due: date, away: int) -> None:
    """R30, R62: every 7 working days since the limit was exceeded."""
    today = due + timedelta(days=away)
    assume(today.year == 2026)
    owed = [
        number
        for number, after, until in status_update_windows(due, today, CALENDAR)
        if (after is None or due > after) and due <= until
    ]
    assert owed == [status_updates_due(due, today, CALENDAR)] or (
        owed == [] and status_updates_due(due, today, CALENDAR) == 0
    )


def test_windows_over_tet_and_a_swapped_day() -> None:
    """Due on 13/02/2026, the last day before Tết (16-20/02 off, weekends around it)."""
    day_after = date(2026, 2, 23)
    found = {one.step.name: one for one in windows(day_after, CALENDAR, DEFAULT_LADDER)}
    assert found["overdue"].until == date(2026, 2, 22)
    assert found["due"] == Window(DEFAULT_LADDER[1], date(2026, 2, 22), day_after)
    assert found["overdue_urge"].until == date(2026, 2, 11)
    assert windows(date(2026, 2, 17), CALENDAR, DEFAULT_LADDER) == ()


def test_windows_end_where_the_calendar_ends() -> None:
    assert latest_due(date(2025, 1, 6), CALENDAR, 10) is None
    last = date(2027, 12, 31)
    ends = {one.step.name: one.until for one in windows(last, CALENDAR, DEFAULT_LADDER)}
    assert ends["due"] == last


def test_an_interval_of_windows_is_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="at least one"):
        status_update_windows(MONDAY, MONDAY, CALENDAR, 0)
