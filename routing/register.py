"""The register: agencies, their successors and places, as one frozen value.

No file and no database is read here. Whoever composes the program hands over rows, whether from
the seed files or from tables, and gets a :class:`Register` that answers "who was there on that
day". Legal ground: NQ 176/2025/QH15 (ministries), NQ 202/2025/QH15 (provinces), rules R18-R20.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

Row = Mapping[str, str]

#: From this day there is no district level (NQ 202/2025/QH15; FACTS 7.3).
DISTRICTS_ENDED: Final = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that can handle a case; both dates inclusive, ``valid_to`` None while it lives."""

    slug: str
    code: str
    name: str
    short_name: str
    kind: str
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether the agency exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """From ``on_date`` the successor has the predecessor's field; a blank field is the rest."""

    predecessor: str
    successor: str
    field: str
    on_date: date


@dataclass(frozen=True, slots=True)
class AgencyName:
    """Another name; ``relation`` is same, part, vertical, place or outside (agency blank)."""

    agency: str
    name: str
    relation: str
    field: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one era; ``agency`` is the slug of its UBND."""

    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None
    successor_code: str
    short_name: str
    agency: str

    def in_force(self, on: date) -> bool:
        """Whether the unit exists under this name and kind on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Commune:
    """A xã, phường or đặc khu of today."""

    code: str
    name: str
    kind: str
    province_code: str


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A district (commune blank) or commune before 01/7/2025 and the commune that took it."""

    province: str
    district: str
    commune: str
    old_code: str
    new_commune_code: str
    is_default: bool


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Everything the resolver knows. Compared by identity, so an index can be kept beside it."""

    agencies: tuple[Agency, ...]
    successions: tuple[Succession, ...]
    names: tuple[AgencyName, ...]
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    former_units: tuple[FormerUnit, ...]

    def agencies_in_force(self, on: date) -> tuple[Agency, ...]:
        """The agencies that exist on that day, in the order of the register."""
        return tuple(agency for agency in self.agencies if agency.in_force(on))

    def provinces_in_force(self, on: date) -> tuple[Province, ...]:
        """The provinces of that day: 63 until 30/6/2025, 34 since (R19)."""
        return tuple(province for province in self.provinces if province.in_force(on))


def build_register(
    *,
    agencies: Iterable[Row],
    successions: Iterable[Row] = (),
    names: Iterable[Row] = (),
    provinces: Iterable[Row] = (),
    communes: Iterable[Row] = (),
    former_units: Iterable[Row] = (),
) -> Register:
    """A register from rows of text, with the columns of the seed files of the same names.

    Args:
        agencies: at least slug, code, name, short_name, kind, valid_from, valid_to.
        successions: predecessor, successor, field, on_date.
        names: agency, name, relation, field.
        provinces: code, name, kind, valid_from, valid_to, successor_code, short_name, agency.
        communes: code, name, kind, province_code.
        former_units: province, district, commune, old_code, new_commune_code, is_default (0/1).

    Raises:
        KeyError: a column is missing.
        ValueError: a date is not ISO text.
    """
    return Register(
        agencies=tuple(_agency(row) for row in agencies),
        successions=tuple(_succession(row) for row in successions),
        names=tuple(AgencyName(*_columns(row, "agency name relation field")) for row in names),
        provinces=tuple(_province(row) for row in provinces),
        communes=tuple(Commune(*_columns(row, "code name kind province_code")) for row in communes),
        former_units=tuple(_former_unit(row) for row in former_units),
    )


def _columns(row: Row, names: str) -> list[str]:
    return [row[name] for name in names.split()]


def _until(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _agency(row: Row) -> Agency:
    slug, code, name, short, kind = _columns(row, "slug code name short_name kind")
    since = date.fromisoformat(row["valid_from"])
    return Agency(slug, code, name, short, kind, since, _until(row["valid_to"]))


def _succession(row: Row) -> Succession:
    predecessor, successor, field = _columns(row, "predecessor successor field")
    return Succession(predecessor, successor, field, date.fromisoformat(row["on_date"]))


def _province(row: Row) -> Province:
    code, name, kind = _columns(row, "code name kind")
    since = date.fromisoformat(row["valid_from"])
    rest = _columns(row, "successor_code short_name agency")
    return Province(code, name, kind, since, _until(row["valid_to"]), *rest)


def _former_unit(row: Row) -> FormerUnit:
    return FormerUnit(
        province=row["province"],
        district=row["district"],
        commune=row["commune"],
        old_code=row["old_code"],
        new_commune_code=row["new_commune_code"],
        is_default=row["is_default"] == "1",
    )
