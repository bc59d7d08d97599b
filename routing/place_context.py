"""Which units the names of a text mean together (for ``place_mentions``)."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def level_of(unit: Unit) -> Level:
    """The level of a unit."""
    if isinstance(unit, Province):
        return "province"
    return "commune" if isinstance(unit, Commune) or unit.commune else "district"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One unit that a name may mean, and the province of the day that has it."""

    province: Province
    unit: Unit


@dataclass(frozen=True, slots=True)
class Open:
    """A name with the units that still come into question."""

    name: Name
    meanings: tuple[Meaning, ...]
    confirmed: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it is a place at all has still to be confirmed."""
        return self.name.tentative and not self.confirmed

    @property
    def level(self) -> Level:
        """The highest level of its units."""
        levels = {level_of(meaning.unit) for meaning in self.meanings}
        return next(level for level in _LEVELS if level in levels)

    @property
    def agencies(self) -> frozenset[str]:
        """The UBND of the provinces that come into question."""
        return frozenset(meaning.province.agency for meaning in self.meanings)


def in_context(opened: Sequence[Open]) -> list[Open]:
    """Names with the units that their neighbours, then the whole text, leave them.

    Names without any unit, and doubtful ones that no neighbour confirms, are left out.
    """
    known = [one for one in opened if one.meanings]
    for _ in range(2):
        known = [_among(one, known, at) for at, one in enumerate(known)]
    known = [one for one in known if not one.doubtful]
    firm = [likely(one) for one in known if not one.name.weak]
    clear = {next(iter(one.agencies)) for one in firm if len(one.agencies) == 1}
    if not clear and len(firm) > 1:
        clear = set(frozenset.intersection(*(one.agencies for one in firm)))
    if len(clear) == 1:
        known = [_kept(one, clear) for one in known]
    return [likely(one) for one in known]


def _among(one: Open, known: Sequence[Open], at: int) -> Open:
    """A name narrowed by the two names after it and the two before it."""
    for here in (at + 1, at - 1, at + 2, at - 2):
        if 0 <= here < len(known) and not known[here].doubtful:
            one = _narrowed(one, known[here])
    return one


def _narrowed(one: Open, other: Open) -> Open:
    """A name narrowed by one near it: by the district of a commune, else by the province."""
    distance = max(one.name.start, other.name.start) - min(one.name.end, other.name.end)
    if distance > _NEAR or other.level == "commune":
        return one
    beside = distance <= _BESIDE
    if one.doubtful and not beside and not one.name.key[0].isdecimal():
        return one
    for meanings in (likely(one).meanings, one.meanings if beside else ()):
        chosen = _in_district(meanings, other) or _in_province(meanings, other)
        if chosen:
            return Open(one.name, chosen, confirmed=one.confirmed or one.name.tentative)
    return one


def _in_district(meanings: tuple[Meaning, ...], other: Open) -> tuple[Meaning, ...]:
    """Communes of a district that another name may mean."""
    districts = {
        (unit.province, unit.district)
        for unit in (meaning.unit for meaning in other.meanings)
        if isinstance(unit, FormerUnit) and not unit.commune
    }
    return tuple(
        meaning
        for meaning in meanings
        if isinstance(meaning.unit, FormerUnit)
        and meaning.unit.commune
        and (meaning.unit.province, meaning.unit.district) in districts
    )


def _in_province(meanings: tuple[Meaning, ...], other: Open) -> tuple[Meaning, ...]:
    """Units in the provinces another name may mean; of an ended one its own units first.

    Who still writes a province that has ended means the units of its time.
    """
    inside = tuple(meaning for meaning in meanings if meaning.province.agency in other.agencies)
    named = [m.unit for m in other.meanings if isinstance(m.unit, Province)]
    if not named or any(row.valid_to is None for row in named):
        return inside
    names = {row.name for row in named}
    own = tuple(m for m in inside if isinstance(m.unit, FormerUnit) and m.unit.province in names)
    return own or inside


def _kept(one: Open, agencies: set[str]) -> Open:
    """A name with its units in these provinces, all of them where there is none."""
    meanings = tuple(m for m in likely(one).meanings if m.province.agency in agencies)
    return Open(one.name, meanings, one.confirmed) if meanings else one


def likely(one: Open) -> Open:
    """A name as the units that it means by itself.

    Of the kind written if any is; without a word of kind the highest, a district before a commune,
    but for a province whose namesake without marks is about as well known.
    """
    if one.name.kind:
        chosen = tuple(m for m in one.meanings if kind_of(own_name(m.unit)) == one.name.kind)
    elif one.name.key in EVEN_BARE:
        return one
    else:
        chosen = tuple(m for m in one.meanings if level_of(m.unit) == one.level)
    return Open(one.name, chosen or one.meanings, one.confirmed)
