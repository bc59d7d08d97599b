"""Which body of a given day a name means: old, new, short, mark-less, or a local branch.

R18: a legacy name resolves to its successor or goes to a person, never to a body that has ended.
R20: no district level. R55: branches of vertical bodies belong to their ministry, not to the UBND.
What is returned are codes; the words are put by whoever shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from routing.place_mentions import one_place, place_finder
from routing.place_names import Key, words_of
from routing.places import (
    CURRENT,
    FORMER_DISTRICT,
    MERGED,
    NOWHERE,
    RENAMED,
    Place,
    PlaceIndex,
    locate,
    place_index_of,
    province_on,
)
from routing.register import DISTRICTS_ENDED, Agency, Province, Register, Succession

SPLIT_BY_FIELD: Final = "split_by_field"
VERTICAL_BODY: Final = "vertical_body"
PROVINCIAL_BODY: Final = "provincial_body"
AMBIGUOUS: Final = "ambiguous"
NEEDS_PLACE: Final = "needs_place"
OUTSIDE: Final = "outside"
UNKNOWN: Final = "unknown"

# Names that begin so are local administration whatever else they contain ("UBND", "Sở Thông tin").
_LOCAL: Final[tuple[Key, ...]] = (
    ("ubnd",),
    ("uy", "ban", "nhan", "dan"),
    ("hdnd",),
    ("hoi", "dong", "nhan", "dan"),
    ("so",),
)
_PRECEDENCE: Final = {"part": 0, "vertical": 1, "same": 2, "outside": 3}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means on a day.

    Attributes:
        name: the body's name on that day; the name asked for where no body was found.
        agency: its slug, None where a person must choose or nothing was found.
        candidates: slugs that come into question, the likeliest first; all exist on that day.
        note: current, renamed, merged, split_by_field, vertical_body, provincial_body,
            former_district, former_commune, ambiguous, needs_place, outside or unknown.
        province: code of the province on that day, where one is named.
        commune: code of the commune of today, where it is known.
    """

    name: str
    agency: str | None
    candidates: tuple[str, ...]
    note: str
    province: str | None = None
    commune: str | None = None


class _Target(NamedTuple):
    """What a known phrase stands for."""

    agency: str
    relation: str
    field: str


@dataclass(frozen=True, slots=True)
class _Index:
    """A register made quick to ask."""

    agencies: dict[str, Agency]
    after: dict[str, tuple[Succession, ...]]
    before: dict[str, tuple[str, ...]]
    whole: dict[str, tuple[_Target, ...]]
    phrases: dict[Key, _Target]
    longest: int
    provinces: tuple[Province, ...]
    places: PlaceIndex


def resolve(register: Register, name: str, on: date, field: str | None = None) -> Resolution:
    """The body that a name means on a day.

    Args:
        register: agencies, successions, names and places.
        name: as people write it, with or without marks, long or short.
        on: the day asked about; before 01/3/2025 a ministry of that time resolves to itself.
        field: the matter in Vietnamese words ("báo chí"), for bodies split among successors.

    Returns:
        Never a body that does not exist on that day; see :class:`Resolution`.
    """
    index = _index_of(register)
    key = _words(name)
    targets = index.whole.get("".join(key))
    if targets:
        return _whole_name(index, targets, name, on, field)
    local = any(key[: len(opening)] == opening for opening in _LOCAL)
    target = None if local else _phrase(index, key)
    if target is not None and target.relation == "outside":
        return Resolution(name, None, (), OUTSIDE)
    place = locate(index.places, name, on)
    if target is not None:
        return _central(index, target, name, on, field, place)
    if not place.provinces:
        place = _spoken(register, name, on)
    if place.provinces:
        return _provincial(place, name, key)
    return Resolution(name, None, (), NEEDS_PLACE if local else UNKNOWN)


def _spoken(register: Register, name: str, on: date) -> Place:
    """The place that a name mentions as a sentence does ("người dân ở Mộc Châu").

    What an institution bears does not count: the body asked for may be anything in it.
    """
    found = [one for one in place_finder(register, on).find_all(name) if not one.weak]
    provinces = tuple(dict.fromkeys(row for one in found for row in one.provinces))
    mention = one_place(found)
    if mention is None:
        return Place(provinces, None, CURRENT)
    meant = [one for one in found if [row.agency for row in one.provinces] == [mention.agency]]
    communes = [one.communes[0] for one in meant if one.level == "commune" and one.communes]
    district = any(one.level == "district" for one in meant) and on >= DISTRICTS_ENDED
    note = FORMER_DISTRICT if district and not communes else CURRENT
    return Place(meant[0].provinces, communes[0] if communes else None, note)


@lru_cache(maxsize=4)
def _index_of(register: Register) -> _Index:
    """The index of a register, built once; registers are compared by identity."""
    after: dict[str, tuple[Succession, ...]] = {}
    before: dict[str, tuple[str, ...]] = {}
    for step in register.successions:
        after[step.predecessor] = (*after.get(step.predecessor, ()), step)
        if not step.field:
            before[step.successor] = (*before.get(step.successor, ()), step.predecessor)
    whole: dict[str, tuple[_Target, ...]] = {}
    phrases: dict[Key, _Target] = {}
    for words, target, contained in _known_names(register):
        squeezed = "".join(words)
        if target.relation in {"same", "part"}:
            whole[squeezed] = (*whole.get(squeezed, ()), target)
        if contained:
            phrases.setdefault(words, target)
    return _Index(
        agencies={agency.slug: agency for agency in register.agencies},
        after=after,
        before=before,
        whole=whole,
        phrases=phrases,
        longest=max(map(len, phrases), default=0),
        provinces=register.provinces,
        places=place_index_of(register),
    )


def _known_names(register: Register) -> Iterator[tuple[Key, _Target, bool]]:
    """Words, target and whether they count inside a longer name, of everything known by name.

    Names and dated data alike come from the register. A slug, code or short name ("Y tế") counts
    only as the whole name: inside another one it would be read into every sở.
    """
    for other in register.names:
        words = _words(other.name)
        if other.relation != "place":
            inside = other.relation != "same" or len(words) > 1 or len(words[0]) > 3
            yield words, _Target(other.agency, other.relation, other.field), inside
    for agency in register.agencies:
        target = _Target(agency.slug, "same", "")
        if agency.kind != "province":
            yield _words(agency.name), target, True
            yield _words(agency.short_name), target, False
        for sign in filter(None, (agency.slug, agency.code)):
            yield _words(sign), target, False


def _words(text: str) -> Key:
    """Folded words without signs and without "và", which abbreviations drop."""
    found = (word.folded for word in words_of(text.replace("&", " ")))
    return tuple(word for word in found if word.isalnum() and word != "va")


def _phrase(index: _Index, key: Key) -> _Target | None:
    """The longest known phrase inside a name; a body outside the administration only in front."""
    for size in range(min(index.longest, len(key)), 0, -1):
        found = []
        for start in range(len(key) - size + 1):
            target = index.phrases.get(key[start : start + size])
            if target is not None and (target.relation != "outside" or start == 0):
                found.append(target)
        if found:
            return min(found, key=lambda target: _PRECEDENCE[target.relation])
    return None


def _whole_name(
    index: _Index, targets: tuple[_Target, ...], name: str, on: date, field: str | None
) -> Resolution:
    """The answer for a name known as a whole; of several bearers of a code the living one."""
    alive = [target for target in targets if index.agencies[target.agency].in_force(on)]
    target = (alive or list(targets))[0]
    if index.agencies[target.agency].kind == "province":
        rows = (row for row in index.provinces if row.agency == target.agency)
        carried = (province_on(index.places, row, on) for row in rows)
        found = tuple(dict.fromkeys(row for row in carried if row is not None))
        same = any(row.agency == target.agency for row in found)
        return _provincial(Place(found, None, CURRENT if same else MERGED), name, ("ubnd",))
    return _central(index, target, name, on, field, NOWHERE)


def _central(
    index: _Index, target: _Target, name: str, on: date, field: str | None, place: Place
) -> Resolution:
    """The answer for a ministry, a body inside one, or a local branch of one (R55)."""
    slug, candidates, note = _successor(index, target.agency, on, field or target.field)
    if slug is not None and target.relation in {"part", "vertical"}:
        candidates, note = (slug,), VERTICAL_BODY
    province = place.provinces[0].code if len(place.provinces) == 1 else None
    shown = name if slug is None else index.agencies[slug].name
    return Resolution(shown, slug, candidates, note, province, place.commune if province else None)


def _provincial(place: Place, name: str, key: Key) -> Resolution:
    """The answer for a place or a body of one: the UBND of its province (R21, FACTS 7.3)."""
    slugs = tuple(dict.fromkeys(row.agency for row in place.provinces))
    if len(slugs) != 1:
        return Resolution(name, None, slugs, AMBIGUOUS if slugs else UNKNOWN)
    row = place.provinces[0]
    shown = f"UBND {row.name[:1].lower()}{row.name[1:]}"
    note = PROVINCIAL_BODY if place.note == CURRENT and _is_department(key) else place.note
    return Resolution(shown, slugs[0], slugs, note, row.code, place.commune)


def _is_department(key: Key) -> bool:
    """Whether a name begins as a body inside a province rather than the UBND or the place."""
    return key[:1] in {
        ("so",),
        ("chi",),
        ("phong",),
        ("van",),
        ("ban",),
        ("cuc",),
        ("thanh", "tra"),
    }


def _successor(
    index: _Index, slug: str, on: date, field: str | None
) -> tuple[str | None, tuple[str, ...], str]:
    """The body that has an agency's tasks on a day, the candidates and the note.

    An agency in force keeps itself unless the field named has moved away; an ended one gives the
    successor of the field, else the default one; one not yet founded gives its only predecessor.
    """
    agency = index.agencies[slug]
    steps = [step for step in index.after.get(slug, ()) if step.on_date <= on]
    moved = _by_field(steps, field)
    if agency.valid_from > on:
        return _predecessor(index, slug, on)
    if agency.in_force(on):
        if moved is None:
            return slug, (slug,), CURRENT
        heir = _carried(index, moved, on, field)
        if heir in {None, slug}:
            return slug, (slug,), CURRENT
        return heir, (heir, slug), SPLIT_BY_FIELD
    ordered = sorted(steps, key=lambda step: (step is not moved, bool(step.field)))
    alive = dict.fromkeys(_carried(index, step, on, field) for step in ordered)
    candidates = tuple(found for found in alive if found is not None)
    if not candidates:
        return None, (), UNKNOWN
    if len(candidates) > 1:
        return candidates[0], candidates, SPLIT_BY_FIELD
    founded = index.agencies[candidates[0]].valid_from > (agency.valid_to or agency.valid_from)
    alone = len(index.before.get(candidates[0], ())) == 1
    return candidates[0], candidates, RENAMED if alone and founded else MERGED


def _carried(index: _Index, step: Succession, on: date, field: str | None) -> str | None:
    """Who has today what a succession handed over: it may have gone on from there, or ended.

    Only later successions are followed, so a matter that came back is not followed in a circle.
    """
    after = [one for one in index.after.get(step.successor, ()) if one.on_date <= on]
    moved = _by_field([one for one in after if one.on_date > step.on_date], field)
    if moved is not None:
        return _carried(index, moved, on, field)
    if index.agencies[step.successor].in_force(on):
        return step.successor
    ended = [one for one in after if not one.field and one.on_date >= step.on_date]
    rest = [_carried(index, one, on, field) for one in ended]
    return next((slug for slug in rest if slug is not None), None)


def _predecessor(index: _Index, slug: str, on: date) -> tuple[str | None, tuple[str, ...], str]:
    """What stood in an agency's place before it was founded; several are left to a person."""
    living = tuple(old for old in index.before.get(slug, ()) if index.agencies[old].in_force(on))
    if len(living) == 1:
        return living[0], living, RENAMED
    return None, living, AMBIGUOUS if living else UNKNOWN


def _by_field(steps: list[Succession], field: str | None) -> Succession | None:
    """The succession whose field is named, the most specific first; "bao_chi" is read too."""
    asked = " ".join(_words((field or "").replace("_", " ").replace("-", " ")))
    found = []
    for step in steps:
        words = " ".join(_words(step.field))
        if words and f" {words} " in f" {asked} ":
            found.append((len(words), step))
    return max(found, key=lambda pair: pair[0])[1] if found else None
