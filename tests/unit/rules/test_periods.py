from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.periods import NoSuchPeriod, Period, PeriodKind, period, period_of

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("kind", "key", "start", "end"),
    [
        ("month", "2026-11", date(2026, 10, 15), date(2026, 11, 14)),  # R40
        ("month", "2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("quarter", "2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", "2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        ("six", "2026", date(2025, 12, 15), date(2026, 6, 14)),
        ("nine", "2026", date(2025, 12, 15), date(2026, 9, 14)),
        ("year", "2026", date(2025, 12, 15), date(2026, 12, 14)),  # R40
    ],
)
def test_periods_close_on_the_fourteenth(kind: str, key: str, start: date, end: date) -> None:
    assert period(kind, key) == Period(PeriodKind(kind), key, start, end)


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        ("quarter", "2026-11", "2026-Q4"),
        ("quarter", " 2026-q2 ", "2026-Q2"),
        ("six", "2026-06", "2026"),
        ("nine", "2026-07", "2026"),
        ("year", "2026-11", "2026"),
    ],
)
def test_a_month_names_the_period_it_lies_in(kind: str, typed: str, key: str) -> None:
    assert period(kind, typed).key == key


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("month", "2026"),
        ("month", "2026-13"),
        ("month", "2026-00"),
        ("month", "2026-Q1"),
        ("quarter", "2026"),
        ("quarter", "2026-Q5"),
        ("six", "2026-11"),
        ("six", "2026-Q2"),
        ("nine", "2026-10"),
        ("year", "2026-Q4"),
        ("year", "26"),
        ("year", "0000"),
        ("year", "0001"),
        ("decade", "2026"),
        ("month", ""),
    ],
)
def test_what_names_no_period_is_refused(kind: str, key: str) -> None:
    with pytest.raises(NoSuchPeriod):
        period(kind, key)


def test_reports_are_sent_by_the_25th() -> None:
    assert period("quarter", "2026-Q4").send_by == date(2026, 12, 25)


def test_the_fifteenth_belongs_to_the_next_month() -> None:
    assert period_of(date(2026, 11, 14), "month").key == "2026-11"
    assert period_of(date(2026, 11, 15), "month").key == "2026-12"
    assert period_of(date(2026, 12, 15), "month").key == "2027-01"
    assert period_of(date(2026, 12, 15), "year").key == "2027"


def test_no_six_months_hold_a_day_in_autumn() -> None:
    assert period_of(date(2026, 6, 14), "six").key == "2026"
    with pytest.raises(NoSuchPeriod):
        period_of(date(2026, 6, 15), "six")
    with pytest.raises(NoSuchPeriod):
        period_of(date(2026, 9, 15), "nine")


@given(days, st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR]))
def test_periods_follow_each_other_without_gap(day: date, kind: PeriodKind) -> None:
    this = period_of(day, kind)
    assert this.holds(day)
    assert period(kind, this.key) == this
    following = period_of(this.end + timedelta(days=1), kind)
    assert following.start == this.end + timedelta(days=1)
    assert following.key > this.key


@given(days, st.sampled_from(PeriodKind))
def test_the_period_of_a_day_holds_it_or_there_is_none(day: date, kind: PeriodKind) -> None:
    try:
        found = period_of(day, kind)
    except NoSuchPeriod:
        year = period_of(day, PeriodKind.YEAR).key
        assert not period(kind, year).holds(day)
    else:
        assert found.holds(day)
        assert (found.start.day, found.end.day) == (15, 14)


@given(st.integers(2001, 2098))
def test_four_quarters_make_the_year(year: int) -> None:
    quarters = [period("quarter", f"{year}-Q{n}") for n in range(1, 5)]
    whole = period("year", str(year))
    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    assert quarters[1].end == period("six", str(year)).end
    assert quarters[2].end == period("nine", str(year)).end
