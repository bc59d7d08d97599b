"""The fields of work of each body, dated: who handles what today, and who did before.

The JSON beside is the seed; the truth is rows read by ``in_force``. Standard library only.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

MANDATES_FILE: Final = Path(__file__).with_name("mandates.json")


@dataclass(frozen=True, slots=True)
class Mandate:
    """One field of one body's work (FACTS §7.1, borders of R55).

    Attributes:
        agency: the body's slug; ``"UBND"`` stands for every provincial people's committee.
        field: the field's name on screen.
        terms: Vietnamese words and phrases by which petitioners speak of the field.
        valid_from: first day on which the body has the field.
        valid_to: last day, None while it still has it.
        source: the instrument that gives the field, e.g. ``"NĐ 29/2025/NĐ-CP"``.
    """

    agency: str
    field: str
    terms: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: str

    def in_force(self, on: date) -> bool:
        """Whether the body has this field on a day; both ends are inclusive."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def load_mandates(file: Path | None = None, *, on: date | None = None) -> tuple[Mandate, ...]:
    """Reads the mandates, in the file's order.

    Args:
        file: JSON of the shape ``{agency: [{field, terms, valid_from, valid_to, source}]}``;
            None for the room's own seed.
        on: keep only what is in force on that day; None keeps everything.

    Raises:
        ValueError: an entry has no term, or ends before it begins.
        KeyError: an entry lacks a key.
    """
    data = json.loads((file or MANDATES_FILE).read_text(encoding="utf-8"))
    found = [_read(agency, entry) for agency, entries in data.items() for entry in entries]
    return tuple(mandate for mandate in found if on is None or mandate.in_force(on))


def _read(agency: str, entry: dict[str, object]) -> Mandate:
    """One JSON entry as a value, checked."""
    terms = entry["terms"]
    if not isinstance(terms, list) or not terms:
        raise ValueError(f"{agency}: {entry['field']!r} has no terms")
    until = entry["valid_to"]
    mandate = Mandate(
        agency=agency,
        field=str(entry["field"]),
        terms=tuple(str(term) for term in terms),
        valid_from=date.fromisoformat(str(entry["valid_from"])),
        valid_to=None if until is None else date.fromisoformat(str(until)),
        source=str(entry["source"]),
    )
    if mandate.valid_to is not None and mandate.valid_to < mandate.valid_from:
        raise ValueError(f"{agency}: {mandate.field!r} ends before it begins")
    return mandate
