"""Which units the names of a text mean together (for ``place_mentions``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from routing.place_names import Level, kind_of
from routing.place_reading import Name, Unit, own_name
from routing.place_signs import EVEN_BARE
from routing.register import Commune, FormerUnit, Province

# Names further apart than this, in characters, do not explain each other …
_NEAR: Final = 60
# … and only names side by side confirm a doubtful one: "Sóc Sơn, huyện Hòn Đất".
_BESIDE: Final = 4
_LEVELS: Final[tuple[Level, ...]] = ("province", "district", "commune")


@dataclass(frozen=True)
class Meaning:
    """One unit that a name may mean, and the province of the day that has it."""

    province: Province
    unit: Unit

    @cached_property
    def level(self) -> Level:
        """The level of the unit."""
        if isinstance(self.unit, Province):
            return "province"
        return "commune" if isinstance(self.unit, Commune) or self.unit.commune else "district"

    @cached_property
    def district(self) -> tuple[str, str]:
        """Province and district of a former unit; empty for others."""
        unit = self.unit
        return (unit.province, unit.district) if isinstance(unit, FormerUnit) else ("", "")


@dataclass(frozen=True)
class Open:
    """A name with the units that still come into question."""

    name: Name
    meanings: tuple[Meaning, ...]
    confirmed: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it is a place at all has still to be confirmed."""
        return self.name.tentative and not self.confirmed

    @cached_property
    def level(self) -> Level:
        """The highest level of its units."""
        levels = {meaning.level for meaning in self.meanings}
        return next(level for level in _LEVELS if level in levels)

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The UBND of the provinces that come into question."""
        return frozenset({meaning.province.agency for meaning in self.meanings})

    @cached_property
    def districts(self) -> frozenset[tuple[str, str]]:
        """The former districts that come into question."""
        return frozenset({m.district for m in self.meanings if m.level == "district"})

    @cached_property
    def ended(self) -> frozenset[str]:
        """Names of the provinces meant where all of them have ended."""
        rows = [m.unit for m in self.meanings if isinstance(m.unit, Province)]
        if any(row.valid_to is None for row in rows):
            return frozenset()
        return frozenset({row.name for row in rows})

    @cached_property
    def likely(self) -> "Open":
        """The name as the units that it means by itself.

        Of the kind written if any is; without a word of kind the highest, a district before a
        commune, but for a province whose namesake without marks is about as well known.
        """
        if self.name.kind:
            kind = self.name.kind
            chosen = tuple(m for m in self.meanings if kind_of(own_name(m.unit)) == kind)
        elif self.name.key in EVEN_BARE:
            return self
        else:
            chosen = tuple(m for m in self.meanings if m.level == self.level)
        if not chosen or len(chosen) == len(self.meanings):
            return self
        return Open(self.name, chosen, self.confirmed)


def in_context(opened: Sequence[Open]) -> list[Open]:
    """Names with the units that their neighbours, then the whole text, leave them.

    Names without any unit, and doubtful ones that no neighbour confirms, are left out.
    """
    known = [one for one in opened if one.meanings]
    for _ in range(2):
        known = [_among(one, known, at) for at, one in enumerate(known)]
    known = [one for one in known if not one.doubtful]
    firm = [one.likely for one in known if not one.name.weak]
    clear = {next(iter(one.agencies)) for one in firm if len(one.agencies) == 1}
    if not clear and len(firm) > 1:
        clear = set(frozenset.intersection(*(one.agencies for one in firm)))
    if len(clear) == 1:
        known = [_kept(one, clear) for one in known]
    return [one.likely for one in known]


def _among(one: Open, known: Sequence[Open], at: int) -> Open:
    """A name narrowed by the two names after it and the two before it."""
    for here in (at + 1, at - 1, at + 2, at - 2):
        if 0 <= here < len(known) and not known[here].doubtful:
            one = _narrowed(one, known[here])
    return one


def _narrowed(one: Open, other: Open) -> Open:
    """A name narrowed by one near it: by the district of a commune, else by the province."""
    if len(one.meanings) == 1 and not one.doubtful:
        return one
    distance = max(one.name.start, other.name.start) - min(one.name.end, other.name.end)
    if distance > _NEAR or other.level == "commune":
        return one
    beside = distance <= _BESIDE
    if one.doubtful and not beside and not one.name.key[0].isdecimal():
        return one
    for meanings in (one.likely.meanings, one.meanings if beside else ()):
        chosen = _in_district(meanings, other) or _in_province(meanings, other)
        if chosen:
            return Open(one.name, chosen, confirmed=one.confirmed or one.name.tentative)
    return one


def _in_district(meanings: tuple[Meaning, ...], other: Open) -> tuple[Meaning, ...]:
    """Former communes of a district that another name may mean."""
    if not other.districts:
        return ()
    return tuple(m for m in meanings if m.level == "commune" and m.district in other.districts)


def _in_province(meanings: tuple[Meaning, ...], other: Open) -> tuple[Meaning, ...]:
    """Units in the provinces another name may mean; of an ended one its own units first.

    Who still writes a province that has ended means the units of its time.
    """
    inside = tuple(m for m in meanings if m.province.agency in other.agencies)
    if not other.ended:
        return inside
    return tuple(m for m in inside if m.district[0] in other.ended) or inside


def _kept(one: Open, agencies: set[str]) -> Open:
    """A name with its units in these provinces, all of them where there is none."""
    meanings = tuple(m for m in one.likely.meanings if m.province.agency in agencies)
    return Open(one.name, meanings, one.confirmed) if meanings else one
