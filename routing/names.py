"""Names of bodies as mandates: who names a body mostly writes about its work.

Today's names, abbreviations, bodies inside, and the names of predecessors whose field went to
one successor (R18). Standard library only.
"""

from datetime import date
from typing import Final

from routing.mandates import Mandate
from routing.register import Register

NAME_FIELD: Final = "tên gọi"
_KINDS: Final = frozenset({"same", "part", "vertical"})
_CENTRAL: Final = frozenset({"ministry", "ministerial_agency"})


def name_mandates(register: Register, on: date) -> tuple[Mandate, ...]:
    """One mandate for each central body in force on a day, its terms all names that lead to it.

    Args:
        register: bodies, names and successions of all times.
        on: the day the names are read for; the mandates are valid from that body's first day.
    """
    terms: dict[str, list[str]] = {
        agency.slug: [] for agency in register.agencies_in_force(on) if agency.kind in _CENTRAL
    }
    for agency in register.agencies:
        for slug in _heirs(register, agency.slug, "", on):
            if slug in terms:
                terms[slug].append(agency.name)
    for name in register.names:
        for slug in _heirs(register, name.agency, name.field, on):
            if slug in terms and name.relation in _KINDS and name.name not in terms[slug]:
                terms[slug].append(name.name)
    return tuple(
        Mandate(agency.slug, NAME_FIELD, tuple(terms[agency.slug]), agency.valid_from, None, "")
        for agency in register.agencies_in_force(on)
        if terms.get(agency.slug)
    )


def _heirs(register: Register, slug: str, field: str, on: date) -> tuple[str, ...]:
    """Who bears on a day what a slug stood for: itself, or its successor in the field."""
    if any(agency.slug == slug and agency.in_force(on) for agency in register.agencies):
        return (slug,)
    return tuple(
        step.successor
        for step in register.successions
        if step.predecessor == slug and step.field == field and step.on_date <= on
    )
