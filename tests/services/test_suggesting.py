"""What the classifier is told about a case."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pakn.composition import System
from pakn.services.context import SYSTEM
from pakn.services.suggesting import ask
from tests.factories.petitions import file_one


class Listening:
    """A Router that remembers which places it was told."""

    version = "listening-1"

    def __init__(self) -> None:
        self.homes: list[str] = []

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Nothing is suggested."""
        self.homes.extend(homes or ())
        return [{"kind": "pakn", "candidates": [], "abstain": True} for _ in texts]


def test_the_province_of_the_form_is_told_as_its_committee(system: System) -> None:
    """Đồng Nai has two rows, a province's and a city's: the one of today counts."""
    places: tuple[dict[str, Any], ...] = (
        {"province_code": "79", "commune_unknown": True},
        {},
        {"province_code": "75", "commune_unknown": True},
    )
    cases = [file_one(system, **place).case_id for place in places]
    router = Listening()
    ask(system.viewing(SYSTEM), router, cases)
    assert router.homes == ["UBND-79", "", "UBND-75"]
