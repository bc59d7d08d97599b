"""Parameters with dates: set from a day on, withdrawn, confirmed; what a case used stays (R32)."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import select

from models.history import Event
from models.queries.parameters import value_in_force
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.parameters import (
    ParameterPage,
    SettingParameter,
    confirm_parameter,
    parameters_now,
    read_parameter,
    set_parameter,
    withdraw_parameter,
)
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

TODAY = dt.date(2026, 11, 16)
TOMORROW = TODAY + dt.timedelta(days=1)
ARTICLE = "QĐ 29/2026/QĐ-TTg Điều 7"


@pytest.fixture
def admin(system: System) -> Actor:
    """An administrator."""
    return person(system, Role.ADMIN)


def put(system: System, who: Actor, name: str = "answer_limit", **changes: Any) -> bool:
    """Set a value, by default 15 days for the answer from tomorrow on."""
    values: dict[str, Any] = {
        "value": "15",
        "unit": "calendar",
        "valid_from": TOMORROW,
        "article": ARTICLE,
        "confirmed": False,
        "note": "",
        "seen": page_of(system, who, name).seen,
        **changes,
    }
    with system.acting(who) as ctx:
        return set_parameter(ctx, SettingParameter(name=name, **values))


def page_of(system: System, who: Actor, name: str = "answer_limit") -> ParameterPage:
    """A parameter's page as a new request would show it."""
    fresh()
    return read_parameter(system.viewing(who), name)


def last_event() -> tuple[str, int | None, dict[str, Any]]:
    """The newest event of the system's chain: action, who, what changed."""
    event = fresh().scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    return event.action, event.actor_id, json.loads(event.payload)["difference"]


def events() -> int:
    """How many events there are."""
    return len(fresh().scalars(select(Event.id)).all())


def test_a_value_holds_from_its_day_on_and_not_before(system: System, admin: Actor) -> None:
    assert put(system, admin)
    session = fresh()
    assert value_in_force(session, "answer_limit", TODAY) == 20
    assert value_in_force(session, "answer_limit", TOMORROW) == 15
    shown = {one.name: one for one in parameters_now(system.viewing(admin))}["answer_limit"]
    assert shown.now is not None
    assert shown.coming is not None
    assert (shown.now.value, shown.coming.value) == (20, 15)
    page = page_of(system, admin)
    assert [one.row.value for one in page.values] == [15, 20]
    assert page.values[0].set_by is not None
    assert page.values[1].set_by is None


def test_the_very_next_act_uses_it_and_no_due_date_of_an_existing_case_moves(
    system: System, admin: Actor
) -> None:
    """R32: what counts is the day of receipt, whenever the case is forwarded and accepted."""
    work = Casework(system)
    forwarded, waiting = (file_one(system).case_id for _ in range(2))
    work.forward(forwarded)
    work.accept(forwarded)
    due = case_now(forwarded).due_on
    assert due == TODAY + dt.timedelta(days=20 + 1)  # the twentieth day is a Sunday
    put(system, admin)
    work.forward(waiting)
    work.accept(waiting)
    assert case_now(waiting).due_on == due
    work.system = moved_on(system, days=1)
    late, new = (file_one(work.system).case_id for _ in range(2))
    for case_id in (late, new):
        work.forward(case_id)
        work.accept(case_id)
    assert case_now(new).due_on == TOMORROW + dt.timedelta(days=15)
    assert case_now(forwarded).due_on == case_now(waiting).due_on == due


def test_every_change_is_an_event_with_what_was_and_what_is(system: System, admin: Actor) -> None:
    put(system, admin, unit="working")
    action, who, difference = last_event()
    assert (action, who) == ("set_parameter", admin.user_id)
    assert difference["value"] == {"from": 20, "to": 15}
    assert difference["unit"] == {"from": "calendar", "to": "working"}
    assert difference["valid_from"] == "2026-11-17"
    assert difference["code"] == "answer_limit"
    row = page_of(system, admin).values[0].row
    with system.acting(admin) as ctx:
        confirm_parameter(ctx, "answer_limit", row.id, "QĐ 29/2026/QĐ-TTg Điều 8")
    action, _, difference = last_event()
    assert action == "confirm_parameter"
    assert difference["confirmed"] == {"from": False, "to": True}
    assert difference["article"]["to"] == "QĐ 29/2026/QĐ-TTg Điều 8"
    with system.acting(admin) as ctx:
        withdraw_parameter(ctx, "answer_limit", row.id)
    action, _, difference = last_event()
    assert action == "withdraw_parameter"
    assert difference["value"] == {"from": 15, "to": 20}
    assert value_in_force(fresh(), "answer_limit", TOMORROW) == 20


def test_the_same_again_changes_nothing_and_writes_no_event(system: System, admin: Actor) -> None:
    seen = page_of(system, admin).seen
    assert put(system, admin, seen=seen)
    count = events()
    assert not put(system, admin, seen=seen)
    assert events() == count


def test_nobody_overwrites_what_they_have_not_read(system: System, admin: Actor) -> None:
    seen = page_of(system, admin).seen
    put(system, admin, value="10")
    with pytest.raises(InvalidInput) as refused:
        put(system, admin, value="12", seen=seen)
    assert refused.value.errors == {"value": "changed_meanwhile"}
    put(system, admin, value="12")
    assert value_in_force(fresh(), "answer_limit", TOMORROW) == 12


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"value": "vài"}, {"value": "not_a_number"}),
        ({"unit": "years"}, {"unit": "required"}),
        ({"unit": ""}, {"unit": "required"}),
        ({"valid_from": None}, {"valid_from": "required"}),
        ({"valid_from": TODAY - dt.timedelta(days=1)}, {"valid_from": "in_past"}),
        ({"article": "  "}, {"article": "required"}),
        ({"article": "a" * 301}, {"article": "over_long"}),
        ({"article": "tự đặt", "confirmed": True}, {"article": "own_source"}),
        ({"note": "a" * 1_001}, {"note": "over_long"}),
        (
            {"value": "", "unit": "", "valid_from": None, "article": ""},
            dict.fromkeys(("value", "unit", "valid_from", "article"), "required"),
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_stored(
    system: System, admin: Actor, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    count = events()
    with pytest.raises(InvalidInput) as refused:
        put(system, admin, **changes)
    assert refused.value.errors == errors
    assert events() == count
    assert len(page_of(system, admin).values) == 1


def test_the_standing_body_is_an_agency_in_office(system: System, admin: Actor) -> None:
    for slug in ("KHONG-CO", "BTTTT"):
        with pytest.raises(InvalidInput) as refused:
            put(system, admin, name="standing_body", value=slug, unit="")
        assert refused.value.errors == {"value": "unknown_agency"}
    assert put(system, admin, name="standing_body", value="BTP", unit="")


def test_what_has_begun_is_not_withdrawn(system: System, admin: Actor) -> None:
    put(system, admin, valid_from=TODAY)
    row = page_of(system, admin).values[0].row
    other = page_of(system, admin, "appeal_limit").values[0].row
    for name, key in (("answer_limit", row.id), ("answer_limit", other.id), ("answer_limit", 0)):
        with pytest.raises(NotFound), system.acting(admin) as ctx:
            withdraw_parameter(ctx, name, key)
    put(system, admin)
    coming = page_of(system, admin).values[0].row.id
    later = moved_on(system, days=1)
    with pytest.raises(NotFound), later.acting(admin) as ctx:
        withdraw_parameter(ctx, "answer_limit", coming)


def test_confirming_needs_a_source(system: System, admin: Actor) -> None:
    row = page_of(system, admin).values[0].row
    for article, code in (("", "required"), ("Tự đặt", "own_source"), ("a" * 301, "over_long")):
        with pytest.raises(InvalidInput) as refused, system.acting(admin) as ctx:
            confirm_parameter(ctx, "answer_limit", row.id, article)
        assert refused.value.errors == {"article": code}


def test_a_parameter_that_does_not_exist_is_not_found(system: System, admin: Actor) -> None:
    with pytest.raises(NotFound):
        read_parameter(system.viewing(admin), "khong_co")
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        set_parameter(ctx, SettingParameter("khong_co", "1", "", TODAY, "x", False, "", ""))


def test_only_an_administrator_changes_parameters(system: System) -> None:
    officer = person(system, Role.UNIT_LEAD)
    with pytest.raises(NotPermitted):
        parameters_now(system.viewing(officer))
    with pytest.raises(NotPermitted), system.acting(officer) as ctx:
        set_parameter(ctx, SettingParameter("answer_limit", "1", "", TODAY, "x", False, "", ""))
