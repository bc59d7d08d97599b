"""Names of places as a running text holds them, before it is asked which units they mean.

A name counts after a word of kind ("huyện", "Q.", "TP"), and without one where the text says
that it is a place: capitals, or "ở" before it. Streets, persons and firms are left out; what an
institution bears is weak. ``routing.place_mentions`` gives the names their units.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from routing.place_names import Key, Level, NameTables, kind_of, same_marks
from routing.place_signs import (
    AMBIGUOUS_SHORT,
    EVERYDAY,
    EVERYDAY_DISTRICTS,
    HEROES,
    NOT_SIGNED_BARE,
    REGIONS,
    SIGNS,
    SURNAMES,
    UNITS_OF_TIME,
    Sign,
)
from routing.place_words import PlaceWords
from routing.province_mentions import ProvinceFinder
from routing.register import Commune, FormerUnit, Province
from routing.words import Token

Unit = Province | FormerUnit | Commune

_GLUED: Final = re.compile(r"([qp])(\d{1,2})")
_UNIT_LEVELS: Final[tuple[Level, ...]] = ("district", "commune")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text with the units that bear it.

    Attributes:
        level: the highest that its units have.
        key: the name without its word of kind, folded.
        kind: the word of kind before it, in full and folded; empty without one.
        units: everything of that name, of either era, that agrees with the marks typed.
        start, end: the place in the text, the word of kind included.
        weak: borne by an institution: "Trường Đại học Huế".
        tentative: a place only where the names beside it confirm it.
    """

    level: Level
    key: Key
    kind: str
    units: tuple[Unit, ...]
    start: int
    end: int
    weak: bool = False
    tentative: bool = False


def own_name(unit: Unit) -> str:
    """The name of a unit itself, with its kind."""
    if isinstance(unit, FormerUnit):
        return unit.commune or unit.district
    return unit.name


class Reader:
    """Reads names out of texts; holds tables, never a text."""

    def __init__(self, tables: NameTables, provinces: ProvinceFinder) -> None:
        self.tables = tables
        self.provinces = provinces
        names = (tables.districts, tables.communes, tables.former_communes)
        self.heads = frozenset(key[0] for table in names for key in table)

    def read(self, text: str, tokens: Sequence[Token]) -> list[Name]:
        """The names of places in a text, in order.

        Args:
            text: the text.
            tokens: its words, as :func:`routing.words.tokenise` cuts them.
        """
        return _Reading(self, PlaceWords(text, tokens)).names()

    def units(self, level: Level, key: Key) -> tuple[Unit, ...]:
        """Everything of a level, of either era, with this folded name."""
        if level == "province":
            return self.tables.provinces.get(key, ())
        if level == "district":
            return self.tables.districts.get(key, ())
        return (*self.tables.communes.get(key, ()), *self.tables.former_communes.get(key, ()))


class _Reading:
    """One text on its way through the reader."""

    def __init__(self, reader: Reader, words: PlaceWords) -> None:
        self.reader = reader
        self.words = words
        self.found: list[Name] = []
        self.last = -1

    def names(self) -> list[Name]:
        """Every name, longest first at each word."""
        words, at = self.words, 0
        provinces = self.reader.provinces
        while at < len(words.tokens):
            word = words.folded[at]
            step = self._signed(at) if word in SIGNS or word[-1:].isdecimal() else None
            if step is None and (provinces.begins(word) or word == "dn"):
                step = self._province(at)
            if step is None and word in self.reader.heads:
                step = self._loose(at)
            if step is None:
                at += 1
                continue
            name, at = step
            if name is not None:
                self.found.append(name)
                self.last = at
        return self.found

    def _signed(self, at: int) -> tuple[Name | None, int] | None:
        """A name after a word of kind at that word, and where it ends."""
        word = self.words.folded[at]
        glued = _GLUED.fullmatch(word)
        if glued is not None:
            return self._numbered(at, SIGNS[glued[1]][0], glued[2], at + 1, sure=False)
        for sign in SIGNS.get(word, ()):
            start = at + len(sign.words)
            if start >= len(self.words.tokens) or not self._is_sign(sign, at):
                continue
            if self.words.folded[start].isdecimal():
                number = self.words.folded[start]
                return self._numbered(at, sign, number, start + 1, sure=True)
            for size in self.words.sizes(start):
                for level in self._levels(sign, start, size):
                    units = self._signed_units(sign, level, start, size)
                    if units:
                        doubtful = level == "commune" and self._is_everyday(start, size)
                        return self._name(
                            level, sign.kind, units, at, start, start + size, tentative=doubtful
                        )
        return None

    def _is_everyday(self, start: int, size: int) -> bool:
        """Whether what follows a word of kind may be everyday words: "xã hợp nhất"."""
        words = self.words
        if words.shouting or words.is_name(start, size):
            return False
        if words.bare and (words.folded[start - 1], words.folded[start]) in NOT_SIGNED_BARE:
            return True
        return words.key(start, size) in EVERYDAY or not (words.bare or words.is_careless())

    def _numbered(
        self, at: int, sign: Sign, number: str, after: int, *, sure: bool
    ) -> tuple[Name | None, int] | None:
        """A district or ward by number: "quận 3", "Q1", "P.05"."""
        folded = self.words.folded
        level = sign.levels[-1]
        units = self.reader.units(level, (str(int(number)),)) if len(number) < 3 else ()
        units = tuple(unit for unit in units if kind_of(own_name(unit)) == sign.kind)
        if not units:
            return None
        if self.words.bare and sign.words == ("quận",):
            following = folded[after] if after < len(folded) else ""
            if following in UNITS_OF_TIME or (at and folded[at - 1] == "binh"):
                return None
        doubtful = not sure and not self.words.is_where(at)
        start, end = self.words.tokens[at].start, self.words.tokens[after - 1].end
        key = (str(int(number)),)
        return Name(level, key, sign.kind, units, start, end, tentative=doubtful), after

    def _is_sign(self, sign: Sign, at: int) -> bool:
        """Whether the words there are that word of kind, by marks or in a text without any."""
        words, size = self.words, len(sign.words)
        typed = tuple(token.word for token in words.tokens[at : at + size])
        if typed != sign.words:
            bare = words.bare or (words.shouting and not words.is_typed(at, size))
            if not bare or tuple(words.folded[at : at + size]) != sign.folded:
                return False
        after = at + size
        dotted = words.gap(after - 1).startswith(".")
        if words.gap(after - 1).strip(" \t.-–") or not words.is_close(at, size):
            return False
        if not sign.short:
            return not dotted or sign.words[0] in {"tp", "tx"}
        if dotted:
            return True
        numbered = words.folded[after].isdecimal() and sign.words[0] in "qp"
        return numbered or (words.capital[at] and words.is_name(after, 1))

    def _levels(self, sign: Sign, start: int, size: int) -> tuple[Level, ...]:
        """Levels of a sign, a city that is a province before one inside a province."""
        if len(sign.levels) == 1:
            return sign.levels
        rows = self.reader.units("province", self.words.key(start, size))
        city = any(isinstance(row, Province) and row.kind == "thanh_pho" for row in rows)
        return sign.levels if city else ("district", "province")

    def _signed_units(self, sign: Sign, level: Level, start: int, size: int) -> tuple[Unit, ...]:
        """Units of the name after a word of kind, as far as it is written like a name."""
        words = self.words
        key = words.key(start, size)
        units = self.reader.units(level, key)
        if not units:
            return ()
        if words.is_name(start, size):
            return self._agreeing(units, start, size, trusted=True)
        same_kind = tuple(unit for unit in units if kind_of(own_name(unit)) == sign.kind)
        if words.bare and key[0] == "o":  # "ở", not Ô
            return ()
        if size == 1 and not (words.shouting or (words.bare and "district" in sign.levels)):
            return ()
        return self._agreeing(same_kind, start, size, trusted=False)

    def _province(self, at: int) -> tuple[Name | None, int] | None:
        """A province without a word of kind; in a text without marks a namesake counts too."""
        words = self.words
        if words.tokens[at].word in AMBIGUOUS_SHORT:
            return self._ambiguous(at)
        beside = self.last == at
        size = self._province_size(at, beside=beside)
        if size == 0:
            return None
        key = words.key(at, size)
        units = self.reader.units("province", key)
        if words.bare:
            units += self.reader.units("district", key)
        if not units:
            return None, at + size
        before = words.before(at, province=True)
        if before == "other":
            return None, at + size
        return self._name("province", "", units, at, at, at + size, weak=before == "weak")

    def _loose(self, at: int) -> tuple[Name | None, int] | None:
        """A district or commune without a word of kind."""
        words = self.words
        where = words.is_where(at)
        if not where and (words.shouting or not words.capital[at]):
            return None
        for size in words.sizes(at):
            for level in _UNIT_LEVELS:
                units = self._loose_units(level, at, size, where=where)
                if units and level == "district":
                    units += self._loose_units("commune", at, size, where=where)
                if units:
                    return self._judged(level, units, at, size, where=where)
        return None

    def _loose_units(self, level: Level, at: int, size: int, *, where: bool) -> tuple[Unit, ...]:
        """Units of a name without a word of kind, as far as it is written like a name."""
        words = self.words
        key = words.key(at, size)
        units = self.reader.units(level, key)
        if not units or key[0].isdecimal():
            return ()
        capitals = words.is_name(at, size)
        if size == 1 and not (capitals and where and not words.bare and level == "district"):
            return ()
        if key in REGIONS:
            return ()
        if level == "commune" and (key[0] in SURNAMES or key in HEROES):
            return ()
        if not capitals and not (
            where
            and level == "district"
            and key not in EVERYDAY_DISTRICTS
            and (words.bare or words.is_typed(at, size))
        ):
            return ()
        return self._agreeing(units, at, size, trusted=False)

    def _judged(
        self, level: Level, units: tuple[Unit, ...], at: int, size: int, *, where: bool
    ) -> tuple[Name | None, int]:
        """The name, None where the words around it show something else of that name."""
        words, after = self.words, at + size
        before = words.before(at)
        if (level == "commune" and words.is_numbered(at)) or before == "other":
            return None, after
        if not where and self.last != at and words.continues_before(at):
            return None, after
        weak = before == "weak"
        if words.continues_after(after) and (weak or not self._begins(after)):
            return None, after
        if weak and level == "commune" and words.key(at, size) in EVERYDAY:
            return None, after
        tentative = level == "commune" and not where and not weak
        return self._name(level, "", units, at, at, after, weak=weak, tentative=tentative)

    def _begins(self, at: int) -> bool:
        """Whether another name of a place may begin at that word."""
        words = self.words
        return (
            words.folded[at] in SIGNS
            or words.folded[at] in self.reader.heads
            or self._province_size(at) > 0
        )

    def _province_size(self, at: int, *, beside: bool = False) -> int:
        """How many words from one on name a province, beside another place or not."""
        words = self.words
        return self.reader.provinces.length_at(
            words.text, words.tokens, words.folded, at, beside=beside
        )

    def _ambiguous(self, at: int) -> tuple[Name | None, int] | None:
        """An abbreviation of two provinces ("ĐN") in capitals."""
        token = self.words.tokens[at]
        if not self.words.text[token.start : token.end].isupper():
            return None
        keys = AMBIGUOUS_SHORT[token.word]
        units = tuple(unit for key in keys for unit in self.reader.units("province", key))
        return self._name("province", "", units, at, at, at + 1)

    def _agreeing(
        self, units: tuple[Unit, ...], at: int, size: int, *, trusted: bool
    ) -> tuple[Unit, ...]:
        """Units whose names bear the marks typed; all where none was typed and that is usual."""
        words = self.words.tokens[at : at + size]
        typed = tuple(token.word for token in words)
        exact = tuple(unit for unit in units if same_marks(typed, _without_kind(own_name(unit))))
        if self.words.is_typed(at, size) or not (self.words.bare or (trusted and not exact)):
            return exact
        return units

    def _name(
        self,
        level: Level,
        kind: str,
        units: tuple[Unit, ...],
        first: int,
        start: int,
        after: int,
        *,
        weak: bool = False,
        tentative: bool = False,
    ) -> tuple[Name, int]:
        """A name from its first word (of kind or its own) on, and the word after it."""
        tokens = self.words.tokens
        key = self.words.key(start, after - start)
        name = Name(
            level, key, kind, units, tokens[first].start, tokens[after - 1].end, weak, tentative
        )
        return name, after


@lru_cache(maxsize=4096)
def _without_kind(name: str) -> str:
    """A full name without its word of kind."""
    size = len(kind_of(name).split())
    return " ".join(name.split()[size:])
