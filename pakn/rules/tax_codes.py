"""Tax codes of organisations: ten digits, the last of them a check digit; a branch adds three."""

import re

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_BRANCH = 13
_COMPANY = 10
_SIGNS = re.compile(r"[\s.\-‐‑–—]")


def read_tax_code(text: str) -> str | None:
    """A tax code in its usual spelling.

    Args:
        text: as typed: `0100109106`, `0100109106-001`, with blanks or dots between.

    Returns:
        ten digits, or ten, a hyphen and three; None where the digits are too few or too many,
        or the check digit does not fit, which is what a slip of the finger looks like.
    """
    digits = _SIGNS.sub("", text)
    if not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", digits) or not _fits(digits[:_COMPANY]):
        return None
    if len(digits) == _BRANCH:
        branch = digits[_COMPANY:]
        return None if branch == "000" else f"{digits[:_COMPANY]}-{branch}"
    return digits


def _fits(code: str) -> bool:
    """Whether the tenth digit is ten less the weighted sum of the others modulo eleven."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    return 10 - total % 11 == int(code[-1])
