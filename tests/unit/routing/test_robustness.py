"""Whatever is typed or pasted gets an answer, never an exception (R3, R6)."""

import json
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.suggestion import Suggester, Suggestion
from tests.unit.routing.conftest import TODAY

TEXT = "Tôi nộp hồ sơ hoàn thuế thu nhập cá nhân đã sáu tháng chưa được giải quyết"


def check(text: str, suggestion: Suggestion) -> None:
    """What holds for every answer."""
    json.dumps(suggestion.to_json())
    chances = [candidate.probability for candidate in suggestion.candidates]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1.001
    for candidate in suggestion.candidates:
        for reason in candidate.evidence:
            assert text[reason.start : reason.end] == reason.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "\x00\x01\x02\xff" * 50,
        "😀🔥👍🏽 👨‍👩‍👧",
        "I would like to complain about the slow tax refund.",
        "أريد تقديم شكوى ضد مصلحة الضرائب",
        "我想投诉税务局",
        "\ud800 lone surrogate",
        "<script>alert(1)</script>",
        "<" * 5_000,
        "a" * 200_000,
        "Ph¶n ¸nh vÒ viÖc cÊp giÊy chøng nhËn",
        "9" * 300,
    ],
)
def test_what_is_not_vietnamese_gives_a_clear_abstention(suggester: Suggester, text: str) -> None:
    suggestion = suggester.suggest(text, TODAY)
    assert suggestion.abstain
    assert suggestion.candidates == ()
    check(text, suggestion)


def test_a_huge_text_is_read_at_its_beginning(suggester: Suggester) -> None:
    text = (TEXT + ". ") * 3_000
    assert len(text) > 200_000
    started = time.perf_counter()
    suggestion = suggester.suggest(text, TODAY)
    assert time.perf_counter() - started < 2.0
    assert suggestion.candidates[0].agency == "BTC"
    check(text, suggestion)


def test_markup_is_not_read_and_offsets_still_fit(suggester: Suggester) -> None:
    text = f"<p class='hải quan'>{TEXT}</p><br/>"
    suggestion = suggester.suggest(text, TODAY)
    assert suggestion.candidates[0].agency == "BTC"
    assert not any("class" in reason.text for reason in suggestion.candidates[0].evidence)
    check(text, suggestion)


def test_composed_decomposed_and_zero_width_text_agree(suggester: Suggester) -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    hidden = TEXT.replace("thuế", "thu\u200bế")
    plain, *others = suggester.suggest_many([TEXT, decomposed, hidden], TODAY)
    for text, other in zip((decomposed, hidden), others, strict=True):
        check(text, other)
        assert [(c.agency, c.probability) for c in other.candidates] == [
            (c.agency, c.probability) for c in plain.candidates
        ]


def test_no_text_at_all(suggester: Suggester) -> None:
    assert suggester.suggest_many([], TODAY) == []


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gets_an_answer(suggester: Suggester, text: str) -> None:
    check(text, suggester.suggest(text, TODAY))


@given(st.lists(st.sampled_from([*TEXT.split(), "Hà", "Nội", "\u0301", "<b>", "UBND", "\n"])))
@settings(max_examples=60, deadline=None)
def test_any_mixture_of_vietnamese_words_gets_an_answer(
    suggester: Suggester, words: list[str]
) -> None:
    text = " ".join(words)
    check(text, suggester.suggest(text, TODAY))
