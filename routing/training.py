"""Learning the two classifiers from the corpus and the mandates.

Design, each point chosen by cross-validation on the project's own corpus (``docs/routing.md``):
a blend of linear learners beside a lexicon of dated terms; every text also learned without
marks; mandates learned as short documents of their own; one class ``"UBND"`` for all provinces;
blend and threshold taken from folds that keep a field of work together, because what arrives
tomorrow is seldom a field the corpus has already phrased.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from routing.artefact import Artefact
from routing.artefact_format import FORMAT
from routing.classifier import Doubles, expected_calibration_error, signal_rows, softmax
from routing.corpus import CONTENTS, KINDS, Row, corpus_hash
from routing.features import Vectoriser, learn_vocabulary
from routing.learning import (
    FOLDS,
    NAIVE_SMOOTHING,
    SIGNAL_PENALTY,
    SVM_PENALTY,
    Outcome,
    Task,
    folds_of,
    learn,
)
from routing.lexicon import Lexicon, LexiconModel, term_index, term_weights
from routing.mandates import LEVELS, Mandate
from routing.place_mentions import PlaceFinder
from routing.signals import SIGNALS, signals
from routing.text import fold
from routing.words import tokenise

LOCAL: Final = "UBND"
MANDATE_WEIGHT: Final = 2.0
#: The share of right answers that "sure" promises; the threshold is the lowest that keeps it.
SURE_MEANS: Final = 0.88
_ENOUGH_TO_TELL: Final = 40


def agency_class(slug: str) -> str:
    """The class of a slug: every provincial UBND is one class, places tell them apart."""
    return LOCAL if slug == LOCAL or slug.startswith(f"{LOCAL}-") else slug


def train(
    rows: Sequence[Row],
    mandates: Sequence[Mandate],
    *,
    on: date,
    places: PlaceFinder | None = None,
    seed: int = 20,
) -> Artefact:
    """Learns an artefact; the same input gives the same bytes.

    Args:
        rows: labelled texts.
        mandates: fields of work and names of the bodies, of all days; those in force on the
            day are learned as short documents, the others say who had a field before or after.
        on: the day the labels are true for.
        places: finds places named in a text; None learns without that trait.
        seed: moves the folds of cross-validation.

    Returns:
        The artefact, with cross-validated figures on its card.

    Raises:
        ValueError: the rows are all one body's.
    """
    current = [mandate for mandate in mandates if mandate.in_force(on)]
    terms = [(term, mandate.agency) for mandate in current for term in _documents(mandate)]
    texts = _with_bare([row.text for row in rows])
    vocabulary = learn_vocabulary(texts + _with_bare([term for term, _ in terms]))
    vectoriser = Vectoriser(vocabulary)
    read = _read(rows, vectoriser, places)
    lexicon = _lexicon(rows, mandates, on)
    owners = [agency for _, agency in terms]
    documents = _matrix(vectoriser, [term for term, _ in terms])
    # On matrices this small more threads only wait for each other: 18 s with one, 34 s with all.
    with threadpool_limits(limits=1):
        agencies = learn(_agency_task(read, documents, owners, mandates, lexicon, seed), seed)
        kinds, contents, levels = (learn(task, seed) for task in _head_tasks(read, seed))
    threshold = _threshold(agencies)
    return Artefact(
        version=_version(rows, mandates, on, seed),
        vocabulary=vocabulary,
        agencies=agencies.model,
        kinds=kinds.model,
        contents=contents.model,
        levels=levels.model,
        lexicon=LexiconModel(lexicon.weights, agencies.lexicon_scale, on),
        threshold=threshold,
        mandates=tuple(mandates),
        card=_card(rows, mandates, seed, threshold, (agencies, kinds, contents, levels)),
    )


def content_class(row: Row) -> str:
    """What a row is about by its codes of Đ5: code 1 is conduct, 2 to 6 and 8 are rules (R13).

    Returns:
        one of :data:`routing.corpus.CONTENTS`, ``""`` for a row without codes.
    """
    codes = set(row.content_codes)
    rules = bool(codes & {2, 3, 4, 5, 6, 8})
    if 1 in codes:
        return "both" if rules else "conduct"
    return "regulation" if rules else ""


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows as the classifiers see them: first all as written, then all without marks.

    Attributes:
        rows: the labelled texts.
        texts: their texts, twice as many.
        matrix: features of the texts.
        traits: signals of the texts.
    """

    rows: Sequence[Row]
    texts: Sequence[str]
    matrix: sparse.csr_matrix
    traits: Doubles

    def both(self, chosen: Sequence[int]) -> list[int]:
        """Numbers of the texts of some rows: as written, then without marks."""
        return [*chosen, *(len(self.rows) + number for number in chosen)]


def _read(rows: Sequence[Row], vectoriser: Vectoriser, places: PlaceFinder | None) -> _Read:
    """Reads every text once."""
    texts = _with_bare([row.text for row in rows])
    words = [tokenise(text) for text in texts]
    found = [
        signals(text, tokens, place=places is not None and bool(places.find_all(text, tokens)))
        for text, tokens in zip(texts, words, strict=True)
    ]
    matrix = vectoriser.transform([vectoriser.count(tokens) for tokens in words])
    return _Read(rows, texts, matrix, signal_rows(found))


def _matrix(vectoriser: Vectoriser, texts: Sequence[str]) -> sparse.csr_matrix:
    """Features of texts as written, then without marks."""
    return vectoriser.transform([vectoriser.count(tokenise(text)) for text in _with_bare(texts)])


def _documents(mandate: Mandate) -> list[str]:
    """A mandate as texts: each term, and all of them together."""
    return [*mandate.phrases, f"{mandate.field}. {'. '.join(mandate.phrases)}"]


def _with_bare(texts: Sequence[str]) -> list[str]:
    """The texts, then the same texts without marks."""
    return [*texts, *(fold(text) for text in texts)]


def _lexicon(rows: Sequence[Row], mandates: Sequence[Mandate], on: date) -> LexiconModel:
    """The terms with their weights, at scale 1."""
    index = term_index(mandates)
    weights = term_weights((index.hits(tokenise(row.text)) for row in rows), index.keys)
    return LexiconModel(weights, 1.0, on)


def _agency_task(
    read: _Read,
    documents: sparse.csr_matrix,
    owners: Sequence[str],
    mandates: Sequence[Mandate],
    model: LexiconModel,
    seed: int,
) -> Task:
    """Jurisdiction: rows in folds by field of work; mandates are learned from in every fold."""
    chosen = [number for number, row in enumerate(read.rows) if row.agency]
    labels = [agency_class(read.rows[number].agency) for number in chosen]
    classes = tuple(sorted({*labels, *owners}))
    if len(classes) < 2:
        raise ValueError("a corpus needs at least two bodies")
    number_of = {name: number for number, name in enumerate(classes)}
    groups = [
        (label, read.rows[number].field) for label, number in zip(labels, chosen, strict=True)
    ]
    folds = folds_of(groups, seed)
    answers = np.array([number_of[label] for label in labels] * 2, dtype=np.int64)
    extra = np.array([number_of[owner] for owner in owners] * 2, dtype=np.int64)
    both = read.both(chosen)
    lexicon = Lexicon(model, mandates, classes)
    hits = [lexicon.index.hits(tokenise(read.texts[number])) for number in both]
    spoken = lexicon.totals([lexicon.contributions(found) for found in hits])
    return Task(
        rows=sparse.vstack([read.matrix[both], documents]).tocsr(),
        labels=np.concatenate([answers, extra]),
        weights=np.concatenate([np.ones(len(answers)), np.full(len(extra), MANDATE_WEIGHT)]),
        folds=np.concatenate([folds, folds, np.full(len(extra), -1, dtype=np.int64)]),
        classes=classes,
        signals=read.traits[both],
        lexicon=spoken if mandates else None,
    )


def _head_tasks(read: _Read, seed: int) -> tuple[Task, Task, Task]:
    """The other questions: what kind of submission, about rules or conduct, at which level."""
    return (
        _head_task(read, KINDS, lambda row: row.kind, seed),
        _head_task(read, CONTENTS, content_class, seed),
        _head_task(read, LEVELS, lambda row: row.level, seed),
    )


def _head_task(
    read: _Read, names: Sequence[str], label_of: Callable[[Row], str], seed: int
) -> Task:
    """One question about a text: the same folds by field, so that matter gives nothing away."""
    labels = [label_of(row) for row in read.rows]
    chosen = [number for number, label in enumerate(labels) if label in names]
    known = [labels[number] for number in chosen]
    classes = tuple(name for name in names if name in known)
    groups = [(labels[number], read.rows[number].field) for number in chosen]
    folds = folds_of(groups, seed)
    both = read.both(chosen)
    return Task(
        rows=read.matrix[both],
        labels=np.array([classes.index(label) for label in known] * 2, dtype=np.int64),
        weights=np.ones(len(both)),
        folds=np.concatenate([folds, folds]),
        classes=classes,
        signals=read.traits[both],
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
    settings = [SVM_PENALTY, NAIVE_SMOOTHING, SIGNAL_PENALTY, MANDATE_WEIGHT, SURE_MEANS]
    settings += [FOLDS, seed]
    described = [
        [m.agency, m.field, m.phrases, str(m.valid_from), str(m.valid_to), m.source, m.level]
        for m in mandates
    ]
    content = json.dumps(
        [corpus_hash(rows), described, settings, str(on), SIGNALS], ensure_ascii=False
    )
    return f"routing-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _card(
    rows: Sequence[Row],
    mandates: Sequence[Mandate],
    seed: int,
    threshold: float,
    outcomes: tuple[Outcome, Outcome, Outcome, Outcome],
) -> dict[str, Any]:
    """What the artefact says of itself; figures of texts with marks and without are apart."""
    agencies, kinds, contents, levels = outcomes
    return {
        "format": FORMAT,
        "corpus": corpus_hash(rows),
        "rows": len(rows),
        "mandates": len(mandates),
        "seed": seed,
        "folds": FOLDS,
        "agency": _figures(agencies, threshold, bare=False),
        "agency_without_marks": _figures(agencies, threshold, bare=True),
        "kind": _figures(kinds, 0.0, bare=False),
        "content": _figures(contents, 0.0, bare=False),
        "level": _figures(levels, 0.0, bare=False),
    }


def _figures(outcome: Outcome, threshold: float, *, bare: bool) -> dict[str, float]:
    """Cross-validated figures of one half of the texts: as written, or without marks."""
    half = len(outcome.labels) // 2
    if not half:
        return {"n": 0}
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
