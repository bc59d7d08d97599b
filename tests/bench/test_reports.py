"""How long a month's report takes, and how long anybody waits for the writer meanwhile (R41)."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pakn.composition import System
from pakn.rules.periods import period
from pakn.services.context import SYSTEM, Context
from pakn.services.report_compiling import Wanted, compile_in_portions, finish_report
from tests.bench.handled import fill_handled

pytestmark = pytest.mark.bench

LAST_DAY = dt.date(2026, 11, 14)
MONTH = Wanted(period("month", "2026-11"))
MOST_SECONDS = 20


def test_a_month_of_very_many_cases(
    system: System,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    cases = request.config.getoption("--cases")
    with system.acting(SYSTEM) as ctx:
        fill_handled(ctx, cases, LAST_DAY)
    whole, longest, counts = compile_timed(system)
    record_property("figures", f"{cases} cases: {whole:.1f} s, longest act {longest:.2f} s")
    assert counts["total"] == counts["in_process"] + counts["handled"] > cases / 2
    assert whole < MOST_SECONDS


def compile_timed(system: System) -> tuple[float, float, dict[str, int]]:
    """Compile the month; gives the seconds of all, of the longest act, and the figures."""
    acts = []

    @contextmanager
    def timed() -> Iterator[Context]:
        began = time.perf_counter()
        with system.acting(SYSTEM) as ctx:
            yield ctx
        acts.append(time.perf_counter() - began)

    snapshot_id = compile_in_portions(timed, MONTH)
    with timed() as ctx:
        counts = finish_report(ctx, snapshot_id).figures["counts"]
    return sum(acts), max(acts), counts
