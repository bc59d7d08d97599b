"""A text cut into words that remember their place. Standard library only."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from routing.text import fold, nfc

MAX_CHARACTERS: Final = 20_000
_ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
# Combining marks and zero-width characters stay inside a word, so that decomposed text is cut
# as composed text is and offsets still point into the text as it was given.
_WORD: Final = re.compile("[\\w\u0300-\u036f\u200b-\u200d\u2060\ufeff]+")
_TAG: Final = re.compile(r"<[^<>]{0,300}>")
_LONGEST_WORD: Final = 40


class Token(NamedTuple):
    """One word of a text: its normal form, that form folded, its place in the text as given."""

    word: str
    folded: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text with offsets into it, without markup and what lies beyond the limit."""
    tokens = []
    for match in _WORD.finditer(blank_markup(text)):
        word, folded = word_forms(match.group())
        if word:
            tokens.append(Token(word, folded, match.start(), match.end()))
    return tokens


def blank_markup(text: str) -> str:
    """The first :data:`MAX_CHARACTERS` characters, HTML tags replaced by as many spaces."""
    cut = text[:MAX_CHARACTERS]
    if "<" not in cut:
        return cut
    return _TAG.sub(lambda match: " " * len(match.group()), cut)


@lru_cache(maxsize=50_000)
def word_forms(raw: str) -> tuple[str, str]:
    """A word as features see it, and the same folded.

    NFC, lower case, without zero-width characters, not endless. Vietnamese has a few thousand
    syllables, so nearly every call is answered from the cache.
    """
    word = nfc(raw.translate(_ZERO_WIDTH)).lower()[:_LONGEST_WORD]
    return word, fold(word)
