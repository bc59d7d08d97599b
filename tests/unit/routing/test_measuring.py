"""Texts kept for measuring stay out of what the model learns from.

`ROUTING_MEASURED_ON=FILE.jsonl` names labelled texts of others on which the model is judged. They
are not in the repository, so without it the comparison with them is left out.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from routing.corpus import load_corpus, load_rows
from routing.mandates import load_mandates
from routing.words import tokenise

MEASURED: Final = os.environ.get("ROUTING_MEASURED_ON", "")
#: So many words in a row are more than the official name of a thing.
RUN: Final = 12
SAME: Final = 0.6
#: Shorter texts are terms, which everybody uses.
LEAST: Final = 7


def overlaps(texts: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs that share a run of twelve words, or most of their pairs of words."""
    runs: dict[tuple[str, ...], str] = {}
    pairs: dict[frozenset[tuple[str, ...]], str] = {}
    for other in others:
        words = [token.folded for token in tokenise(other)]
        runs.update((run, other) for run in _grams(words, RUN))
        pairs[frozenset(_grams(words, 2))] = other
    found = []
    for text in texts:
        words = [token.folded for token in tokenise(text)]
        found += [(text, runs[run]) for run in _grams(words, RUN) if run in runs][:1]
        own = frozenset(_grams(words, 2))
        for bigrams, other in pairs.items():
            if len(own) >= LEAST and len(own & bigrams) >= SAME * len(own | bigrams):
                found.append((text, other))
    return found


def _grams(words: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def test_a_copied_sentence_is_noticed() -> None:
    text = "Trẻ sinh ở nước ngoài về nước thì làm giấy khai sinh tại xã nào cho đúng?"
    copied = "Cho hỏi: tre sinh o nuoc ngoai ve nuoc thi lam giay khai sinh tai xa nao cho dung"
    assert overlaps([copied], [text])
    assert not overlaps(["Con tôi sinh ở Lào, nay về quê làm khai sinh ở đâu?"], [text])


@pytest.mark.skipif(not MEASURED, reason="ROUTING_MEASURED_ON names no file")
def test_no_text_kept_for_measuring_is_learned_from() -> None:
    kept = [row.text for row in load_rows(Path(MEASURED))]
    learned = [row.text for row in load_corpus()]
    learned += [phrase for mandate in load_mandates() for phrase in mandate.phrases]
    assert overlaps(learned, kept) == []
