"""Vietnamese text as it arrives: normal forms, folding, language and legacy encodings.

Standard library only, because the web process imports this module. Rules R3 (Vietnamese only)
and R6 (Unicode NFC; decomposed input accepted, legacy encodings flagged) of NĐ 20/2008 Đ7 as
amended by NĐ 92/2017 (TCVN 6909:2001).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

#: Characters that are not seen, as a table that drops them.
INVISIBLE: Final = dict.fromkeys(
    (0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2061, 0xFEFF), None
)
# Language and encoding show early; a pasted book need not be read to its end.
_ENOUGH: Final = 20_000
_WHITESPACE: Final = re.compile(r"\s+")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+")
_WORD: Final = re.compile(r"[^\W\d_]+")

# The shape of a Vietnamese syllable without marks. Onset and rhyme are closed lists, which is
# what lets a mark-less sentence be told from English without a dictionary.
_SYLLABLE: Final = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:uyen|uyet|uyu|uya|uych|uynh|uyt|uyn|uy|uong|uoc|uom|uon|uop|uot|uou|uoi|uo"
    r"|ieng|iec|iem|ien|iep|iet|ieu|ie|yen|yet|yem|yeu|yeng"
    r"|oanh|oach|oang|oac|oan|oat|oai|oay|oao|oam|oa|oeo|oen|oet|oe|ooc|oong"
    r"|uan|uat|uang|uac|uay|uau|ua|uech|uenh|uen|ue"
    r"|anh|ach|ang|ac|am|an|ap|at|ai|ao|au|ay|a"
    r"|enh|ech|eng|ec|em|en|ep|et|eo|eu|e|inh|ich|im|in|ip|it|iu|ia|i"
    r"|ong|oc|om|on|op|ot|oi|o|ung|uc|um|un|up|ut|ui|uu|u|y)"
)
# Very frequent mark-less Vietnamese words, almost none of them English, against English ones.
_COMMON_WORDS: Final = (
    "khong duoc nguoi nhung phai cua toi nay neu viec theo thi cac nhu voi trong ve xin hoi va la "
    "cho den khi nhieu gia nha dat lam sao nao bao tai tu con chung giay ho so thu tuc tinh huyen "
    "xa phuong duong cong dan nuoc chua moi mot hai gio ngay thang nam quy dinh kien nghi phan "
    "anh de dung roi rat cung nhan thue lao hoc sinh vien benh"
)
_ENGLISH_WORDS: Final = (
    "the of and is are was were i you we they my your our this that for with from have has had not "
    "but can would could should please what when where why how it be been about there by as at "
    "or will do does did need want their which who"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
# Letters of Latin alphabets that Vietnamese does not write.
_FOREIGN_LETTER: Final = re.compile("[äåæçëîïñöøûüÿß]", re.IGNORECASE)
# Letters that only Vietnamese writes (after NFC); â, ê, ô, é and à also stand in French.
_VIETNAMESE_LETTER: Final = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)

_TCVN3_LETTER: Final = re.compile(
    "(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©¬®ª«­÷þ]|[µ¸¶·¹¨»¾¼½©¬®ª«÷þ](?=[A-Za-z])|®[\u00a1-\u00ff]"
)
_VNI_LETTER: Final = re.compile("[aAoOeEuUyYöÖôÔ][ùøûõïÙØÛÕÏ]|[aA][âáàåãäÂÁÀÅÃÄêéèúüë]|ñ[aeiouöô]")
_WIN1258_LETTER: Final = re.compile("[aeiouyâêôõýãAEIOUYÂÊÔÕÝÃ][ÌìÒòÞ](?![aeiouy])")
_COMBINING_TONE: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]+")
_LATIN_MARK: Final = re.compile("[\u0300-\u036f]+")
# U+0300 to U+033F, among them all marks of Vietnamese, are 0xCC and one following byte in UTF-8.
_NO_ASCII: Final = bytes(range(0x80, 0x100))
_ASCII_AND_MARKS: Final = bytes(range(0xC0)) + b"\xcc"
_COMBINING_SHAPE: Final = re.compile("[\u0302\u0306\u031b]")
_PRECOMPOSED_SHAPE: Final = re.compile("[ăâêôơư]", re.IGNORECASE)


def nfc(text: str) -> str:
    """Text in Unicode normal form C, the only form that is stored (R6)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Text without case and marks, for search and comparison; whitespace is kept.

    Casefold, đ → d, NFD, combining marks dropped, NFC. SQLite's ``unicode61`` and PostgreSQL's
    ``unaccent`` disagree on đ, so stored text and queries both go through this function.
    """
    lowered = text.casefold().replace("đ", "d")
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    # Ordinary Vietnamese: taking bytes away is twenty times as quick as an expression.
    coded = decomposed.encode("utf-8", "surrogatepass")
    if not coded.translate(None, _ASCII_AND_MARKS):
        return coded.translate(None, _NO_ASCII).decode("ascii")
    unmarked = _LATIN_MARK.sub("", decomposed)
    if unmarked.isascii():
        return unmarked
    return unicodedata.normalize("NFC", _NOT_ASCII.sub(_without_marks, unmarked))


def _without_marks(run: re.Match[str]) -> str:
    return "".join(char for char in run[0] if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """Text in NFC, without zero-width characters, each run of whitespace one space, trimmed."""
    return _WHITESPACE.sub(" ", nfc(text.translate(INVISIBLE))).strip()


def looks_vietnamese(text: str) -> bool:
    """Whether a text can be received as Vietnamese (NĐ 20/2008 Đ7.1b, R3).

    Words of Vietnamese shape are counted, so mark-less Vietnamese passes and English does not;
    web addresses and abbreviations without a vowel ("UBND") count for neither side.

    Returns:
        False also for text without any word.
    """
    seen = _ADDRESS.sub(" ", nfc(text[:_ENOUGH].translate(INVISIBLE)))
    # A few shapes and many words: each shape is weighed once.
    shapes = Counter(map(_shape, _WORD.findall(seen)))
    words = sum(count for shape, count in shapes.items() if shape.countable)
    if not words:
        return False

    def share(holds: Callable[[_Shape], bool]) -> float:
        return sum(n for shape, n in shapes.items() if shape.countable and holds(shape)) / words

    shaped = share(lambda shape: shape.syllable)
    if share(lambda shape: shape.marked) >= 0.15:
        return shaped >= 0.45
    common = share(lambda shape: shape.common)
    if share(lambda shape: shape.english) > common:
        return False
    return shaped >= (0.65 if common >= 0.1 else 0.85)


class _Shape(NamedTuple):
    """What one word says about the language it is in."""

    countable: bool
    syllable: bool
    marked: bool
    english: bool
    common: bool


@lru_cache(maxsize=50_000)
def _shape(word: str) -> _Shape:
    """The shape of one word; one without a vowel ("UBND") does not count."""
    folded = fold(word)
    return _Shape(
        countable=any(char in "aeiouy" for char in folded),
        syllable=_SYLLABLE.fullmatch(folded) is not None and not _FOREIGN_LETTER.search(word),
        marked=_VIETNAMESE_LETTER.search(word) is not None,
        english=folded in _ENGLISH,
        common=folded in _COMMON,
    )


def legacy_encoding(text: str) -> str | None:
    """The legacy Vietnamese encoding a text seems to be typed in (R6), or None.

    Returns:
        ``"tcvn3"`` and ``"vni"``: bytes of those fonts shown as Latin letters;
        ``"windows-1258"``: code page 1258 read as Latin-1; ``"windows-1258-decomposed"``: correct
        Unicode with loose tone marks as that code page writes them, which :func:`nfc` repairs
        without loss. Ordinary NFC and NFD text gives None.
    """
    if _is_loosely_decomposed(text):
        return "windows-1258-decomposed"
    composed = nfc(text[:_ENOUGH])
    words = max(1, len(composed.split()))
    if len(_VIETNAMESE_LETTER.findall(composed)) >= words * 0.1:
        return None
    counts = {
        "tcvn3": len(_TCVN3_LETTER.findall(composed)),
        "vni": len(_VNI_LETTER.findall(composed)),
        "windows-1258": len(_WIN1258_LETTER.findall(composed)),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(2, words * 0.2) else None


def _is_loosely_decomposed(text: str) -> bool:
    """Loose tones beside ready-made ă â ê ô ơ ư: the mark of code page 1258, not of NFD."""
    return bool(
        _COMBINING_TONE.search(text)
        and _PRECOMPOSED_SHAPE.search(text)
        and not _COMBINING_SHAPE.search(text)
    )
