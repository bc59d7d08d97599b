"""Why a body was suggested: the words of the text that speak for it, with their place.

Weights are the model's own: TF-IDF × (weight of the class − mean over classes), summed over the
features inside a stretch of words, and what the terms of mandates inside it add. Stretches of one
body never overlap, so no weight is shown twice; together with what is left out they add up to the
body's score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from routing.artefact import Artefact
from routing.classifier import Doubles
from routing.features import Counted, Floats
from routing.lexicon import Hit
from routing.mandates import Mandate
from routing.names import NAME_FIELD
from routing.words import Token

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
            ``"name"`` a name of the body, ``"place"`` a province, ``"citation"`` an instrument
            of the body, ``"dossier"`` a code of a dossier that it took in.
        text: the words as they stand in the text.
        weight: what they add to the body's score; 0 for a place, and for what is cited beside
            the reference that counts.
        start: offset of the first character in the text given, None where there is none.
        end: offset after the last one.
        detail: the field and its source, the province's name, or codes of how an instrument came
            to the body (:func:`routing.cited.cited_evidence`); ``""`` for a term.
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
        hits: terms of mandates in it.
        terms: what each of these terms adds to each class it speaks for.
    """

    text: str
    tokens: Sequence[Token]
    counted: Counted
    columns: npt.NDArray[np.int32]
    values: Floats
    hits: Sequence[Hit[Mandate]]
    terms: Mapping[tuple[str, int], float]


class _Stretch(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) of a text, and the term they match, if any."""

    weight: float
    first: int
    last: int
    mandate: Mandate | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text with what its parts add to some classes.

    Attributes:
        text: as it was given.
        tokens: the words that are looked at.
        hits: terms of mandates among them.
        terms: what each term adds to each class it speaks for, less its mean over the classes.
        running: what the text adds up to each place, one column a class.
        place: the column of each class.
    """

    text: str
    tokens: Sequence[Token]
    hits: Sequence[Hit[Mandate]]
    terms: Mapping[tuple[str, int], float]
    running: Doubles
    place: Mapping[int, int]


class Explainer:
    """Finds the reasons, for the mandates of one day."""

    def __init__(self, artefact: Artefact, on: date) -> None:
        weights = artefact.agencies.weights
        self._classes = artefact.agencies.classes
        self._weights = weights - weights.mean(axis=1, keepdims=True)
        self._on = on

    def weigh(self, read: ReadText, classes: Iterable[int]) -> Weighed:
        """What the words and terms of a text add to some classes; both questions below need it."""
        tokens = read.tokens[:MOST_WORDS]
        columns = list(dict.fromkeys(classes))
        holders: dict[str, int] = {}
        for key, _ in read.terms:
            holders[key] = holders.get(key, 0) + 1
        count = len(self._classes)
        terms = {
            (key, column): weight * (1.0 - holders[key] / count)
            for (key, column), weight in read.terms.items()
        }
        hits = [hit for hit in read.hits if hit.last < len(tokens)]
        running = self._running_weights(read, len(tokens), columns) if tokens else np.zeros((0, 0))
        place = {column: at for at, column in enumerate(columns)}
        return Weighed(read.text, tokens, hits, terms, running, place)

    def explain(
        self, weighed: Weighed, wanted: Sequence[tuple[int, str]]
    ) -> list[tuple[Evidence, ...]]:
        """Reasons for some bodies, at most five each, the strongest first.

        Args:
            weighed: the text, weighed for the classes wanted.
            wanted: numbers of the classes that speak for the bodies, and slugs of the bodies
                whose mandates are quoted.

        Returns:
            For each body its reasons; empty where nothing speaks for it.
        """
        if not weighed.tokens:
            return [() for _ in wanted]
        running = weighed.running
        plain = np.concatenate(
            [running[1::2] - running[0:-1:2], running[3::2] - running[0:-3:2]], axis=0
        )
        order = np.argsort(-plain, axis=0, kind="stable")[:_ENOUGH].T.tolist()
        weights = plain.T.tolist()
        reasons = []
        for column, slug in wanted:
            at = weighed.place[column]
            picked = _pick(self._stretches(weighed, column, slug), order[at], weights[at])
            found = tuple(_evidence(weighed.text, weighed.tokens, item) for item in picked)
            reasons.append(found)
        return reasons

    def decisive(
        self, weighed: Weighed, first: tuple[int, str], second: tuple[int, str]
    ) -> Evidence | None:
        """The words that speak most for one body rather than for another.

        Args:
            weighed: the text, weighed for both classes.
            first: class and slug of the body that leads.
            second: of the body after it.

        Returns:
            None where no words make a difference worth saying.
        """
        tokens, place = weighed.tokens, weighed.place
        apart = weighed.running[:, place[first[0]]] - weighed.running[:, place[second[0]]]
        words = np.concatenate([apart[1::2] - apart[0:-1:2], apart[3::2] - apart[0:-3:2]])
        best = int(words.argmax())
        at = best % len(tokens)
        found = _Stretch(float(words[best]), at, at + (best >= len(tokens)), None)
        other = {(one.first, one.last): one.weight for one in self._stretches(weighed, *second)}
        for one in self._stretches(weighed, *first):
            weight = one.weight - other.get((one.first, one.last), 0.0)
            if weight >= found.weight:
                found = one._replace(weight=weight)
        return _evidence(weighed.text, tokens, found) if found.weight >= LEAST_WEIGHT else None

    def _stretches(self, weighed: Weighed, column: int, slug: str) -> list[_Stretch]:
        """The terms of a body in the text: what their words add, and what they add as terms."""
        running, at = weighed.running, weighed.place[column]
        found = []
        for hit in weighed.hits:
            mandate = self._quoted(hit, slug)
            if mandate is not None:
                words = float(running[2 * hit.last + 1, at] - running[2 * hit.first, at])
                inside = {
                    other.key
                    for other in weighed.hits
                    if hit.first <= other.first and other.last <= hit.last
                }
                added = sum(weighed.terms.get((key, column), 0.0) for key in inside)
                found.append(_Stretch(words + added, hit.first, hit.last, mandate))
        return found

    def _quoted(self, hit: Hit[Mandate], slug: str) -> Mandate | None:
        """The mandate by which a term speaks for a body on the day."""
        for mandate in hit.owners:
            if mandate.agency == slug and mandate.in_force(self._on):
                return mandate
        return None

    def _running_weights(self, read: ReadText, words: int, classes: Sequence[int]) -> Doubles:
        """What the text adds to each class up to each place (:class:`Counted`), from 0.

        A feature that occurs several times shares its one TF-IDF value among its occurrences.
        """
        ends = np.array(read.counted.ends[: 2 * words - 1], dtype=np.int64)
        columns = read.counted.columns
        if not columns.size:
            return np.zeros((len(ends) + 1, len(classes)))
        place = np.empty(int(columns.max()) + 1, dtype=np.int64)  # of each column that occurs
        place[read.columns] = np.arange(len(read.columns))
        at = place[columns]
        counts = np.bincount(at, minlength=len(read.columns))
        shares = (read.values / np.maximum(counts, 1))[at][: ends[-1]]
        each = self._weights[columns[: ends[-1], None], list(classes)] * shares[:, None]
        running = np.zeros((len(each) + 1, len(classes)))
        np.cumsum(each, axis=0, out=running[1:])
        result: Doubles = running[np.concatenate([[0], ends])]
        return result


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
