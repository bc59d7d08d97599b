"""Text to numbers: a small TF-IDF of our own, so that inference needs numpy and scipy only.

Two families of features. Words: single words and pairs, each as written and folded. Parts:
runs of 2-5 characters inside one padded word, as written and folded. A mark-less text therefore
gives a subset of what the marked one gives, in the same names, and both families are scaled to
length one by themselves, so that long texts do not drown in parts.

Every feature belongs to one word or one pair of neighbouring words; what a word adds to a class
is the sum over its features, which is how evidence finds its place in the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from routing.words import Token, tokenise, word_forms

PART_SIZES: Final = (2, 3, 4, 5)
_CACHE_LIMIT: Final = 50_000

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def word_features(word: str) -> list[str]:
    """Names of the word features of one word: as written, and folded where that differs."""
    folded = word_forms(word)[1]
    return [word] if folded == word else [word, folded]


def pair_features(left: Token, right: Token) -> list[str]:
    """Names of the features of two neighbouring words, as written and folded."""
    written, folded = f"{left.word} {right.word}", f"{left.folded} {right.folded}"
    return [written] if folded == written else [written, folded]


def part_features(word: str) -> list[str]:
    """Names of the part features of one word: all runs of 2-5 characters, padded with spaces.

    A run that is the whole padded word is left out: the word itself already stands for it.
    """
    names: list[str] = []
    for form in word_features(word):
        padded = f" {form} "
        for size in PART_SIZES:
            if size < len(padded):
                names.extend(padded[at : at + size] for at in range(len(padded) - size + 1))
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


class Counted(NamedTuple):
    """The known features of one text, occurrence by occurrence.

    Attributes:
        columns: the column of each occurrence, in order of the text.
        ends: how many occurrences there are up to the end of each place: place ``2 i`` is word
            ``i`` by itself, ``2 i + 1`` the pair of words ``i`` and ``i + 1``.
    """

    columns: Ints
    ends: list[int]


class Vectoriser:
    """Turns texts into TF-IDF rows over a fixed vocabulary. Holds a bounded cache of words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = {name: column for column, name in enumerate(vocabulary.words)}
        first = len(vocabulary.words)
        self._parts = {name: first + column for column, name in enumerate(vocabulary.parts)}
        self._cache: dict[str, list[int]] = {}

    def count(self, tokens: Sequence[Token]) -> Counted:
        """The known features of one text's words, in order."""
        columns: list[int] = []
        ends: list[int] = []
        known = self._words.get
        previous: Token | None = None
        for token in tokens:
            if previous is not None:
                # As `pair_features` names them; made here, since most pairs are known to nobody.
                written = f"{previous.word} {token.word}"
                folded = f"{previous.folded} {token.folded}"
                column = known(written)
                if column is not None:
                    columns.append(column)
                if folded != written and (column := known(folded)) is not None:
                    columns.append(column)
                ends.append(len(columns))
            columns += self._word_columns(token.word)
            ends.append(len(columns))
            previous = token
        return Counted(np.array(columns, dtype=np.int64), ends)

    def transform(self, texts: Sequence[Counted]) -> sparse.csr_matrix:
        """TF-IDF rows: (1 + ln count) × idf, each family scaled to length one.

        Args:
            texts: the counted features of each text; one without any gives an empty row.

        Returns:
            float32 matrix, one row a text, one column a feature, columns of a row in order.
        """
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *(text.columns for text in texts)])
        starts = np.cumsum([0, *(len(text.columns) for text in texts)])
        shape = (len(texts), len(self.vocabulary))
        ones = np.ones(len(columns), dtype=np.float32)
        counts = sparse.csr_matrix((ones, columns, starts), shape=shape)
        counts.sum_duplicates()
        counts.data = (1.0 + np.log(counts.data)) * self.vocabulary.idf[counts.indices]
        self._scale(counts)
        return counts

    def _word_columns(self, word: str) -> list[int]:
        """Columns of one word's features, a repeated part repeated; kept for the next time."""
        columns = self._cache.get(word)
        if columns is None:
            found = [self._words.get(name) for name in word_features(word)]
            found += [self._parts.get(name) for name in part_features(word)]
            columns = [column for column in found if column is not None]
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[word] = columns
        return columns

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
        tokens = tokenise(text)
        words = {token.word for token in tokens}
        names = {name for word in words for name in word_features(word)}
        for left, right in pairwise(tokens):
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
