"""Phrases found in a text, and what the terms of mandates say about who has the matter.

The lexicon is the part of the model that a person can read and change: a term that stands in a
text speaks for every body that has it in a mandate in force on the model's day. What it adds is
bounded, so that a long text does not win by length.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from routing.mandates import Mandate
from routing.words import Token, tokenise

Doubles = npt.NDArray[np.float64]
Owner = TypeVar("Owner")

# A text whose terms weigh together this much is as sure as terms can make it.
_FULL: Final = 6.0


class Hit(NamedTuple, Generic[Owner]):
    """A phrase that stands in a text: words ``first`` to ``last`` (inclusive), and whose it is."""

    first: int
    last: int
    key: str
    owners: tuple[Owner, ...]


class _Written(NamedTuple, Generic[Owner]):
    """One way a phrase is written, and the owners that write it so."""

    words: tuple[str, ...]
    owners: tuple[Owner, ...]


class _Node(Generic[Owner]):
    """A place in the tree of phrases: what may follow, and the phrases that end here."""

    __slots__ = ("forms", "key", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Owner]] = {}
        self.key = ""
        self.forms: list[_Written[Owner]] = []

    def add(self, words: tuple[str, ...], owner: Owner) -> None:
        """One more owner of a way to write the phrase that ends here."""
        for place, form in enumerate(self.forms):
            if form.words == words:
                if owner not in form.owners:
                    self.forms[place] = _Written(words, (*form.owners, owner))
                return
        self.forms.append(_Written(words, (owner,)))


class PhraseIndex(Generic[Owner]):
    """Phrases by their folded words, each with its owners."""

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        self._root: _Node[Owner] = _Node()
        keys: set[str] = set()
        for phrase, owner in phrases:
            tokens = tokenise(phrase)
            node = self._root
            for token in tokens:
                node = node.next.setdefault(token.folded, _Node())
            if tokens:
                node.key = " ".join(token.folded for token in tokens)
                node.add(tuple(token.word for token in tokens), owner)
                keys.add(node.key)
        #: The folded phrases, sorted.
        self.keys = sorted(keys)

    def hits(self, tokens: Sequence[Token]) -> list[Hit[Owner]]:
        """Phrases that stand in a text, with their marks or without any, in order of the text."""
        found: list[Hit[Owner]] = []
        start, end = self._root.next.get, len(tokens)
        for first, token in enumerate(tokens):
            node = start(token.folded)
            last = first
            while node is not None:
                for words, owners in node.forms:
                    if _agrees(tokens, first, words):
                        found.append(Hit(first, last, node.key, owners))
                last += 1
                node = node.next.get(tokens[last].folded) if last < end else None
        return found


def _agrees(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> bool:
    """Each word is written as in the term, or without marks."""
    for place, written in enumerate(words, start=first):
        token = tokens[place]
        if token.word != written and token.word != token.folded:
            return False
    return True


def term_index(mandates: Iterable[Mandate]) -> PhraseIndex[Mandate]:
    """Every term and instrument of some mandates, of whatever day."""
    return PhraseIndex((phrase, mandate) for mandate in mandates for phrase in mandate.phrases)


@dataclass(frozen=True, slots=True)
class LexiconModel:
    """What the terms weigh.

    Attributes:
        weights: weight of each folded term: how rare it is, times the root of its length.
        scale: what a text full of terms of one body adds to that body's score.
        day: the day whose mandates the model knows; it says whom a term speaks for.
    """

    weights: Mapping[str, float]
    scale: float
    day: date


class Lexicon:
    """Scores texts by the terms they use."""

    def __init__(
        self, model: LexiconModel, mandates: Sequence[Mandate], classes: Sequence[str]
    ) -> None:
        self._model = model
        self._classes = len(classes)
        self._column = {name: number for number, name in enumerate(classes)}
        self.index = term_index(mandates)
        self._speaks: dict[int, tuple[Sequence[Mandate], tuple[int, ...]]] = {}

    def contributions(self, hits: Sequence[Hit[Mandate]]) -> dict[tuple[str, int], float]:
        """What each term of a text adds to each class it speaks for; a repeated term counts once.

        Args:
            hits: all hits of one text.

        Returns:
            by (term, class number); together at most the scale in Euclidean length.
        """
        found: dict[tuple[str, int], float] = {}
        for hit in hits:
            weight = self._model.weights.get(hit.key, 0.0)
            for column in self._columns_of(hit.owners):
                found[hit.key, column] = weight
        sums: dict[int, float] = {}
        for (_, column), weight in found.items():
            sums[column] = sums.get(column, 0.0) + weight
        length = sum(weight * weight for weight in sums.values()) ** 0.5
        factor = self._model.scale / max(length, _FULL)
        return {place: weight * factor for place, weight in found.items()}

    def _columns_of(self, owners: Sequence[Mandate]) -> tuple[int, ...]:
        """The classes that the owners of a term are, on the model's day.

        Kept by the owners' identity, together with them: comparing mandates costs more.
        """
        kept = self._speaks.get(id(owners))
        if kept is None:
            found = (
                self._column.get(mandate.agency)
                for mandate in owners
                if mandate.in_force(self._model.day)
            )
            columns = tuple(dict.fromkeys(column for column in found if column is not None))
            kept = self._speaks[id(owners)] = (owners, columns)
        return kept[1]

    def totals(self, contributions: Sequence[Mapping[tuple[str, int], float]]) -> Doubles:
        """What the terms of each text add to each class, texts × classes."""
        result = np.zeros((len(contributions), self._classes))
        for row, terms in zip(result, contributions, strict=True):
            for (_, column), weight in terms.items():
                row[column] += weight
        return result


def term_weights(texts: Iterable[Sequence[Hit[Mandate]]], keys: Iterable[str]) -> dict[str, float]:
    """How much each term says: ln((1 + n) / (1 + df)) × √words.

    Args:
        texts: the hits of each training text.
        keys: all terms; one that stands in no text weighs most.
    """
    counts: dict[str, int] = {}
    total = 0
    for hits in texts:
        total += 1
        for key in {hit.key for hit in hits}:
            counts[key] = counts.get(key, 0) + 1
    ordered = list(keys)
    rarity = np.log((1 + total) / (1 + np.array([counts.get(key, 0) for key in ordered])))
    lengths = np.sqrt([key.count(" ") + 1 for key in ordered])
    # float32, because that is how an artefact keeps them.
    weights = (rarity * lengths).astype(np.float32)
    return dict(zip(ordered, weights.tolist(), strict=True))
