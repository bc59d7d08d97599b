"""Build communes.csv and former_units.csv.gz from the data of PyPI's vietnamadminunits 1.0.4.

    pip download vietnamadminunits==1.0.4 --no-deps && unzip vietnamadminunits-*.whl -d unpacked
    python models/seed/build/places.py unpacked/vietnamadminunits/data

Only the data files are read; the package itself (shapely, geopy) is never imported. Its MIT
licence stands beside the results as LICENSE.vietnamadminunits. The same input always gives the
same bytes, so a difference in the repository is a difference in the data.
"""

import argparse
import csv
import gzip
import io
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

Row = tuple[str, ...]

COMMUNE_HEADER: Row = ("code", "name", "kind", "province_code")
FORMER_HEADER: Row = (
    "province",
    "district",
    "commune",
    "old_code",
    "new_commune_code",
    "is_default",
)
KINDS = {"Xã": "xa", "Phường": "phuong", "Đặc khu": "dac_khu"}

# Communes that became wards with the city of Đồng Nai on 30/4/2026 (NQ 30/2026/QH16); the package
# of October 2025 cannot know them. Public lists of July 2026 agree; the resolution was not read.
WARDS_OF_DONG_NAI_CITY = frozenset(
    ("25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485")
)

# District names that were already gone on 30/6/2025 but are still written by citizens. They have
# no code and no communes here: they only say which province is meant.
EARLIER_DISTRICTS: tuple[tuple[str, str], ...] = (
    ("Thành phố Hà Nội", "Huyện Từ Liêm"),
    ("Tỉnh Cao Bằng", "Huyện Thông Nông"),
    ("Tỉnh Cao Bằng", "Huyện Trà Lĩnh"),
    ("Tỉnh Cao Bằng", "Huyện Phục Hòa"),
    ("Tỉnh Cao Bằng", "Huyện Quảng Uyên"),
    ("Tỉnh Hòa Bình", "Huyện Kỳ Sơn"),
    ("Tỉnh Quảng Ninh", "Huyện Hoành Bồ"),
    ("Tỉnh Bắc Giang", "Huyện Yên Dũng"),
    ("Tỉnh Nam Định", "Huyện Mỹ Lộc"),
    ("Tỉnh Ninh Bình", "Thành phố Ninh Bình"),
    ("Tỉnh Ninh Bình", "Huyện Hoa Lư"),
    ("Tỉnh Thanh Hóa", "Huyện Đông Sơn"),
    ("Tỉnh Thanh Hóa", "Huyện Tĩnh Gia"),
    ("Tỉnh Nghệ An", "Thị xã Cửa Lò"),
    ("Tỉnh Hà Tĩnh", "Huyện Lộc Hà"),
    ("Thành phố Huế", "Huyện Nam Đông"),
    ("Tỉnh Quảng Nam", "Huyện Nông Sơn"),
    ("Tỉnh Quảng Ngãi", "Huyện Tây Trà"),
    ("Tỉnh Lâm Đồng", "Huyện Cát Tiên"),
    ("Tỉnh Lâm Đồng", "Huyện Đạ Tẻh"),
    ("Tỉnh Bà Rịa - Vũng Tàu", "Huyện Đất Đỏ"),
    ("Tỉnh Bà Rịa - Vũng Tàu", "Huyện Long Điền"),
    ("Tỉnh Bà Rịa - Vũng Tàu", "Huyện Tân Thành"),
    ("Thành phố Hồ Chí Minh", "Quận 2"),
    ("Thành phố Hồ Chí Minh", "Quận 9"),
    ("Thành phố Hồ Chí Minh", "Quận Thủ Đức"),
)


def clean(text: str | None) -> str:
    """A name in NFC with single spaces and its kind in one spelling; None is empty."""
    name = " ".join(unicodedata.normalize("NFC", text or "").split())
    name = name.replace("Thị Trấn ", "Thị trấn ", 1).replace("Thị Xã ", "Thị xã ", 1)
    return name[:1].upper() + name[1:]


def communes(db: sqlite3.Connection) -> list[Row]:
    """Today's commune-level units, ordered by province and code.

    The kind is read from the name: the package's own column has it wrong for four units.
    """
    rows = []
    for ward, code, province in db.execute("SELECT ward, wardCode, provinceCode FROM admin_units"):
        name = clean(ward)
        if code in WARDS_OF_DONG_NAI_CITY:
            name = name.replace("Xã ", "Phường ", 1)
        kind = next(kind for label, kind in KINDS.items() if name.startswith(f"{label} "))
        rows.append((code, name, kind, province))
    return sorted(rows, key=lambda row: (row[3], row[0]))


def successors(data: Path, codes: dict[tuple[str, str], str]) -> dict[str, dict[str, bool]]:
    """Old unit key -> {new commune code: is it the default}."""
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, bool]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, old_keys in wards.items():
            for key in old_keys:
                found.setdefault(key, {})[codes[province, ward]] = True
    for province, old_wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in old_wards.items():
            for part in parts:
                code = codes[province, part["newWardKey"]]
                found.setdefault(key, {})[code] = bool(part["isDefaultNewWard"])
    return found


def without_namesakes(rows: list[Row]) -> list[Row]:
    """Former communes without the parts that belong to a namesake elsewhere in the new province.

    The package joins a divided commune to its successors by name within the merged province, so
    xã Thạnh Quới of Cần Thơ is also given the successor of xã Thạnh Quới of Sóc Trăng, 99 km away.
    A secondary part is dropped when it is the main successor of a namesake in another district and
    of no commune of the own district. Version 1.0.4 has 28 of them, all 20 km away or more.
    """
    owners: dict[str, set[Row]] = {}
    for province, district, commune, _, new_code, default in rows:
        if default == "1":
            owners.setdefault(new_code, set()).add((province, district, commune))

    def is_namesake(row: Row) -> bool:
        province, district, commune, _, new_code, default = row
        main = owners.get(new_code, set())
        if default == "1" or any(owner[:2] == (province, district) for owner in main):
            return False
        return any(owner[2] == commune for owner in main)

    return [row for row in rows if not is_namesake(row)]


def former_communes(db: sqlite3.Connection, data: Path) -> list[Row]:
    """Former communes, one row for each commune of today that took a part of them."""
    codes = {
        (province, ward): code
        for province, ward, code in db.execute(
            "SELECT provinceKey, wardKey, wardCode FROM admin_units"
        )
    }
    after = successors(data, codes)
    rows: list[Row] = []
    for province, district, ward, code, *keys in db.execute(
        "SELECT province, district, ward, wardCode, provinceKey, districtKey, wardKey"
        " FROM admin_units_legacy WHERE ward <> ''"
    ):
        old = (clean(province), clean(district), clean(ward), code)
        new = after.get("_".join(keys), {}) or {"": True}
        rows.extend((*old, new_code, str(int(default))) for new_code, default in new.items())
    return without_namesakes(rows)


def former_districts(db: sqlite3.Connection, communes_of_today: list[Row]) -> list[Row]:
    """Former districts; the five islands without communes became special zones of their name."""
    zones = {
        name.removeprefix("Đặc khu "): code
        for code, name, kind, _ in communes_of_today
        if kind == "dac_khu"
    }
    rows: set[Row] = {(*place, "", "", "", "1") for place in EARLIER_DISTRICTS}
    for province, district, short, code, wards in db.execute(
        "SELECT province, district, districtShort, districtCode, count(nullif(ward, ''))"
        " FROM admin_units_legacy GROUP BY province, district"
    ):
        zone = "" if wards else zones[clean(short)]
        rows.add((clean(province), clean(district), "", code, zone, "1"))
    return sorted(rows)


def as_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """Rows as UTF-8 CSV with LF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="vietnamadminunits/data, unpacked")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent)
    arguments = parser.parse_args()
    db = sqlite3.connect(f"file:{arguments.data / 'dataset.db'}?mode=ro", uri=True)
    try:
        today = communes(db)
        former = sorted(former_districts(db, today) + former_communes(db, arguments.data))
    finally:
        db.close()
    (arguments.out / "communes.csv").write_bytes(as_csv(COMMUNE_HEADER, today))
    packed = gzip.compress(as_csv(FORMER_HEADER, former), 9, mtime=0)
    (arguments.out / "former_units.csv.gz").write_bytes(packed)
    old = {row[:3] for row in former if row[2]}
    resolved = {row[:3] for row in former if row[2] and row[4]}
    print(
        f"{len(today)} communes; {len(resolved)} of {len(old)} former communes resolved",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
