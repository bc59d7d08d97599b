"""The working calendar as an administrator keeps it (R27, R32)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Case
from models.reference import CalendarDay
from pakn.composition import System
from pakn.rules.deadlines import Unit
from pakn.rules.states import Role
from pakn.services.calendar_keeping import (
    DayInputs,
    day_values,
    due_after,
    entered_day,
    remove_day,
    set_day,
)
from pakn.services.context import Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.record_changes import sight
from tests.factories.keeping import events_of
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

FRIDAY, SATURDAY = dt.date(2026, 11, 20), dt.date(2026, 11, 21)


@pytest.fixture
def admin(system: System) -> Actor:
    return person(system, Role.ADMIN)


def entry(day: dt.date | None = FRIDAY, **changed: Any) -> DayInputs:
    """A swapped day off, as it would be typed; unseen until now."""
    values: dict[str, Any] = {
        "kind": "swapped_off",
        "name": "Nghỉ hoán đổi mẫu",
        "legal_basis": "Thông báo mẫu",
        "confirmed": True,
        "seen": sight(None),
    }
    return DayInputs(day=day, **{**values, **changed})


def enter(system: System, admin: Actor, inputs: DayInputs) -> None:
    with system.acting(admin) as ctx:
        set_day(ctx, inputs)


def seen_now(system: System, admin: Actor, day: dt.date) -> str:
    return sight(day_values(entered_day(system.viewing(admin), day)))


def test_an_entered_day_counts_at_once(system: System, admin: Actor) -> None:
    thursday = dt.date(2026, 11, 19)
    assert due_after(system.viewing(admin), thursday, 1, Unit.WORKING).day == FRIDAY
    enter(system, admin, entry())
    fresh().info.clear()
    assert due_after(system.viewing(admin), thursday, 1, Unit.WORKING).day == dt.date(2026, 11, 23)
    assert events_of("calendar_set") == [
        {
            "day": "2026-11-20",
            "day_kind": {"from": None, "to": "swapped_off"},
            "name": {"from": None, "to": "Nghỉ hoán đổi mẫu"},
            "legal_basis": {"from": None, "to": "Thông báo mẫu"},
            "confirmed": {"from": None, "to": True},
        }
    ]


def test_a_case_keeps_its_due_date(system: System, admin: Actor) -> None:
    file_one(system)
    before = fresh().scalars(select(Case.due_on)).one()
    enter(system, admin, entry())
    assert fresh().scalars(select(Case.due_on)).one() == before
    file_one(system)
    assert fresh().scalars(select(Case.due_on).order_by(Case.id.desc())).first() != before


def test_a_change_tells_what_was_and_what_is(system: System, admin: Actor) -> None:
    enter(system, admin, entry())
    enter(system, admin, entry(name="Tên mới", seen=seen_now(system, admin, FRIDAY)))
    assert events_of("calendar_set")[-1] == {
        "day": "2026-11-20",
        "name": {"from": "Nghỉ hoán đổi mẫu", "to": "Tên mới"},
    }


def test_the_same_again_changes_nothing(system: System, admin: Actor) -> None:
    for _ in range(2):
        enter(system, admin, entry())
    assert len(events_of("calendar_set")) == 1


def test_what_somebody_changed_meanwhile_is_not_overwritten(system: System, admin: Actor) -> None:
    enter(system, admin, entry())
    with pytest.raises(InvalidInput, match="changed: changed_meanwhile"):
        enter(system, admin, entry(name="Tên của người thứ hai"))
    with (
        pytest.raises(InvalidInput, match="changed: changed_meanwhile"),
        system.acting(admin) as ctx,
    ):
        remove_day(ctx, FRIDAY, sight(None))
    assert fresh().get_one(CalendarDay, FRIDAY).name == "Nghỉ hoán đổi mẫu"


def test_a_day_that_was_removed_is_worked_again(system: System, admin: Actor) -> None:
    enter(system, admin, entry())
    with system.acting(admin) as ctx:
        remove_day(ctx, FRIDAY, seen_now(system, admin, FRIDAY))
    assert fresh().get(CalendarDay, FRIDAY) is None
    assert events_of("calendar_remove")[0]["day_kind"] == {"from": "swapped_off", "to": None}
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        remove_day(ctx, FRIDAY, sight(None))


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"day": None}, {"day": "required"}),
        ({"day": dt.date(1999, 12, 31)}, {"day": "year_out_of_range"}),
        ({"day": dt.date(2101, 1, 1)}, {"day": "year_out_of_range"}),
        ({"day": SATURDAY}, {"day": "off_on_weekend"}),
        ({"kind": "swapped_work"}, {"day": "work_on_weekday"}),
        ({"kind": ""}, {"kind": "required"}),
        ({"kind": "weekend"}, {"kind": "required"}),
        ({"name": " \u200b "}, {"name": "required"}),
        ({"name": "a" * 121}, {"name": "over_120"}),
        ({"legal_basis": " "}, {"legal_basis": "basis_needed"}),
        ({"legal_basis": "a" * 301}, {"legal_basis": "over_300"}),
        ({"kind": "unconfirmed"}, {"confirmed": "confirmed_which"}),
    ],
)
def test_what_cannot_be_such_a_day_is_refused(
    system: System, admin: Actor, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        enter(system, admin, entry(**changed))
    assert refused.value.errors == errors
    assert events_of("calendar_set") == []


def test_a_year_is_not_left_without_holidays(system: System, admin: Actor) -> None:
    """Nothing could be due in a year that counts as not entered."""
    first = dt.date(2030, 1, 1)
    enter(system, admin, entry(first, kind="holiday"))
    seen = seen_now(system, admin, first)
    with pytest.raises(InvalidInput, match="last_holiday"), system.acting(admin) as ctx:
        remove_day(ctx, first, seen)
    with pytest.raises(InvalidInput, match="last_holiday"):
        enter(system, admin, entry(first, kind="unconfirmed", confirmed=False, seen=seen))
    enter(system, admin, entry(dt.date(2030, 4, 30), kind="holiday"))
    with system.acting(admin) as ctx:
        remove_day(ctx, first, seen)


def test_the_golden_dates_of_the_law(system: System, admin: Actor) -> None:
    ctx = system.viewing(admin)
    assert due_after(ctx, dt.date(2025, 12, 26), 5, Unit.WORKING).day == dt.date(2026, 1, 6)
    assert due_after(ctx, dt.date(2026, 2, 12), 5, Unit.WORKING).day == dt.date(2026, 2, 26)


@pytest.mark.parametrize(
    ("start", "days", "error"),
    [
        (FRIDAY, 0, "days_out_of_range"),
        (FRIDAY, 3651, "days_out_of_range"),
        (FRIDAY, 3000, "year_not_covered"),
        (dt.date(9999, 12, 1), 365, "year_not_covered"),
        (dt.date(1, 1, 1), 5, "year_not_covered"),
    ],
)
def test_a_limit_out_of_reach_is_said(
    system: System, admin: Actor, start: dt.date, days: int, error: str
) -> None:
    with pytest.raises(InvalidInput, match=error):
        due_after(system.viewing(admin), start, days, Unit.WORKING)


def test_only_an_administrator_keeps_it(system: System) -> None:
    officer = person(system, Role.UNIT_LEAD)
    with pytest.raises(NotPermitted):
        enter(system, officer, entry())
    with pytest.raises(NotPermitted), system.acting(officer) as ctx:
        remove_day(ctx, FRIDAY, "")
