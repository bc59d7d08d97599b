"""Case numbers, lookup secrets and the numbers of letters (R5, R44)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

PREFIX = "PAKN"

_SEPARATORS = re.compile(r"[\s.,_/\-–—]+")
_COMPACT_NUMBER = re.compile(rf"(?:{PREFIX})?([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})([0-9]{{1,9}})")

# Crockford's base 32: no I, L, O, U, so that nothing is misread from a receipt.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SECRET_LETTERS = 10
_BITS_PER_LETTER = 5
_SECRET_BYTES = 7  # 50 bits need seven bytes


class InvalidCaseNumber(ValueError):
    """The text is not a case number."""


class InvalidLookupSecret(ValueError):
    """The text cannot be a lookup secret, whatever the case."""


@dataclass(frozen=True, slots=True, order=True)
class CaseNumber:
    """What a case number says: the local receipt date and the running number of that day."""

    received_on: date
    day_seq: int

    def __str__(self) -> str:
        return case_number(self.received_on, self.day_seq)


def case_number(received_on: date, day_seq: int) -> str:
    """The number as shown and printed: `PAKN.YYYYMMDD.NNNN` (R5).

    Args:
        received_on: The local receipt date.
        day_seq: The running number of that day, from 1; beyond 9999 it takes more digits.

    Returns:
        The number.

    Raises:
        ValueError: `day_seq` is below 1.
    """
    if day_seq < 1:
        raise ValueError("the running number of a day begins at 1")
    return f"{PREFIX}.{received_on.isoformat().replace('-', '')}.{day_seq:04d}"


def parse_case_number(text: str) -> CaseNumber:
    """Read a case number as people type it: lower case, blanks, dashes, without the prefix.

    Args:
        text: What was typed or read from a paper.

    Returns:
        The number.

    Raises:
        InvalidCaseNumber: No date and running number can be read.
    """
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    match = _COMPACT_NUMBER.fullmatch(compact)
    if match is None:
        raise InvalidCaseNumber(text)
    year, month, day, day_seq = (int(group) for group in match.groups())
    if day_seq < 1:
        raise InvalidCaseNumber(text)
    try:
        return CaseNumber(date(year, month, day), day_seq)
    except ValueError as error:
        raise InvalidCaseNumber(text) from error


def lookup_secret_format(digest: bytes) -> str:
    """Write the first 50 bits of a MAC digest as a secret people can read out.

    Args:
        digest: HMAC(key version, petition id); at least 7 bytes.

    Returns:
        `XXXX-XXXX-XX` in Crockford's base 32.

    Raises:
        ValueError: The digest is too short.
    """
    if len(digest) < _SECRET_BYTES:
        raise ValueError(f"a lookup secret needs a digest of at least {_SECRET_BYTES} bytes")
    spare_bits = _SECRET_BYTES * 8 - _SECRET_LETTERS * _BITS_PER_LETTER
    bits = int.from_bytes(digest[:_SECRET_BYTES], "big") >> spare_bits
    shifts = range((_SECRET_LETTERS - 1) * _BITS_PER_LETTER, -1, -_BITS_PER_LETTER)
    return _grouped("".join(_ALPHABET[(bits >> shift) & 31] for shift in shifts))


def normalise_secret(text: str) -> str:
    """Bring a typed secret into the form of `lookup_secret_format`.

    Args:
        text: Typed text; blanks, dashes, case, and O, I, L for 0, 1, 1 are forgiven.

    Returns:
        `XXXX-XXXX-XX`, to be compared in constant time.

    Raises:
        InvalidLookupSecret: Wrong length or a letter outside the alphabet.
    """
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    letters = compact.translate(_MISREAD)
    if len(letters) != _SECRET_LETTERS or not set(letters) <= set(_ALPHABET):
        raise InvalidLookupSecret("not a lookup secret")
    return _grouped(letters)


def letter_number(n: int, type_abbr: str | None, org: str, unit: str | None) -> str:
    """The number and symbol of an outgoing document (NĐ 30/2020 Đ15, PL I; R44).

    Args:
        n: The running number of the series and year, from 1.
        type_abbr: `BC`, `TB`, `QĐ` …; None for a công văn, which carries no type.
        org: The symbol of the issuing body, such as `VPCP` or `TCTCCTTHC`.
        unit: The symbol of the drafting unit, written on a công văn only.

    Returns:
        `15/BC-VPCP`, `8871/VPCP-KSTT`; numbers below 10 get a leading zero.

    Raises:
        ValueError: `n` is below 1 or `org` is empty.
    """
    if n < 1 or not org:
        raise ValueError("a letter needs a number from 1 and an issuing body")
    return f"{n:02d}/{letter_symbol(type_abbr, org, unit)}"


def letter_symbol(type_abbr: str | None, org: str, unit: str | None) -> str:
    """What stands after the number, also on a draft that has none: `BC-VPCP`, `VPCP-KSTT`."""
    symbol = (type_abbr, org) if type_abbr else (org, unit)
    return "-".join(part for part in symbol if part)


def full_letter_number(typed: str, symbol: str) -> str:
    """The number of a letter as the records clerk took it from the document system (R64).

    Args:
        typed: `15` or `15/VPCP-KSTT`; blanks are forgiven.
        symbol: What is added where only figures were typed.

    Returns:
        The whole number; where it was typed whole, as it was typed.
    """
    compact = "".join(typed.split())
    if compact.isascii() and compact.isdigit():
        return f"{int(compact):02d}/{symbol}"
    return compact


def _grouped(letters: str) -> str:
    """Ten letters in groups of four, four and two."""
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
