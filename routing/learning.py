"""Learning one linear classifier as a blend, with scores for texts it had not seen.

Two learners that err differently, a linear support vector machine and a complement naive Bayes,
are learned on the same features. How much each counts, and what the signals of a text add, is
found on held-out folds, where softmax of the blend must fit the labels; so the blend is calibrated
as it stands. All parts are linear: the blend is one matrix of weights, and what a word adds to a
body is still read off it. Uses scikit-learn.
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
SIGNAL_PENALTY: Final = 1e-3
#: The score of a class that was not among the texts learned from.
_ABSENT: Final = -20.0
# 0.01 took a quarter more time and was equal on unseen folds.
_TOLERANCE: Final = 0.1
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
        signals: the traits of each text with a fold, one column a signal.
        lexicon: what terms say of each text with a fold, at scale 1; None without a lexicon.
    """

    rows: sparse.csr_matrix
    labels: Ints
    weights: Doubles
    folds: Ints
    classes: tuple[str, ...]
    signals: Doubles
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
    """Scores of unseen folds first, then the blend they ask for, learned on everything.

    A task that knows one class only, or none, gives a model that always answers it.
    """
    if len(task.classes) < 2:
        return _only_answer(task)
    judged = task.folds >= 0
    labels = task.labels[judged]
    learners: tuple[_Learner, ...] = (_support_vectors, _naive_bayes)
    parts = [_held_out(task, learner, seed)[judged] for learner in learners]
    if task.lexicon is not None:
        parts.append(task.lexicon)
    amounts, spoken = _blend(parts, task.signals, labels)
    everything = np.ones(len(task.labels), dtype=np.bool_)
    weights = np.zeros((task.rows.shape[1], len(task.classes)))
    bias = np.zeros(len(task.classes))
    for amount, learner in zip(amounts, learners, strict=False):
        part = _fit(task, learner, everything, seed)
        weights += amount * part[0]
        bias += amount * part[1]
    model = LinearModel(
        classes=task.classes,
        weights=weights.round(5).astype(np.float32),
        bias=bias.round(5).astype(np.float32),
        signals=spoken.astype(np.float32),
    )
    held_out = task.signals @ spoken
    for amount, scores in zip(amounts, parts, strict=True):
        held_out += amount * scores
    scale = amounts[-1] if task.lexicon is not None else 0.0
    return Outcome(model, scale, held_out, labels)


def _only_answer(task: Task) -> Outcome:
    """A model without a choice."""
    classes = task.classes or ("",)
    model = LinearModel(
        classes=classes,
        weights=np.zeros((task.rows.shape[1], 1), dtype=np.float32),
        bias=np.zeros(1, dtype=np.float32),
        signals=np.zeros((task.signals.shape[1], 1), dtype=np.float32),
    )
    return Outcome(model, 0.0, np.zeros((len(task.labels), 1)), task.labels)


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


def _blend(parts: list[Doubles], signals: Doubles, labels: Ints) -> tuple[list[float], Doubles]:
    """How much each part counts and what each signal adds: what makes unseen labels likeliest.

    Returns:
        an amount for each part, and weights of the signals, signals × classes.
    """
    sizes = [max(float(part.std()), 1e-9) for part in parts]
    scaled = [part / size for part, size in zip(parts, sizes, strict=True)]
    count, classes = parts[0].shape
    truth = np.eye(classes)[labels]

    def loss(values: Doubles) -> tuple[float, Doubles]:
        amounts = np.exp(values[: len(parts)])
        added = values[len(parts) :].reshape(-1, classes)
        scores = signals @ added
        for amount, part in zip(amounts, scaled, strict=True):
            scores += amount * part
        chances = softmax(scores)
        likely = np.log(chances[np.arange(count), labels] + 1e-12)
        gap = (chances - truth) / count
        slopes = [
            amount * float((gap * part).sum()) for amount, part in zip(amounts, scaled, strict=True)
        ]
        lean = signals.T @ gap + SIGNAL_PENALTY * added
        cost = float(-likely.mean()) + SIGNAL_PENALTY * float((added**2).sum()) / 2
        return cost, np.concatenate([slopes, lean.ravel()])

    start = np.zeros(len(parts) + signals.shape[1] * classes)
    bounds = [(-6.0, 3.0)] * len(parts) + [(None, None)] * (len(start) - len(parts))
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 150}
    )
    amounts = np.exp(found.x[: len(parts)]) / sizes
    added = found.x[len(parts) :].reshape(-1, classes)
    return [round(float(amount), 5) for amount in amounts], added.round(4)
