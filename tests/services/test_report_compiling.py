"""A compiled report against a plain recount of the events; identities over months (R40, R41)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.reports import ReportSnapshot
from pakn.composition import System
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import Period, period
from pakn.services.context import SYSTEM, InvalidInput
from pakn.services.report_compiling import Wanted, compile_report
from tests.factories.histories import random_histories
from tests.factories.reading import fresh
from tests.factories.recounting import compiled_facts, recount

MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
FIRST = dt.datetime(2026, 7, 1, 8, 0, tzinfo=LOCAL_ZONE)
UNTIL = dt.datetime(2026, 11, 16, 8, 0, tzinfo=LOCAL_ZONE)


def compiled(system: System, kind: str, key: str) -> ReportSnapshot:
    """A report compiled now."""
    with system.acting(SYSTEM) as ctx:
        snapshot_id = compile_report(ctx, Wanted(period(kind, key)))
    return fresh().get_one(ReportSnapshot, snapshot_id)


def span(snapshot: ReportSnapshot) -> Period:
    """The period of a report."""
    return period(snapshot.kind, snapshot.period)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_case_is_what_its_events_say(system: System, seed: int) -> None:
    random_histories(system, seed, 120, first=FIRST, until=UNTIL)
    for kind, key in (("quarter", "2026-Q3"), ("nine", "2026"), *(("month", m) for m in MONTHS)):
        snapshot = compiled(system, kind, key)
        assert compiled_facts(snapshot.id) == recount(span(snapshot))


def test_months_follow_each_other_without_a_gap(system: System) -> None:
    random_histories(system, 7, 200, first=FIRST, until=UNTIL)
    before = None
    for key in MONTHS:
        snapshot = compiled(system, "month", key)
        assert snapshot.problems == []
        counts = snapshot.figures["counts"]
        if before is not None:
            assert counts["carried_over"] == before["in_process"] > 0
        before = counts


def test_a_period_that_has_not_closed_is_refused(system: System) -> None:
    with pytest.raises(InvalidInput):
        compiled(system, "month", "2026-12")
    assert fresh().scalars(select(ReportSnapshot)).all() == []
