"""Marking the words that were searched for, with or without marks on either side."""

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from routing.text import fold

_WORD = re.compile(r"\w+")
_AROUND = 70


def marked(text: str, words: Collection[str]) -> Markup:
    """A text in which every word searched for is marked.

    Args:
        text: as written.
        words: folded, as the search index has them.
    """
    pieces: list[Markup] = []
    end = 0
    for match in _WORD.finditer(text):
        if fold(match[0]) in words:
            pieces += [
                escape(text[end : match.start()]),
                Markup('<mark class="pakn-mark">{}</mark>').format(match[0]),
            ]
            end = match.end()
    return Markup("").join([*pieces, escape(text[end:])])


def excerpt(text: str, words: Collection[str]) -> Markup | None:
    """The place of a text where the first word searched for stands; None where none does."""
    first = next((one for one in _WORD.finditer(text) if fold(one[0]) in words), None)
    if first is None:
        return None
    begins, ends = max(first.start() - _AROUND, 0), first.end() + _AROUND
    begins = text.rfind(" ", 0, begins) + 1 if begins else 0
    ends = len(text) if ends >= len(text) else text.rfind(" ", first.end(), ends)
    ends = ends if ends > 0 else len(text)
    cut = " ".join(text[begins:ends].split())
    dots = Markup("…")
    return (
        (dots if begins else Markup(""))
        + marked(cut, words)
        + (dots if ends < len(text) else Markup(""))
    )
