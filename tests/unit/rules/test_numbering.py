import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.numbering import (
    CaseNumber,
    InvalidCaseNumber,
    InvalidLookupSecret,
    case_number,
    letter_number,
    lookup_secret_format,
    normalise_secret,
    parse_case_number,
)

SUNDAY = date(2026, 11, 22)
digests = st.binary(min_size=7, max_size=32)


@pytest.mark.parametrize(
    ("day_seq", "number"),
    [
        (1, "PAKN.20261122.0001"),
        (9999, "PAKN.20261122.9999"),
        (10000, "PAKN.20261122.10000"),
        (123456, "PAKN.20261122.123456"),
    ],
)
def test_a_case_number_has_four_digits_or_more(day_seq: int, number: str) -> None:
    assert case_number(SUNDAY, day_seq) == number
    assert str(CaseNumber(SUNDAY, day_seq)) == number


def test_the_running_number_begins_at_one() -> None:
    with pytest.raises(ValueError, match="begins at 1"):
        case_number(SUNDAY, 0)


@pytest.mark.parametrize(
    "typed",
    [
        "PAKN.20261122.0001",
        "  pakn.20261122.0001 ",
        "20261122.0001",
        "PAKN 20261122 0001",
        "pakn 2026 1122 0001",
        "PAKN-20261122-0001",
        "PAKN – 20261122 – 1",
        "pakn202611220001",
        "PAKN.\u00a020261122.0001",
        "ＰＡＫＮ．２０２６１１２２．０００１",
    ],
)
def test_a_typed_number_is_understood(typed: str) -> None:
    assert parse_case_number(typed) == CaseNumber(SUNDAY, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "PAKN",
        "PAKN.20261122",
        "PAKN.20261122.",
        "PAKN.20261122.0000",
        "PAKN.20261322.0001",
        "PAKN.20260231.0001",
        "PAKN.00001122.0001",
        "PAKT.20261122.0001",
        "PAKN.20261122.0001x",
        "PAKN.20261122.12345678901",
        "0912345678",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidCaseNumber):
        parse_case_number(typed)


@given(st.dates(), st.integers(1, 999_999_999))
def test_numbers_survive_the_round_trip(received_on: date, day_seq: int) -> None:
    number = case_number(received_on, day_seq)
    assert parse_case_number(number) == CaseNumber(received_on, day_seq)
    bare = number.removeprefix("PAKN").replace(".", " ").lower()
    assert parse_case_number(bare) == CaseNumber(received_on, day_seq)


def test_a_secret_is_the_first_fifty_bits() -> None:
    assert lookup_secret_format(bytes(7)) == "0000-0000-00"
    assert lookup_secret_format(b"\xff" * 7) == "ZZZZ-ZZZZ-ZZ"
    assert lookup_secret_format(bytes([0b00001_000, 0b10_00011_0, 0, 0, 0, 0, 0])) == "1230-0000-00"
    digest = hashlib.sha256(b"petition 1").digest()
    assert lookup_secret_format(digest) == lookup_secret_format(digest[:7])


def test_a_short_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="7 bytes"):
        lookup_secret_format(bytes(6))


@given(digests)
def test_a_secret_has_no_letter_that_is_misread(digest: bytes) -> None:
    secret = lookup_secret_format(digest)
    assert [len(group) for group in secret.split("-")] == [4, 4, 2]
    assert not set(secret) & set("ILOU")


@given(digests)
def test_a_secret_is_recognised_however_it_is_typed(digest: bytes) -> None:
    secret = lookup_secret_format(digest)
    assert normalise_secret(secret) == secret
    sloppy = secret.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert normalise_secret(f" {sloppy}\n") == secret
    assert normalise_secret(secret.replace("-", "").replace("1", "I")) == secret


@given(digests, st.integers(0, 49))
def test_every_one_of_the_fifty_bits_counts(digest: bytes, bit: int) -> None:
    flipped = int.from_bytes(digest[:7], "big") ^ (1 << (55 - bit))
    assert lookup_secret_format(flipped.to_bytes(7, "big")) != lookup_secret_format(digest)


@pytest.mark.parametrize(
    "typed", ["", "ABCD-EFGH-J", "ABCD-EFGH-JKM", "ABCD-EFGH-JU", "ABCD-EFGH-J!"]
)
def test_what_cannot_be_a_secret_is_refused(typed: str) -> None:
    with pytest.raises(InvalidLookupSecret) as refused:
        normalise_secret(typed)
    assert str(refused.value) == "not a lookup secret"


@pytest.mark.parametrize(
    ("n", "type_abbr", "org", "unit", "number"),
    [
        (15, "BC", "VPCP", None, "15/BC-VPCP"),
        (372, "TB", "VPCP", None, "372/TB-VPCP"),
        (62, "QĐ", "TCTCCTTHC", None, "62/QĐ-TCTCCTTHC"),
        (8871, None, "VPCP", "KSTT", "8871/VPCP-KSTT"),
        (7, None, "VPCP", "KSTT", "07/VPCP-KSTT"),
        (1, "PC", "VPCP", "KSTT", "01/PC-VPCP"),
        (10, None, "UBND", None, "10/UBND"),
    ],
)
def test_letter_numbers(
    n: int, type_abbr: str | None, org: str, unit: str | None, number: str
) -> None:
    assert letter_number(n, type_abbr, org, unit) == number


@pytest.mark.parametrize(("n", "org"), [(0, "VPCP"), (-3, "VPCP"), (1, "")])
def test_a_letter_needs_number_and_issuer(n: int, org: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        letter_number(n, "BC", org, None)
