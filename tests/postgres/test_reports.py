"""The same reports on PostgreSQL: every case is what a plain recount of its events says (R40)."""

import datetime as dt

import pytest

from pakn.composition import System
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import period
from pakn.services.context import SYSTEM
from pakn.services.report_compiling import Wanted, compile_report
from tests.factories.histories import random_histories
from tests.factories.recounting import compiled_facts, recount

pytestmark = pytest.mark.postgres

FIRST = dt.datetime(2026, 7, 1, 8, 0, tzinfo=LOCAL_ZONE)
UNTIL = dt.datetime(2026, 11, 16, 8, 0, tzinfo=LOCAL_ZONE)


def test_every_case_is_what_its_events_say(system: System) -> None:
    random_histories(system, 11, 150, first=FIRST, until=UNTIL)
    for kind, key in (("month", "2026-10"), ("quarter", "2026-Q3"), ("month", "2026-11")):
        wanted = Wanted(period(kind, key))
        with system.acting(SYSTEM) as ctx:
            snapshot_id = compile_report(ctx, wanted)
        found = compiled_facts(snapshot_id)
        assert found == recount(wanted.period)
        assert {"handled", "ended_at_desk", "in_process"} == {
            row["outcome"] for row in found.values()
        }
