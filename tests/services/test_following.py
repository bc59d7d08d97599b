"""What a petitioner opens, and with what."""

import pytest

from pakn.composition import System
from pakn.services.context import PETITIONER, NotFound
from pakn.services.filing_inputs import Receipt
from pakn.services.following import follow
from pakn.services.following_content import OpenedCase, open_content
from tests.factories.petitions import file_one
from tests.factories.system import moved_on

OTHER_SECRET = "0000-0000-00"


@pytest.fixture
def filed(system: System) -> Receipt:
    """A petition that waits for triage."""
    return file_one(system)


def opened(system: System, receipt: Receipt, proof: str) -> OpenedCase:
    """What number, secret and a proof of the contact open."""
    return open_content(system.viewing(PETITIONER), receipt.number, receipt.secret, proof)


def test_number_and_secret_are_read_as_people_type_them(system: System, filed: Receipt) -> None:
    typed = filed.secret.lower().replace("-", " ")
    seen = follow(system.viewing(PETITIONER), filed.number.lower().replace(".", "-"), typed)
    assert (seen.number, seen.state, seen.agency) == (filed.number, "received", None)


@pytest.mark.parametrize(
    ("number", "secret"),
    [
        ("PAKN.20261116.0002", None),
        ("không phải số", None),
        (None, OTHER_SECRET),
        (None, "không phải mã"),
    ],
)
def test_what_does_not_belong_together_opens_nothing(
    system: System, filed: Receipt, number: str | None, secret: str | None
) -> None:
    with pytest.raises(NotFound, match=r"^petition$"):
        follow(system.viewing(PETITIONER), number or filed.number, secret or filed.secret)


def test_the_secret_of_another_petition_opens_nothing(system: System, filed: Receipt) -> None:
    other = file_one(system)
    with pytest.raises(NotFound):
        follow(system.viewing(PETITIONER), filed.number, other.secret)


@pytest.mark.parametrize("proof", ["0001", "mau@example.invalid", " MAU@example.invalid "])
def test_content_opens_to_who_knows_the_contact(system: System, filed: Receipt, proof: str) -> None:
    assert opened(system, filed, proof).title.startswith("Bỏ yêu cầu")


@pytest.mark.parametrize("proof", ["", "0002", "00001", "khac@example.invalid"])
def test_content_stays_shut_to_others(system: System, filed: Receipt, proof: str) -> None:
    with pytest.raises(NotFound, match="proof"):
        opened(system, filed, proof)


def test_total_days_count_from_filing(system: System, filed: Receipt) -> None:
    later = moved_on(system, days=9).viewing(PETITIONER)
    assert follow(later, filed.number, filed.secret).total_days == 9
