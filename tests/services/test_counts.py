import datetime as dt

import pytest
from sqlalchemy import func, select

from models.casework import Case
from models.queries.counts import balances, by_day, totals
from pakn.composition import System
from pakn.rules.lifecycle import NotAllowed
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.counts import balance, count
from tests.factories.casework import Casework
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

MONDAY, TUESDAY = dt.date(2026, 11, 16), dt.date(2026, 11, 17)


def in_states() -> dict[str, int]:
    """Cases in each state, counted."""
    rows = fresh().execute(select(Case.state, func.count()).group_by(Case.state))
    return {state: number for state, number in rows}  # noqa: C416 - a Row is no tuple to mypy


def standing() -> dict[str, int]:
    """Cases in each state, as the counters say; states that emptied again are left out."""
    return {key: value for key, value in balances(fresh(), "state").items() if value}


def test_the_standing_figures_are_the_counted_ones(system: System) -> None:
    desk = Casework(system)
    receipts = [file_one(system) for _ in range(4)]
    for receipt in receipts[1:]:
        desk.forward(receipt.case_id)
    for receipt in receipts[2:]:
        desk.accept(receipt.case_id)
    desk.answer(receipts[3].case_id)
    desk.release(receipts[3].case_id)
    assert standing() == in_states()
    assert standing() == {"received": 1, "forwarded": 1, "in_progress": 1, "closed": 1}


def test_what_happened_is_counted_on_its_day(system: System) -> None:
    desk = Casework(system)
    first = file_one(system)
    tomorrow = moved_on(system, days=1)
    file_one(tomorrow, channel="phone")
    Casework(tomorrow).forward(first.case_id)
    assert desk.system is system
    assert by_day(fresh(), "received", MONDAY, TUESDAY) == {MONDAY: 1, TUESDAY: 1}
    assert by_day(fresh(), "forwarded", MONDAY, TUESDAY) == {TUESDAY: 1}
    assert totals(fresh(), MONDAY, MONDAY) == {
        "received": 1,
        "received:web": 1,
        "received:recommendation": 1,
    }
    assert totals(fresh())["received"] == 2


def test_a_refused_act_is_not_counted(system: System) -> None:
    receipt = file_one(system)
    with pytest.raises(NotAllowed):
        Casework(system).forward(receipt.case_id, by=Role.ADMIN)
    assert "forwarded" not in totals(fresh())
    assert standing() == {"received": 1}


def test_counting_adds_up(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        count(ctx, "imported", amount=500)
        count(ctx, "imported", amount=20)
        balance(ctx, "queue", {"a": 3})
        balance(ctx, "queue", {"a": -2})
    assert totals(fresh(), MONDAY)["imported"] == 520
    assert balances(fresh(), "queue") == {"a": 1}


def test_a_day_is_vietnams_day(system: System) -> None:
    with moved_on(system, hours=15).acting(SYSTEM) as ctx:  # 0:00 on the 17th
        count(ctx, "imported")
    assert by_day(fresh(), "imported", MONDAY, TUESDAY) == {TUESDAY: 1}
