"""Which body of today a name means, as people at the desk write it: old, new or short."""

from dataclasses import dataclass

from models.queries import register_rows
from models.queries.agencies import living
from models.queries.editions import REGISTER, edition
from pakn.services.context import Context
from routing.register import Register, build_register
from routing.resolve import resolve

_LONGEST = 80
_KNOWN: dict[tuple[int, int], Register] = {}


@dataclass(frozen=True)
class NamedAgency:
    """What a name means today.

    Attributes:
        agency_ids: the bodies in question, the likeliest first; empty where a place is missing.
        slugs: of the same bodies.
        names: of the same bodies.
        needs_place: a local body was named without its province.
    """

    agency_ids: tuple[int, ...]
    slugs: tuple[str, ...]
    names: tuple[str, ...]
    needs_place: bool = False


def agencies_named(ctx: Context, asked: str) -> NamedAgency | None:
    """The bodies of today that a name means (R18); None where it is no name of a body."""
    if not asked or len(asked) > _LONGEST:
        return None
    found = resolve(register_of(ctx), asked, ctx.today)
    if found.note == "needs_place":
        return NamedAgency((), (), (), needs_place=True)
    known = {agency.slug: agency for agency in living(ctx.session, ctx.today)}
    slugs = tuple(slug for slug in found.candidates if slug in known)
    if not slugs:
        return None
    return NamedAgency(
        tuple(known[slug].id for slug in slugs),
        slugs,
        tuple(known[slug].name for slug in slugs),
    )


def register_of(ctx: Context) -> Register:
    """The register as it is now; kept in this process until somebody changes it."""
    key = (id(ctx.ports.keys), edition(ctx.session, REGISTER))
    known = _KNOWN.get(key)
    if known is None:
        _KNOWN.clear()
        known = _KNOWN[key] = _read(ctx)
    return known


def _read(ctx: Context) -> Register:
    """The register without communes: a list is found by body, and they would take seconds."""
    return build_register(
        agencies=register_rows.agency_rows(ctx.session),
        successions=register_rows.succession_rows(ctx.session),
        names=register_rows.name_rows(ctx.session),
        provinces=register_rows.province_rows(ctx.session),
    )
