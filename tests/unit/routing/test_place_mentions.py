"""Places in running text: found, told apart, given their units of today (R18-R20)."""

import subprocess
import sys
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.place_mentions import PlaceFinder, PlaceMention
from routing.register import Register
from routing.text import fold
from tests.unit.routing.conftest import TODAY


@pytest.fixture(scope="module")
def finder(whole_register: Register) -> PlaceFinder:
    return PlaceFinder(whole_register, TODAY)


def shown(text: str, mentions: list[PlaceMention]) -> list[tuple[str, str]]:
    """What was found: the words and the short name of the province, "?" where several."""
    return [
        (
            text[one.start : one.end],
            one.provinces[0].short_name if len(one.provinces) == 1 else "?",
        )
        for one in mentions
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nhà tôi ở Nha Trang, đường ngập", [("Nha Trang", "Khánh Hòa")]),
        ("Thửa đất ở Thạch Thất chưa cấp sổ", [("Thạch Thất", "Hà Nội")]),
        ("thua dat o thach that chua cap so", [("thach that", "Hà Nội")]),
        ("thị xã Sơn Tây ngập", [("thị xã Sơn Tây", "Hà Nội")]),
        ("tx son tay ngap", [("tx son tay", "Hà Nội")]),
        ("TP Thủ Đức kẹt xe", [("TP Thủ Đức", "Hồ Chí Minh")]),
        ("Tôi ở Q.1", [("Q.1", "Hồ Chí Minh")]),
        ("nha toi o q1 tphcm", [("q1", "Hồ Chí Minh"), ("tphcm", "Hồ Chí Minh")]),
        ("P.05, Q.3", [("P.05", "Hồ Chí Minh"), ("Q.3", "Hồ Chí Minh")]),
        ("ở HN", [("HN", "Hà Nội")]),
        ("xe biển BRVT", [("BRVT", "Hồ Chí Minh")]),
        ("TT. Củ Chi, H. Củ Chi", [("TT. Củ Chi", "Hồ Chí Minh"), ("H. Củ Chi", "Hồ Chí Minh")]),
        ("đặc khu Phú Quốc", [("đặc khu Phú Quốc", "An Giang")]),
        ("huyện Phú Quý thiếu tàu", [("huyện Phú Quý", "Lâm Đồng")]),
        ("UBND HUYỆN CỦ CHI", [("HUYỆN CỦ CHI", "Hồ Chí Minh")]),
        ("huyện Cư M'gar", [("huyện Cư M'gar", "Đắk Lắk")]),
        ("Phan Rang-Tháp Chàm", [("Phan Rang-Tháp Chàm", "Khánh Hòa")]),
        ("tỉnh Hà Tây cũ", [("Hà Tây", "Hà Nội")]),
        ("Bún ở chợ Rạch Sỏi", [("Rạch Sỏi", "An Giang")]),
        ("xã Quốc Oai chậm trả sổ", [("xã Quốc Oai", "Hà Nội")]),
    ],
)
def test_names_and_abbreviations_are_found(
    finder: PlaceFinder, text: str, found: list[tuple[str, str]]
) -> None:
    assert shown(text, finder.find_all(text)) == found
    for province in {province for _, province in found}:
        mention = finder.find(text)
        assert mention is not None
        assert mention.province == province


@pytest.mark.parametrize(
    "text",
    [
        "Nhà số 5 đường Lê Lợi mất nước",
        "phố Huế đông xe",
        "số 12 Lê Lợi mất nước",
        "anh Nguyễn Ninh Kiều ký nhận",
        "ông Bình Thạnh không trả lời",
        "Công ty TNHH Ninh Kiều nợ lương",
        "Ngân hàng Gia Định thu phí",
        "Giải thưởng Hồ Chí Minh",
        "Sở Giao dịch Chứng khoán Hà Nội",
        "Cử tri nhiều xã biên giới lo ngại",
        "công chức xã hợp nhất",
        "giao xã. Ba trường cấp hai thiếu người",
        "thu nhap binh quan 12 thang",
        "bai bao Q1 tap chi",
        "bao hiem xa hoi cu",
        "o ba vi tri ngap nuoc",
        "Thôn An Bình họp",
        "Trường Nguyễn Du sửa sân",
        "Anh Trần Quảng Bình không nhận đơn",
        "chị Hà Giang trưởng phòng",
        "bác sĩ Lê Thị Hải Dương",
        "người Việt Nam định cư ở nước ngoài",
        "nguoi Viet Nam dinh cu o nuoc ngoai",
        "chúng tôi ở nha trang nhỏ",
    ],
)
def test_streets_persons_firms_and_everyday_words_are_no_places(
    finder: PlaceFinder, text: str
) -> None:
    assert finder.find_all(text) == []


def test_what_an_institution_bears_is_weak_and_counts_where_nothing_else_does(
    finder: PlaceFinder,
) -> None:
    (mention,) = finder.find_all("Trường Đại học Huế tuyển sinh")
    assert mention.weak
    found = finder.find("Trường Đại học Huế mở lớp ở Vinh")
    assert found is not None
    assert found.province == "Nghệ An"


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("huyện Châu Thành", {"UBND-80", "UBND-82", "UBND-86", "UBND-91", "UBND-92"}),
        ("huyện Châu Thành, Bến Tre", {"UBND-86"}),
        ("huyện Châu Thành tỉnh Tiền Giang", {"UBND-82"}),
        ("huyen chau thanh, long an", {"UBND-80"}),
        ("Ở huyện Châu Thành mưa lớn. Tỉnh Tiền Giang chưa trả lời.", {"UBND-82"}),
        ("Tôi ở ĐN", {"UBND-48", "UBND-75"}),
        ("Sóc Sơn, Hà Nội", {"UBND-01"}),
        ("Cử tri Kỳ Sơn kiến nghị", {"UBND-40"}),
        ("huyện Kỳ Sơn, Hòa Bình", {"UBND-25"}),
        ("Sóc Sơn, huyện Hòn Đất, Kiên Giang", {"UBND-91"}),
    ],
)
def test_an_ambiguous_name_is_decided_by_context_or_left_as_several(
    finder: PlaceFinder, text: str, agencies: set[str]
) -> None:
    first = finder.find_all(text)[0]
    assert {province.agency for province in first.provinces} == agencies
    assert (finder.find(text) is None) == (len(agencies) > 1)


@pytest.mark.parametrize(
    ("text", "commune"),
    [
        ("Tôi ở xã Tân An, huyện Vĩnh Cửu, tỉnh Đồng Nai", "26179"),
        ("xa tan an huyen vinh cuu", "26179"),
        ("TÔI Ở XÃ TÂN AN, HUYỆN VĨNH CỬU", "26179"),
        ("phường 5 quận 3", "27154"),
        ("An Bình, Ninh Kiều, Cần Thơ", "31150"),
        ("xã Bình Sơn, huyện Long Thành", "26368"),
        ("Phường Bến Nghé ngập", "26740"),
    ],
)
def test_a_former_commune_gives_the_commune_of_today(
    finder: PlaceFinder, text: str, commune: str
) -> None:
    for form in ("NFC", "NFD"):
        assert finder.find_all(unicodedata.normalize(form, text))[0].communes[:1] == (commune,)


def test_a_divided_commune_gives_every_part_the_default_one_first(
    finder: PlaceFinder, whole_register: Register
) -> None:
    parts: dict[tuple[str, str, str], list[tuple[bool, str]]] = {}
    for unit in whole_register.former_units:
        if unit.commune:
            place = (unit.commune, unit.district, unit.province)
            parts.setdefault(place, []).append((unit.is_default, unit.new_commune_code))
    divided = {place: found for place, found in parts.items() if len(found) > 1}
    assert len(divided) > 300
    for place, found in list(divided.items())[::9]:
        mention = finder.find_all(f"Tôi ở {', '.join(place)}, xin hỏi")[0]
        assert mention.communes[0] in {code for default, code in found if default}, place
        assert set(mention.communes) == {code for _, code in found}, place


def test_every_district_beside_its_province_gives_the_province_of_today(
    finder: PlaceFinder, whole_register: Register
) -> None:
    districts = [unit for unit in whole_register.former_units if not unit.commune]
    for unit in districts[::5]:
        for text in (
            f"Tôi ở {unit.district}, {unit.province} đã lâu",
            fold(f"Tôi ở {unit.district}, {unit.province} đã lâu"),
            f"TÔI Ở {unit.district.upper()}, {unit.province.upper()}",
        ):
            first, second = finder.find_all(text)
            assert first.provinces == second.provinces, text
            assert len(first.provinces) == 1, text


def test_two_provinces_are_left_to_a_person(finder: PlaceFinder) -> None:
    assert finder.find("Tôi đi từ Đà Lạt xuống Nha Trang") is None


def test_before_the_reform_there_are_no_communes_of_today(whole_register: Register) -> None:
    finder = PlaceFinder(whole_register, date(2025, 6, 30))
    text = "xã Tân An, huyện Vĩnh Cửu, tỉnh Bình Dương"
    commune, district, province = finder.find_all(text)
    assert commune.communes == ()
    assert district.provinces[0].agency == "UBND-H19"
    assert province.provinces[0].short_name == "Bình Dương"


@pytest.mark.parametrize("piece", ["Châu Thành, ", "xã ", "q1 ", "ở Tân An "])
def test_a_text_of_200_kilobytes_is_read_in_a_bounded_time(finder: PlaceFinder, piece: str) -> None:
    begun = time.process_time()
    finder.find_all(piece * (200_000 // len(piece)))
    assert time.process_time() - begun < 5


def test_reading_places_needs_the_standard_library_alone() -> None:
    code = "import sys, routing.resolve; sys.exit(bool({'numpy', 'scipy'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_PIECES = st.sampled_from(
    [
        *("xã", "Phường", "Q.", "q1", "TP.", "huyện", "tỉnh", "tt", "P", "Đ", "ĐN", "ở ", "o "),
        *("Châu Thành", "Hà Nội", "ba vì", "Củ Chi", "Huế", "Hoà", "5", "05", "٣", "²", "9" * 40),
        *(" ", ", ", ".", "\n", "-", "'", "'", "(", "\u0301", "\u200b", "\ud800", "İ", "😀", "<b>"),
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)))
def test_any_text_is_read_without_an_exception_and_offsets_hold(
    finder: PlaceFinder, text: str
) -> None:
    last = 0
    for mention in finder.find_all(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.provinces
        last = mention.end
    finder.find(text)
