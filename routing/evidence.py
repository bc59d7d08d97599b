"""Why a body was suggested: the words of the text that speak for it, with their place.

Weights are the model's own: TF-IDF × (weight of the class − mean over classes), summed over the
features inside a stretch of words. Stretches of one body never overlap, so no weight is shown
twice; together with what is left out they add up to the body's score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from routing.artefact import Artefact
from routing.classifier import Doubles
from routing.features import Vectoriser
from routing.mandates import Mandate
from routing.names import NAME_FIELD
from routing.text import fold
from routing.words import Token, tokenise

MOST_REASONS: Final = 5
LEAST_WEIGHT: Final = 0.05
#: Evidence is looked for in the first words only; a reader does not look further either.
MOST_WORDS: Final = 600


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
class _Term:
    """A term of a mandate, cut into words."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words ``first`` to ``last`` (inclusive) of a text, and the term they match, if any."""

    first: int
    last: int
    mandate: Mandate | None


class Explainer:
    """Finds the reasons, for the mandates of one day."""

    def __init__(self, artefact: Artefact, vectoriser: Vectoriser, on: date) -> None:
        weights = artefact.agencies.weights
        self._classes = artefact.agencies.classes
        self._weights = weights - weights.mean(axis=1, keepdims=True)
        self._vectoriser = vectoriser
        self._terms: dict[str, list[_Term]] = {}
        for mandate in artefact.mandates:
            if mandate.in_force(on):
                self._add(mandate)

    def explain(
        self, text: str, tokens: Sequence[Token], classes: Sequence[int]
    ) -> list[tuple[Evidence, ...]]:
        """Reasons for some classes, at most five each, the strongest first.

        Args:
            text: the text that was scored.
            tokens: its words.
            classes: numbers of the classes to explain.

        Returns:
            For each class its reasons; empty where nothing speaks for it.
        """
        seen = tokens[:MOST_WORDS]
        running = self._running_weights(seen, classes)
        matches = self._matches(seen)
        plain = [_Stretch(index, index, None) for index in range(len(seen))]
        plain += [_Stretch(index, index + 1, None) for index in range(len(seen) - 1)]
        reasons = []
        for place, number in enumerate(classes):
            own = matches.get(self._classes[number], [])
            picked = _pick([*own, *plain], running[:, place])
            reasons.append(tuple(_evidence(text, seen, item, weight) for item, weight in picked))
        return reasons

    def _add(self, mandate: Mandate) -> None:
        """Files a mandate's terms under their first folded word."""
        for term in mandate.terms:
            written = tuple(token.word for token in tokenise(term))
            folded = tuple(fold(word) for word in written)
            if folded:
                self._terms.setdefault(folded[0], []).append(_Term(written, folded, mandate))

    def _running_weights(self, tokens: Sequence[Token], classes: Sequence[int]) -> Doubles:
        """Running sums of contributions by owner (see ``Vectoriser.occurrences``), from 0."""
        columns, owners = self._vectoriser.occurrences(tokens)
        total = np.zeros((2 * len(tokens) + 1, len(classes)))
        if not columns.size:
            return total
        each = self._vectoriser.shares(columns)[:, None] * self._weights[columns][:, list(classes)]
        by_owner = np.zeros((2 * len(tokens), len(classes)))
        for place in range(len(classes)):
            by_owner[:, place] = np.bincount(owners, each[:, place], minlength=2 * len(tokens))
        total[1:] = np.cumsum(by_owner, axis=0)
        return total

    def _matches(self, tokens: Sequence[Token]) -> dict[str, list[_Stretch]]:
        """Terms of mandates that stand in the text, by body."""
        folded = [fold(token.word) for token in tokens]
        found: dict[str, list[_Stretch]] = {}
        for index, first in enumerate(folded):
            for term in self._terms.get(first, ()):
                last = index + len(term.folded)
                if tuple(folded[index:last]) == term.folded and _agrees(tokens[index:last], term):
                    stretch = _Stretch(index, last - 1, term.mandate)
                    found.setdefault(term.mandate.agency, []).append(stretch)
        return found


def _agrees(tokens: Sequence[Token], term: _Term) -> bool:
    """Each word is written as in the term, or without marks."""
    words = zip(tokens, term.written, term.folded, strict=True)
    return all(token.word in (written, folded) for token, written, folded in words)


def _pick(stretches: Sequence[_Stretch], running: Doubles) -> list[tuple[_Stretch, float]]:
    """The strongest stretches that do not overlap; a mandate wins over the same words bare."""
    first = np.array([stretch.first for stretch in stretches], dtype=np.int64)
    last = np.array([stretch.last for stretch in stretches], dtype=np.int64)
    weights = running[2 * last + 1] - running[2 * first]
    named = np.array([stretch.mandate is not None for stretch in stretches])
    picked: list[tuple[_Stretch, float]] = []
    taken: set[int] = set()
    for number in np.lexsort((~named, -weights)):
        weight, stretch = float(weights[number]), stretches[int(number)]
        if weight < LEAST_WEIGHT or len(picked) == MOST_REASONS:
            break
        words = range(stretch.first, stretch.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            picked.append((stretch, round(weight, 3)))
    return picked


def _evidence(text: str, tokens: Sequence[Token], stretch: _Stretch, weight: float) -> Evidence:
    """A stretch as it is shown."""
    start, end = tokens[stretch.first].start, tokens[stretch.last].end
    words = text[start:end]
    mandate = stretch.mandate
    if mandate is None:
        return Evidence("term", words, weight, start, end, "")
    if mandate.field == NAME_FIELD:
        return Evidence("name", words, weight, start, end, mandate.field)
    detail = f"{mandate.field} ({mandate.source})"
    return Evidence("mandate", words, weight, start, end, detail)
