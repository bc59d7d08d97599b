"""Which province a running text speaks of, by new and old names, with marks or without.

Provinces alone; ``routing.place_mentions`` reads districts and communes too, and names typed into
a field are the business of ``routing.resolve``. Standard library only. Sources: NQ
202/2025/QH15 (34 units from 63), R19.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from routing.register import Province, Register
from routing.text import fold
from routing.words import MAX_CHARACTERS, Token, tokenise

# Abbreviations that count only in capitals: "hn" in a running text may be anything.
_CAPITALS: Final = frozenset({"hn", "br vt", "tth"})
# Everyday words where no capital says otherwise: "cao bằng", "hòa bình" …
_EVERYDAY: Final = frozenset({"cao bang", "hoa binh", "thai binh", "hai duong"})
# … and these where marks are missing: "giá lại", "sơn là", "diễn biến", "lòng ăn".
_EVERYDAY_BARE: Final = frozenset(
    {
        *("gia lai", "son la", "hue", "dien bien", "long an", "bac can", "phu yen", "ha nam"),
        "hai phong",
    }
)
_PROVINCE_WORDS: Final = frozenset({"tinh", "tp", "pho", "o", "tai", "que", "ubnd", "dan"})
# "đường Điện Biên Phủ", "Thái Bình Dương": a street, an ocean, not the province.
_NOT_BEFORE: Final = frozenset({"duong", "lo", "lang", "tuong", "tich", "bac", "thai", "vien"})
_NOT_AFTER: Final = {"dien bien": "phu", "thai binh": "duong", "hai duong": "hoc"}


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """One name, new or old, of a province.

    Attributes:
        name: one spelling, without the unit's type: ``"Bình Dương"``.
        agency: slug of the UBND that has the place on the day asked for: ``"UBND-79"``.
        province: name of the province on that day, without its type.
    """

    name: str
    agency: str
    province: str


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province found in a text: the slug of its UBND, its name, its place in the text."""

    agency: str
    province: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a province, cut into words."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    target: ProvinceName


def province_names(register: Register, on: date) -> tuple[ProvinceName, ...]:
    """Every known spelling of every province up to a day, with the UBND that has it that day.

    Args:
        register: provinces of all eras, and names with relation ``"place"``.
        on: the day; a province that began later is not known yet.
    """
    current = _current(register, on)
    spellings: dict[str, list[str]] = {}
    for name in register.names:
        if name.relation == "place":
            spellings.setdefault(name.agency, []).append(name.name)
    found: dict[str, ProvinceName] = {}
    for province in register.provinces:
        today = _that_day(province, current, on)
        if today is not None:
            for written in (province.short_name, *spellings.get(province.agency, ())):
                found.setdefault(written, ProvinceName(written, today.agency, today.short_name))
    return tuple(found.values())


def _current(register: Register, on: date) -> dict[str, Province]:
    """The provinces of a day by code."""
    return {province.code: province for province in register.provinces_in_force(on)}


def _that_day(province: Province, current: dict[str, Province], on: date) -> Province | None:
    """The province that stands in a province's place on a day, None where there was none yet."""
    if province.valid_from > on:
        return None
    if province.in_force(on):
        return province
    return current.get(province.successor_code)


class ProvinceFinder:
    """Finds the one province that a text names."""

    def __init__(self, names: Iterable[ProvinceName]) -> None:
        self._by_first: dict[str, list[_Spelling]] = {}
        for name in names:
            words = tuple(token.word for token in tokenise(name.name))
            folded = tuple(token.folded for token in tokenise(name.name))
            self._by_first.setdefault(folded[0], []).append(_Spelling(words, folded, name))
        for spellings in self._by_first.values():
            spellings.sort(key=lambda spelling: -len(spelling.words))

    def find(self, text: str, tokens: Sequence[Token] | None = None) -> ProvinceMention | None:
        """The province a text speaks of, where it stands first.

        Args:
            text: the text.
            tokens: its words, where the caller has cut it already.

        Returns:
            None when no province is named, or when two different ones are: a person decides.
        """
        found = self.find_all(text, tokens)
        agencies = {mention.agency for mention in found}
        return found[0] if len(agencies) == 1 else None

    def find_all(self, text: str, tokens: Sequence[Token] | None = None) -> list[ProvinceMention]:
        """Every mention of a province, in order of the text; arguments as for :meth:`find`."""
        tokens = tokenise(text) if tokens is None else tokens
        folded = [token.folded for token in tokens]
        found = []
        index = 0
        while index < len(tokens):
            spelling = self._match(text, tokens, folded, index)
            if spelling is None:
                index += 1
                continue
            last = index + len(spelling.words)
            start, end = tokens[index].start, tokens[last - 1].end
            target = spelling.target
            found.append(ProvinceMention(target.agency, target.province, start, end))
            index = last
        return found

    def begins(self, folded: str) -> bool:
        """Whether some name begins with this word, given without marks."""
        return folded in self._by_first

    def length_at(
        self,
        text: str,
        tokens: Sequence[Token],
        folded: Sequence[str],
        index: int,
        *,
        beside: bool = False,
    ) -> int:
        """How many words from one on name a province; 0 where they name none.

        Args:
            text: the text.
            tokens: its words.
            folded: the same without marks.
            index: the word to begin at.
            beside: another place stands directly before it, so that an everyday word is none.
        """
        spelling = self._match(text, tokens, folded, index, beside=beside)
        return len(spelling.words) if spelling else 0

    def _match(
        self,
        text: str,
        tokens: Sequence[Token],
        folded: Sequence[str],
        index: int,
        *,
        beside: bool = False,
    ) -> _Spelling | None:
        """The longest spelling that stands at a word, None when there is none to trust."""
        for spelling in self._by_first.get(folded[index], ()):
            last = index + len(spelling.words)
            if tuple(folded[index:last]) != spelling.folded:
                continue
            words = tokens[index:last]
            if (
                _is_close(text, words)
                and _is_written_so(text, words, spelling)
                and not _is_other_thing(folded, index, spelling)
                and (beside or _is_sure(text, words, folded, index, spelling))
            ):
                return spelling
        return None


def _is_close(text: str, words: Sequence[Token]) -> bool:
    """Only spaces, hyphens or a dot stand between the words of a name."""
    return all(not text[a.end : b.start].strip(" \t\n-–.") for a, b in pairwise(words))


def _is_written_so(text: str, words: Sequence[Token], spelling: _Spelling) -> bool:
    """Marks agree (Hòa and Hoà alike), or the words were typed without any mark."""
    if " ".join(spelling.folded) in _CAPITALS:
        return text[words[0].start : words[-1].end].isupper()
    if all(token.folded == token.word for token in words):
        return True
    pairs = zip(words, spelling.words, strict=True)
    return all(_letters(token.word) == _letters(word) for token, word in pairs)


def _is_other_thing(folded: Sequence[str], index: int, spelling: _Spelling) -> bool:
    """A street, a person, an ocean that bears the province's name."""
    last = index + len(spelling.words)
    following = folded[last] if last < len(folded) else ""
    if _NOT_AFTER.get(" ".join(spelling.folded)) == following:
        return True
    before = folded[index - 1] if index else ""
    if before == "viet" and spelling.folded[0] == "nam":
        return True
    earlier = folded[index - 2] if index > 1 else ""
    return before in _NOT_BEFORE or (before == "pho" and earlier != "thanh")


def _is_sure(
    text: str,
    words: Sequence[Token],
    folded: Sequence[str],
    index: int,
    spelling: _Spelling,
) -> bool:
    """An everyday word needs a capital on each syllable or a word like "tỉnh" before it."""
    name = " ".join(spelling.folded)
    doubtful = name in _EVERYDAY or (name in _EVERYDAY_BARE and _is_bare(text, words, spelling))
    if not doubtful or all(text[token.start].isupper() for token in words):
        return True
    return index > 0 and folded[index - 1] in _PROVINCE_WORDS


def _is_bare(text: str, words: Sequence[Token], spelling: _Spelling) -> bool:
    """The name was typed without marks that it has, or has none and stands in a mark-less text."""
    if spelling.words != spelling.folded:
        return all(token.folded == token.word for token in words)
    seen = text[:MAX_CHARACTERS]
    return fold(seen) == seen.casefold()


def _letters(word: str) -> tuple[str, ...]:
    """Letters and marks of a syllable regardless of which vowel carries the tone."""
    return tuple(sorted(unicodedata.normalize("NFD", word)))
