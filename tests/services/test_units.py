"""Units inside an agency: handing over, giving back, and keeping the units themselves (R26)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.agency import AgencyUnit
from models.casework import Assignment
from models.handling import UnitTask
from models.history import Event
from models.people import UnitMember
from pakn.composition import System
from pakn.rules.local_time import local_date
from pakn.rules.states import Role
from pakn.services.agency_units import add_unit, close_unit, place_in_unit, rename_unit
from pakn.services.context import Actor, InvalidInput, NotFound, NotPermitted, StaleAct
from pakn.services.unit_handing import Handed, Handing, hand_to_unit, return_to_focal
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import MOMENT

TODAY = local_date(MOMENT)
REASON = "Việc này của cục khác trong bộ."


class Ministry:
    """BCA with a focal person, one unit and somebody who works in it."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.work = Casework(system)
        self.focal = self.work.who(Role.AGENCY_FOCAL, "BCA")
        self.unit = self.add("Vụ Pháp chế")
        self.worker = self.worker_of(self.unit)

    def add(self, name: str) -> int:
        with self.system.acting(self.focal) as ctx:
            return add_unit(ctx, name, "PC").id

    def worker_of(self, unit_id: int) -> Actor:
        worker = person(self.system, Role.AGENCY_UNIT, agency="BCA")
        assert worker.user_id is not None
        with self.system.acting(self.focal) as ctx:
            place_in_unit(ctx, worker.user_id, unit_id)
        return worker

    def accepted(self) -> int:
        case_id = file_one(self.system).case_id
        self.work.forward(case_id)
        self.work.accept(case_id)
        return case_id

    def hand(self, case_id: int, unit_id: int | None = None, days: int = 3) -> Handed:
        with self.system.acting(self.focal) as ctx:
            due = ctx.today + dt.timedelta(days=days)
            version = case_now(case_id).version
            return hand_to_unit(ctx, Handing(case_id, version, unit_id or self.unit, due, "Gấp."))

    def give_back(self, case_id: int, worker: Actor, reason: str = REASON) -> None:
        with self.system.acting(worker) as ctx:
            return_to_focal(ctx, case_id, case_now(case_id).version, reason)


@pytest.fixture
def ministry(system: System) -> Ministry:
    return Ministry(system)


def tasks() -> list[tuple[str, bool]]:
    rows = fresh().scalars(select(UnitTask).order_by(UnitTask.id))
    return [(row.state, row.ended_at is not None) for row in rows]


def test_a_unit_holds_what_it_was_handed_and_the_event_says_so(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    handed = ministry.hand(case_id)
    assert (handed.unit, handed.warnings) == ("Vụ Pháp chế", ())
    assert tasks() == [("handed", False)]
    assert fresh().scalars(select(Assignment.unit_id)).one() == ministry.unit
    event = fresh().scalars(select(Event).where(Event.action == "unit_hand")).one()
    assert (event.from_state, event.to_state) == (None, None)
    assert '"unit_name":"Vụ Pháp chế"' in event.payload


def test_a_date_later_than_the_cases_is_taken_with_a_warning(ministry: Ministry) -> None:
    assert ministry.hand(ministry.accepted(), days=60).warnings == ("after_case_due",)


def test_a_units_return_is_no_return_of_the_case_r26(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    ministry.hand(case_id)
    ministry.give_back(case_id, ministry.worker)
    case = case_now(case_id)
    assert (case.state, case.returns, case.round) == ("in_progress", 0, 1)
    assert tasks() == [("returned", True)]
    assert fresh().scalars(select(Assignment.unit_id)).one() is None
    other = ministry.add("Cục Quản lý")
    ministry.hand(case_id, other)
    assert tasks() == [("returned", True), ("handed", False)]
    with pytest.raises(NotFound):
        ministry.give_back(case_id, ministry.worker)


def test_handing_to_another_unit_takes_it_from_the_first(ministry: Ministry) -> None:
    case_id, other = ministry.accepted(), ministry.add("Cục Quản lý")
    ministry.hand(case_id)
    ministry.hand(case_id, other)
    assert tasks() == [("done", True), ("handed", False)]
    with pytest.raises(NotFound):
        ministry.give_back(case_id, ministry.worker)


def test_what_is_missing_is_said_at_its_field(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    other = person(ministry.system, Role.AGENCY_FOCAL, agency="BXD")
    with ministry.system.acting(other) as ctx:
        foreign = add_unit(ctx, "Vụ của bộ khác", "").id
    for unit_id, days, note, errors in (
        (None, 3, "", {"unit_id": "required"}),
        (foreign, 3, "", {"unit_id": "required"}),
        (ministry.unit, -1, "", {"due_on": "in_past"}),
        (ministry.unit, None, "x" * 2001, {"due_on": "required", "note": "too_long"}),
    ):
        due = None if days is None else TODAY + dt.timedelta(days=days)
        handing = Handing(case_id, case_now(case_id).version, unit_id, due, note)
        with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
            hand_to_unit(ctx, handing)
        assert refused.value.errors == errors
    ministry.hand(case_id)
    for reason, code in (("", "required"), ("không", "too_short"), ("x" * 2001, "too_long")):
        with pytest.raises(InvalidInput) as refused:
            ministry.give_back(case_id, ministry.worker, reason)
        assert refused.value.errors == {"unit_reason": code}
    assert tasks() == [("handed", False)]


def test_a_unit_hands_nothing_and_another_agency_finds_nothing(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    other = person(ministry.system, Role.AGENCY_FOCAL, agency="BXD")
    for actor, error in ((ministry.worker, NotPermitted), (other, NotFound)):
        handing = Handing(case_id, case_now(case_id).version, ministry.unit, TODAY)
        with pytest.raises(error), ministry.system.acting(actor) as ctx:
            hand_to_unit(ctx, handing)


def test_of_two_who_hand_it_over_the_second_is_told(ministry: Ministry) -> None:
    case_id = ministry.accepted()
    seen = case_now(case_id).version
    ministry.hand(case_id)
    with pytest.raises(StaleAct), ministry.system.acting(ministry.focal) as ctx:
        hand_to_unit(ctx, Handing(case_id, seen, ministry.unit, ctx.today))
    assert tasks() == [("handed", False)]


def test_an_answer_ends_the_units_work_and_a_new_round_begins_without_it(
    ministry: Ministry,
) -> None:
    """A case that comes back is a new round: nobody holds it until it is handed anew."""
    case_id = ministry.accepted()
    ministry.hand(case_id)
    ministry.work.answer(case_id)
    assert tasks() == [("done", True)]
    with pytest.raises(StaleAct):
        ministry.hand(case_id)
    ministry.work.send_back(case_id)
    with pytest.raises(NotFound):
        ministry.give_back(case_id, ministry.worker)
    ministry.hand(case_id)
    assert tasks() == [("done", True), ("handed", False)]


def test_a_return_of_the_case_ends_the_units_work(ministry: Ministry) -> None:
    case_id = file_one(ministry.system).case_id
    ministry.work.forward(case_id)
    ministry.hand(case_id)
    ministry.work.give_back(case_id, "BCA", proposed="BXD")
    assert tasks() == [("done", True)]


def test_units_are_kept_by_the_agency_itself(ministry: Ministry) -> None:
    with ministry.system.acting(ministry.focal) as ctx:
        rename_unit(ctx, ministry.unit, "  Vụ   Pháp chế mới ", "PCM")
    unit = fresh().get_one(AgencyUnit, ministry.unit)
    assert (unit.name, unit.symbol) == ("Vụ Pháp chế mới", "PCM")
    with ministry.system.acting(ministry.focal) as ctx:
        close_unit(ctx, ministry.unit)
    assert fresh().scalars(select(UnitMember)).all() == []
    with pytest.raises(InvalidInput):
        ministry.hand(ministry.accepted())
    acts = list(fresh().scalars(select(Event.action).where(Event.action.startswith("unit_"))))
    assert acts == ["unit_add", "unit_member", "unit_rename", "unit_close"]


def test_a_unit_with_work_is_not_closed(ministry: Ministry) -> None:
    ministry.hand(ministry.accepted())
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        close_unit(ctx, ministry.unit)
    assert refused.value.errors == {"unit_id": "unit_busy"}


@pytest.mark.parametrize(
    ("name", "symbol", "errors"),
    [
        ("", "", {"name": "required"}),
        ("x" * 201, "", {"name": "too_long"}),
        ("vụ  pháp CHẾ", "", {"name": "name_taken"}),
        ("Cục khác", "x" * 21, {"symbol": "too_long"}),
    ],
)
def test_a_unit_has_a_name_of_its_own(
    ministry: Ministry, name: str, symbol: str, errors: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused, ministry.system.acting(ministry.focal) as ctx:
        add_unit(ctx, name, symbol)
    assert refused.value.errors == errors


def test_nobody_keeps_another_agencys_units_or_people(ministry: Ministry) -> None:
    other = person(ministry.system, Role.AGENCY_FOCAL, agency="BXD")
    assert ministry.worker.user_id is not None
    with pytest.raises(NotFound), ministry.system.acting(other) as ctx:
        close_unit(ctx, ministry.unit)
    with pytest.raises(NotFound), ministry.system.acting(other) as ctx:
        place_in_unit(ctx, ministry.worker.user_id, None)
    with pytest.raises(NotPermitted), ministry.system.acting(ministry.worker) as ctx:
        add_unit(ctx, "Vụ tự lập", "")
    assert len(fresh().scalars(select(UnitMember)).all()) == 1
