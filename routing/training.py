"""Learning the two classifiers from the corpus and the mandates. The only user of scikit-learn.

Design, each point chosen by cross-validation on the project's own corpus (README, "Decisions"):
multinomial logistic regression; every text also learned without marks; mandates learned as short
documents of their own; one class ``"UBND"`` for all provinces; temperature and threshold taken
from folds that keep a field of work together, because what arrives tomorrow is seldom a field
the corpus has already phrased.
"""

import hashlib
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import optimize, sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from routing.artefact import Artefact, LinearModel
from routing.classifier import Doubles, expected_calibration_error, softmax
from routing.corpus import KINDS, Row, corpus_hash
from routing.features import Ints, Vectoriser, learn_vocabulary
from routing.mandates import Mandate
from routing.text import fold
from routing.words import tokenise

LOCAL: Final = "UBND"
FOLDS: Final = 4
INVERSE_PENALTY: Final = 10.0
KIND_INVERSE_PENALTY: Final = 10.0
MANDATE_WEIGHT: Final = 2.0
#: The share of right answers that "sure" promises; the threshold is the lowest that keeps it.
SURE_MEANS: Final = 0.8
# Stopped early on purpose: more steps cost time and gain nothing on unseen folds.
_ITERATIONS: Final = 30
_ENOUGH_TO_TELL: Final = 40
_TOLERANCE: Final = 3e-3


@dataclass(frozen=True, slots=True)
class _Task:
    """What one classifier learns: texts by number, their class, weight and fold."""

    rows: sparse.csr_matrix
    labels: Ints
    weights: Doubles
    folds: Ints
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A learned model with the scores its folds gave to texts they had not seen."""

    model: LinearModel
    held_out: Doubles
    labels: Ints


def agency_class(slug: str) -> str:
    """The class of a slug: every provincial UBND is one class, places tell them apart."""
    return LOCAL if slug == LOCAL or slug.startswith(f"{LOCAL}-") else slug


def train(rows: Sequence[Row], mandates: Sequence[Mandate], *, seed: int = 20) -> Artefact:
    """Learns an artefact; the same input gives the same bytes.

    Args:
        rows: labelled texts.
        mandates: fields of work and names of the bodies, learned as short documents.
        seed: moves the folds of cross-validation.

    Returns:
        The artefact, with cross-validated figures on its card.

    Raises:
        ValueError: fewer than two bodies or two kinds of submission are in the rows.
    """
    located = [row for row in rows if row.agency]
    kinded = [row for row in rows if row.kind in KINDS]
    texts = _with_bare([row.text for row in rows])
    terms = [(term, mandate.agency) for mandate in mandates for term in _documents(mandate)]
    vectoriser = Vectoriser(learn_vocabulary(texts + _with_bare([term for term, _ in terms])))
    # On matrices this small more threads only wait for each other: 18 s with one, 34 s with all.
    with threadpool_limits(limits=1):
        agencies = _learn(_agency_task(vectoriser, located, terms, seed), INVERSE_PENALTY)
        kinds = _learn(_kind_task(vectoriser, kinded, seed), KIND_INVERSE_PENALTY)
    threshold = _threshold(agencies)
    return Artefact(
        version=_version(rows, mandates, seed),
        vocabulary=vectoriser.vocabulary,
        agencies=agencies.model,
        kinds=kinds.model,
        threshold=threshold,
        mandates=tuple(mandates),
        card=_card(rows, mandates, seed, agencies, kinds, threshold),
    )


def _documents(mandate: Mandate) -> list[str]:
    """A mandate as texts: each term, and all of them together."""
    return [*mandate.terms, f"{mandate.field}. {'. '.join(mandate.terms)}"]


def _with_bare(texts: Sequence[str]) -> list[str]:
    """The texts, then the same texts without marks."""
    return [*texts, *(fold(text) for text in texts)]


def _matrix(vectoriser: Vectoriser, parts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Rows for each part's texts as written, then without marks."""
    texts = [text for part in parts for text in _with_bare(part)]
    return vectoriser.transform([vectoriser.count(tokenise(text)) for text in texts])


def _agency_task(
    vectoriser: Vectoriser, rows: Sequence[Row], terms: Sequence[tuple[str, str]], seed: int
) -> _Task:
    """Jurisdiction: rows in folds by field of work; mandates are learned from in every fold."""
    labels = [agency_class(row.agency) for row in rows]
    classes = tuple(sorted({*labels, *(agency for _, agency in terms)}))
    if len(classes) < 2:
        raise ValueError("a corpus needs at least two bodies")
    number = {name: index for index, name in enumerate(classes)}
    folds = _folds([(label, row.field) for label, row in zip(labels, rows, strict=True)], seed)
    answers = np.array([number[label] for label in labels] * 2, dtype=np.int64)
    extra = np.array([number[agency] for _, agency in terms] * 2, dtype=np.int64)
    matrix = _matrix(vectoriser, [[row.text for row in rows], [term for term, _ in terms]])
    weights = np.concatenate([np.ones(len(answers)), np.full(len(extra), MANDATE_WEIGHT)])
    everywhere = np.full(len(extra), -1, dtype=np.int64)
    return _Task(
        rows=matrix,
        labels=np.concatenate([answers, extra]),
        weights=weights,
        folds=np.concatenate([folds, folds, everywhere]),
        classes=classes,
    )


def _kind_task(vectoriser: Vectoriser, rows: Sequence[Row], seed: int) -> _Task:
    """Kind of submission: the same folds by field, so that subject matter does not give it away."""
    classes = tuple(kind for kind in KINDS if any(row.kind == kind for row in rows))
    if len(classes) < 2:
        raise ValueError("a corpus needs at least two kinds of submission")
    folds = _folds([(row.kind, row.field) for row in rows], seed)
    answers = np.array([classes.index(row.kind) for row in rows] * 2, dtype=np.int64)
    return _Task(
        rows=_matrix(vectoriser, [[row.text for row in rows]]),
        labels=answers,
        weights=np.ones(len(answers)),
        folds=np.concatenate([folds, folds]),
        classes=classes,
    )


def _folds(groups: Sequence[tuple[str, str]], seed: int) -> Ints:
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


def _learn(task: _Task, inverse_penalty: float) -> _Outcome:
    """Scores of unseen folds first, then the model on everything, calibrated by those scores."""
    held_out = np.zeros((task.rows.shape[0], len(task.classes)))
    for fold_number in range(FOLDS):
        unseen = task.folds == fold_number
        if unseen.any():
            weights, bias = _fit(task, ~unseen, inverse_penalty)
            held_out[unseen] = np.asarray(task.rows[unseen] @ weights) + bias
    judged = task.folds >= 0
    labels, values = task.labels[judged], held_out[judged]
    weights, bias = _fit(task, np.ones(len(task.labels), dtype=np.bool_), inverse_penalty)
    model = LinearModel(
        classes=task.classes,
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        temperature=_temperature(values, labels),
    )
    return _Outcome(model, values, labels)


def _fit(task: _Task, chosen: Any, inverse_penalty: float) -> tuple[Doubles, Doubles]:
    """Weights (features × classes) and bias of the chosen texts; an absent class gets −20."""
    learner = LogisticRegression(
        C=inverse_penalty, class_weight="balanced", max_iter=_ITERATIONS, tol=_TOLERANCE
    )
    labels = task.labels[chosen]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        learner.fit(task.rows[chosen], labels, sample_weight=task.weights[chosen])
    weights = np.zeros((task.rows.shape[1], len(task.classes)))
    bias = np.full(len(task.classes), -20.0)
    coefficients, intercept = learner.coef_, learner.intercept_
    if len(learner.classes_) == 2:  # scikit-learn keeps one row for two classes
        coefficients = np.vstack([-coefficients / 2, coefficients / 2])
        intercept = np.array([-intercept[0] / 2, intercept[0] / 2])
    weights[:, learner.classes_] = coefficients.T
    bias[learner.classes_] = intercept
    return weights.round(5), bias.round(5)


def _temperature(values: Doubles, labels: Ints) -> float:
    """The temperature under which unseen labels are likeliest."""

    def loss(logarithm: float) -> float:
        chances = softmax(values / np.exp(logarithm))
        return float(-np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean())

    found = optimize.minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded")
    return round(float(np.exp(found.x)), 4)


def _threshold(outcome: _Outcome) -> float:
    """The lowest top probability from which on unseen texts are right often enough.

    Every higher threshold must keep the promise too, as long as it leaves enough texts to tell:
    a lucky stretch further down does not count.
    """
    chances = softmax(outcome.held_out / outcome.model.temperature)
    top, right = chances.max(axis=1), chances.argmax(axis=1) == outcome.labels
    lowest = 0.9
    for threshold in np.arange(0.9, 0.2, -0.01):
        sure = top >= threshold
        if sure.sum() >= _ENOUGH_TO_TELL and right[sure].mean() < SURE_MEANS:
            break
        lowest = float(threshold)
    return round(lowest, 2)


def _version(rows: Sequence[Row], mandates: Sequence[Mandate], seed: int) -> str:
    """A name that changes with anything the model is made from."""
    settings = [INVERSE_PENALTY, KIND_INVERSE_PENALTY, MANDATE_WEIGHT, SURE_MEANS]
    steps = [FOLDS, _ITERATIONS, _TOLERANCE, seed]
    described = [
        [m.agency, m.field, m.terms, str(m.valid_from), str(m.valid_to), m.source] for m in mandates
    ]
    content = json.dumps([corpus_hash(rows), described, settings, steps], ensure_ascii=False)
    return f"routing-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _card(
    rows: Sequence[Row],
    mandates: Sequence[Mandate],
    seed: int,
    agencies: _Outcome,
    kinds: _Outcome,
    threshold: float,
) -> dict[str, Any]:
    """What the artefact says of itself; figures of texts with marks and without are apart."""
    return {
        "corpus": corpus_hash(rows),
        "rows": len(rows),
        "mandates": len(mandates),
        "seed": seed,
        "folds": FOLDS,
        "agency": _figures(agencies, threshold, bare=False),
        "agency_without_marks": _figures(agencies, threshold, bare=True),
        "kind": _figures(kinds, 0.0, bare=False),
    }


def _figures(outcome: _Outcome, threshold: float, *, bare: bool) -> dict[str, float]:
    """Cross-validated figures of one half of the texts: as written, or without marks."""
    half = len(outcome.labels) // 2
    part = slice(half, None) if bare else slice(0, half)
    chances = softmax(outcome.held_out[part] / outcome.model.temperature)
    labels = outcome.labels[part]
    order = np.argsort(-chances, axis=1)
    top, right = chances.max(axis=1), order[:, 0] == labels
    sure = top >= threshold
    return {
        "n": len(labels),
        "top1": round(float(right.mean()), 4),
        "top3": round(float((order[:, :3] == labels[:, None]).any(axis=1).mean()), 4),
        "ece": round(expected_calibration_error(top, right), 4),
        "abstain_rate": round(float(1 - sure.mean()), 4),
        "top1_when_sure": round(float(right[sure].mean()), 4) if sure.any() else 0.0,
    }
