"""A register from the seed files and one model, trained once for the whole session."""

from dataclasses import replace
from datetime import date

import pytest

from models.seed import load
from routing.artefact import Artefact
from routing.corpus import Row, load_corpus
from routing.mandates import Mandate, load_mandates
from routing.names import name_mandates
from routing.place_mentions import place_finder
from routing.register import Register, build_register
from routing.suggestion import Suggester
from routing.training import train

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def places_register() -> Register:
    """Bodies, successions, names, provinces and former districts, from the seed files."""
    return build_register(
        agencies=load.agencies(),
        successions=load.succession(),
        names=load.agency_names(),
        provinces=load.provinces(),
        former_units=load.former_units(),
    )


@pytest.fixture(scope="session")
def whole_register(places_register: Register) -> Register:
    """The same with the communes of today."""
    return replace(
        places_register, communes=build_register(agencies=(), communes=load.communes()).communes
    )


@pytest.fixture(scope="session")
def mandates(places_register: Register) -> tuple[Mandate, ...]:
    return (*load_mandates(), *name_mandates(places_register, TODAY))


@pytest.fixture(scope="session")
def reduced_corpus() -> tuple[Row, ...]:
    """Every second row: enough to be good, and the other half is left to test on."""
    return load_corpus()[::2]


@pytest.fixture(scope="session")
def held_out_corpus() -> tuple[Row, ...]:
    return load_corpus()[1::2]


@pytest.fixture(scope="session")
def artefact(
    reduced_corpus: tuple[Row, ...], mandates: tuple[Mandate, ...], places_register: Register
) -> Artefact:
    places = place_finder(places_register, TODAY)
    return train(reduced_corpus, mandates, on=TODAY, places=places)


@pytest.fixture(scope="session")
def suggester(artefact: Artefact, places_register: Register) -> Suggester:
    return Suggester(artefact, places_register)
