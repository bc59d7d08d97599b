"""Normal forms, folding, language and legacy encodings (R3, R6)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.text import fold, legacy_encoding, looks_vietnamese, nfc, normalise

SENTENCE = "Phản ánh về việc cấp giấy chứng nhận quyền sử dụng đất ở Đồng Nai"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_windows_1258(text: str) -> str:
    """Tones loose, shapes (ă â ê ô ơ ư) ready-made: how code page 1258 spells Vietnamese."""
    spelled = ""
    for char in nfc(text):
        parts = unicodedata.normalize("NFD", char)
        shape = "".join(part for part in parts if part not in TONES)
        spelled += nfc(shape) + "".join(part for part in parts if part in TONES)
    return spelled


def test_fold_drops_case_marks_and_the_stroke_of_d() -> None:
    assert fold(SENTENCE) == "phan anh ve viec cap giay chung nhan quyen su dung dat o dong nai"


def test_fold_keeps_whitespace() -> None:
    assert fold(" Đất \n\tđai ") == " dat \n\tdai "


def test_fold_is_the_same_for_composed_and_decomposed_text() -> None:
    assert fold(unicodedata.normalize("NFD", SENTENCE)) == fold(SENTENCE)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_fold_of_folded_text_is_itself(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_normalise_removes_zero_width_characters_and_joins_whitespace() -> None:
    assert normalise("  Hà\u200b Nội\u00a0\n của   tôi ") == "Hà Nội của tôi"
    assert normalise(unicodedata.normalize("NFD", "Hà Nội")) == "Hà Nội"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        fold(SENTENCE),
        unicodedata.normalize("NFD", SENTENCE),
        "toi nop ho so xin cap phep xay dung tu thang 3 den nay chua duoc tra loi",
        "Công ty ABC Logistics Co., Ltd bị hải quan giữ container, xin hướng dẫn. https://abc.vn",
        "VNeID báo lỗi, không đăng nhập được",
    ],
)
def test_vietnamese_is_recognised_with_marks_and_without(text: str) -> None:
    assert looks_vietnamese(text)


@pytest.mark.parametrize(
    "text",
    [
        "I would like to complain about the slow tax refund at the local office.",
        "I can go to the bank",
        "How can a foreign company open a bank account in Hanoi, Viet Nam?",
        "Je voudrais obtenir un visa pour le Vietnam s'il vous plaît",
        "我想投诉税务局",
        "أريد تقديم شكوى",
        "",
        "12345 !!! 😀😀",
        "UBND TCVN BHXH",
    ],
)
def test_other_languages_and_wordless_text_are_not_vietnamese(text: str) -> None:
    assert not looks_vietnamese(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ph¶n ¸nh vÒ viÖc cÊp giÊy chøng nhËn quyÒn sö dông ®Êt", "tcvn3"),
        ("Phaûn aùnh veà vieäc caáp giaáy chöùng nhaän quyeàn söû duïng ñaát", "vni"),
        (as_windows_1258(SENTENCE).encode("cp1258").decode("latin-1"), "windows-1258"),
        (as_windows_1258(SENTENCE), "windows-1258-decomposed"),
    ],
)
def test_legacy_encodings_are_named(text: str, encoding: str) -> None:
    assert legacy_encoding(text) == encoding


def test_loose_tones_are_repaired_by_the_normal_form() -> None:
    assert nfc(as_windows_1258(SENTENCE)) == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        fold(SENTENCE),
        unicodedata.normalize("NFD", SENTENCE),
        "The naïve café owner’s résumé cost 5 € ± 1 %",
        "",
    ],
)
def test_ordinary_text_has_no_legacy_encoding(text: str) -> None:
    assert legacy_encoding(text) is None
