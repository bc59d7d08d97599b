"""Read the seed files into plain rows.

Only the standard library, no tables and no domain types: the caller turns rows into records or
into a register. Every function reads its file anew, so a caller that needs the rows twice keeps
them. What each file holds and where it comes from stands in README.md beside them.
"""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

Row = dict[str, str]

_FOLDER = Path(__file__).resolve().parent


def _rows(name: str) -> list[Row]:
    """All rows of a CSV file of this folder, values as text (empty text for a blank)."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agencies() -> list[Row]:
    """Central agencies and provincial UBND with their dates, living ones first.

    Columns: slug, code, name, short_name, kind, valid_from, valid_to (ISO dates, both inclusive;
    blank = still in force), decree, confirmed (0/1).
    """
    return _rows("agencies.csv")


def succession() -> list[Row]:
    """Which agency took over from which, from a day on; a blank field is the default successor.

    Columns: predecessor, successor, field, on_date, source, confirmed (0/1).
    """
    return _rows("succession.csv")


def agency_names() -> list[Row]:
    """Other names of agencies.

    Columns: agency, name, relation, field. Relation: ``same`` another name of the agency itself;
    ``part`` a central body inside it; ``vertical`` how the name of its local branches begins or
    what it contains; ``place`` another spelling of a province's name; ``outside`` a body that is
    not administrative (agency blank). Field: the field that decides its successor, mostly blank.
    """
    return _rows("agency_names.csv")


def provinces() -> list[Row]:
    """The provinces of both eras: 63 in force on 30/6/2025, 34 since 01/7/2025.

    Columns: code, name, kind (tinh, thanh_pho), valid_from, valid_to (ISO dates, inclusive),
    successor_code (blank while in force), short_name, agency (slug of its UBND). Codes of the two
    eras overlap with another meaning (24 was Bắc Giang and is Bắc Ninh): the key is code and date.
    """
    return _rows("provinces.csv")


def communes() -> list[Row]:
    """The 3,321 communes of today.

    Columns: code, name, kind (xa, phuong, dac_khu), province_code.
    """
    return _rows("communes.csv")


def former_units() -> list[Row]:
    """Districts (commune blank) and communes that ended on 30/6/2025, with the commune of today.

    Columns: province, district, commune (names of that time), old_code, new_commune_code,
    is_default (0/1). A divided commune has one row for each part; exactly one is the default.
    """
    with gzip.open(_FOLDER / "former_units.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def calendar() -> list[Row]:
    """Days that differ from the plain week for civil servants.

    Columns: day (ISO), kind (holiday, swapped_off, swapped_work, unconfirmed), name, legal_basis,
    confirmed (0/1). A day of kind ``unconfirmed`` changes nothing until somebody decides it.
    """
    return _rows("calendar.csv")


def parameters() -> list[dict[str, Any]]:
    """Dated parameters: name, value (any JSON), unit, valid_from, valid_to, article and texts.

    Dates are ISO text or None (``valid_to`` None = open). Units: working, calendar (days), times,
    MB, files, day_of_month, or None.
    """
    text = (_FOLDER / "parameters.json").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = json.loads(text)
    return loaded


def roles() -> list[Row]:
    """Roles of people. Columns: slug, name_vi, name_en, sort."""
    return _rows("roles.csv")


def grounds() -> list[Row]:
    """Grounds of not accepting a petition. Columns: slug, title_vi, public_text_vi, article."""
    return _rows("grounds.csv")


def guidances() -> list[Row]:
    """Where a petition has to be sent instead. Columns: slug, title_vi, public_text_vi, article."""
    return _rows("guidances.csv")


def council_members() -> list[Row]:
    """Organisations of the Advisory Council. Columns: slug, name."""
    return _rows("council_members.csv")
