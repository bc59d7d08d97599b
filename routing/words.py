"""A text cut into words that remember their place. Standard library only."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from routing.text import INVISIBLE, fold, nfc

MAX_CHARACTERS: Final = 20_000
# Combining marks and invisible characters (soft hyphens of a scanned page among them) stay inside
# a word, so that decomposed text is cut as composed text is and offsets still point into the text
# as it was given.
_WORD: Final = re.compile(f"[\\w\u0300-\u036f{''.join(map(chr, INVISIBLE))}]+")
_TAG: Final = re.compile(r"<[^<>]{0,300}>")
_LONGEST_WORD: Final = 40
# How people type on a phone; only what can mean one word. "K" may be a battlefield, "k" is not.
_CHAT: Final = {
    "k": "không",
    "ko": "không",
    "k0": "không",
    "hok": "không",
    "dc": "được",
    "đc": "được",
    "ddc": "được",
    "ng": "người",
    "vs": "với",
    "j": "gì",
    "mk": "mình",
    "mik": "mình",
    "bik": "biết",
    "thik": "thích",
    "nhìu": "nhiều",
    "lm": "làm",
    "cx": "cũng",
    "cg": "cũng",
    "trc": "trước",
    "đg": "đường",
    "wá": "quá",
    "wa": "quá",
    "rùi": "rồi",
    "zậy": "vậy",
    "hjo": "giờ",
    "bjo": "giờ",
    "nx": "nữa",
}
# One syllable, two spellings: hoá/hóa, thuỷ/thủy, lí/lý. The first of each pair is rewritten.
_LATE_TONE: Final = re.compile("(?<![qg])(?:o([àáảãạèéẻẽẹ])|u([ỳýỷỹỵ]))$")
_EARLY: Final = {
    "à": "òa", "á": "óa", "ả": "ỏa", "ã": "õa", "ạ": "ọa",
    "è": "òe", "é": "óe", "ẻ": "ỏe", "ẽ": "õe", "ẹ": "ọe",
    "ỳ": "ùy", "ý": "úy", "ỷ": "ủy", "ỹ": "ũy", "ỵ": "ụy",
}  # fmt: skip
_SHORT_I: Final = re.compile("^(h|k|l|m|s|t|qu)([iìíỉĩị])$")
_LONG_Y: Final = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")


class Token(NamedTuple):
    """One word of a text: its normal form, that form folded, its place in the text as given."""

    word: str
    folded: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text with offsets into it, without markup and what lies beyond the limit."""
    tokens = []
    make = tuple.__new__  # a named tuple's own way takes twice as long, 300 times a page
    for match in _WORD.finditer(blank_markup(text)):
        word, folded = word_forms(match.group())
        if word:
            tokens.append(make(Token, (word, folded, *match.span())))
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

    NFC, lower case, one spelling for each syllable, without invisible characters, not endless.
    Vietnamese has a few thousand syllables, so nearly every call is answered from the cache.
    """
    seen = nfc(raw.translate(INVISIBLE))
    word = _CHAT.get(seen, "") or _one_spelling(seen.lower()[:_LONGEST_WORD])
    return word, fold(word)


def _one_spelling(word: str) -> str:
    """A syllable with its tone where the older school puts it, and y for a lone i."""
    word = _LATE_TONE.sub(lambda match: _EARLY[match[1] or match[2]], word)
    return _SHORT_I.sub(lambda match: match[1] + match[2].translate(_LONG_Y), word)
