"""The words of a place's name, as it is stored and as people type it (R18-R20).

All texts are folded already (`routing.text.fold`): no case, no marks.
"""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))
_GLUED = re.compile(r"\b([qp])\.?(\d{1,2})\b")
_KINDS = re.compile(r"^(?:thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|xa)\s+(?=\S)")
_LONGEST = 200
_WORDS_MAX = 10
_SHORT_FORMS: Mapping[str, tuple[str, ...]] = {
    "tp": ("thanh", "pho"),
    "tx": ("thi", "xa"),
    "tt": ("thi", "tran"),
    "q": ("quan",),
    "p": ("phuong",),
    "h": ("huyen",),
    "x": ("xa",),
    "t": ("tinh",),
    "hcm": ("ho", "chi", "minh"),
    "tphcm": ("thanh", "pho", "ho", "chi", "minh"),
    "hn": ("ha", "noi"),
}


def name_words(folded: str) -> list[str]:
    """The words of a name: numbers without leading zeros, "h'leo" one word."""
    joined = folded.translate(_APOSTROPHES)
    return [str(int(one)) if one.isdecimal() else one for one in _WORD.findall(joined)]


def typed_words(folded: str) -> list[str]:
    """The words somebody typed: short forms spelled out ("tp hcm", "q1"), at most ten."""
    spaced = _GLUED.sub(r"\1 \2", folded[:_LONGEST])
    words: list[str] = []
    for word in name_words(spaced)[:_WORDS_MAX]:
        words.extend(_SHORT_FORMS.get(word, (word,)))
    return words


def own_name(folded: str) -> str:
    """A name without its word of kind: "thi tran co do" -> "co do"."""
    return _KINDS.sub("", folded, count=1)
