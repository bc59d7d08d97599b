"""What may identify somebody is found before a text is published (R36, R60)."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.personal_data import Finding, cover, find_personal_data, finding_key
from pakn.rules.privacy import FindingKind
from tests.unit.rules.personal_data_figures import Figures, measure, read_corpus

NUMBERS = ("phone", "email", "plate", "id_number", "account", "insurance", "tax_code")


@pytest.fixture(scope="module")
def figures() -> Figures:
    """The figures over the whole corpus."""
    return measure([sentence for block in read_corpus() for sentence in block])


def test_the_corpus_is_large_enough() -> None:
    sentences = [sentence for block in read_corpus() for sentence in block]
    assert len(sentences) >= 120
    assert sum(not sentence.spans for sentence in sentences) >= 40


def test_numbers_are_found(figures: Figures) -> None:
    assert figures.recall(*NUMBERS) >= 0.97, figures.missed


def test_names_are_found(figures: Figures) -> None:
    assert figures.recall("name", "official") >= 0.95, figures.missed


def test_false_alarms_are_few(figures: Figures) -> None:
    assert figures.alarms_per_thousand() < 0.5, figures.false
    assert figures.precision("name", "official") >= 0.95, figures.false


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Xây dựng và Luật Đất đai",
        "đường Nguyễn Trãi, quận Thanh Xuân",
        "Hà Nội, Thành phố Hồ Chí Minh, tỉnh Lâm Đồng",
        "Đường Nguyễn Trãi thường ngập",
        "công trình đang thi công",
        "[tên riêng], [số điện thoại]",
        "",
    ],
)
def test_what_is_nobody_is_left(text: str) -> None:
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value", "certain"),
    [
        ("Bà Nguyễn Thị Mẫu xin hỏi.", FindingKind.NAME, "Nguyễn Thị Mẫu", True),
        ("Hồ sơ của Lê Văn Thử.", FindingKind.NAME, "Lê Văn Thử", False),
        ("Ông Lê Văn Thử, Chủ tịch xã, ký.", FindingKind.OFFICIAL, "Lê Văn Thử", False),
        ("Ông Lê Văn Thử, Giám đốc công ty X, ký.", FindingKind.NAME, "Lê Văn Thử", True),
        ("Toi la Tran Thi Mau.", FindingKind.NAME, "Tran Thi Mau", True),
        ("gọi 0912.345.678", FindingKind.PHONE, "0912.345.678", True),
        ("MST 0101234567", FindingKind.TAX_CODE, "0101234567", False),
    ],
)
def test_kind_and_certainty(text: str, kind: FindingKind, value: str, certain: bool) -> None:
    (found,) = find_personal_data(text)
    assert (found.kind, text[found.start : found.end], found.certain) == (kind, value, certain)


def test_covering_leaves_words_in_the_place_of_values() -> None:
    text = "Tôi tên là Lê Thị Mẫu, gọi 0912345678; hồ sơ của Trần Văn Thử."
    covered = cover(text, lambda kind: kind.value, lambda one: one.certain)
    assert covered == "Tôi tên là [name], gọi [phone]; hồ sơ của Trần Văn Thử."
    assert "Trần" not in cover(text, lambda kind: kind.value, lambda _one: True)


def test_the_key_of_a_finding_tells_values_apart_but_not_their_spelling() -> None:
    def key(text: str) -> str:
        (found,) = find_personal_data(text)
        return finding_key(text, found)

    assert key("Hồ sơ của Lê Văn Thử.") == key("Hồ sơ của LÊ VĂN THỬ.")
    assert key("Hồ sơ của Lê Văn Thử.") != key("Hồ sơ của Lê Văn Thi.")
    assert "Th" not in key("Hồ sơ của Lê Văn Thử.")


pieces = st.sampled_from(
    [
        "ông ",
        "Lê ",
        "Văn ",
        "Thử",
        "0912345678",
        "a@b.vn",
        "số nhà ",
        "12",
        ".",
        "-",
        " ",
        "tổ ",
        "sn",
        "BHXH ",
        "không ",
        "chín ",
        "ĐƯỜNG ",
        "İ",
        "ß",
        "\x00",
        "’",
        "H'",
        "\n",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map("".join)))
def test_any_text_is_read(text: str) -> None:
    findings = find_personal_data(text)
    for first, second in itertools.pairwise(findings):
        assert first.end <= second.start
    assert all(0 <= one.start < one.end <= len(text) for one in findings)


@given(st.lists(pieces, max_size=30).map("".join))
def test_covering_everything_leaves_nothing_certain(text: str) -> None:
    def kept(one: Finding) -> bool:
        return one.certain

    covered = cover(text, lambda kind: "x", lambda _one: True)
    assert [one for one in find_personal_data(covered) if kept(one)] == []


@pytest.mark.parametrize(
    "piece", ["Lê Văn ", "ông ", "sinh ", "0 9", "tổ 1, ", "A ", "không chín "]
)
def test_a_long_text_is_read_quickly(piece: str) -> None:
    """30,000 characters; 15 to 45 ms measured (docs/publishing.md), ten times that allowed here."""
    started = time.perf_counter()
    find_personal_data(piece * (30_000 // len(piece)))
    assert time.perf_counter() - started < 0.5
