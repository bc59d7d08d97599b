from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pakn.rules.escalation import (
    DEFAULT_LADDER,
    LadderAct,
    LadderStep,
    status_updates_due,
    steps_due,
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
