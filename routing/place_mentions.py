"""Provinces, districts and communes of both eras in a running text, with offsets (R18-R20).

Each name is given the units it means on a day: by the names beside it, else by the other names of
the text; where that leaves several, all of them are given and a person decides. Names typed into
a field are the business of ``routing.resolve``. Standard library only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from routing.place_context import Meaning, Open, in_context
from routing.place_names import Level
from routing.place_reading import Name, Reader, Unit
from routing.places import place_index_of, province_on
from routing.province_mentions import ProvinceFinder, ProvinceMention, province_names
from routing.register import DISTRICTS_ENDED, Commune, FormerUnit, Province, Register
from routing.words import Token, tokenise

# A name that more provinces than this have is not one that a single place is known by.
_NAMESAKES: Final = 2


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text.

    Attributes:
        level: province, district or commune, of whichever era.
        start, end: where it stands, its word of kind included.
        provinces: provinces of the day it may lie in, one where the text makes it clear.
        communes: codes of communes of today it may be, the likeliest first; several where a
            commune was divided or the name stays ambiguous, none before 01/7/2025.
        weak: an institution bears the name; it need not be there.
    """

    level: Level
    start: int
    end: int
    provinces: tuple[Province, ...]
    communes: tuple[str, ...] = ()
    weak: bool = False


class PlaceFinder:
    """Finds places in texts of one day of receipt."""

    def __init__(self, register: Register, on: date) -> None:
        """The finder of a day; the tables of a register are built once for all days."""
        self._on = on
        self._index = place_index_of(register)
        provinces = ProvinceFinder(province_names(register, on))
        self._reader = Reader(self._index.tables, provinces)
        self._homes = {
            name: province_on(self._index, row, on) for name, row in self._index.homes.items()
        }

    def find_all(self, text: str, tokens: Sequence[Token] | None = None) -> list[PlaceMention]:
        """Every place that a text names, in order.

        Args:
            text: any string; beyond 20,000 characters it is not read.
            tokens: its words, where the caller has cut it already.
        """
        tokens = tokenise(text) if tokens is None else tokens
        opened = [Open(name, self._meanings(name)) for name in self._reader.read(text, tokens)]
        return [self._mention(self._best_known(one)) for one in in_context(opened)]

    def find(self, text: str, tokens: Sequence[Token] | None = None) -> ProvinceMention | None:
        """The province a text speaks of, see :func:`one_place`; arguments as for `find_all`."""
        return one_place(self.find_all(text, tokens))

    def _meanings(self, name: Name) -> tuple[Meaning, ...]:
        """The units of a name with their provinces of the day."""
        homes = ((self._home(unit), unit) for unit in name.units)
        return tuple(Meaning(home, unit) for home, unit in homes if home is not None)

    def _best_known(self, one: Open) -> Open:
        """A name that context leaves open, as its best known bearer.

        Of communes the one of today that is the seat of the former district of its name: xã Quốc
        Oai of Hà Nội rather than the xã Quốc Oai that has ended, far away; a name that more
        provinces have stays open. Of districts those that lasted until 2025.
        """
        if one.level == "district":
            lasting = tuple(m for m in one.meanings if _lasted(m.unit))
            return Open(one.name, lasting, one.confirmed) if lasting else one
        if not one.name.kind or one.level != "commune" or not 1 < len(one.agencies) <= _NAMESAKES:
            return one
        districts = self._index.tables.districts.get(one.name.key, ())
        homes = {self._home(unit) for unit in districts}
        seats = tuple(
            m for m in one.meanings if isinstance(m.unit, Commune) and m.province in homes
        )
        return Open(one.name, seats, one.confirmed) if seats else one

    def _home(self, unit: Unit) -> Province | None:
        """The province of the day that has a unit's territory."""
        if isinstance(unit, FormerUnit):
            return self._homes.get(unit.province)
        if isinstance(unit, Commune):
            if self._on < DISTRICTS_ENDED:
                return None
            row = self._index.by_code[unit.province_code][-1]
            return province_on(self._index, row, self._on)
        return province_on(self._index, unit, self._on)

    def _mention(self, one: Open) -> PlaceMention:
        """What is told of a name."""
        provinces = tuple(dict.fromkeys(meaning.province for meaning in one.meanings))
        codes = _codes(one.meanings) if self._on >= DISTRICTS_ENDED else ()
        name = one.name
        return PlaceMention(one.level, name.start, name.end, provinces, codes, name.weak)


@lru_cache(maxsize=8)
def place_finder(register: Register, on: date) -> PlaceFinder:
    """The finder of a day of receipt, built once."""
    return PlaceFinder(register, on)


def one_place(found: Sequence[PlaceMention]) -> ProvinceMention | None:
    """The one province of the places found, at the first name that shows it.

    What institutions bear counts where nothing else names a place.

    Returns:
        None when no province can be told, or when two different ones are: a person decides.
    """
    for weak in (False, True):
        clear = [one for one in found if len(one.provinces) == 1 and one.weak == weak]
        if len({one.provinces[0].agency for one in clear}) > 1:
            return None
        if clear:
            row = clear[0].provinces[0]
            return ProvinceMention(row.agency, row.short_name, clear[0].start, clear[0].end)
    return None


def _lasted(unit: Unit) -> bool:
    """Whether a district still stood on 30/6/2025; those that had ended before have no code."""
    return isinstance(unit, FormerUnit) and unit.old_code != ""


def _codes(meanings: Sequence[Meaning]) -> tuple[str, ...]:
    """Communes of today: those that bear the name, then default parts, then the others."""
    ranked: list[tuple[int, str]] = []
    for meaning in meanings:
        unit = meaning.unit
        if isinstance(unit, Commune):
            ranked.append((0, unit.code))
        elif isinstance(unit, FormerUnit) and unit.new_commune_code:
            ranked.append((1 if unit.is_default else 2, unit.new_commune_code))
    return tuple(dict.fromkeys(code for _, code in sorted(ranked, key=lambda pair: pair[0])))
