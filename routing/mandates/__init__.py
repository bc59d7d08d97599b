"""The fields of work of each body, dated: who handles what today, and who did before.

One JSON file a body beside this module is the seed; the truth is rows read by ``in_force``.
Standard library only.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

MANDATES_FOLDER: Final = Path(__file__).parent
LEVELS: Final = ("central", "province", "commune")


@dataclass(frozen=True, slots=True)
class Mandate:
    """One field of one body's work (FACTS §7.1, borders of R55).

    Attributes:
        agency: the body's slug; ``"UBND"`` stands for every provincial people's committee.
        field: the field's name on screen. A field that moved has the same name in the row of each
            body that held it, so that the day of receipt decides between them.
        terms: Vietnamese words and phrases by which petitioners speak of the field.
        valid_from: first day on which the body has the field.
        valid_to: last day, None while it still has it.
        source: the instrument that gives the field, e.g. ``"NĐ 29/2025/NĐ-CP"``.
        level: where single cases of the field are mostly handled, one of :data:`LEVELS`; a
            vertical body (R55) has the level of its own branch.
        instruments: laws, decrees and circulars of the field, as they are named in a text; the
            body is the one that drafted them (R61).
    """

    agency: str
    field: str
    terms: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: str
    level: str = "central"
    instruments: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything by which a text speaks of the field: terms, then instruments."""
        return (*self.terms, *self.instruments)

    def in_force(self, on: date) -> bool:
        """Whether the body has this field on a day; both ends are inclusive."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def load_mandates(folder: Path | None = None, *, on: date | None = None) -> tuple[Mandate, ...]:
    """Reads the mandates: earlier holders of a field right after it.

    Args:
        folder: files ``SLUG.json``, each a list of ``{field, level, terms, instruments?,
            valid_from, valid_to, source, before?}``; ``before`` lists the bodies that had the
            same field earlier, ``{agency, valid_from, valid_to, source}``. None for the room's
            own seed.
        on: keep only what is in force on that day; None keeps everything.

    Raises:
        ValueError: an entry has no term, an unknown level, or ends before it begins.
        KeyError: an entry lacks a key.
    """
    found: list[Mandate] = []
    for path in sorted((folder or MANDATES_FOLDER).glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            found.append(_read(path.stem, entry))
            found.extend(_read(old["agency"], entry | old) for old in entry.get("before", ()))
    return tuple(mandate for mandate in found if on is None or mandate.in_force(on))


def _read(agency: str, entry: dict[str, Any]) -> Mandate:
    """One JSON entry as a value, checked."""
    terms, level = entry["terms"], entry["level"]
    if not isinstance(terms, list) or not terms:
        raise ValueError(f"{agency}: {entry['field']!r} has no terms")
    if level not in LEVELS:
        raise ValueError(f"{agency}: {entry['field']!r} has no level {level!r}")
    until = entry["valid_to"]
    mandate = Mandate(
        agency=agency,
        field=str(entry["field"]),
        terms=tuple(str(term) for term in terms),
        valid_from=date.fromisoformat(str(entry["valid_from"])),
        valid_to=None if until is None else date.fromisoformat(str(until)),
        source=str(entry["source"]),
        level=str(level),
        instruments=tuple(str(name) for name in entry.get("instruments", ())),
    )
    if mandate.valid_to is not None and mandate.valid_to < mandate.valid_from:
        raise ValueError(f"{agency}: {mandate.field!r} ends before it begins")
    return mandate
