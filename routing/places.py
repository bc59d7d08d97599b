"""Which province and commune of a given day a text names (R18-R20).

Before 01/7/2025 a place is answered in the units of that time; since then a former district
gives its province, and a former commune also the commune that took it, where that is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

from routing.place_names import (
    Mention,
    NameTables,
    build_tables,
    kind_of,
    mentions,
    same_marks,
)
from routing.register import DISTRICTS_ENDED, Commune, FormerUnit, Province, Register

Unit = TypeVar("Unit", bound=FormerUnit | Commune)

CURRENT: Final = "current"
RENAMED: Final = "renamed"
MERGED: Final = "merged"
FORMER_DISTRICT: Final = "former_district"
FORMER_COMMUNE: Final = "former_commune"


@dataclass(frozen=True, slots=True)
class Place:
    """Provinces of the asked day that a text may mean, the commune where known, and a note."""

    provinces: tuple[Province, ...]
    commune: str | None
    note: str


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Name tables with the province rows by code and, for units before 2025, by name."""

    tables: NameTables
    by_code: dict[str, tuple[Province, ...]]
    homes: dict[str, Province]


NOWHERE: Final = Place((), None, "")


def build_place_index(register: Register) -> PlaceIndex:
    """The index of a register's places."""
    by_code: dict[str, tuple[Province, ...]] = {}
    homes: dict[str, Province] = {}
    for row in sorted(register.provinces, key=lambda row: row.valid_from):
        by_code[row.code] = (*by_code.get(row.code, ()), row)
        homes.setdefault(row.name, row)
    return PlaceIndex(build_tables(register), by_code, homes)


@lru_cache(maxsize=4)
def place_index_of(register: Register) -> PlaceIndex:
    """The index of a register's places, built once; registers are compared by identity."""
    return build_place_index(register)


def province_on(index: PlaceIndex, row: Province, on: date) -> Province | None:
    """The province that has a row's territory on a day; None when no single one has.

    Forward along successors; backward only where it is clear (the same name, or one predecessor).
    """
    while row.valid_to is not None and row.valid_to < on:
        ended = row.valid_to
        later = [
            other for other in index.by_code.get(row.successor_code, ()) if other.valid_from > ended
        ]
        if not later:
            return None
        row = later[0]
    if row.valid_from <= on:
        return row
    before = [
        other
        for rows in index.by_code.values()
        for other in rows
        if other.in_force(on) and _today(index, other) == _today(index, row)
    ]
    named = [other for other in before if other.short_name == row.short_name]
    found = named or before
    return found[0] if len(found) == 1 else None


def locate(index: PlaceIndex, text: str, on: date) -> Place:
    """The place that a text names, in the units of a day; NOWHERE when it names none."""
    found = mentions(index.tables, text)
    named = _named_provinces(index, found)
    districts = _districts(index, found, named)
    communes = _communes(index, found, named, districts, on)
    if communes:
        return _place_of_communes(index, communes, on)
    if districts:
        note = FORMER_DISTRICT if on >= DISTRICTS_ENDED else CURRENT
        zones = {unit.new_commune_code for unit in districts}
        zone = zones.pop() if len(zones) == 1 and on >= DISTRICTS_ENDED else ""
        homes = (index.homes[unit.province] for unit in districts)
        return Place(_on_day(index, homes, on), zone or None, note)
    return _place_of_provinces(index, found, named, on)


def _named_provinces(index: PlaceIndex, found: list[Mention]) -> tuple[Province, ...]:
    """Rows of every province named; those named with "tỉnh" or "thành phố" outweigh the others."""
    all_named = [mention for mention in found if mention.level == "province"]
    chosen = [mention for mention in all_named if mention.kind] or all_named
    return tuple(row for mention in chosen for row in index.tables.provinces[mention.key])


def _districts(
    index: PlaceIndex, found: list[Mention], named: tuple[Province, ...]
) -> tuple[FormerUnit, ...]:
    """Former districts named, within the provinces named."""
    for mention in found:
        if mention.level == "district":
            units = index.tables.districts[mention.key]
            units = _within(index, units, named)
            units = _alike(units, mention)
            if units:
                return units
    return ()


def _communes(
    index: PlaceIndex,
    found: list[Mention],
    named: tuple[Province, ...],
    districts: tuple[FormerUnit, ...],
    on: date,
) -> tuple[FormerUnit | Commune, ...]:
    """Communes named: of the district when one is named, else of today, else former ones.

    A province that has ended turns that around: who still writes it means the commune of old.
    Where neither district nor province is named, communes of today and former ones both count.
    """
    mention = next((mention for mention in found if mention.level == "commune"), None)
    if mention is None:
        return ()
    former = index.tables.former_communes.get(mention.key, ())
    if districts:
        places = {(unit.province, unit.district) for unit in districts}
        inside = tuple(unit for unit in former if (unit.province, unit.district) in places)
        if inside:
            return _alike(inside, mention)
        named = tuple(index.homes[unit.province] for unit in districts)
    of_today = _communes_of_today(index, mention, named) if on >= DISTRICTS_ENDED else ()
    if not named:
        return _alike((*of_today, *former), mention)
    former = _within(index, former, named)
    living = bool(districts) or any(row.in_force(on) for row in named)
    return _alike(of_today or former if living else former or of_today, mention)


def _communes_of_today(
    index: PlaceIndex, mention: Mention, named: tuple[Province, ...]
) -> tuple[Commune, ...]:
    """Communes of today with that name, within the provinces named when some are."""
    codes = {_today(index, row) for row in named}
    communes = index.tables.communes.get(mention.key, ())
    return tuple(unit for unit in communes if not named or unit.province_code in codes)


def _within(
    index: PlaceIndex, units: tuple[FormerUnit, ...], named: tuple[Province, ...]
) -> tuple[FormerUnit, ...]:
    """Units on the territory of the named provinces, those of the very province named first."""
    if not named:
        return units
    codes = {_today(index, row) for row in named}
    inside = tuple(unit for unit in units if _today(index, index.homes[unit.province]) in codes)
    homes = {row.name for row in named}
    return tuple(unit for unit in inside if unit.province in homes) or inside


def _alike(units: tuple[Unit, ...], mention: Mention) -> tuple[Unit, ...]:
    """Units of the kind and the marks written, as far as any of several is."""
    if len(units) > 1:
        units = tuple(u for u in units if kind_of(_name(u)) == mention.kind) or units
    if len(units) > 1:
        units = tuple(u for u in units if same_marks(mention.typed, _name(u))) or units
    return units


def _name(unit: FormerUnit | Commune) -> str:
    """The full name of the unit itself."""
    return unit.name if isinstance(unit, Commune) else unit.commune or unit.district


def _place_of_communes(
    index: PlaceIndex, communes: tuple[FormerUnit | Commune, ...], on: date
) -> Place:
    """The place of the communes found; several of them name one only where they agree."""
    rows: list[Province] = []
    codes: set[str] = set()
    note = CURRENT
    for unit in communes:
        if isinstance(unit, Commune):
            rows.append(index.by_code[unit.province_code][-1])
            codes.add(unit.code)
        else:
            note = FORMER_COMMUNE
            rows.append(index.homes[unit.province])
            codes.update((unit.new_commune_code,) if unit.is_default else ())
    provinces = _on_day(index, rows, on)
    if on < DISTRICTS_ENDED:
        return Place(provinces, None, CURRENT)
    return Place(provinces, (codes.pop() or None) if len(codes) == 1 else None, note)


def _place_of_provinces(
    index: PlaceIndex, found: list[Mention], named: tuple[Province, ...], on: date
) -> Place:
    """The place when only provinces are named."""
    if not named:
        return NOWHERE
    living = tuple(row for row in named if row.in_force(on))
    if not living:
        provinces = _on_day(index, named, on)
        return Place(provinces, None, _change(index, named))
    kinds = {mention.kind for mention in found if mention.level == "province"} - {""}
    same_kind = not kinds or any(kind_of(row.name) in kinds for row in living)
    # Another province named beside a living one stays a candidate: a person decides.
    ended = (row for row in named if row.short_name not in {alive.short_name for alive in living})
    provinces = _on_day(index, (*living, *ended), on)
    return Place(provinces, None, CURRENT if same_kind else RENAMED)


def _change(index: PlaceIndex, named: Iterable[Province]) -> str:
    """Whether an ended province went on alone under another name or was merged with others."""
    for row in named:
        last = row.valid_to or row.valid_from
        beside = [
            other
            for rows in index.by_code.values()
            for other in rows
            if other.in_force(last) and _today(index, other) == _today(index, row)
        ]
        if len(beside) > 1:
            return MERGED
    return RENAMED


def _on_day(index: PlaceIndex, rows: Iterable[Province], on: date) -> tuple[Province, ...]:
    """Rows carried to a day, each once, in order."""
    carried = (province_on(index, row, on) for row in rows)
    return tuple(dict.fromkeys(row for row in carried if row is not None))


def _today(index: PlaceIndex, row: Province) -> str:
    """The code under which a row's territory goes on to this day."""
    while row.successor_code:
        row = index.by_code[row.successor_code][-1]
    return row.code
