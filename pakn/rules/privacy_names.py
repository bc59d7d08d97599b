"""Finding names of persons in Vietnamese text, as people write them in petitions (R36).

A name is a run of capitalised syllables that begins with a family name, follows a form of address
("ông", "chị") or follows an introduction ("tôi tên là"). Streets, places, laws and bodies are
capitalised too, so what stands before and after a run decides; what stays open is uncertain, for
a person to judge. Also found: names in capitals, without marks, and quite in small letters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pakn.rules.privacy import FindingKind
from pakn.rules.privacy_places import UPPER, small
from pakn.rules.privacy_words import (
    GOES_ON,
    INTRODUCTIONS,
    MIDDLES,
    NOT_TITLED,
    OTHER_FAMILIES,
    PLACE_WORDS,
    PLACES,
    SURE_FAMILIES,
    TITLES,
    UNMARKED_FAMILIES,
)

_GAP = r"[ \u00a0]{1,2}"
_SYLLABLE = rf"[{UPPER}](?:['’]?[^\W\d_]){{0,7}}"
_FAMILIES = SURE_FAMILIES | OTHER_FAMILIES
_RUN = re.compile(rf"(?<!\w){_SYLLABLE}(?:{_GAP}{_SYLLABLE})*(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_OFFICE = re.compile(
    r"chủ tịch|bí thư|giám đốc|bộ trưởng|thứ trưởng|vụ trưởng|cục trưởng|trưởng phòng|"
    r"phó phòng|trưởng ban|phó trưởng|chánh văn phòng|chánh thanh tra|thanh tra viên|chuyên viên|"
    r"cán bộ|công chức|viên chức|đồng chí|đ/c|hiệu trưởng|hiệu phó|trưởng công an|công an viên|"
    r"đội trưởng|trưởng thôn|tổ trưởng|tổ phó|đại biểu|thủ tướng|chấp hành viên|điều tra viên|"
    r"kiểm sát viên|thẩm phán|bác sĩ|đại u[ýỳ]|đại úy|thiếu tá|trung tá|thượng tá|đại tá|"
    r"trung úy|trung uý|thượng úy|thượng uý|can bo|chu tich|giam doc|truong phong|chuyen vien|"
    r"cong chuc|kiểm lâm viên|đăng kiểm viên|cảnh sát"
)
_OFFICE_AFTER = re.compile(
    rf"\s*[,(–\-]+\s*(?:là\s+|nguyên\s+)?(?:phó\s+|chi\s+)?(?:{_OFFICE.pattern})"
)
_PRIVATE = re.compile(r"công ty|cty|doanh nghiệp|hợp tác xã|htx|tnhh")
_CLAUSE = re.compile(r"[.,;!?\n]\s")
# Quite in small letters, only with the middle words that make it a name.
_SMALL = re.compile(
    r"(?<!\w)(?:(?:nguyễn|trần|phạm|lê|huỳnh|đặng|bùi|đỗ|ngô|võ|vũ|hoàng|phan|trương|trịnh|đoàn)"
    rf"{_GAP}(?:thị|văn)|(?:nguyen|tran|pham|le|huynh|bui|vo|vu|hoang|phan|truong|trinh|doan)"
    rf"{_GAP}(?:thi|van))(?:{_GAP}[^\W\d_]{{1,6}}){{1,2}}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in a text.

    Attributes:
        certain: said to be somebody's name by what stands before it.
    """

    kind: FindingKind
    start: int
    end: int
    certain: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring capitalised words and where they stand."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def after(self, count: int) -> "_Run":
        """The run without its first words."""
        return _Run(self.words[count:], self.places[count:])


def find_names(text: str) -> Iterator[NameFound]:
    """Names in a text, never overlapping: the capitalised ones in order, then those in small.

    Args:
        text: in NFC.
    """
    lowered, last = small(text), 0
    for match in _RUN.finditer(text):
        found = _judge(lowered, _run_of(match))
        if found is not None and found.start >= last:
            last = found.end
            yield found
    yield from _small_names(text)


def _run_of(match: re.Match[str]) -> _Run:
    base = match.start()
    words = [(word[0], base + word.start(), base + word.end()) for word in _WORD.finditer(match[0])]
    return _Run(tuple(word for word, _, _ in words), tuple((a, b) for _, a, b in words))


def _judge(lowered: str, run: _Run) -> NameFound | None:
    """What a run of capitalised words is: a name, or nothing."""
    titled = len(run.words) > 1 and run.words[0].lower() in TITLES
    if titled:
        if _lower(run.words[:2]) in NOT_TITLED:
            return None
        run = run.after(1)
    start = run.places[0][0]
    if not titled and _begins_sentence(lowered, start) and not _holds_family(run):
        return None
    before = _WORD.findall(lowered[max(0, start - 40) : start])
    if not titled and before and before[-1] in TITLES:
        if f"{before[-1]} {run.words[0].lower()}" in NOT_TITLED:
            return None
        # "họ tên: bà Hoa", "đường Bà Hoa": the form of address belongs to what precedes it.
        titled = _spaces(lowered, start) and _ending(before[:-1], PLACE_WORDS) is None
        before = before[:-1] if titled else before
    if titled or _ending(before, INTRODUCTIONS):
        return _said(lowered, run)
    return _unsaid(lowered, run)


def _begins_sentence(lowered: str, start: int) -> bool:
    return start == 0 or lowered[start - 1] == "\n" or lowered[start - 2 : start - 1] in ".!?;"


def _holds_family(run: _Run) -> bool:
    return len(run.words) > 1 and any(
        word.lower() in _FAMILIES or word.lower() in UNMARKED_FAMILIES for word in run.words
    )


def _spaces(lowered: str, start: int) -> bool:
    """Whether nothing but a space stands between a form of address and the name."""
    return lowered[start - 1 : start].isspace() and lowered[start - 2 : start - 1].isalpha()


def _ending(words: Sequence[str], phrases: frozenset[str]) -> str | None:
    """The phrase that these words end with."""
    for length in (1, 2, 3):
        phrase = " ".join(words[-length:])
        if phrase in phrases and len(words) >= length:
            return phrase
    return None


def _said(lowered: str, run: _Run) -> NameFound | None:
    """A run after "ông" or "tôi tên là": a name, unless letters stand for it already."""
    first = run.words[0]
    if len(run.words) == 1 and (len(first) < 2 or (first.isupper() and len(first) > 1)):
        return None
    return _found(lowered, run, _name_length(run), certain=True)


def _unsaid(lowered: str, run: _Run) -> NameFound | None:
    """A run that nothing announces: the family name and what stands around it must say it."""
    capitals = len(run.words) > 4 and all(word.isupper() for word in run.words)
    for index in range(len(run.words) - 1 if capitals else min(len(run.words) - 1, 3)):
        word, rest = run.words[index].lower(), run.after(index)
        middle = len(rest.words) > 2 and rest.words[1].lower() in MIDDLES
        if (word not in _FAMILIES and not _bare_family(word, run)) or (capitals and not middle):
            continue
        if _lower(rest.words[:2]) in PLACES or _is_place(lowered, rest, middle=middle):
            return None
        if middle or word in SURE_FAMILIES or 2 < len(rest.words) < 5:
            return _found(lowered, rest, _name_length(rest), certain=False)
        return None
    return None


def _is_place(lowered: str, run: _Run, *, middle: bool) -> bool:
    """Whether the word before makes it a place: not in "trưởng công an xã Đinh Văn Thử"."""
    start = run.places[0][0]
    before = lowered[max(0, start - 25) : start]
    if middle and _OFFICE.search(before):
        return False
    return _ending(_WORD.findall(before), PLACE_WORDS) is not None and before[-2:-1] not in ",;-–"


def _found(lowered: str, run: _Run, length: int, *, certain: bool) -> NameFound:
    start, end = run.places[0][0], run.places[length - 1][1]
    before, after = lowered[max(0, start - 60) : start], lowered[end : end + 50]
    office = _OFFICE_AFTER.match(after) or _OFFICE.search(_last_part(before))
    if office and not _PRIVATE.search(before + after):
        return NameFound(FindingKind.OFFICIAL, start, end, certain=False)
    return NameFound(FindingKind.NAME, start, end, certain)


def _last_part(before: str) -> str:
    """What stands before a name up to the last comma; a form of address alone is no part."""
    for part in reversed(_CLAUSE.split(before)):
        words = part.split()
        if words and not (len(words) == 1 and words[0] in TITLES):
            return part
    return ""


def _name_length(run: _Run) -> int:
    """How many words of a run are the name: "Nguyễn Văn An Bộ Xây" ends before the body."""
    most = 5 if len(run.words) > 1 and run.words[1].lower() in MIDDLES else 4
    if len(run.words) > 5 and all(word.isupper() for word in run.words):
        most = 3  # a heading in capitals goes on after the name
    return min(len(run.words), most)


def _bare_family(word: str, run: _Run) -> bool:
    """A family name without marks, in a run without marks at all: "Nguyen Thi Hoa"."""
    return (
        word in UNMARKED_FAMILIES
        and len(run.words) >= 3
        and all(one.isascii() for one in run.words)
    )


@lru_cache(maxsize=4096)
def _lower(words: tuple[str, ...]) -> str:
    return " ".join(words).lower()


def _small_names(text: str) -> Iterator[NameFound]:
    for match in _SMALL.finditer(text):
        words = list(_WORD.finditer(match[0]))
        kept = words[:3] if len(words) > 3 and words[3][0] in GOES_ON else words
        if kept[2][0] in GOES_ON:
            continue
        end = match.start() + kept[-1].end()
        yield NameFound(FindingKind.NAME, match.start(), end, certain=False)
