"""A text's words with what tells names of places from other names (for ``place_reading``)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from routing.place_names import Key, same_vowel
from routing.place_signs import (
    FIRMS,
    IN_NAMES,
    INSTITUTIONS,
    LANDMARKS,
    NEITHER,
    PERSONS,
    SIGNS,
    STREETS,
    WHERE,
    WHERE_BARE,
)
from routing.text import fold
from routing.words import Token

#: What stands before a name: nothing that matters, a word like "ở", an institution (weak), or
#: something else that bears the name.
Before = Literal["", "where", "weak", "other"]

_LONGEST_NAME: Final = 6
_LOOK_BACK: Final = 5
_STOP: Final = re.compile(r"[,;:()\n!?/|\"“”]|\.\s")
_SENTENCE_ENDS: Final = re.compile(r"[.!?:\n]")
# A text of which fewer words bear marks than this was typed without them.
_BARE_BELOW: Final = 0.15


class PlaceWords:
    """The words of one text.

    Attributes:
        text, tokens: as given.
        folded: the words without marks, as the tables of names hold them.
        capital: for each word whether it begins with a capital; none does in a text in capitals.
        bare: whether the text was typed without marks.
        shouting: whether it was typed in capitals.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.folded = [
            same_vowel(token.folded) if token.folded.endswith("y") else token.folded
            for token in tokens
        ]
        marked = sum([token.word != token.folded for token in tokens])
        self.bare = marked < _BARE_BELOW * len(tokens)
        self.capital = [text[token.start].isupper() for token in tokens]
        capitals = sum(self.capital)
        self.shouting = capitals > len(tokens) / 2 and capitals > 2 * sum(
            [text[token.end - 1].islower() for token in tokens]
        )

    def is_name(self, at: int, size: int) -> bool:
        """Whether words are written as a name is, a capital on each but after an apostrophe."""
        return not self.shouting and all(
            self.capital[here] or self.text[self.tokens[here].start - 1] in "'’"
            for here in range(at, at + size)
        )

    def is_typed(self, at: int, size: int) -> bool:
        """Whether words were typed with marks where the text has any."""
        return any(token.word != token.folded for token in self.tokens[at : at + size])

    def is_close(self, at: int, size: int) -> bool:
        """Whether only spaces, hyphens or an apostrophe stand between words."""
        words = self.tokens[at : at + size]
        return all(not self.text[a.end : b.start].strip(" \t-–'’") for a, b in pairwise(words))

    def sizes(self, at: int) -> range:
        """Lengths a name may have from a word on, the longest first."""
        size = 1
        most = min(_LONGEST_NAME, len(self.tokens) - at)
        while size < most and self.is_close(at + size - 1, 2):
            size += 1
        return range(size, 0, -1)

    def key(self, at: int, size: int) -> Key:
        """The folded words of a name; numbers without leading zeros."""
        key = tuple(self.folded[at : at + size])
        return (str(int(key[0])),) if size == 1 and key[0].isdecimal() else key

    def gap(self, at: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.tokens[at].end : self.tokens[at + 1].start]

    def is_numbered(self, at: int) -> bool:
        """Whether a house number stands directly before a name: "12 Lê Lợi"."""
        return at > 0 and self.folded[at - 1][-1:].isdecimal() and not self.gap(at - 1).strip(" ")

    def is_where(self, at: int) -> bool:
        """Whether a word like "ở" stands directly before a name."""
        if at == 0:
            return False
        word = self.tokens[at - 1].word
        known = word in WHERE or (self.bare and self.folded[at - 1] in WHERE_BARE)
        return known and not self.gap(at - 1).strip(" \t")

    def before(self, at: int, *, province: bool = False) -> Before:
        """What the words before a name make of it; a province may follow more freely."""
        for back in range(1, _LOOK_BACK + 1):
            here = at - back
            if here < 0 or _STOP.search(self.gap(here)):
                return ""
            if back == 1 and self.is_where(at):
                return "where"
            if back == 1 and self.capital[here] and self.folded[here] in IN_NAMES:
                return "other"
            word = self.tokens[here].word
            pair = f"{self.tokens[here - 1].word} {word}" if here else ""
            near = back == 1 or all(self.capital[here + 1 : at])
            found = self._bearer(word, pair, near=near, province=province)
            if found is not None:
                return found
        return ""

    def _bearer(self, word: str, pair: str, *, near: bool, province: bool) -> Before | None:
        """What a word and the pair it ends say of a name after them; None to look further."""
        seen = {word, pair}
        if seen & _seen(NEITHER, self.bare):
            return "" if word in SIGNS else None
        if seen & _seen(FIRMS, self.bare):
            return "other"
        if near and not province and seen & _seen(STREETS, self.bare):
            return "other"
        if seen & _seen(INSTITUTIONS, self.bare) or (near and seen & _seen(LANDMARKS, self.bare)):
            return "weak"
        # Without marks "ba", "di", "co" are too much else to keep a province from being read.
        if near and not (province and self.bare) and seen & _seen(PERSONS, self.bare):
            return "other"
        if word in WHERE or (len(word) > 2 and fold(word) in SIGNS):
            return ""
        return None

    def continues_before(self, at: int) -> bool:
        """Whether a capitalised word runs into a name: "Nguyễn Thị Ninh Kiều"."""
        if at == 0 or self.shouting or not self.capital[at - 1] or self.gap(at - 1).strip(" "):
            return False
        return at > 1 and not _SENTENCE_ENDS.search(self.gap(at - 2))

    def continues_after(self, after: int) -> bool:
        """Whether a name runs on into a capitalised word."""
        if after >= len(self.tokens) or self.shouting or self.gap(after - 1).strip(" "):
            return False
        return self.capital[after]

    def is_careless(self) -> bool:
        """Whether the writer uses no capitals inside a sentence, so that names have none."""
        return not any(
            self.capital[at] and not _SENTENCE_ENDS.search(self.gap(at - 1))
            for at in range(1, len(self.tokens))
            if not self.text[self.tokens[at].end - 1].isupper()
        )


@lru_cache(maxsize=16)
def _seen(words: frozenset[str], bare: bool) -> frozenset[str]:
    """Words as a text has them: without marks too in a text typed so."""
    return words | frozenset(map(fold, words)) if bare else words
