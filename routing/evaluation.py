"""How good the suggestions are on labelled texts: the figures of ``routing evaluate``."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from routing.classifier import expected_calibration_error
from routing.corpus import KINDS, Row
from routing.province_mentions import ProvinceFinder, province_names
from routing.suggestion import Suggester, Suggestion
from routing.training import LOCAL, agency_class, content_class

LEAST_ROWS: Final = 10


@dataclass(frozen=True, slots=True)
class _Judged:
    """One row beside its suggestion."""

    row: Row
    suggestion: Suggestion
    accepted: frozenset[str]

    def place(self) -> int | None:
        """Rank of the first right candidate from 0, None when none is right."""
        for rank, candidate in enumerate(self.suggestion.candidates):
            if self._is_right(candidate.agency):
                return rank
        return None

    def _is_right(self, agency: str) -> bool:
        """A plain ``"UBND"`` in the row accepts every province's, since it names none."""
        return agency in self.accepted or (LOCAL in self.accepted and agency_class(agency) == LOCAL)


def evaluate(suggester: Suggester, rows: Sequence[Row], on: date) -> dict[str, Any]:
    """Measures a suggester.

    Args:
        suggester: the model with its register.
        rows: labelled texts; those without an agency count for ``kind_accuracy`` only.
        on: the day the suggestions are made for.

    Returns:
        ``n`` (rows with an agency), ``top1``, ``top3``, ``macro_f1`` (classes with ≥ 10 rows),
        ``ece``, ``abstain_rate``, ``top1_when_sure``, ``sure_at_least`` (lower 95 % bound of it),
        ``kind_accuracy`` (None without kinds), ``kind_recall`` by kind, ``content_accuracy`` and
        ``level_accuracy`` (None where no row says) and ``per_agency``. An ``alt`` counts as right
        everywhere; every row with an agency counts in top1 and top3, also where the suggester
        would abstain.
    """
    suggestions = suggester.suggest_many([row.text for row in rows], on)
    finder = ProvinceFinder(province_names(suggester.register, on))
    judged = [
        _Judged(row, suggestion, _accepted(row, finder))
        for row, suggestion in zip(rows, suggestions, strict=True)
    ]
    placed = [item for item in judged if item.row.agency]
    ranks = [item.place() for item in placed]
    per_agency = _per_agency(placed, ranks)
    large = [figures["f1"] for figures in per_agency.values() if figures["n"] >= LEAST_ROWS]
    sure = [rank for item, rank in zip(placed, ranks, strict=True) if not item.suggestion.abstain]
    return {
        "n": len(placed),
        "top1": _share(rank == 0 for rank in ranks),
        "top3": _share(rank is not None and rank < 3 for rank in ranks),
        "macro_f1": round(sum(large) / len(large), 4) if large else 0.0,
        "ece": round(_calibration(placed, ranks), 4),
        "abstain_rate": _share(item.suggestion.abstain for item in placed),
        "top1_when_sure": _share(rank == 0 for rank in sure),
        "sure_at_least": _at_least(sum(rank == 0 for rank in sure), len(sure)),
        "kind_accuracy": _kind_accuracy(judged),
        "kind_recall": _kind_recall(judged),
        "content_accuracy": _said_right(
            (content_class(item.row), item.suggestion.content) for item in judged
        ),
        "level_accuracy": _said_right((item.row.level, item.suggestion.level) for item in judged),
        "per_agency": per_agency,
    }


def _accepted(row: Row, finder: ProvinceFinder) -> frozenset[str]:
    """Slugs that are right; ``"UBND"`` with a known province means that province's."""
    slugs = {row.agency, *row.alt} - {""}
    place = finder.find(row.province) if row.province else None
    if LOCAL in slugs and place is not None:
        slugs = (slugs - {LOCAL}) | {place.agency}
    return frozenset(slugs)


def _per_agency(judged: Sequence[_Judged], ranks: Sequence[int | None]) -> dict[str, Any]:
    """Rows, top1, top3 and F1 of each class; the provinces are one class."""
    truths = [agency_class(item.row.agency) for item in judged]
    guesses = [
        truth if rank == 0 else _wrong_guess(item, truth)
        for item, truth, rank in zip(judged, truths, ranks, strict=True)
    ]
    rows, guessed = Counter(truths), Counter(guesses)
    hits = Counter(truth for truth, guess in zip(truths, guesses, strict=True) if truth == guess)
    near = Counter(
        truth for truth, rank in zip(truths, ranks, strict=True) if rank is not None and rank < 3
    )
    return {
        name: {
            "n": rows[name],
            "top1": round(hits[name] / rows[name], 4),
            "top3": round(near[name] / rows[name], 4),
            "f1": round(2 * hits[name] / (rows[name] + guessed[name]), 4),
        }
        for name in sorted(rows)
    }


def _wrong_guess(item: _Judged, truth: str) -> str:
    """The class of a wrong first candidate; another province's UBND is a class of none."""
    candidates = item.suggestion.candidates
    guess = agency_class(candidates[0].agency) if candidates else ""
    return "" if guess == truth else guess


def _calibration(judged: Sequence[_Judged], ranks: Sequence[int | None]) -> float:
    """Expected calibration error of the first candidate's probability; no candidate counts as 0."""
    confidence = [
        item.suggestion.candidates[0].probability if item.suggestion.candidates else 0.0
        for item in judged
    ]
    return expected_calibration_error(confidence, [rank == 0 for rank in ranks])


def _kind_accuracy(judged: Sequence[_Judged]) -> float | None:
    """Share of right kinds among rows that have one."""
    known = [item for item in judged if item.row.kind in KINDS]
    if not known:
        return None
    return _share(item.suggestion.kind == item.row.kind for item in known)


def _kind_recall(judged: Sequence[_Judged]) -> dict[str, float]:
    """For each kind the share of its rows that were called so."""
    found: dict[str, list[bool]] = {}
    for item in judged:
        if item.row.kind in KINDS:
            found.setdefault(item.row.kind, []).append(item.suggestion.kind == item.row.kind)
    return {kind: _share(hits) for kind, hits in sorted(found.items())}


def _said_right(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Share of right answers among rows that know one, None where none does."""
    known = [(truth, said) for truth, said in pairs if truth]
    return _share(truth == said for truth, said in known) if known else None


def _at_least(hits: int, total: int) -> float:
    """Lower end of Wilson's 95 % interval of a share, 0 of none."""
    if not total:
        return 0.0
    share, z = hits / total, 1.96
    middle = share + z * z / (2 * total)
    spread = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    return float(round((middle - spread) / (1 + z * z / total), 4))


def _share(values: Any) -> float:
    """The share of true values, 0 of none."""
    counted = [bool(value) for value in values]
    return round(sum(counted) / len(counted), 4) if counted else 0.0
