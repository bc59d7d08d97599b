"""The figures of ``routing evaluate``: their definitions, and what the model must reach."""

from dataclasses import replace
from datetime import date

import pytest

from routing.corpus import Row
from routing.evaluation import evaluate
from routing.suggestion import Candidate, Suggester, Suggestion
from routing.text import fold
from routing.training import agency_class
from tests.unit.routing.conftest import TODAY


class Scripted(Suggester):
    """A real suggester whose answers are given, to test the counting alone."""

    def __init__(self, real: Suggester, answers: list[Suggestion]) -> None:
        super().__init__(real.artefact, real.register)
        self._answers = answers

    def suggest_many(self, texts: object, on: date, homes: object = None) -> list[Suggestion]:
        return self._answers


def answer(*ranked: str, sure: float = 0.95, kind: str = "pakn", no: bool = False) -> Suggestion:
    candidates = tuple(Candidate(slug, "", sure, ()) for slug in ranked)
    return Suggestion(kind, 1.0, candidates, None, no, "m")


def test_counts_follow_their_definitions(suggester: Suggester) -> None:
    rows = [
        Row("a", "BTC", kind="pakn"),
        Row("b", "BTC", alt=("BNV",), kind="question"),
        Row("c", "BYT"),
        Row("d", "BYT"),
    ]
    answers = [
        answer("BTC", "BNV"),
        answer("BNV", "BTC"),
        answer("BTC", "BNV", "BYT", no=True),
        answer("BTC", "BNV", "BCA", "BYT", no=True),
    ]
    figures = evaluate(Scripted(suggester, answers), rows, TODAY)
    assert figures["n"] == 4
    assert figures["top1"] == 0.5
    assert figures["top3"] == 0.75
    assert figures["abstain_rate"] == 0.5
    assert figures["top1_when_sure"] == 1.0
    assert figures["kind_accuracy"] == 0.5
    assert figures["ece"] == pytest.approx(0.45)
    assert figures["macro_f1"] == 0.0  # no class has ten rows
    assert figures["per_agency"]["BTC"] == {"n": 2, "top1": 1.0, "top3": 1.0, "f1": 0.6667}


def test_what_is_said_beside_the_body_is_counted(suggester: Suggester) -> None:
    rows = [
        Row("a", "BTC", kind="to_cao", content_codes=(1,), level="central"),
        Row("b", "BTC", kind="to_cao", content_codes=(2, 7), level="province"),
    ]
    spoken = replace(answer("BTC", kind="to_cao"), content="conduct", level="central")
    silent = replace(answer("BTC"), content="conduct", level="central")
    figures = evaluate(Scripted(suggester, [spoken, silent]), rows, TODAY)
    assert figures["kind_recall"] == {"to_cao": 0.5}
    assert (figures["content_accuracy"], figures["level_accuracy"]) == (0.5, 0.5)
    assert figures["sure_at_least"] == pytest.approx(0.3424, abs=1e-4)  # Wilson, 2 of 2
    bare = evaluate(Scripted(suggester, [silent]), [Row("a", "BTC")], TODAY)
    assert (bare["content_accuracy"], bare["level_accuracy"]) == (None, None)


def test_macro_f1_is_over_classes_with_ten_rows(suggester: Suggester) -> None:
    rows = [Row("a", "BTC")] * 10 + [Row("b", "BYT")] * 9
    figures = evaluate(Scripted(suggester, [answer("BTC")] * 19), rows, TODAY)
    assert figures["macro_f1"] == pytest.approx(20 / 29, abs=1e-4)


@pytest.mark.parametrize(
    ("row", "guess", "right"),
    [
        (Row("a", "UBND", province="Bình Dương"), "UBND-79", 1.0),
        (Row("a", "UBND", province="TP Hồ Chí Minh"), "UBND-79", 1.0),
        (Row("a", "UBND", province="Hà Nội"), "UBND-79", 0.0),
        (Row("a", "UBND", province="Hà Nội"), "UBND", 0.0),
        (Row("a", "UBND"), "UBND-79", 1.0),
        (Row("a", "UBND"), "UBND", 1.0),
        (Row("a", "UBND-01"), "UBND-01", 1.0),
        (Row("a", "UBND-01"), "UBND-79", 0.0),
        (Row("a", "BTC", alt=("UBND",)), "UBND-79", 1.0),
    ],
)
def test_local_bodies_match_by_province(
    suggester: Suggester, row: Row, guess: str, right: float
) -> None:
    assert evaluate(Scripted(suggester, [answer(guess)]), [row], TODAY)["top1"] == right


def test_rows_without_agency_count_for_kind_only(suggester: Suggester) -> None:
    rows = [Row("a", "", kind="out_of_scope")]
    figures = evaluate(Scripted(suggester, [answer(kind="out_of_scope")]), rows, TODAY)
    assert (figures["n"], figures["kind_accuracy"], figures["top1"]) == (0, 1.0, 0.0)


def test_held_out_half_of_the_corpus(
    suggester: Suggester, held_out_corpus: tuple[Row, ...]
) -> None:
    """Trained on one half, judged on the other: at least the bar of the design."""
    central = [row for row in held_out_corpus if agency_class(row.agency) != "UBND"]
    figures = evaluate(suggester, central, TODAY)
    assert figures["top1"] >= 0.5
    assert figures["top3"] >= 0.75
    assert figures["ece"] <= 0.12
    assert figures["top1_when_sure"] >= 0.75
    assert figures["kind_accuracy"] >= 0.8


def test_local_rows_are_known_as_local(
    suggester: Suggester, held_out_corpus: tuple[Row, ...]
) -> None:
    """Most local texts name no province (the address does), so the class is judged here."""
    local = [
        Row(row.text, "UBND", row.alt)
        for row in held_out_corpus
        if agency_class(row.agency) == "UBND"
    ]
    figures = evaluate(suggester, local, TODAY)
    assert figures["top1"] >= 0.5
    assert figures["top3"] >= 0.7


def test_text_without_marks_loses_little(
    suggester: Suggester, held_out_corpus: tuple[Row, ...]
) -> None:
    bare = [
        Row(fold(row.text), row.agency, row.alt, province=row.province) for row in held_out_corpus
    ]
    marked = evaluate(suggester, held_out_corpus, TODAY)["top1"]
    assert evaluate(suggester, bare, TODAY)["top1"] >= marked - 0.12
