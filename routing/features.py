"""Text to numbers: a small TF-IDF of our own, so that inference needs numpy and scipy only.

Two families of features. Words: single words and pairs, each as written and folded. Parts:
runs of 2-5 characters inside one padded word, as written and folded. A mark-less text therefore
gives a subset of what the marked one gives, in the same names, and both families are scaled to
length one by themselves, so that long texts do not drown in parts.

Every feature belongs to one word or one pair of neighbouring words; what a word adds to a class
is the sum over its features, which is how evidence finds its place in the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from routing.text import fold
from routing.words import Token, normal_word, raw_words, tokenise

PART_SIZES: Final = (2, 3, 4, 5)
_CACHE_LIMIT: Final = 50_000

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def word_features(word: str) -> list[str]:
    """Names of the word features of one word: as written, and folded where that differs."""
    folded = fold(word)
    return [word] if folded == word else [word, folded]


def pair_features(left: str, right: str) -> list[str]:
    """Names of the features of two neighbouring words, as written and folded."""
    written, folded = f"{left} {right}", f"{fold(left)} {fold(right)}"
    return [written] if folded == written else [written, folded]


def part_features(word: str) -> list[str]:
    """Names of the part features of one word: all runs of 2-5 characters, padded with spaces.

    A run that is the whole padded word is left out: the word itself already stands for it.
    """
    names: list[str] = []
    for form in word_features(word):
        padded = f" {form} "
        for size in PART_SIZES:
            names.extend(
                padded[start : start + size]
                for start in range(len(padded) - size + 1)
                if size < len(padded)
            )
    return names


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that are counted, and how rare each is.

    Attributes:
        words: names of the word features, sorted; they are the first columns.
        parts: names of the part features, sorted; the columns after.
        idf: one weight per column, float32.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...]
    idf: Floats

    def __len__(self) -> int:
        return len(self.words) + len(self.parts)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the vectoriser remembers of one raw word."""

    word: str
    folded: str
    columns: tuple[int, ...]


class Vectoriser:
    """Turns texts into TF-IDF rows over a fixed vocabulary. Holds a bounded cache of words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = {name: column for column, name in enumerate(vocabulary.words)}
        first = len(vocabulary.words)
        self._parts = {name: first + column for column, name in enumerate(vocabulary.parts)}
        self._cache: dict[str, _Known] = {}

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """TF-IDF rows: (1 + ln count) × idf, each family scaled to length one.

        Args:
            texts: any strings; an empty or unknown one gives an empty row.

        Returns:
            float32 matrix, one row a text, one column a feature.
        """
        columns: list[int] = []
        ends = [0]
        for text in texts:
            columns.extend(self._columns(text))
            ends.append(len(columns))
        shape = (len(texts), len(self.vocabulary))
        ones = np.ones(len(columns), dtype=np.float32)
        counts = sparse.csr_matrix((ones, np.array(columns, dtype=np.int64), ends), shape=shape)
        counts.sum_duplicates()
        counts.data = (1.0 + np.log(counts.data)) * self.vocabulary.idf[counts.indices]
        self._scale(counts)
        return counts

    def occurrences(self, tokens: Sequence[Token]) -> tuple[Ints, Ints]:
        """Every feature occurrence with the place it belongs to.

        Args:
            tokens: the words of one text, in order.

        Returns:
            The columns, and beside each its owner: ``2 i`` for word ``i`` by itself,
            ``2 i + 1`` for the pair of words ``i`` and ``i + 1``.
        """
        columns: list[int] = []
        owners: list[int] = []
        previous: _Known | None = None
        for index, token in enumerate(tokens):
            known = self._known(token.word)
            columns.extend(known.columns)
            owners.extend([2 * index] * len(known.columns))
            if previous is not None:
                pair = list(self._pair(previous, known))
                columns.extend(pair)
                owners.extend([2 * index - 1] * len(pair))
            previous = known
        return np.array(columns, dtype=np.int64), np.array(owners, dtype=np.int64)

    def shares(self, columns: Ints) -> Floats:
        """What each occurrence of a text adds to its row: the row's value, split by its count.

        Args:
            columns: the first result of :meth:`occurrences`.

        Returns:
            One number for each occurrence; those of one column sum up to the row's value.
        """
        if not columns.size:
            return np.zeros(0, dtype=np.float32)
        unique, inverse, counts = np.unique(columns, return_inverse=True, return_counts=True)
        values = (1.0 + np.log(counts)) * self.vocabulary.idf[unique]
        is_part = unique >= len(self.vocabulary.words)
        for family in (is_part, ~is_part):
            values[family] /= max(float(np.sqrt((values[family] ** 2).sum())), 1e-6)
        shared: Floats = (values / counts)[inverse].astype(np.float32)
        return shared

    def _columns(self, text: str) -> Iterator[int]:
        """Columns of every feature occurrence in a text."""
        previous: _Known | None = None
        for raw in raw_words(text):
            known = self._known(raw)
            if not known.word:
                continue
            yield from known.columns
            if previous is not None:
                yield from self._pair(previous, known)
            previous = known

    def _pair(self, left: _Known, right: _Known) -> Iterator[int]:
        """Known pair features, by the same rule as :func:`pair_features`."""
        written, folded = f"{left.word} {right.word}", f"{left.folded} {right.folded}"
        column = self._words.get(written)
        if column is not None:
            yield column
        if folded != written:
            column = self._words.get(folded)
            if column is not None:
                yield column

    def _known(self, raw: str) -> _Known:
        """A raw word's forms and columns, from the cache where it was met before."""
        known = self._cache.get(raw)
        if known is None:
            word = normal_word(raw)
            names = word_features(word) if word else []
            found = [self._words.get(name) for name in names]
            found += [self._parts.get(name) for name in (part_features(word) if word else [])]
            columns = tuple(column for column in found if column is not None)
            known = _Known(word, fold(word), columns)
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[raw] = known
        return known

    def _scale(self, matrix: sparse.csr_matrix) -> None:
        """Scales each row's words and each row's parts to Euclidean length one, in place."""
        rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        group = rows * 2 + (matrix.indices >= len(self.vocabulary.words))
        squares = np.bincount(group, matrix.data**2, minlength=2 * matrix.shape[0])
        lengths = np.sqrt(np.maximum(squares, 1e-12))
        matrix.data = (matrix.data / lengths[group]).astype(np.float32)


def learn_vocabulary(texts: Iterable[str], *, least: int = 2) -> Vocabulary:
    """Counts in how many texts each feature stands, and keeps the ones that stand in enough.

    Args:
        texts: the training texts.
        least: smallest number of texts a feature must stand in.

    Returns:
        The vocabulary with smoothed idf, ln((1 + n) / (1 + df)) + 1.
    """
    word_counts: dict[str, int] = {}
    part_counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        words = [token.word for token in tokenise(text)]
        names = {name for word in words for name in word_features(word)}
        for left, right in pairwise(words):
            names.update(pair_features(left, right))
        for name in names:
            word_counts[name] = word_counts.get(name, 0) + 1
        for name in {name for word in words for name in part_features(word)}:
            part_counts[name] = part_counts.get(name, 0) + 1
    kept_words = tuple(sorted(name for name, count in word_counts.items() if count >= least))
    kept_parts = tuple(sorted(name for name, count in part_counts.items() if count >= least))
    frequency = [word_counts[name] for name in kept_words]
    frequency += [part_counts[name] for name in kept_parts]
    idf = np.log((1.0 + total) / (1.0 + np.array(frequency, dtype=np.float64))) + 1.0
    return Vocabulary(kept_words, kept_parts, idf.astype(np.float32))
