"""A text as plain small letters, each with its place in the text as it was given.

:func:`routing.text.fold` may change the length of a text; whoever must point back into it reads
this form instead. Standard library only.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

_DASHES: Final = "‐‑‒–—―−"
_HIDDEN: Final = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff"
_HIDDEN_CHARACTER: Final = re.compile(f"[\u0300-\u036f{_HIDDEN}]")


def _table() -> dict[int, str | None]:
    """Latin letters → small ones without marks; dashes → hyphen; loose marks → nothing."""
    table: dict[int, str | None] = {}
    for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base != chr(code) and len(base) == 1:
            table[code] = base
    table |= dict.fromkeys(map(ord, "đĐ"), "d") | dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(range(0x300, 0x370), None) | dict.fromkeys(map(ord, _HIDDEN), None)
    return table


_PLAIN: Final = _table()


class PlainText(NamedTuple):
    """A folded text.

    Attributes:
        text: small letters without marks and without hidden characters.
        places: place of each letter in the text as given; None where both are equally long.
        length: length of the text as given.
    """

    text: str
    places: Sequence[int] | None
    length: int

    def start(self, at: int) -> int:
        """Where a letter stands in the text as given."""
        return at if self.places is None else self.places[at]

    def end(self, at: int) -> int:
        """Where in the text as given a stretch ends; the marks of its last letter belong to it."""
        if self.places is None:
            return at
        return self.places[at] if at < len(self.places) else self.length


def plain_text(text: str) -> PlainText:
    """A text folded letter by letter; see :class:`PlainText`."""
    plain = text.translate(_PLAIN)
    if not _HIDDEN_CHARACTER.search(text):
        return PlainText(plain, None, len(text))
    places = [place for place, letter in enumerate(text) if not _HIDDEN_CHARACTER.match(letter)]
    return PlainText(plain, places, len(text))
