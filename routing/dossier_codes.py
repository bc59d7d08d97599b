"""Mã hồ sơ TTHC: the code on an appointment slip, whose prefix names the body that took it in.

The usual form is `000.00.00.H26-261102-0034` or, shorter, `H26.12-261102-0034`: the identification
code of a body (QĐ 20/2020/QĐ-TTg: G.. central, H.. provincial), the day as YYMMDD, a running
number. People copy them from paper, so blanks, dashes and letter case are read leniently.
"""

import re
from dataclasses import dataclass
from datetime import date

_DASHES = re.compile(r"[‐‑‒–—−_]")
_CODE = re.compile(
    r"(?:(?:[0-9A-Z]{2,3}\.)*)(?P<body>[A-Y][0-9]{2})(?P<units>(?:\.[0-9A-Z]{2,4})*)"
    r"-?(?P<day>[0-9]{6})-?(?P<number>[0-9]{1,7})"
)
_IN_TEXT = re.compile(
    r"(?<![\w.])(?:[0-9]{2,3}\.){0,4}[GHgh][0-9]{2}(?:\.[0-9]{2,3}){0,4}"
    r"\s?[-‐‑‒–—−_]\s?[0-9]{6}\s?[-‐‑‒–—−_]\s?[0-9]{1,7}(?!\w)"
)
_BODY = re.compile(r"(?<![0-9A-Z])(?P<body>[A-Y][0-9]{2})(?![0-9A-Z])")


@dataclass(frozen=True, slots=True)
class DossierCode:
    """What a code says.

    Attributes:
        body: the identification code of the ministry or province, e.g. H26.
        day: the day the dossier was taken in; None where the code does not tell it.
    """

    body: str
    day: date | None


def read_dossier_code(text: str) -> DossierCode | None:
    """Read a dossier's code as it was typed.

    Args:
        text: e.g. `000.00.00.H26-261102-0034`, `h26.12 – 261102 – 0034`.

    Returns:
        what it says; None where no body can be read from it. That is no error: older bodies
        number their dossiers in other ways.
    """
    typed = _DASHES.sub("-", re.sub(r"\s+", "", text)).upper()
    whole = _CODE.fullmatch(typed)
    if whole is not None:
        return DossierCode(whole["body"], _day(whole["day"]))
    part = _BODY.search(typed)
    return DossierCode(part["body"], None) if part else None


def _day(digits: str) -> date | None:
    """The day of YYMMDD; None for digits that are no day."""
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DossierMention:
    """A code found in a running text, and where it stands."""

    code: DossierCode
    start: int
    end: int


def find_dossier_codes(text: str) -> list[DossierMention]:
    """The complete dossier codes that a running text quotes, in its order.

    Only codes with prefix, day and number count here: "H26" alone may be anything in a sentence.
    """
    found = []
    for match in _IN_TEXT.finditer(text):
        code = read_dossier_code(match[0])
        if code is not None:
            found.append(DossierMention(code, match.start(), match.end()))
    return found
