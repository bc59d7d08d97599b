"""Find names of provinces, districts and communes in what people write.

A name is recognised after a word of kind ("huyện", "TP", "P.") wherever it stands, and without
one where it fills a part between commas. Comparison is on folded words, so marks, case and
spelling of tones do not matter; where two units differ by marks only, the marks decide later.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeVar

from routing.register import Commune, FormerUnit, Province, Register
from routing.text import fold, normalise

Key = tuple[str, ...]
Level = Literal["province", "district", "commune"]
Unit = TypeVar("Unit")

_WORD: Final = re.compile(r"[^\W_]+|[,;()/|:]")
_GLUED_NUMBER: Final = re.compile(r"\b([qp])\.?\s*(\d+)\b", re.IGNORECASE)
_FINAL_Y: Final = re.compile(r"(?:qu|[b-df-hj-np-tv-xz])y$")
_BOUNDARY: Final = frozenset(",;()/|:")
_LONGEST_NAME: Final = 6
_ADMINISTRATION: Final = (("ubnd",), ("uy", "ban", "nhan", "dan"), ("hdnd",), ("tai",), ("o",))

# Words of kind, longer first. "Thành phố" is a province or a district, by the name that follows.
_MARKERS: Final[tuple[tuple[Key, tuple[Level, ...], str], ...]] = (
    (("thanh", "pho"), ("province", "district"), "thanh pho"),
    (("thi", "xa"), ("district",), "thi xa"),
    (("thi", "tran"), ("commune",), "thi tran"),
    (("dac", "khu"), ("commune",), "dac khu"),
    (("tinh",), ("province",), "tinh"),
    (("huyen", "dao"), ("district",), "huyen"),
    (("huyen",), ("district",), "huyen"),
    (("quan",), ("district",), "quan"),
    (("phuong",), ("commune",), "phuong"),
    (("xa",), ("commune",), "xa"),
    (("tp",), ("province", "district"), "thanh pho"),
    (("tx",), ("district",), "thi xa"),
    (("tt",), ("commune",), "thi tran"),
    (("t",), ("province",), "tinh"),
    (("h",), ("district",), "huyen"),
    (("q",), ("district",), "quan"),
    (("p",), ("commune",), "phuong"),
    (("x",), ("commune",), "xa"),
)
_KIND_WORDS: Final = tuple(key for key, _, kind in _MARKERS if " ".join(key) == kind)


class Word(NamedTuple):
    """A word as typed (casefolded NFC) and folded; a boundary keeps its sign in both."""

    typed: str
    folded: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name found in a text: its level, folded name, word of kind and name as typed."""

    level: Level
    key: Key
    kind: str
    typed: Key


@dataclass(frozen=True, slots=True)
class NameTables:
    """Units by the folded words of their name without the word of kind."""

    provinces: dict[Key, tuple[Province, ...]]
    districts: dict[Key, tuple[FormerUnit, ...]]
    communes: dict[Key, tuple[Commune, ...]]
    former_communes: dict[Key, tuple[FormerUnit, ...]]

    def knows(self, level: Level, key: Key) -> bool:
        """Whether some unit of that level, of either era, has this name."""
        if level == "province":
            return key in self.provinces
        if level == "district":
            return key in self.districts
        return key in self.communes or key in self.former_communes


def same_vowel(folded: str) -> str:
    """A folded syllable with i for the y that many write for it: Phú Quý and Phú Quí, Mỹ and Mĩ.

    "thuy", "tay" and "yen" keep theirs.
    """
    return f"{folded[:-1]}i" if _FINAL_Y.search(folded) else folded


def words_of(text: str) -> list[Word]:
    """The words and boundaries of a text; numbers lose leading zeros, "Q1" becomes "Q 1"."""
    spaced = _GLUED_NUMBER.sub(r"\1 \2", normalise(text).casefold())
    found = []
    for typed in _WORD.findall(spaced):
        plain = str(int(typed)) if typed.isdecimal() else typed
        found.append(Word(plain, same_vowel(fold(plain))))
    return found


def short_key(name: str) -> Key:
    """Folded words of a unit's name without its kind: "Thị trấn Cờ Đỏ" -> ("co", "do")."""
    key = tuple(word.folded for word in words_of(name))
    kind = _kind_at(key)
    return key[len(kind) :]


@lru_cache(maxsize=16_384)
def kind_of(name: str) -> str:
    """The folded kind in a unit's name: "Thị trấn Cờ Đỏ" -> "thi tran"; empty without one."""
    return " ".join(_kind_at(tuple(word.folded for word in words_of(name))))


def same_marks(typed: Key, name: str) -> bool:
    """Whether a name ends in these typed words, marks included, wherever a tone mark is put."""
    return tuple(map(_letters, typed)) == _spelled(name)[-len(typed) :]


@lru_cache(maxsize=16_384)
def _spelled(name: str) -> Key:
    """The letters of each word of a name."""
    return tuple(_letters(word.typed) for word in words_of(name))


def build_tables(register: Register) -> NameTables:
    """The tables of a register; other spellings of provinces (relation ``place``) included."""
    provinces = [(short_key(row.name), row) for row in register.provinces]
    for other in register.names:
        if other.relation == "place":
            rows = (row for row in register.provinces if row.agency == other.agency)
            provinces.extend((short_key(other.name), row) for row in rows)
    units = register.former_units
    return NameTables(
        _grouped(provinces),
        _grouped((short_key(unit.district), unit) for unit in units if not unit.commune),
        _grouped((short_key(commune.name), commune) for commune in register.communes),
        _grouped((short_key(unit.commune), unit) for unit in units if unit.commune),
    )


def mentions(tables: NameTables, text: str) -> list[Mention]:
    """The places named in a text, in order; provinces without a word of kind come last."""
    words = words_of(text)
    found: list[Mention] = []
    loose: list[list[Word]] = [[]]
    at = 0
    while at < len(words):
        if words[at].folded in _BOUNDARY:
            loose.append([])
            at += 1
            continue
        marked = _marked_at(tables, words, at)
        if marked is None:
            loose[-1].append(words[at])
            at += 1
        else:
            mention, at = marked
            found.append(mention)
            loose.append([])
    for segment in loose:
        found.extend(_unmarked(tables, segment))
    return found


def _kind_at(key: Key) -> Key:
    """The word of kind that a full name begins with, when a name is left after it."""
    for kind in _KIND_WORDS:
        if key[: len(kind)] == kind and len(key) > len(kind):
            return kind
    return ()


@lru_cache(maxsize=8192)
def _letters(word: str) -> str:
    """Letters and marks of a syllable, wherever the tone is put, i and y as one."""
    return "".join(sorted(unicodedata.normalize("NFD", word).replace("y", "i")))


def _grouped(pairs: Iterable[tuple[Key, Unit]]) -> dict[Key, tuple[Unit, ...]]:
    groups: dict[Key, list[Unit]] = {}
    for key, unit in pairs:
        groups.setdefault(key, []).append(unit)
    return {key: tuple(units) for key, units in groups.items()}


def _marked_at(tables: NameTables, words: list[Word], at: int) -> tuple[Mention, int] | None:
    """A mention that begins with a word of kind at that position, and where it ends."""
    for marker, levels, kind in _MARKERS:
        if tuple(word.folded for word in words[at : at + len(marker)]) != marker:
            continue
        start = at + len(marker)
        sizes = {level: _longest(tables, level, words, start) for level in levels}
        level = _level(tables, sizes, words, start)
        if level is None:
            continue
        return _mention(level, words[start : start + sizes[level]], kind), start + sizes[level]
    return None


def _longest(tables: NameTables, level: Level, words: list[Word], start: int) -> int:
    """How many words from there on make the longest known name of that level."""
    for size in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
        if tables.knows(level, tuple(word.folded for word in words[start : start + size])):
            return size
    return 0


def _level(
    tables: NameTables, sizes: dict[Level, int], words: list[Word], start: int
) -> Level | None:
    """The level of the longest name; of two equally long ones a city-province before a district."""
    best = max(sizes.values())
    levels = [level for level, size in sizes.items() if size == best]
    if best == 0:
        return None
    if len(levels) == 1:
        return levels[0]
    rows = tables.provinces[tuple(word.folded for word in words[start : start + best])]
    return "province" if any(row.kind == "thanh_pho" for row in rows) else "district"


def _mention(level: Level, words: list[Word], kind: str) -> Mention:
    folded = tuple(word.folded for word in words)
    return Mention(level, folded, kind, tuple(word.typed for word in words))


def _unmarked(tables: NameTables, segment: list[Word]) -> list[Mention]:
    """Places named without a word of kind in a part between commas.

    The part as a whole may be a district or commune; a province may stand anywhere in it, but a
    name of one word (Huế, HN) only at its end.
    """
    folded = tuple(word.folded for word in segment)
    for opening in _ADMINISTRATION:
        if folded[: len(opening)] == opening:
            segment, folded = segment[len(opening) :], folded[len(opening) :]
    for level in ("province", "district", "commune"):
        if tables.knows(level, folded):
            return [_mention(level, segment, "")]
    for size in range(min(_LONGEST_NAME, len(segment)), 0, -1):
        starts = range(len(segment) - size + 1) if size > 1 else (len(segment) - 1,)
        for start in starts:
            if folded[start : start + size] in tables.provinces:
                return [_mention("province", segment[start : start + size], "")]
    return []
