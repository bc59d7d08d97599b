from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.deadlines import (
    Due,
    Limit,
    Move,
    MoveKind,
    Step,
    StepCode,
    Unit,
    due,
    moved,
    never_later_than,
    pause_allowed,
    total_days,
)
from pakn.rules.working_days import CalendarNotCovered
from tests.unit.rules.calendars import CALENDAR

TRANSFER = Limit(
    "triage", 5, Unit.WORKING, "NĐ 20/2008 Đ9.1d", confirmed=True, start_event="receipt"
)
ANSWER = Limit("answer", 20, Unit.CALENDAR, "QĐ 574", confirmed=False, start_event="forward")


def codes(result: Due) -> list[tuple[StepCode, date]]:
    return [(step.code, step.day) for step in result.explanation]


def test_the_golden_date_of_new_year_explains_itself() -> None:
    result = due(TRANSFER, date(2025, 12, 26), CALENDAR)
    assert result.day == date(2026, 1, 6)
    assert codes(result) == [
        (StepCode.RULE, date(2025, 12, 26)),
        (StepCode.DAY_ZERO, date(2025, 12, 26)),
        (StepCode.WEEKEND, date(2025, 12, 27)),
        (StepCode.WEEKEND, date(2025, 12, 28)),
        (StepCode.HOLIDAY, date(2026, 1, 1)),
        (StepCode.SWAPPED_OFF, date(2026, 1, 2)),
        (StepCode.WEEKEND, date(2026, 1, 3)),
        (StepCode.WEEKEND, date(2026, 1, 4)),
    ]
    assert result.explanation[0].as_values() == {
        "code": "rule",
        "day": "2025-12-26",
        "limit": "triage",
        "days": 5,
        "unit": "working",
        "article": "NĐ 20/2008 Đ9.1d",
        "confirmed": True,
    }
    assert dict(result.explanation[1].params) == {"event": "receipt", "working": True}


def test_the_golden_date_of_tet_names_five_holidays() -> None:
    result = due(TRANSFER, date(2026, 2, 12), CALENDAR)
    assert result.day == date(2026, 2, 26)
    assert [day for code, day in codes(result) if code is StepCode.HOLIDAY] == [
        date(2026, 2, day) for day in range(16, 21)
    ]


def test_a_worked_saturday_is_named() -> None:
    result = due(TRANSFER, date(2026, 1, 5), CALENDAR)
    assert codes(result)[-1] == (StepCode.SWAPPED_WORK, date(2026, 1, 10))


def test_day_zero_may_be_a_day_off_and_back_dated() -> None:
    result = due(TRANSFER, date(2026, 11, 22), CALENDAR, back_dated="dau_den")
    assert result.day == date(2026, 11, 27)
    assert dict(result.explanation[1].params) == {
        "event": "receipt",
        "working": False,
        "back_dated": "dau_den",
    }


def test_calendar_days_end_on_a_working_day_as_counted() -> None:
    result = due(ANSWER, date(2026, 11, 3), CALENDAR)
    assert result.day == date(2026, 11, 23)
    assert [code for code, _ in codes(result)] == [StepCode.RULE, StepCode.DAY_ZERO]


def test_calendar_days_roll_over_tet_and_say_why() -> None:
    result = due(ANSWER, date(2026, 1, 28), CALENDAR)
    assert result.day == date(2026, 2, 23)
    assert codes(result)[2:] == [
        *[(StepCode.HOLIDAY, date(2026, 2, day)) for day in range(17, 21)],
        (StepCode.WEEKEND, date(2026, 2, 21)),
        (StepCode.WEEKEND, date(2026, 2, 22)),
        (StepCode.ROLLED_FORWARD, date(2026, 2, 23)),
    ]
    assert dict(result.explanation[-1].params) == {"from": "2026-02-17"}


def test_an_extension_counts_from_the_due_date_and_keeps_the_old_one() -> None:
    before = due(ANSWER, date(2026, 11, 3), CALENDAR)
    after = moved(before, Move(MoveKind.EXTENSION, 5, Unit.WORKING, "complex"), CALENDAR)
    assert after.day == date(2026, 11, 30)
    assert after.explanation[: len(before.explanation)] == before.explanation
    assert after.explanation[len(before.explanation)] == Step(
        StepCode.EXTENDED,
        date(2026, 11, 30),
        (("days", 5), ("unit", "working"), ("reason", "complex"), ("from", "2026-11-23")),
    )


def test_a_pause_moves_the_due_date() -> None:
    before = due(TRANSFER, date(2026, 11, 2), CALENDAR)
    after = moved(before, Move(MoveKind.PAUSE, 3, Unit.CALENDAR, "asked_petitioner"), CALENDAR)
    assert (before.day, after.day) == (date(2026, 11, 9), date(2026, 11, 12))
    assert after.explanation[-1].code is StepCode.PAUSED


@pytest.mark.parametrize(("days", "reason"), [(0, "x"), (-1, "x"), (3, " ")])
def test_a_move_needs_days_and_a_reason(days: int, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        Move(MoveKind.PAUSE, days, Unit.WORKING, reason)


def test_a_limit_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="own_target"):
        Limit("own_target", 0, Unit.WORKING, "", confirmed=False, start_event="receipt")


def test_a_draft_closes_the_limit_even_on_a_sunday() -> None:
    before = due(ANSWER, date(2026, 11, 3), CALENDAR)
    capped = never_later_than(before, date(2026, 11, 22))
    assert capped.day == date(2026, 11, 22)
    assert capped.explanation[-1] == Step(
        StepCode.CAPPED, date(2026, 11, 22), (("from", "2026-11-23"),)
    )
    assert never_later_than(before, date(2026, 11, 23)) is before


@pytest.mark.parametrize(
    ("today", "allowed"),
    [(date(2026, 11, 20), True), (date(2026, 11, 23), False), (date(2026, 12, 7), False)],
)
def test_no_pause_in_the_last_five_days_nor_afterwards(today: date, *, allowed: bool) -> None:
    assert pause_allowed(date(2026, 11, 30), today, CALENDAR) is allowed


def test_total_days() -> None:
    assert total_days(date(2026, 11, 22), date(2026, 11, 22)) == 0
    assert total_days(date(2025, 12, 26), date(2026, 1, 6)) == 11
    with pytest.raises(ValueError, match="before the filing"):
        total_days(date(2026, 11, 22), date(2026, 11, 21))


def test_a_limit_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarNotCovered):
        due(ANSWER, date(2027, 12, 20), CALENDAR)


limits = st.builds(
    Limit,
    name=st.just("any"),
    days=st.integers(1, 60),
    unit=st.sampled_from(Unit),
    article=st.just(""),
    confirmed=st.booleans(),
    start_event=st.just("receipt"),
)


@given(limits, st.dates(date(2025, 1, 1), date(2027, 6, 1)))
def test_a_due_date_is_worked_and_every_day_off_before_it_is_explained(
    limit: Limit, start: date
) -> None:
    result = due(limit, start, CALENDAR)
    assert CALENDAR.is_working(result.day)
    assert result.day >= start + timedelta(days=limit.days)
    if limit.unit is Unit.WORKING:
        off = {StepCode.WEEKEND, StepCode.HOLIDAY, StepCode.SWAPPED_OFF}
        skipped = sum(code in off for code, _ in codes(result))
        assert (result.day - start).days == limit.days + skipped


@given(limits, st.dates(date(2025, 1, 1), date(2027, 5, 1)))
def test_a_later_start_is_never_due_earlier(limit: Limit, start: date) -> None:
    tomorrow = due(limit, start + timedelta(days=1), CALENDAR)
    assert due(limit, start, CALENDAR).day <= tomorrow.day
