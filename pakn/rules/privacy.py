"""Finding contact data in free text: numbers and addresses that identify somebody (R36).

Covers what readers of a case may not see. The check before publication also looks for names,
places and dates of birth (`personal_data`). The patterns are narrow, so that sums of money, dates,
numbers of documents, of cases and of dossiers stay readable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_MASK = "•"


class FindingKind(StrEnum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    PLATE = "plate"
    # Found by `personal_data` only, for the check before publication.
    NAME = "name"
    OFFICIAL = "official"
    ADDRESS = "address"
    BIRTH = "birth"
    TAX_CODE = "tax_code"
    INSURANCE = "insurance"
    PROFILE = "profile"
    DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text. The value itself is not kept: findings may be logged.

    Attributes:
        kind: What it looks like.
        start: Index of the first character.
        end: Index after the last character; the masked text has the same indexes.
    """

    kind: FindingKind
    start: int
    end: int


# Numbers that must stay: our case numbers, dossier codes of the one-stop shops, document numbers.
_KEPT = re.compile(
    r"PAKN\s?\.\s?\d{8}\s?\.\s?\d{4,9}"
    r"|(?<![\w.])(?:H\d{2}|[A-Z]\d{2}|\d{3})(?:\.\w{2,4}){1,5}-\d{6}-\d{4,6}"
    r"|\d{1,6}/(?:\d{4}/)?[A-ZĐ]{2,}",
    re.IGNORECASE,
)
# A number is whole: no digits go on before or after it, not even behind a dot or a comma.
_START = r"(?<!\w)(?<!\d[.\-])"
_END = r"(?!\w|-\d|[.,]\d{1,3}(?!\d))"
_MONEY = r"(?!\s?(?:đồng|dong|đ|vnđ|vnd|usd|triệu|tỷ|tỉ|m2|m²)(?!\w))"
_GAP = r"[ .\-]?"

_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}\s?@\s?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_PHONE = re.compile(
    r"(?<!\w)(?<!\d\.)"
    r"(?:\(?(?:\+|00)84\)?[ .\-]?(?:\(0\)|0)?|\(?0|84(?=[35789]\d{8}(?!\d)))"
    rf"(?:[35789](?:{_GAP}\d){{8}}|2{_GAP}\d(?:{_GAP}\d)?\)?[ .\-]?\d(?:{_GAP}\d){{6,7}})"
    r"(?!\w|[.,]\d{1,3}(?!\d))"
)
_ID_NUMBER = re.compile(
    rf"{_START}(?:0\d{{2}}(?:[ .]?\d{{3}}){{3}}|\d{{9}}){_END}{_MONEY}", re.IGNORECASE
)
_ACCOUNT_NAMED = re.compile(
    r"(?:s[ốo]\s+t[àa]i\s+kho[ảa]n|t[àa]i\s+kho[ảa]n|\bstk|\btk)\b[^\d\n]{0,40}?"
    rf"(?P<value>\d(?:{_GAP}\d){{5,18}}){_END}",
    re.IGNORECASE,
)
# Card numbers begin with a scheme's digits; a bare run of 13 to 19 digits is hardly anything else.
_CARD = re.compile(
    rf"{_START}(?:(?:9704|[345]\d{{3}})(?:[ \-]?\d{{4}}){{3}}(?:[ \-]?\d{{1,3}})?|\d{{13,19}})"
    rf"{_END}{_MONEY}",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<!\w)(?<!\d[./\-])[1-9]\d ?-? ?(?:[A-HK-NPS-VXYZ]{1,2}|[A-HK-NPS-VXYZ][1-9])"
    r"(?:[ \-]{1,3}\d{3}\.?\d{2}|[ \-]{1,3}\d{4}|\d{3}\.?\d{2})(?![\w/]|[.,]\d)"
)

# In this order of precedence: a place belongs to the first kind that claims it.
_PATTERNS: tuple[tuple[FindingKind, re.Pattern[str]], ...] = (
    (FindingKind.EMAIL, _EMAIL),
    (FindingKind.ACCOUNT, _ACCOUNT_NAMED),
    (FindingKind.PHONE, _PHONE),
    (FindingKind.ID_NUMBER, _ID_NUMBER),
    (FindingKind.ACCOUNT, _CARD),
    (FindingKind.PLATE, _PLATE),
)


def mask_contacts(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Mask what looks like contact, identity, account or plate numbers.

    Args:
        text: The text meant for publication, in NFC.

    Returns:
        The text, of the same length, with every letter and digit found replaced by a dot, and
        the places in order. Masking the result again finds nothing.
    """
    letters = list(text)
    findings: list[Finding] = []
    # A masked number no longer hides the one behind its dot, so look until nothing is left.
    while new := tuple(find_contacts("".join(letters))):
        findings.extend(new)
        for finding in new:
            for index in range(finding.start, finding.end):
                if letters[index].isalnum():
                    letters[index] = _MASK
    return "".join(letters), tuple(sorted(findings, key=lambda finding: finding.start))


def find_contacts(text: str) -> Iterator[Finding]:
    """Places that no earlier pattern, and no number that must stay, has claimed."""
    claimed = bytearray(len(text))
    for match in _KEPT.finditer(text):
        _claim(claimed, *match.span())
    for kind, pattern in _PATTERNS:
        if kind is FindingKind.EMAIL and "@" not in text:
            continue
        for match in pattern.finditer(text):
            start, end = match.span("value") if "value" in pattern.groupindex else match.span()
            if not any(claimed[start:end]):
                _claim(claimed, start, end)
                yield Finding(kind, start, end)


def _claim(claimed: bytearray, start: int, end: int) -> None:
    """Mark a place as taken."""
    claimed[start:end] = b"\x01" * (end - start)
