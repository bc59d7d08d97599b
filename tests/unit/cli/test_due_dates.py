import pytest

from tests.unit.cli.conftest import CommandLine, Outcome


def due(pakn: CommandLine, start: str, days: str, unit: str = "working") -> Outcome:
    """Ask when so many days from a day end."""
    return pakn("calendar", "due", "--from", start, "--days", days, "--unit", unit)


def test_new_year_is_counted_and_explained(pakn: CommandLine) -> None:
    # 31/12 is the first day; 1/1/2027 is a holiday, 2 and 3 a weekend; 4/1 the second.
    answer = due(pakn, "2026-12-30", "2").json
    assert answer["due"] == "2027-01-04"
    assert [(step["code"], step["day"]) for step in answer["explanation"]] == [
        ("day_zero", "2026-12-30"),
        ("holiday", "2027-01-01"),
        ("weekend", "2027-01-02"),
        ("weekend", "2027-01-03"),
    ]
    assert answer["explanation"][1]["text"] == "Không tính ngày 01/01/2027 (ngày lễ, tết)."


def test_calendar_days_roll_to_a_day_that_is_worked(pakn: CommandLine) -> None:
    answer = due(pakn, "2026-11-16", "6", "calendar").json
    assert answer["due"] == "2026-11-23"
    last = answer["explanation"][-1]
    assert last["code"] == "rolled_forward"
    assert "22/11/2026" in last["text"]


@pytest.mark.parametrize("start", ["2040-01-05", "2027-12-30", "9999-12-30"])
def test_a_year_without_holidays_is_not_guessed(pakn: CommandLine, start: str) -> None:
    outcome = due(pakn, start, "5")
    assert outcome.status == 1
    assert outcome.out == ""
    assert "Lịch làm việc" in outcome.err
