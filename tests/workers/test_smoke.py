from pakn.composition import System
from tests.factories.petitions import file_one


def test_a(system: System) -> None:
    assert file_one(system).number == "PAKN.20261116.0001"
