"""The desk's lists give the same cases whichever way the database is asked."""

import datetime as dt
from itertools import pairwise

import pytest

from models.queries import desk_cases
from models.queries.desk_cases import Wanted, find_cases
from pakn.composition import System
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

DAY = dt.date(2026, 11, 2)


@pytest.fixture
def filed(system: System) -> list[int]:
    """Twelve cases over several days and two channels."""
    return [
        file_one(
            system,
            channel="post" if number % 3 else "email",
            kind="report" if number % 2 else "recommendation",
            received_on=DAY + dt.timedelta(days=number % 5),
        ).case_id
        for number in range(12)
    ]


FILTERS = [
    {},
    {"channel": "post"},
    {"channel": "email", "kind": "report"},
    {"received_from": DAY + dt.timedelta(days=2)},
    {"received_to": DAY, "kind": "recommendation"},
    {"with_files": False, "channel": "post"},
    {"with_files": True},
    {"legal_kind": "to_cao"},
    {"due_to": DAY + dt.timedelta(days=8)},
]


@pytest.mark.parametrize("given", FILTERS)
@pytest.mark.parametrize(("walked", "rare"), [(3000, 12_000), (2, 12_000), (2, 1)])
def test_every_way_finds_the_same(
    filed: list[int],
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, object],
    walked: int,
    rare: int,
) -> None:
    wanted = Wanted(("received", "returned"), **given)  # type: ignore[arg-type]
    usual = find_cases(fresh(), wanted, after=None, limit=50).keys
    monkeypatch.setattr(desk_cases, "WALKED", walked)
    monkeypatch.setattr(desk_cases, "RARE", rare)
    assert find_cases(fresh(), wanted, after=None, limit=50).keys == usual
    assert all(one < other for one, other in pairwise(usual))
    paged: list[desk_cases.Key] = []
    after = None
    while page := find_cases(fresh(), wanted, after=after, limit=3).keys:
        paged += page
        after = page[-1]
    assert paged == list(usual)


def test_what_was_not_counted_is_not_claimed(
    filed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(("received",))
    found = find_cases(fresh(), wanted, after=None, limit=5)
    assert (len(found.keys), found.number, found.more) == (5, 12, False)
    monkeypatch.setattr(desk_cases, "COUNTED", 10)
    found = find_cases(fresh(), wanted, after=None, limit=5)
    assert (found.number, found.more) == (10, True)
