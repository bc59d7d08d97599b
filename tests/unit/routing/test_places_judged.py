"""Old places become places of today, judged by tables of others (R19, NQ 202/2025/QH15).

`ROUTING_PLACES_JUDGED_BY=FOLDER` names a folder with `old_to_new_provinces.csv`,
`old_to_new_wards.csv`, `legacy_63_units.csv` and `new_34_units.csv`. They are not in the
repository, so without it the comparison is left out; a sample of our own is always run.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from routing.place_mentions import PlaceFinder
from routing.register import Register
from routing.resolve import resolve
from routing.text import fold
from tests.unit.routing.conftest import TODAY

FOLDER: Final = os.environ.get("ROUTING_PLACES_JUDGED_BY", "")
judged = pytest.mark.skipif(not FOLDER, reason="ROUTING_PLACES_JUDGED_BY names no folder")

Place = tuple[str, str, str]

#: Province, district, commune of old; the communes of today, the default one first.
SAMPLE: Final[tuple[tuple[Place, tuple[str, ...]], ...]] = (
    (("Thành phố Hà Nội", "Quận Hoàn Kiếm", "Phường Hàng Bạc"), ("Phường Hoàn Kiếm",)),
    (("Thành phố Hà Nội", "Huyện Quốc Oai", "Xã Sài Sơn"), ("Xã Quốc Oai",)),
    (("Thành phố Hồ Chí Minh", "Quận 1", "Phường Bến Nghé"), ("Phường Sài Gòn",)),
    (("Thành phố Hồ Chí Minh", "Quận 3", "Phường 5"), ("Phường Bàn Cờ",)),
    (("Tỉnh Đồng Nai", "Huyện Vĩnh Cửu", "Xã Tân An"), ("Xã Tân An",)),
    (("Thành phố Cần Thơ", "Quận Ninh Kiều", "Phường An Bình"), ("Phường An Bình",)),
    (("Thành phố Cần Thơ", "Huyện Phong Điền", "Xã Mỹ Khánh"), ("Phường An Bình",)),
    (("Tỉnh Kiên Giang", "Thành phố Phú Quốc", "Xã Gành Dầu"), ("Đặc khu Phú Quốc",)),
    (("Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Vũng Tàu", "Phường 1"), ("Phường Vũng Tàu",)),
)


@pytest.fixture(scope="module")
def finder(whole_register: Register) -> PlaceFinder:
    return PlaceFinder(whole_register, TODAY)


@pytest.fixture(scope="module")
def names(whole_register: Register) -> dict[str, str]:
    return {commune.code: commune.name for commune in whole_register.communes}


@pytest.fixture(scope="module")
def codes(whole_register: Register) -> dict[str, str]:
    """Codes of the provinces of today by name; Đồng Nai, a city since 30/4/2026, by both."""
    found = {row.name: row.code for row in whole_register.provinces_in_force(TODAY)}
    return found | {"Tỉnh Đồng Nai": found["Thành phố Đồng Nai"]}


def rows(name: str) -> list[dict[str, str]]:
    with (Path(FOLDER) / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def communes() -> dict[Place, dict[str, bool]]:
    """Former communes with the communes of today that took them and which is the default."""
    found: dict[Place, dict[str, bool]] = defaultdict(dict)
    for row in rows("old_to_new_wards.csv"):
        place = (row["old_province"], row["old_district"], row["old_ward"])
        found[place][row["new_ward_code"]] = row["is_default"] == "1"
    return found


@pytest.mark.parametrize(("place", "today"), SAMPLE)
def test_a_sample_of_former_communes(
    whole_register: Register,
    finder: PlaceFinder,
    names: dict[str, str],
    place: Place,
    today: tuple[str, ...],
) -> None:
    typed = ", ".join(reversed(place))
    for form in (typed, fold(typed)):
        commune = resolve(whole_register, f"UBND {form}", TODAY).commune
        assert commune is not None
        assert names[commune] == today[0]
    for text in (f"Tôi ở {typed} đã lâu", fold(f"Tôi ở {typed} đã lâu"), typed.upper()):
        mention = finder.find_all(text)[0]
        assert tuple(names[code] for code in mention.communes) == today, text


@judged
def test_every_province_has_its_successor(
    whole_register: Register, finder: PlaceFinder, codes: dict[str, str]
) -> None:
    pairs = rows("old_to_new_provinces.csv")
    assert len(pairs) == 63
    for row in pairs:
        wanted = codes[row["new_province"]]
        for form in (row["old_province"], fold(row["old_province"])):
            assert resolve(whole_register, form, TODAY).province == wanted, form
            mention = finder.find(f"{form}: duong hong")
            assert mention is not None
            assert mention.agency == f"UBND-{wanted}", form


@judged
def test_former_districts_give_the_province_of_today(
    whole_register: Register, finder: PlaceFinder, codes: dict[str, str]
) -> None:
    after = {
        row["old_province"]: codes[row["new_province"]] for row in rows("old_to_new_provinces.csv")
    }
    districts = sorted({(row["province"], row["district"]) for row in rows("legacy_63_units.csv")})
    assert len(districts) == 696
    right = spoken = alone = 0
    for province, district in districts:
        wanted = after[province]
        typed = f"{district}, {province}"
        right += resolve(whole_register, typed, TODAY).province == wanted
        mention = finder.find(f"Duong lien thon o {fold(typed)} hong nang")
        spoken += mention is not None and mention.agency == f"UBND-{wanted}"
        (first, *_) = finder.find_all(f"Đường liên thôn ở {district} hỏng nặng")
        alone += f"UBND-{wanted}" in {row.agency for row in first.provinces}
    assert right >= 0.99 * len(districts)
    assert spoken >= 0.99 * len(districts)
    assert alone >= 0.99 * len(districts)


@judged
def test_former_communes_give_the_communes_of_today(
    whole_register: Register, finder: PlaceFinder
) -> None:
    wanted = communes()
    assert len(wanted) == 10_035
    counts = dict.fromkeys(("field", "bare", "text", "parts", "upper"), 0)
    for (province, district, commune), parts in wanted.items():
        typed = f"{commune}, {district}, {province}"
        defaults = {code for code, default in parts.items() if default}
        counts["field"] += resolve(whole_register, typed, TODAY).commune in defaults
        counts["bare"] += resolve(whole_register, fold(typed), TODAY).commune in defaults
        mention = finder.find_all(f"Gia đình tôi ở {typed} gần hai mươi năm")[0]
        counts["text"] += mention.communes[0] in defaults
        counts["parts"] += set(mention.communes) == set(parts)
        mention = finder.find_all(f"KÍNH GỬI {typed.upper()}")[0]
        counts["upper"] += mention.communes[:1] != () and mention.communes[0] in defaults
    assert all(count >= 0.97 * len(wanted) for count in counts.values()), counts


@judged
def test_communes_of_today_beside_their_province(
    whole_register: Register, finder: PlaceFinder
) -> None:
    today = rows("new_34_units.csv")
    found = 0
    for row in today:
        typed = f"{row['ward']}, {row['province']}"
        mention = finder.find_all(f"Cán bộ {typed} hẹn nhiều lần")[0]
        found += (
            row["ward_code"] in mention.communes
            and resolve(whole_register, typed, TODAY).commune == row["ward_code"]
        )
    assert found >= 0.99 * len(today)
