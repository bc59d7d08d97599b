"""Whose an instrument is on a day: issued, drafted, or taken over by a body of that day.

R18: never a body that has ended; R21: the issuing body by the symbol; R22: rules of the
Government and the Prime Minister go to the ministry that drafted them and are matters of
Article 17.3 of NĐ 20/2008; R61: laws belong to the ministry that drafted them, resolutions of a
provincial People's Council to the UBND. Codes are returned; words are put by whoever shows them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from routing.citations import Citation
from routing.dossier_codes import DossierCode
from routing.laws import STATUTES, Law
from routing.plain import plain_text
from routing.province_mentions import ProvinceFinder, province_names
from routing.register import Register
from routing.resolve import resolve
from routing.words import tokenise

DRAFTED: Final = "drafter"
ISSUED: Final = "issuer"
LOCAL: Final = "local"
TAKEN_IN: Final = "dossier"
UNKNOWN: Final = ""

LOCAL_CLASS: Final = "UBND"
_GOVERNMENT: Final = frozenset({"cp", "ttg"})
_COUNCILS: Final = frozenset({"ubnd", "hdnd"})
# Old or short signs in symbols that the register does not list as such.
_SIGNS: Final = {
    "bnn": "BNNPTNT",
    "bhxh": "BHXHVN",
    "bld": "BLDTBXH",
    "ldtbxh": "BLDTBXH",
    "bkh": "BKHDT",
    "btm": "BCT",
    "bcn": "BCT",
    "bvhtt": "BVHTTDL",
    "bgd": "BGDDT",
    "bkhcnmt": "BKHCN",
    "kbnn": "BTC",
    "tctk": "BTC",
    "ubck": "BTC",
    "tcthads": "BTP",
}
# Departments of a province: their letters are matters of its UBND.
_DEPARTMENTS: Final = frozenset(
    [
        "sxd",
        "sgtvt",
        "stnmt",
        "snnmt",
        "snnptnt",
        "snn",
        "snv",
        "stc",
        "skhdt",
        "sgddt",
        "sgd",
        "syt",
        "sct",
        "sldtbxh",
        "stp",
        "svhttdl",
        "svhtt",
        "skhcn",
        "stttt",
        "sgtcc",
        "sqhkt",
        "sdl",
        "sngv",
        "pgd",
        "pgddt",
    ]
)
_NAMED_BODIES: Final = ("chinh phu", "thu tuong")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who answers for an instrument on a day.

    Attributes:
        agencies: slugs of bodies of that day, the likeliest first; several where the field
            decides and does not show; empty where none is known or the body is outside the
            administration; ``"UBND"`` where no province is named.
        basis: drafter, issuer, local, dossier, or ``""`` where nothing is known.
        former: slug of the body that issued or drafted it, where another has its tasks now.
        government: a rule of the Government or the Prime Minister (Article 17.3).
        level: ``"commune"`` for a document of a commune, ``"province"`` for one of a province.
    """

    agencies: tuple[str, ...]
    basis: str
    former: str = ""
    government: bool = False
    level: str = "central"


_NOBODY: Final = Issuer((), UNKNOWN)


class Issuers:
    """Answers for one day; keeps what it has looked up."""

    def __init__(self, register: Register, laws: Sequence[Law], on: date) -> None:
        self._register = register
        self._on = on
        self._laws = _by_number(laws)
        self._titles = _by_title(laws)
        self._provinces = ProvinceFinder(province_names(register, on))
        self._slugs = {plain_text(agency.slug).text: agency.slug for agency in register.agencies}
        self._split = {step.predecessor for step in register.successions if step.field}
        self._names = _body_names(register)
        self._plain_heirs = lru_cache(maxsize=512)(self._heirs)

    def of(self, citation: Citation, *, near: str = "", place: str = "") -> Issuer:
        """Who answers for a reference.

        Args:
            citation: the reference.
            near: words around it; they decide between successors by field.
            place: slug of the UBND of the province that the text speaks of, ``""`` for none.
        """
        if citation.kind in STATUTES:
            return self._drafted(citation, government=False)
        if citation.kind == "tcvn":
            return self._heir("BKHCN", ISSUED, near)
        bodies = citation.bodies
        if citation.kind == "nghi_dinh" or (bodies and bodies[0] in _GOVERNMENT):
            return self._drafted(citation, government=True)
        if bodies:
            return self._of_symbol(citation, near, place)
        known = self._drafted(citation, government=True)
        if known.agencies and not citation.issuer:
            return known
        return self._of_words(citation, near, place)

    def of_dossier(self, code: DossierCode) -> Issuer:
        """Who took a dossier in, or has the matters of the body that did (R18, R19)."""
        known = [one for one in self._register.agencies if one.code == code.body]
        alive = [one for one in known if one.in_force(self._on)]
        if alive:
            return Issuer((alive[0].slug,), TAKEN_IN)
        if not known:
            return _NOBODY
        former = max(known, key=lambda one: one.valid_from).slug
        return Issuer(self._plain_heirs(former, ""), TAKEN_IN, former)

    def _drafted(self, citation: Citation, *, government: bool) -> Issuer:
        """By the table of drafters; several only where number or title alone is ambiguous."""
        rows = self._rows(citation)
        found: dict[str, None] = {}
        former = ""
        for row in rows:
            if row.drafter:
                heirs = self._plain_heirs(row.drafter, row.field)
                found |= dict.fromkeys(heirs[:1])  # the row names the field where one decides
                former = former or ("" if row.drafter in heirs[:1] else row.drafter)
        basis = DRAFTED if found else UNKNOWN
        return Issuer(tuple(found), basis, former, government)

    def _rows(self, citation: Citation) -> list[Law]:
        """The rows that a reference may mean; a number decides before a title."""
        if citation.number:
            same = self._laws.get((citation.kind, _number(citation.number)), [])
            years = [row for row in same if citation.year in (None, row.year)]
            if years or not citation.title:
                # A decision or ordinance bears no year in its number.
                return years or [row for row in same if not row.year]
        return self._titles.get(citation.title, [])

    def _of_symbol(self, citation: Citation, near: str, place: str) -> Issuer:
        """By the bodies in the symbol, each with its successor."""
        first = citation.bodies[0]
        if first in _COUNCILS or first in _DEPARTMENTS:
            return self._local(citation.issuer, place)
        found: dict[str, None] = {}
        former = ""
        joint = citation.kind.endswith("lien_tich")
        for body in citation.bodies if joint else citation.bodies[:1]:
            slug = self._slugs.get(body) or _SIGNS.get(body)
            if slug is not None:
                one = self._heir(slug, ISSUED, near)
                found |= dict.fromkeys(one.agencies)
                former = former or one.former
        return Issuer(tuple(found), ISSUED if found else UNKNOWN, former)

    def _of_words(self, citation: Citation, near: str, place: str) -> Issuer:
        """By the words behind a reference without a symbol: "công văn số 12 của Bộ Nội vụ"."""
        words = [token.folded for token in tokenise(citation.issuer)]
        for size in range(min(len(words), 10), 0, -1):
            slug = self._names.get(tuple(words[:size]))
            if slug is not None:
                return self._heir(slug, ISSUED, near)
        if " ".join(words[:2]) in _NAMED_BODIES:
            return Issuer((), UNKNOWN, "", True)
        if words[:1] and words[0] in {"ubnd", "hdnd", "uy", "hoi", "so", "tinh", "thanh", "tp"}:
            return self._local(citation.issuer, place)
        return _NOBODY

    def _local(self, words: str, place: str) -> Issuer:
        """The UBND of the province named behind the reference, else of the text's province."""
        named = self._provinces.find(words) if words else None
        plain = f" {plain_text(words).text} "
        small = any(f" {unit} " in plain for unit in ("xa", "phuong", "dac khu"))
        slug = named.agency if named else place or LOCAL_CLASS
        return Issuer((slug,), LOCAL, level="commune" if small else "province")

    def _heir(self, slug: str, basis: str, near: str) -> Issuer:
        """A body, or who has its tasks that day, by the words around where its fields parted."""
        heirs = self._heirs(slug, near) if slug in self._split else self._plain_heirs(slug, "")
        return Issuer(heirs, basis if heirs else UNKNOWN, "" if slug in heirs[:1] else slug)

    def _heirs(self, slug: str, field: str) -> tuple[str, ...]:
        """The bodies of the day that have a body's tasks, the likeliest first."""
        found = resolve(self._register, slug, self._on, field or None)
        return found.candidates or ((found.agency,) if found.agency else ())


def _by_number(laws: Iterable[Law]) -> dict[tuple[str, str], list[Law]]:
    found: dict[tuple[str, str], list[Law]] = {}
    for law in laws:
        if law.number:
            found.setdefault((law.kind, _number(law.number)), []).append(law)
            if law.kind == "bo_luat":  # "Luật số 45/2019/QH14"
                found.setdefault(("luat", _number(law.number)), []).append(law)
    return found


def _by_title(laws: Iterable[Law]) -> dict[str, list[Law]]:
    """The versions of each law, the latest first: the one a text means if it does not say."""
    found: dict[str, list[Law]] = {}
    for law in sorted(laws, key=lambda row: row.valid_from, reverse=True):
        if law.kind in STATUTES:
            found.setdefault(law.title, []).append(law)
    return found


def _number(number: str) -> str:
    return number.lstrip("0").upper()


def _body_names(register: Register) -> dict[tuple[str, ...], str]:
    """Central bodies, living and ended, by the plain words of their names."""
    central = {agency.slug for agency in register.agencies if agency.kind != "province"}
    names = [(agency.name, agency.slug) for agency in register.agencies if agency.slug in central]
    names += [
        (name.name, name.agency)
        for name in register.names
        if name.agency in central and name.relation in {"same", "part", "vertical"}
    ]
    return {tuple(token.folded for token in tokenise(name)): slug for name, slug in names}
