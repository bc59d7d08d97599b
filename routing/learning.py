"""Learning one linear classifier as a blend, with scores for texts it had not seen.

Two learners that err differently, a linear support vector machine and a complement naive Bayes,
are learned on the same features; how much each counts is found on held-out folds, where softmax
of the blend must fit the labels. Both are linear, so the blend is one matrix of weights, and what
a word adds to a body is still read off it. Uses scikit-learn.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import optimize, sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from routing.artefact import LinearModel
from routing.classifier import Doubles, softmax
from routing.features import Ints

FOLDS: Final = 4
SVM_PENALTY: Final = 0.2
NAIVE_SMOOTHING: Final = 0.5
#: The score of a class that was not among the texts learned from.
_ABSENT: Final = -20.0
_TOLERANCE: Final = 1e-2
_STEPS: Final = 300


@dataclass(frozen=True, slots=True)
class Task:
    """What one classifier learns: texts by number, their class, weight and fold.

    Attributes:
        rows: features of each text.
        labels: number of the class of each text.
        weights: how much each text counts in learning.
        folds: the fold that holds a text out; -1 for one that is learned from in every fold.
        classes: names of the classes.
        lexicon: what terms say of each text with a fold, at scale 1; None without a lexicon.
    """

    rows: sparse.csr_matrix
    labels: Ints
    weights: Doubles
    folds: Ints
    classes: tuple[str, ...]
    lexicon: Doubles | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learned model, and how it scored the texts of each fold before it had seen them.

    Attributes:
        model: learned from everything.
        lexicon_scale: how much the lexicon counts beside it.
        held_out: scores of the texts with a fold, lexicon included.
        labels: their classes.
    """

    model: LinearModel
    lexicon_scale: float
    held_out: Doubles
    labels: Ints


_Linear = tuple[Doubles, Doubles]
_Learner = Callable[[sparse.csr_matrix, Ints, Doubles, int], _Linear]


def learn(task: Task, seed: int) -> Outcome:
    """Scores of unseen folds first, then the blend they ask for, learned on everything."""
    judged = task.folds >= 0
    labels = task.labels[judged]
    learners: tuple[_Learner, ...] = (_support_vectors, _naive_bayes)
    parts = [_held_out(task, learner, seed)[judged] for learner in learners]
    if task.lexicon is not None:
        parts.append(task.lexicon)
    amounts = _blend(parts, labels)
    everything = np.ones(len(task.labels), dtype=np.bool_)
    fitted = [_fit(task, learner, everything, seed) for learner in learners]
    weights = sum(amount * part[0] for amount, part in zip(amounts, fitted, strict=False))
    bias = sum(amount * part[1] for amount, part in zip(amounts, fitted, strict=False))
    model = LinearModel(
        classes=task.classes,
        weights=np.asarray(weights).round(5).astype(np.float32),
        bias=np.asarray(bias).round(5).astype(np.float32),
        temperature=1.0,
    )
    held_out = sum(amount * part for amount, part in zip(amounts, parts, strict=True))
    scale = amounts[-1] if task.lexicon is not None else 0.0
    return Outcome(model, scale, np.asarray(held_out), labels)


def folds_of(groups: Any, seed: int) -> Ints:
    """A fold for each row: (class, field) groups stay whole and each class is spread evenly.

    A group without a field name is not kept together: its rows take turns.
    """
    keys = [(label, field or f"#{index}") for index, (label, field) in enumerate(groups)]
    order = np.random.default_rng(seed)
    fold_of: dict[tuple[str, str], int] = {}
    for label in sorted({label for label, _ in keys}):
        fields = sorted({key for key in keys if key[0] == label})
        for turn, place in enumerate(order.permutation(len(fields))):
            fold_of[fields[int(place)]] = turn % FOLDS
    return np.array([fold_of[key] for key in keys], dtype=np.int64)


def _held_out(task: Task, learner: _Learner, seed: int) -> Doubles:
    """What a learner says of each text when it learned from the other folds only."""
    scores = np.zeros((task.rows.shape[0], len(task.classes)))
    for number in range(FOLDS):
        unseen = task.folds == number
        if unseen.any():
            weights, bias = _fit(task, learner, ~unseen, seed)
            scores[unseen] = np.asarray(task.rows[unseen] @ weights) + bias
    return scores


def _fit(task: Task, learner: _Learner, chosen: Any, seed: int) -> _Linear:
    """Weights (features × classes) and bias learned from the chosen texts, classes centred.

    Scores are compared with each other only, so each feature's mean over classes is taken away.
    """
    labels = task.labels[chosen]
    present, numbers = np.unique(labels, return_inverse=True)
    part = learner(task.rows[chosen], numbers, task.weights[chosen], seed)
    weights = np.zeros((task.rows.shape[1], len(task.classes)))
    bias = np.full(len(task.classes), _ABSENT)
    weights[:, present] = part[0] - part[0].mean(axis=1, keepdims=True)
    bias[present] = part[1] - part[1].mean()
    return weights, bias


def _support_vectors(rows: sparse.csr_matrix, labels: Ints, counts: Doubles, seed: int) -> _Linear:
    """One class against the others, rare classes counted up."""
    learner = LinearSVC(
        C=SVM_PENALTY, class_weight="balanced", tol=_TOLERANCE, random_state=seed, max_iter=_STEPS
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        learner.fit(rows, labels, sample_weight=counts)
    weights, bias = learner.coef_, learner.intercept_
    if len(learner.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights = np.vstack([-weights, weights])
        bias = np.array([-bias[0], bias[0]])
    return weights.T, bias


def _naive_bayes(rows: sparse.csr_matrix, labels: Ints, counts: Doubles, _seed: int) -> _Linear:
    """Complement naive Bayes: a class by what the other classes do not say."""
    learner = ComplementNB(alpha=NAIVE_SMOOTHING).fit(rows, labels, sample_weight=counts)
    return learner.feature_log_prob_.T, np.zeros(len(learner.classes_))


def _blend(parts: list[Doubles], labels: Ints) -> list[float]:
    """How much each part counts: what makes the labels of unseen texts likeliest."""
    sizes = [max(float(part.std()), 1e-9) for part in parts]
    place = np.arange(len(labels))

    def loss(logarithms: Doubles) -> float:
        blended = sum(
            float(np.exp(amount)) * part / size
            for amount, part, size in zip(logarithms, parts, sizes, strict=True)
        )
        return float(-np.log(softmax(np.asarray(blended))[place, labels] + 1e-12).mean())

    bounds = [(-6.0, 3.0)] * len(parts)
    found = optimize.minimize(
        loss, np.zeros(len(parts)), method="Nelder-Mead", bounds=bounds, options={"maxiter": 200}
    )
    return [
        round(float(np.exp(amount)) / size, 6) for amount, size in zip(found.x, sizes, strict=True)
    ]
