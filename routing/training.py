"""Learning the two classifiers from the corpus and the mandates.

Design, each point chosen by cross-validation on the project's own corpus (``docs/routing.md``):
a blend of linear learners beside a lexicon of dated terms; every text also learned without
marks; mandates learned as short documents of their own; one class ``"UBND"`` for all provinces;
blend and threshold taken from folds that keep a field of work together, because what arrives
tomorrow is seldom a field the corpus has already phrased.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from routing.artefact import Artefact
from routing.classifier import expected_calibration_error, softmax
from routing.corpus import KINDS, Row, corpus_hash
from routing.features import Vectoriser, learn_vocabulary
from routing.learning import (
    FOLDS,
    NAIVE_SMOOTHING,
    SVM_PENALTY,
    Outcome,
    Task,
    folds_of,
    learn,
)
from routing.lexicon import Lexicon, LexiconModel, TermIndex, term_weights
from routing.mandates import Mandate
from routing.text import fold
from routing.words import tokenise

LOCAL: Final = "UBND"
MANDATE_WEIGHT: Final = 2.0
#: The share of right answers that "sure" promises; the threshold is the lowest that keeps it.
SURE_MEANS: Final = 0.8
_ENOUGH_TO_TELL: Final = 40


def agency_class(slug: str) -> str:
    """The class of a slug: every provincial UBND is one class, places tell them apart."""
    return LOCAL if slug == LOCAL or slug.startswith(f"{LOCAL}-") else slug


def train(
    rows: Sequence[Row], mandates: Sequence[Mandate], *, on: date, seed: int = 20
) -> Artefact:
    """Learns an artefact; the same input gives the same bytes.

    Args:
        rows: labelled texts.
        mandates: fields of work and names of the bodies, of all days; those in force on the
            day are learned as short documents, the others say who had a field before or after.
        on: the day the labels are true for.
        seed: moves the folds of cross-validation.

    Returns:
        The artefact, with cross-validated figures on its card.

    Raises:
        ValueError: fewer than two bodies or two kinds of submission are in the rows.
    """
    located = [row for row in rows if row.agency]
    kinded = [row for row in rows if row.kind in KINDS]
    current = [mandate for mandate in mandates if mandate.in_force(on)]
    terms = [(term, mandate.agency) for mandate in current for term in _documents(mandate)]
    texts = _with_bare([row.text for row in rows])
    vectoriser = Vectoriser(learn_vocabulary(texts + _with_bare([term for term, _ in terms])))
    lexicon = _lexicon(rows, mandates, on)
    # On matrices this small more threads only wait for each other: 18 s with one, 34 s with all.
    with threadpool_limits(limits=1):
        agencies = learn(_agency_task(vectoriser, located, terms, mandates, lexicon, seed), seed)
        kinds = learn(_kind_task(vectoriser, kinded, seed), seed)
    threshold = _threshold(agencies)
    return Artefact(
        version=_version(rows, mandates, on, seed),
        vocabulary=vectoriser.vocabulary,
        agencies=agencies.model,
        kinds=kinds.model,
        lexicon=LexiconModel(lexicon.weights, agencies.lexicon_scale, on),
        threshold=threshold,
        mandates=tuple(mandates),
        card=_card(rows, mandates, seed, agencies, kinds, threshold),
    )


def _documents(mandate: Mandate) -> list[str]:
    """A mandate as texts: each term, and all of them together."""
    return [*mandate.phrases, f"{mandate.field}. {'. '.join(mandate.phrases)}"]


def _with_bare(texts: Sequence[str]) -> list[str]:
    """The texts, then the same texts without marks."""
    return [*texts, *(fold(text) for text in texts)]


def _matrix(vectoriser: Vectoriser, parts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Rows for each part's texts as written, then without marks."""
    texts = [text for part in parts for text in _with_bare(part)]
    return vectoriser.transform([vectoriser.count(tokenise(text)) for text in texts])


def _lexicon(rows: Sequence[Row], mandates: Sequence[Mandate], on: date) -> LexiconModel:
    """The terms with their weights, at scale 1."""
    index = TermIndex(mandates)
    weights = term_weights((index.hits(tokenise(row.text)) for row in rows), index.keys)
    return LexiconModel(weights, 1.0, on)


def _agency_task(
    vectoriser: Vectoriser,
    rows: Sequence[Row],
    terms: Sequence[tuple[str, str]],
    mandates: Sequence[Mandate],
    model: LexiconModel,
    seed: int,
) -> Task:
    """Jurisdiction: rows in folds by field of work; mandates are learned from in every fold."""
    labels = [agency_class(row.agency) for row in rows]
    classes = tuple(sorted({*labels, *(agency for _, agency in terms)}))
    if len(classes) < 2:
        raise ValueError("a corpus needs at least two bodies")
    number = {name: index for index, name in enumerate(classes)}
    folds = folds_of([(label, row.field) for label, row in zip(labels, rows, strict=True)], seed)
    answers = np.array([number[label] for label in labels] * 2, dtype=np.int64)
    extra = np.array([number[agency] for _, agency in terms] * 2, dtype=np.int64)
    matrix = _matrix(vectoriser, [[row.text for row in rows], [term for term, _ in terms]])
    weights = np.concatenate([np.ones(len(answers)), np.full(len(extra), MANDATE_WEIGHT)])
    everywhere = np.full(len(extra), -1, dtype=np.int64)
    lexicon = Lexicon(model, mandates, classes)
    read = [lexicon.index.hits(tokenise(text)) for text in _with_bare([row.text for row in rows])]
    spoken = lexicon.totals([lexicon.contributions(hits) for hits in read])
    return Task(
        rows=matrix,
        labels=np.concatenate([answers, extra]),
        weights=weights,
        folds=np.concatenate([folds, folds, everywhere]),
        classes=classes,
        lexicon=spoken if mandates else None,
    )


def _kind_task(vectoriser: Vectoriser, rows: Sequence[Row], seed: int) -> Task:
    """Kind of submission: the same folds by field, so that subject matter does not give it away."""
    classes = tuple(kind for kind in KINDS if any(row.kind == kind for row in rows))
    if len(classes) < 2:
        raise ValueError("a corpus needs at least two kinds of submission")
    folds = folds_of([(row.kind, row.field) for row in rows], seed)
    answers = np.array([classes.index(row.kind) for row in rows] * 2, dtype=np.int64)
    return Task(
        rows=_matrix(vectoriser, [[row.text for row in rows]]),
        labels=answers,
        weights=np.ones(len(answers)),
        folds=np.concatenate([folds, folds]),
        classes=classes,
    )


def _threshold(outcome: Outcome) -> float:
    """The lowest top probability from which on unseen texts are right often enough.

    Every higher threshold must keep the promise too, as long as it leaves enough texts to tell:
    a lucky stretch further down does not count.
    """
    chances = softmax(outcome.held_out)
    top, right = chances.max(axis=1), chances.argmax(axis=1) == outcome.labels
    lowest = 0.9
    for threshold in np.arange(0.9, 0.2, -0.01):
        sure = top >= threshold
        if sure.sum() >= _ENOUGH_TO_TELL and right[sure].mean() < SURE_MEANS:
            break
        lowest = float(threshold)
    return round(lowest, 2)


def _version(rows: Sequence[Row], mandates: Sequence[Mandate], on: date, seed: int) -> str:
    """A name that changes with anything the model is made from."""
    settings = [SVM_PENALTY, NAIVE_SMOOTHING, MANDATE_WEIGHT, SURE_MEANS, FOLDS, seed, str(on)]
    described = [
        [m.agency, m.field, m.phrases, str(m.valid_from), str(m.valid_to), m.source, m.level]
        for m in mandates
    ]
    content = json.dumps([corpus_hash(rows), described, settings], ensure_ascii=False)
    return f"routing-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _card(
    rows: Sequence[Row],
    mandates: Sequence[Mandate],
    seed: int,
    agencies: Outcome,
    kinds: Outcome,
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


def _figures(outcome: Outcome, threshold: float, *, bare: bool) -> dict[str, float]:
    """Cross-validated figures of one half of the texts: as written, or without marks."""
    half = len(outcome.labels) // 2
    part = slice(half, None) if bare else slice(0, half)
    chances = softmax(outcome.held_out[part])
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
