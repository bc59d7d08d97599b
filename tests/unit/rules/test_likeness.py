"""How like a published text is to what somebody writes."""

from pakn.rules.likeness import LIKE_ENOUGH, likeness, telling_words
from routing.text import fold

WORDS = telling_words(fold("Bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực"), most=10)
COUNTS = dict.fromkeys(WORDS, 50)


def test_words_that_tell_nothing_are_left_out() -> None:
    assert "yeu" not in WORDS
    assert {"phep", "lai", "chung", "thuc"} & set(WORDS)
    assert telling_words(fold("Đề nghị các cơ quan xem xét"), most=10) != []
    assert telling_words("", most=5) == []


def test_the_same_matter_in_other_words_is_like_enough() -> None:
    same = fold("Đổi giấy phép lái xe phải nộp bản sao chứng thực")
    other = fold("Miễn học phí cho học sinh trung học cơ sở ở xã nghèo")
    assert likeness(WORDS, COUNTS, same, cap=1000) >= LIKE_ENOUGH
    assert likeness(WORDS, COUNTS, other, cap=1000) < LIKE_ENOUGH / 2


def test_rare_words_weigh_more_than_frequent_ones() -> None:
    words, counts = ["giay", "hoasao"], {"giay": 1000, "hoasao": 1}
    assert likeness(words, counts, "hoasao", cap=1000) > likeness(words, counts, "giay", cap=1000)
