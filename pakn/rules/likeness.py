"""How like a new petition a published one is, by the words they share.

A plain measure for people who are about to send: rare words weigh more than common ones, and two
words side by side in both texts weigh again. All texts are folded already.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

_STOP_WORDS = (
    "a ai anh bi boi bang ca cac cach can cao chi chia cho chua chung co con cua cung da dang "
    "de den di do doi duoc gi gui ha hay hoac hon hai het ho hoi kha khac khi khong kien la "
    "lai lam len mot moi muon nam nao nay nen neu ngay nghi nguoi nha nhan nhieu nhu nhung "
    "noi o phai phan qua ra rang rat roi sao sau se so tai tat the theo them thi thoi thu toi "
    "tren trong truoc tu tuc tuy va van vao ve vi viec voi vua xin y yeu cau ong ba em dia "
    "phuong quy dinh hien hanh "
)
_STOP = frozenset(_STOP_WORDS.split())
_SHORTEST = 2
_PAIR_WEIGHT = 0.5
LIKE_ENOUGH = 0.45


def telling_words(folded: str, *, most: int) -> list[str]:
    """The words that may tell what a text is about, each once, in order.

    Args:
        folded: title first, for its words come first.
        most: how many at most.
    """
    kept = "".join(char if char.isalnum() else " " for char in folded).split()
    words = (word for word in kept if len(word) >= _SHORTEST and word not in _STOP)
    return list(dict.fromkeys(words))[:most]


def likeness(words: Sequence[str], counts: Mapping[str, int], folded: str, *, cap: int) -> float:
    """How much of what the words tell stands in another text: 0 to 1.5.

    Args:
        words: of the new petition, in order.
        counts: in how many published texts each stands, up to `cap`.
        folded: the other text.
        cap: where counting stopped.
    """
    there = "".join(char if char.isalnum() else " " for char in folded).split()
    known, pairs = set(there), set(pairwise(there))
    weights = {word: math.log(2 * cap / max(1, counts.get(word, 0))) for word in words}
    whole = sum(weights.values()) or 1.0
    shared = sum(weight for word, weight in weights.items() if word in known)
    side_by_side = sum(
        weights[one] + weights[two] for one, two in pairwise(words) if (one, two) in pairs
    )
    return (shared + _PAIR_WEIGHT * side_by_side / 2) / whole
