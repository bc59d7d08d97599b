"""Scores and probabilities of a linear model. numpy and scipy only."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from routing.artefact import LinearModel
from routing.signals import SIGNALS

Doubles = npt.NDArray[np.float64]


def scores(model: LinearModel, rows: sparse.csr_matrix, traits: Doubles) -> Doubles:
    """Linear scores, texts × classes.

    Args:
        model: the classifier.
        rows: features of the texts.
        traits: their signals (:func:`signal_rows`).
    """
    words = np.asarray(rows @ model.weights, dtype=np.float64)
    result: Doubles = words + traits @ model.signals + model.bias
    return result


def probabilities(model: LinearModel, rows: sparse.csr_matrix, traits: Doubles) -> Doubles:
    """Calibrated probabilities, texts × classes; each row sums to one."""
    return softmax(scores(model, rows, traits))


def signal_rows(numbers: Sequence[Sequence[int]]) -> Doubles:
    """Numbers of signals as rows of zeros and ones, texts × signals."""
    result = np.zeros((len(numbers), len(SIGNALS)))
    for row, present in zip(result, numbers, strict=True):
        row[list(present)] = 1.0
    return result


def softmax(values: Doubles) -> Doubles:
    """Softmax along the last axis, safe for large values."""
    shifted = np.exp(values - values.max(axis=-1, keepdims=True))
    result: Doubles = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def expected_calibration_error(
    confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 10
) -> float:
    """Mean distance of confidence and accuracy over equal-width bins, weighted by their rows.

    Args:
        confidence: top probability of each row, in [0, 1].
        right: whether the top answer was right.
        bins: number of bins of equal width.

    Returns:
        0 for perfect calibration, and for no rows.
    """
    sure = np.asarray(confidence, dtype=np.float64)
    hits = np.asarray(right, dtype=np.float64)
    if sure.size == 0:
        return 0.0
    place = np.minimum((sure * bins).astype(np.int64), bins - 1)
    counted = np.bincount(place, minlength=bins)
    gap = np.bincount(place, sure, minlength=bins) - np.bincount(place, hits, minlength=bins)
    assert counted.sum() == sure.size
    return float(np.abs(gap).sum() / sure.size)
