"""One filled, running system for all measurements; what they found is printed and recorded."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pakn.adapters.clock import SystemClock
from tests.bench.ground import Ground, prepared
from tests.bench.load import Measured
from tests.bench.record import Figure, figure, results, write

_CASES = 20_000
_FIGURES = pytest.StashKey[list[Figure]]()
_SPEED = pytest.StashKey[float]()

Note = Callable[[str, Measured, float], Figure]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bench")
    group.addoption("--cases", type=int, default=_CASES, help="open cases to measure with")
    group.addoption("--record", action="store_true", help="write docs/bench.json and its table")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if _SPEED in config.stash:
        terminalreporter.write_line(f"cases made a second: {config.stash[_SPEED]:.0f}")
    for one in config.stash.get(_FIGURES, []):
        terminalreporter.write_line(str(one))


@pytest.fixture(scope="session")
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """A running system with as many open cases as asked for, at rest."""
    config = request.config
    # A short path, because Unix sockets live under it.
    with (
        tempfile.TemporaryDirectory(prefix="pk") as folder,
        prepared(Path(folder), config.getoption("--cases")) as ready,
    ):
        config.stash[_SPEED] = ready.filled.per_second
        yield ready
        if config.getoption("--record"):
            write(_results(config, ready))


@pytest.fixture(scope="session")
def note(pytestconfig: pytest.Config) -> Note:
    """Note what a load gave, by name and with the p95 allowed; it is printed at the end."""

    def keep(name: str, measured: Measured, limit: float) -> Figure:
        kept = figure(name, measured, limit)
        pytestconfig.stash[_FIGURES].append(kept)
        return kept

    return keep


def _results(config: pytest.Config, ground: Ground) -> dict[str, Any]:
    figures = config.stash[_FIGURES]
    return results(
        figures,
        cases=ground.filled.cases,
        filled_per_second=ground.filled.per_second,
        now=SystemClock().now(),
    )
