"""Which province a text speaks of (R19)."""

from datetime import date

import pytest

from routing.province_mentions import ProvinceFinder, province_names
from routing.register import Register
from routing.text import fold
from tests.unit.routing.conftest import TODAY


@pytest.fixture(scope="module")
def finder(places_register: Register) -> ProvinceFinder:
    return ProvinceFinder(province_names(places_register, TODAY))


def found(finder: ProvinceFinder, text: str) -> str | None:
    mention = finder.find(text)
    return mention.agency if mention else None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Đường ở Hà Nội hư hỏng", "UBND-01"),
        ("duong o ha noi hu hong", "UBND-01"),
        ("Tôi sống tại TP.HCM", "UBND-79"),
        ("Tôi sống tại TPHCM", "UBND-79"),
        ("Hồ sơ nộp ở tỉnh Bình Dương cũ", "UBND-79"),
        ("Quê tôi ở Thanh Hoá", "UBND-38"),
        ("Quê tôi ở Thanh Hóa", "UBND-38"),
        ("Xã Long Thành, Đồng Nai và tỉnh Bình Phước trước đây", "UBND-75"),
        ("ở tỉnh hòa bình", "UBND-25"),
        ("thành phố Huế", "UBND-46"),
        ("Sở Xây dựng Gia Lai", "UBND-52"),
        ("Tôi ở Đắc Lắc", "UBND-66"),
    ],
)
def test_new_and_old_names_lead_to_the_province_of_today(
    finder: ProvinceFinder, text: str, agency: str
) -> None:
    assert found(finder, text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "Tôi đi từ Hà Nội vào Đà Nẵng",
        "Nhà ở đường Điện Biên Phủ",
        "Học tư tưởng Hồ Chí Minh",
        "Thuyền qua Thái Bình Dương",
        "Chúng tôi mong sống trong hòa bình",
        "toi xin cap bang va danh gia lai ho so",
        "phố Huế",
        "hn nay trời đẹp",
        "Không có tỉnh nào",
    ],
)
def test_what_names_no_single_province_gives_none(finder: ProvinceFinder, text: str) -> None:
    assert found(finder, text) is None


def test_every_name_of_both_eras_is_found(
    finder: ProvinceFinder, places_register: Register
) -> None:
    today = {province.code: province for province in places_register.provinces_in_force(TODAY)}
    for province in places_register.provinces:
        heir = today[province.successor_code or province.code]
        for text in (
            f"Tôi ở tỉnh {province.short_name} lâu nay",
            fold(f"Tôi ở tỉnh {province.short_name} lâu nay"),
        ):
            assert found(finder, text) == heir.agency, text


def test_offsets_point_at_the_words(finder: ProvinceFinder) -> None:
    text = "Ở Thành phố Hồ Chí Minh đang kẹt xe"
    mention = finder.find(text)
    assert mention is not None
    assert text[mention.start : mention.end] == "Hồ Chí Minh"


def test_before_the_merger_a_name_means_its_own_province(places_register: Register) -> None:
    finder = ProvinceFinder(province_names(places_register, date(2024, 6, 1)))
    mention = finder.find("Đường ở Bình Dương")
    assert mention is not None
    assert mention.province == "Bình Dương"
