"""Spellings that mean the same word, and offsets that still point into the text as given."""

import unicodedata

import pytest

from routing.suggestion import Suggester
from routing.words import tokenise
from tests.unit.routing.conftest import TODAY


def words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("xuất hoá đơn", "xuất hóa đơn"),
        ("UỶ BAN", "ủy ban"),
        ("thuỷ sản, sức khoẻ", "thủy sản sức khỏe"),
        ("tỉ lệ, kĩ thuật, bác sĩ", "tỷ lệ kỹ thuật bác sỹ"),
        ("quí khách", "quý khách"),
        ("xin cấp bản sao ko dc", "xin cấp bản sao không được"),
        ("đi làm vs ng nhà", "đi làm với người nhà"),
        ("giấy\u00ad chứng\u200b nhận\ufeff", "giấy chứng nhận"),
        ("giấy chứng\nnhận", "giấy chứng nhận"),
        (unicodedata.normalize("NFD", "hoá đơn điện tử"), "hóa đơn điện tử"),
    ],
)
def test_one_word_has_one_form(text: str, same: str) -> None:
    assert words(text) == words(same)


@pytest.mark.parametrize("text", ["đi K năm 1982", "quả", "quà", "già", "giả", "thuế", "khuya"])
def test_other_words_are_left_alone(text: str) -> None:
    assert words(text) == text.lower().split()


def test_offsets_point_into_the_text_as_it_was_given() -> None:
    text = "Xin c\u1ea5p ho\u00ad\u00e1 \u0111\u01a1n, ko dc tra\u0309 l\u01a1\u0300i"
    assert [text[token.start : token.end] for token in tokenise(text)] == text.replace(
        ",", ""
    ).split()


def test_chat_spelling_changes_no_suggestion(suggester: Suggester) -> None:
    plain = "Tôi không được cấp sổ đỏ, người nhà đi làm với cán bộ mà không biết hỏi gì"
    chat = "Tôi ko đc cấp sổ đỏ, ng nhà đi làm vs cán bộ mà k bik hỏi j"
    first, second = suggester.suggest_many([plain, chat], TODAY)
    assert [(c.agency, c.probability) for c in first.candidates] == [
        (c.agency, c.probability) for c in second.candidates
    ]
