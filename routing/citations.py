"""References to laws, decrees, circulars, decisions, letters and standards in a running text.

What a petition complains of is often named by its number and symbol; who issued it is then plain
(R21, R22, R61), which :mod:`routing.issuers` answers for a day. Marks, letter case, blanks and
line breaks inside a reference do not matter. Standard library only; time grows with the length
of the text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from routing.citation_patterns import (
    BARE,
    CONSTITUTION,
    COUNTED,
    ISSUED,
    JOINT,
    LAW,
    LAW_TAIL,
    LETTER,
    NUMBERED,
    STANDARD,
    SYMBOL_KINDS,
    TITLE_WORD,
    UNIT,
)
from routing.laws import Titles, load_laws
from routing.plain import PlainText, plain_text

_WITHOUT_YEAR: Final = frozenset({"nghi_dinh", "thong_tu", "nghi_quyet", "chi_thi"})
_SHORT_CODES: Final = {
    "blld": "Lao động",
    "blds": "Dân sự",
    "blhs": "Hình sự",
    "bltths": "Tố tụng hình sự",
    "blttds": "Tố tụng dân sự",
}
# Parts of symbols as they are officially written, where capitals alone are not enough.
_WRITTEN: Final = {
    "nd": "NĐ", "qd": "QĐ", "cd": "CĐ", "hdnd": "HĐND", "hdtp": "HĐTP", "ttg": "TTg",
    "bgddt": "BGDĐT", "bgd&dt": "BGDĐT", "bldtbxh": "BLĐTBXH", "bkhdt": "BKHĐT",
    "bkh&dt": "BKHĐT", "bnn&ptnt": "BNNPTNT", "btn&mt": "BTNMT", "btt&tt": "BTTTT",
    "bkh&cn": "BKHCN", "bvhtt&dl": "BVHTTDL", "bnn&mt": "BNNMT",
}  # fmt: skip
_MOST_TITLE_WORDS: Final = 16
_MOST_UNITS: Final = 4
_FARTHEST_JOINT: Final = 14


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to an instrument.

    Attributes:
        kind: luat, bo_luat, phap_lenh, hien_phap, nghi_dinh, nghi_quyet, nghi_quyet_lien_tich,
            quyet_dinh, chi_thi, thong_tu, thong_tu_lien_tich, van_ban_hop_nhat, cong_van,
            cong_dien, thong_bao, ke_hoach, qcvn or tcvn.
        number: as written, ``"01"``; ``""`` for a law named by its title.
        year: None where none is written.
        symbol: the official way, ``"NĐ-CP"``, ``"QH15"``; ``""`` where none is written.
        title: of a law; ``""`` otherwise.
        article: ``"7"``, or several, ``"7, 8"``; ``""`` where none is named.
        clause: likewise.
        point: likewise, in small letters.
        issuer: the words after it that name a body or a place, ``"UBND tỉnh Cà Mau"``.
        start: offset of the first character in the text given, units included.
        end: offset after the last one.
    """

    kind: str
    number: str
    year: int | None
    symbol: str
    title: str
    article: str
    clause: str
    point: str
    issuer: str
    start: int
    end: int

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that the symbol names, as plain letters: ``("btc", "btp")``."""
        parts = [_key(part) for part in re.split(r"[-/]", self.symbol)]
        named = parts[1:] if parts and parts[0] in SYMBOL_KINDS else parts
        return tuple(part for part in named if part)

    def to_json(self) -> dict[str, Any]:
        """The reference as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


class _Unit(NamedTuple):
    """An article, a clause or a point, and where it stands in the plain text."""

    start: int
    end: int
    kind: str
    value: str


class _Found(NamedTuple):
    """A reference before its units are known; offsets are those of the plain text."""

    start: int
    end: int
    citation: Citation


def find_citations(text: str) -> list[Citation]:
    """Every reference in a text, in its order; they do not overlap.

    Args:
        text: any string.
    """
    plain = plain_text(text)
    found = _without_overlaps(
        [*_laws(text, plain), *_numbered(text, plain), *_bare(text, plain), *_standards(plain)]
    )
    if not found:
        return []
    return _with_units(text, plain, [_with_issuer(text, plain, one) for one in found])


@lru_cache(maxsize=1)
def _titles() -> Titles:
    return Titles(load_laws())


def _new(kind: str, number: str = "", year: str | None = None, **rest: str) -> Citation:
    """A reference without units and offsets yet."""
    symbol, title = rest.get("symbol", ""), rest.get("title", "")
    return Citation(kind, number, int(year) if year else None, symbol, title, "", "", "", "", 0, 0)


def _numbered(text: str, plain: PlainText) -> Iterator[_Found]:
    """By kind and number: "Nghị định 15/2018", "công văn số 1234"."""
    for match in NUMBERED.finditer(plain.text):
        kind = next(name for name in match.groupdict() if match[name] is not None)
        symbol, end = _symbol_of(text, plain, match, kind)
        year = match["year"] or match["named_year"]
        if not (year or symbol or _stands_alone(text, plain, match, kind)):
            continue
        number = match["number"].upper()
        yield _Found(match.start(), end, _new(_kind(kind, symbol), number, year, symbol=symbol))


def _symbol_of(text: str, plain: PlainText, match: re.Match[str], kind: str) -> tuple[str, int]:
    """The symbol of a reference and where it ends; what is no symbol is left out again."""
    if match["symbol"]:
        return _symbol(match["symbol"]), match.end()
    letters = match["letter_symbol"]
    if not letters:
        return "", match.end()
    given = text[plain.start(match.start("letter_symbol")) : plain.end(match.end())]
    if kind in {"cong_van", "thong_bao", "cong_dien"} and (given.isupper() or "-" in letters):
        return _symbol(letters), match.end()
    last = max(match.end(name) for name in ("number", "year", "named_year"))
    return "", last


def _stands_alone(text: str, plain: PlainText, match: re.Match[str], kind: str) -> bool:
    """A kind and a number without year and symbol say enough: "Nghị định 100", "công văn số 12"."""
    if match["so"]:
        return True
    if COUNTED.match(plain.text, match.end()):
        return False
    spelled = match.end(kind) - match.start(kind) > 2
    capitals = text[plain.start(match.start(kind)) : plain.end(match.end(kind))].isupper()
    return (kind in _WITHOUT_YEAR and spelled) or (kind == "nghi_dinh" and capitals)


def _bare(text: str, plain: PlainText) -> Iterator[_Found]:
    """By number and symbol: "15/2018/NĐ-CP"; letters in capitals only: "123/BTC-TCT"."""
    for match in BARE.finditer(plain.text):
        symbol = _symbol(match["symbol"])
        citation = _new(
            _kind("luat", symbol), match["number"].upper(), match["year"], symbol=symbol
        )
        yield _Found(match.start(), match.end(), citation)
    for match in LETTER.finditer(plain.text):
        start, end = match.span("letter_symbol")
        if text[plain.start(start) : plain.end(end)].isupper():
            symbol = _symbol(match["letter_symbol"])
            citation = _new(_kind("cong_van", symbol), match["number"].upper(), symbol=symbol)
            yield _Found(match.start(), match.end(), citation)


def _standards(plain: PlainText) -> Iterator[_Found]:
    """National technical regulations and standards, and the Constitution."""
    for match in STANDARD.finditer(plain.text):
        kind = "qcvn" if match["kind"].startswith("qc") else "tcvn"
        symbol = _symbol(match["symbol"] or "")
        citation = _new(kind, match["number"], match["year"], symbol=symbol)
        yield _Found(match.start(), match.end(), citation)
    for match in CONSTITUTION.finditer(plain.text):
        yield _Found(match.start(), match.end(), _new("hien_phap", "", match["year"]))


def _laws(text: str, plain: PlainText) -> Iterator[_Found]:
    """Laws, codes and ordinances by their title, with year or number where they are written."""
    for match in LAW.finditer(plain.text):
        if match["short"]:
            kind, title, end = "bo_luat", _SHORT_CODES[match["short"]], match.end()
        else:
            named = _named_law(text, plain, match)
            if named is None:
                continue
            kind, title, end = named
        tail = LAW_TAIL.match(plain.text, end)
        if tail is None:
            yield _Found(match.start(), end, _new(kind, title=title))
            continue
        year = tail["year"] or tail["law_year"]
        symbol = _symbol(tail["symbol"] or "")
        citation = _new(kind, tail["number"] or "", year, symbol=symbol, title=title)
        yield _Found(match.start(), tail.end(), citation)


def _named_law(text: str, plain: PlainText, match: re.Match[str]) -> tuple[str, str, int] | None:
    """Kind, title and end of the law whose title follows a word; None where none is known."""
    words: list[str] = []
    ends: list[int] = []
    at = match.end()
    while len(words) < _MOST_TITLE_WORDS and (word := TITLE_WORD.match(plain.text, at)):
        words.append(word[1])
        ends.append(word.end())
        at = word.end()
    known = _titles().find(tuple(words))
    if known is None:
        return None
    end = ends[known.size - 1]
    given = text[plain.start(match.end()) : plain.end(end)]
    if _is_plain(given):
        # One syllable without its marks is no title by itself: "luật gia", "luật được".
        several = known.size > 1 or _is_plain(known.written)
        sure = several or LAW_TAIL.match(plain.text, end) is not None
    else:
        sure = _letters(given) == _letters(known.written)
    return (known.kind, known.title, end) if sure else None


def _is_plain(text: str) -> bool:
    return all(unicodedata.normalize("NFD", char)[0] == char and char not in "đĐ" for char in text)


def _letters(text: str) -> list[list[str]]:
    """The letters and marks of each word regardless of which vowel carries the tone."""
    composed = unicodedata.normalize("NFC", text).lower()
    words = re.findall(r"[^\W_]+", composed)
    return [sorted(unicodedata.normalize("NFD", word)) for word in words]


def _key(part: str) -> str:
    """A part of a symbol as plain letters."""
    return re.sub(r"[^a-z]", "", plain_text(part).text)


def _symbol(plain: str) -> str:
    """A symbol the official way, from its plain letters."""
    parts = re.split(r"\s*([-/,])\s*|\s+", plain.replace("bld-tbxh", "bldtbxh").strip())
    squeezed = [re.sub(r"\s", "", part) for part in parts if part]
    return _joined([piece for part in squeezed for piece in _cut(part)])


def _cut(part: str) -> list[str]:
    """A part without its hyphen: "ndcp" is two."""
    for kind in ("ttlt", "vbhn", "nd", "tt", "qd", "nq", "ct"):
        rest = part.removeprefix(kind)
        if rest != part and rest in {"cp", "ttg", "ubnd", "hdnd"}:
            return [kind, rest]
    return [part]


def _joined(pieces: Sequence[str]) -> str:
    result = ""
    for piece in pieces:
        if piece in "-/,":
            result += "/" if piece == "/" else "-"
        else:
            joint = "-" if result and result[-1] not in "-/" and not piece.isdigit() else ""
            result += joint + _WRITTEN.get(piece, piece.upper())
    return result


def _kind(kind: str, symbol: str) -> str:
    """The kind that a symbol tells, else the one that was written."""
    first = _key(re.split(r"[-/]", symbol)[0]) if symbol else ""
    if symbol.startswith("QH") and kind not in {"bo_luat", "nghi_quyet"}:
        return "luat"
    if "UBTVQH" in symbol and kind != "nghi_quyet":
        return "phap_lenh"
    return SYMBOL_KINDS.get(first, kind) if kind not in {"van_ban_hop_nhat"} else kind


def _without_overlaps(found: Sequence[_Found]) -> list[_Found]:
    """Of references that overlap, the one that begins first, then the longest."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _with_issuer(text: str, plain: PlainText, found: _Found) -> _Found:
    """The reference with the year of its day, and the words that say who issued it."""
    match = ISSUED.match(plain.text, found.end)
    if match is None:
        return found
    group = "body" if match["body"] else "place"
    issuer = ""
    if match[group]:
        start, end = match.span(group)
        words = text[plain.start(start) : plain.end(end)].split()
        issuer = " ".join(words[:10])
    year = found.citation.year or (int(match["year"]) if match["year"] else None)
    return found._replace(citation=replace(found.citation, year=year, issuer=issuer))


def _with_units(text: str, plain: PlainText, found: Sequence[_Found]) -> list[Citation]:
    """The references with the articles before them, or right after them."""
    bodies = [one.start for one in found]
    units = [
        _unit(text, plain, match)
        for match in UNIT.finditer(plain.text)
        if not _inside(found, bodies, match)
    ]
    ends = [unit.end for unit in units]
    chains = [_chain_before(plain.text, units, ends, one.start) for one in found]
    taken = {unit for chain in chains for unit in chain}
    result = []
    for one, chain in zip(found, chains, strict=True):
        start, end = one.start, one.end
        behind = [] if chain else _chain_after(plain.text, units, ends, end, taken)
        if chain:
            start = chain[0].start
        if behind:
            end = behind[-1].end
        values = {unit.kind: unit.value for unit in (*chain, *behind)}
        result.append(
            replace(
                one.citation,
                article=values.get("article", ""),
                clause=values.get("clause", ""),
                point=values.get("point", ""),
                start=plain.start(start),
                end=plain.end(end),
            )
        )
    return result


def _inside(found: Sequence[_Found], starts: Sequence[int], match: re.Match[str]) -> bool:
    """Whether a unit shares letters with a reference: "Điều 7/NĐ-CP" is read as its number."""
    last = bisect_right(starts, match.end() - 1) - 1
    return last >= 0 and found[last].end > match.start()


def _unit(text: str, plain: PlainText, match: re.Match[str]) -> _Unit:
    name = next(name for name, value in match.groupdict().items() if value is not None)
    start, end = match.span(name)
    given = unicodedata.normalize("NFC", text[plain.start(start) : plain.end(end)]).lower()
    return _Unit(*match.span(), name.removeprefix("short_"), " ".join(given.split()))


def _chain_before(text: str, units: Sequence[_Unit], ends: Sequence[int], at: int) -> list[_Unit]:
    """The units that lead up to a place, outermost last or first, each kind once."""
    chain: list[_Unit] = []
    place = bisect_right(ends, at) - 1
    while place >= 0 and len(chain) < _MOST_UNITS:
        unit = units[place]
        gap = text[unit.end : at] if at - unit.end <= _FARTHEST_JOINT else None
        if gap is None or not JOINT.fullmatch(gap) or unit.kind in {one.kind for one in chain}:
            break
        chain.insert(0, unit)
        at, place = unit.start, place - 1
    return chain


def _chain_after(
    text: str, units: Sequence[_Unit], ends: Sequence[int], at: int, taken: set[_Unit]
) -> list[_Unit]:
    """Units right behind an instrument that lead to no other one: "NĐ 15/2018, Điều 4"."""
    chain: list[_Unit] = []
    for unit in units[bisect_right(ends, at) :][:_MOST_UNITS]:
        gap = text[at : unit.start]
        if unit in taken or len(gap) > _FARTHEST_JOINT or not JOINT.fullmatch(gap):
            break
        if unit.kind in {one.kind for one in chain}:
            break
        chain.append(unit)
        at = unit.end
    return chain
