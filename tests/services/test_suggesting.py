"""What the classifier is told about a case."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import update

from models.casework import Case
from models.intake import Petition
from pakn.composition import System
from pakn.services.artefacts import has_usable_model, promote, store_artefact
from pakn.services.context import SYSTEM
from pakn.services.suggesting import ask
from routing.artefact_format import FORMAT
from tests.factories.petitions import file_one


class Listening:
    """A Router that remembers which places it was told."""

    version = "listening-1"

    def __init__(self) -> None:
        self.homes: list[str] = []
        self.days: list[dt.date] = []

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Nothing is suggested."""
        self.homes.extend(homes or ())
        self.days.append(on)
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


def test_the_day_of_receipt_says_whose_matter_it_is_r18(system: System) -> None:
    """Paper may be dated back; one question a day, however many cases."""
    cases = [file_one(system).case_id for _ in range(3)]
    with system.acting(SYSTEM) as ctx:
        old = ctx.session.get_one(Case, cases[1])
        ctx.session.execute(
            update(Petition)
            .where(Petition.id == old.petition_id)
            .values(received_on=dt.date(2026, 1, 9))
        )
    router = Listening()
    said = ask(system.viewing(SYSTEM), router, cases)
    assert router.days == [dt.date(2026, 1, 9), dt.date(2026, 11, 16)]
    assert [one.case_id for one in said] == [cases[1], cases[0], cases[2]]


def test_a_model_of_another_format_is_not_usable(system: System) -> None:
    with system.acting(SYSTEM) as ctx:
        assert not has_usable_model(ctx)
        store_artefact(ctx, "old", b"of an older program", {})
        promote(ctx, "old")
        assert not has_usable_model(ctx)
        store_artefact(ctx, "new", b"of this one", {"format": FORMAT})
        promote(ctx, "new")
        assert has_usable_model(ctx)
