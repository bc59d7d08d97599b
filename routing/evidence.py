"""Why a body was suggested: the words of the text that speak for it, with their place.

Weights are the model's own: TF-IDF × (weight of the class − mean over classes), summed over the
features inside a stretch of words. Stretches of one body never overlap, so no weight is shown
twice; together with what is left out they add up to the body's score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from routing.artefact import Artefact
from routing.classifier import Doubles
from routing.features import Counted, Floats
from routing.mandates import Mandate
from routing.names import NAME_FIELD
from routing.words import Token, tokenise

MOST_REASONS: Final = 5
LEAST_WEIGHT: Final = 0.05
#: Evidence is looked for in the first words only; a reader does not look further either.
MOST_WORDS: Final = 600
_ENOUGH: Final = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason.

    Attributes:
        kind: ``"term"`` words the model learned, ``"mandate"`` a term of the body's mandate,
            ``"name"`` a name of the body, ``"place"`` a province.
        text: the words as they stand in the text.
        weight: what they add to the body's score; 0 for a place.
        start: offset of the first character in the text given, None where there is none.
        end: offset after the last one.
        detail: the field and its source, or the province's name; ``""`` for a term.
    """

    kind: str
    text: str
    weight: float
    start: int | None
    end: int | None
    detail: str

    def to_json(self) -> dict[str, Any]:
        """The reason as plain values."""
        return {
            "kind": self.kind,
            "text": self.text,
            "weight": self.weight,
            "start": self.start,
            "end": self.end,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was scored: its words and its TF-IDF row.

    Attributes:
        text: as it was given.
        tokens: its words.
        counted: their features.
        columns: columns of the row, ascending.
        values: the row's values at those columns.
    """

    text: str
    tokens: Sequence[Token]
    counted: Counted
    columns: npt.NDArray[np.int32]
    values: Floats


class _Term(NamedTuple):
    """A term of a mandate, as it is written."""

    written: tuple[str, ...]
    mandate: Mandate


class _Stretch(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) of a text, and the term they match, if any."""

    weight: float
    first: int
    last: int
    mandate: Mandate | None


class Explainer:
    """Finds the reasons, for the mandates of one day."""

    def __init__(self, artefact: Artefact, on: date) -> None:
        weights = artefact.agencies.weights
        self._classes = artefact.agencies.classes
        self._weights = weights - weights.mean(axis=1, keepdims=True)
        self._terms: dict[tuple[str, ...], list[_Term]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for mandate in artefact.mandates:
            if mandate.in_force(on):
                self._add(mandate)

    def explain(self, read: ReadText, classes: Sequence[int]) -> list[tuple[Evidence, ...]]:
        """Reasons for some classes, at most five each, the strongest first.

        Args:
            read: the text that was scored.
            classes: numbers of the classes to explain.

        Returns:
            For each class its reasons; empty where nothing speaks for it.
        """
        tokens = read.tokens[:MOST_WORDS]
        if not tokens:
            return [() for _ in classes]
        running = self._running_weights(read, len(tokens), classes)
        matches = self._matches(tokens)
        singles = running[1::2] - running[0:-1:2]
        pairs = running[3::2] - running[0:-3:2]
        plain = np.concatenate([singles, pairs])
        order = np.argsort(-plain, axis=0, kind="stable")[:_ENOUGH].T.tolist()
        weights = plain.T.tolist()
        reasons = []
        for place, number in enumerate(classes):
            column = running[:, place]
            own = [
                _Stretch(float(column[2 * last + 1] - column[2 * first]), first, last, mandate)
                for first, last, mandate in matches.get(self._classes[number], ())
            ]
            picked = _pick(own, order[place], weights[place])
            reasons.append(tuple(_evidence(read.text, tokens, item) for item in picked))
        return reasons

    def _add(self, mandate: Mandate) -> None:
        """Files a mandate's terms by their folded words."""
        for term in mandate.terms:
            tokens = tokenise(term)
            folded = tuple(token.folded for token in tokens)
            if folded:
                written = tuple(token.word for token in tokens)
                self._terms.setdefault(folded, []).append(_Term(written, mandate))
                lengths = {len(folded), *self._lengths.get(folded[0], ())}
                self._lengths[folded[0]] = tuple(sorted(lengths))

    def _running_weights(self, read: ReadText, words: int, classes: Sequence[int]) -> Doubles:
        """What the text adds to each class up to each place (:class:`Counted`), from 0.

        A feature that occurs several times shares its one TF-IDF value among its occurrences.
        """
        ends = np.array(read.counted.ends[: 2 * words - 1], dtype=np.int64)
        columns = read.counted.columns
        if not columns.size:
            return np.zeros((len(ends) + 1, len(classes)))
        at = np.searchsorted(read.columns, columns)
        counts = np.bincount(at, minlength=len(read.columns))
        shares = (read.values / np.maximum(counts, 1))[at][: ends[-1]]
        each = self._weights[columns[: ends[-1], None], list(classes)] * shares[:, None]
        running = np.zeros((len(each) + 1, len(classes)))
        np.cumsum(each, axis=0, out=running[1:])
        result: Doubles = running[np.concatenate([[0], ends])]
        return result

    def _matches(self, tokens: Sequence[Token]) -> dict[str, list[tuple[int, int, Mandate]]]:
        """Terms of mandates that stand in the text, by body."""
        folded = [token.folded for token in tokens]
        found: dict[str, list[tuple[int, int, Mandate]]] = {}
        for first, word in enumerate(folded):
            for length in self._lengths.get(word, ()):
                last = first + length - 1
                if last >= len(folded):
                    break
                for term in self._terms.get(tuple(folded[first : last + 1]), ()):
                    if _agrees(tokens[first : last + 1], term):
                        place = (first, last, term.mandate)
                        found.setdefault(term.mandate.agency, []).append(place)
        return found


def _agrees(tokens: Sequence[Token], term: _Term) -> bool:
    """Each word is written as in the term, or without marks."""
    pairs = zip(tokens, term.written, strict=True)
    return all(token.word in (written, token.folded) for token, written in pairs)


def _pick(own: list[_Stretch], order: Sequence[int], weights: Sequence[float]) -> list[_Stretch]:
    """The strongest stretches that do not overlap; a mandate wins over the same words bare.

    Args:
        own: stretches that match a term of the body.
        order: numbers of the bare stretches by falling weight: first words, then pairs.
        weights: one for each word, then one for each pair of neighbours.
    """
    words = (len(weights) + 1) // 2
    waiting = sorted(own, key=lambda stretch: stretch.weight)
    picked: list[_Stretch] = []
    taken: set[int] = set()
    for number in order:
        while waiting and waiting[-1].weight >= weights[number]:
            _take(waiting.pop(), picked, taken)
        first = number % words
        _take(_Stretch(weights[number], first, first + (number >= words), None), picked, taken)
        if len(picked) >= MOST_REASONS or weights[number] < LEAST_WEIGHT:
            break
    return picked[:MOST_REASONS]


def _take(stretch: _Stretch, picked: list[_Stretch], taken: set[int]) -> None:
    """Picks a stretch that weighs something and overlaps nothing picked before."""
    if stretch.weight < LEAST_WEIGHT:
        return
    words = range(stretch.first, stretch.last + 1)
    if taken.isdisjoint(words):
        taken.update(words)
        picked.append(stretch)


def _evidence(text: str, tokens: Sequence[Token], stretch: _Stretch) -> Evidence:
    """A stretch as it is shown."""
    start, end = tokens[stretch.first].start, tokens[stretch.last].end
    words, weight, mandate = text[start:end], round(stretch.weight, 3), stretch.mandate
    if mandate is None:
        return Evidence("term", words, weight, start, end, "")
    if mandate.field == NAME_FIELD:
        return Evidence("name", words, weight, start, end, mandate.field)
    detail = f"{mandate.field} ({mandate.source})"
    return Evidence("mandate", words, weight, start, end, detail)
