import pytest

from pakn.rules.indicators import Satisfaction, is_adverse, on_time_rate, satisfaction


def test_on_time_rate() -> None:
    assert on_time_rate(3, 4) == 0.75
    assert on_time_rate(0, 4) == 0.0
    assert on_time_rate(4, 4) == 1.0


def test_where_nothing_arose_there_is_no_rate() -> None:
    assert on_time_rate(0, 0) is None
    assert satisfaction(0, 0, asked=0, rated=0) == Satisfaction(None, 0, 0)


@pytest.mark.parametrize(("part", "whole"), [(-1, 2), (3, 2), (0, -1), (1, 0)])
def test_impossible_counts_are_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        on_time_rate(part, whole)


def test_satisfaction_shows_how_many_were_asked_and_answered() -> None:
    assert satisfaction(10, 4, asked=8, rated=2) == Satisfaction(0.6, 8, 2)


@pytest.mark.parametrize(
    ("total", "adverse", "asked", "rated"), [(10, 11, 0, 0), (10, 0, 2, 3), (0, 1, 0, 0)]
)
def test_satisfaction_refuses_impossible_counts(
    total: int, adverse: int, asked: int, rated: int
) -> None:
    with pytest.raises(ValueError, match="no share"):
        satisfaction(total, adverse, asked=asked, rated=rated)


def test_a_petition_with_several_grounds_counts_once() -> None:
    cases = [(a, b, c) for a in (True, False) for b in (True, False) for c in (True, False)]
    adverse = [
        is_adverse(not_satisfied=rated, complained=complained, overdue=overdue)
        for rated, complained, overdue in cases
    ]
    assert adverse == [any(case) for case in cases]
