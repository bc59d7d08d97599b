import csv
import gzip
import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from models.seed import load

FOLDER = Path(load.__file__).parent
TODAY = date(2026, 11, 22)
BEFORE_MERGER = date(2025, 6, 30)
CENTRAL = {"ministry", "ministerial_agency"}
SEVEN_ENDED = {"BKHDT", "BGTVT", "BTNMT", "BNNPTNT", "BTTTT", "BLDTBXH", "UBDT"}


def in_force(rows: list[load.Row], on: date) -> list[load.Row]:
    day = on.isoformat()
    return [row for row in rows if row["valid_from"] <= day <= (row["valid_to"] or "9999")]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")) + sorted(FOLDER.glob("*.gz")))
def test_files_are_utf8_nfc_and_rectangular(path: Path) -> None:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = raw.decode("utf-8")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    header, *rows = csv.reader(text.splitlines())
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert len({tuple(row) for row in rows}) == len(rows)


def test_seventeen_central_agencies_with_official_codes() -> None:
    central = [row for row in in_force(load.agencies(), TODAY) if row["kind"] in CENTRAL]
    assert len(central) == 17
    assert Counter(row["kind"] for row in central) == {"ministry": 14, "ministerial_agency": 3}
    assert all(re.fullmatch(r"[A-Y]\d{2}", row["code"]) for row in central)
    assert len({row["code"] for row in central}) == 17


def test_slugs_are_unique_and_everything_refers_to_one() -> None:
    slugs = [row["slug"] for row in load.agencies()]
    assert len(set(slugs)) == len(slugs)
    for step in load.succession():
        assert {step["predecessor"], step["successor"]} <= set(slugs)
    for other in load.agency_names():
        assert other["agency"] in slugs or other["relation"] == "outside"
        assert other["relation"] in {"same", "part", "vertical", "place", "outside"}
    assert {row["agency"] for row in load.provinces()} <= set(slugs)


def test_every_ended_agency_has_one_default_successor_from_the_next_day() -> None:
    default = {row["predecessor"]: row for row in load.succession() if not row["field"]}
    ended = [row for row in load.agencies() if row["valid_to"]]
    assert {row["slug"] for row in ended} == set(default)
    assert len(default) == sum(not row["field"] for row in load.succession())
    for row in ended:
        after = date.fromisoformat(row["valid_to"]) + timedelta(days=1)
        assert default[row["slug"]]["on_date"] == after.isoformat()


def test_the_seven_ended_ministries() -> None:
    ended = {row["slug"] for row in load.agencies() if row["valid_to"] and row["kind"] in CENTRAL}
    assert ended == SEVEN_ENDED
    assert {r["valid_to"] for r in load.agencies() if r["slug"] in SEVEN_ENDED} == {"2025-02-28"}


def test_sixty_three_provinces_became_thirty_four() -> None:
    provinces = load.provinces()
    before, now = in_force(provinces, BEFORE_MERGER), in_force(provinces, TODAY)
    assert (len(before), len(now)) == (63, 34)
    assert len(in_force(provinces, date(2024, 12, 31))) == 63
    codes = {row["code"] for row in now}
    assert len(codes) == 34
    assert {row["successor_code"] or row["code"] for row in before} == codes
    assert sum(not row["successor_code"] for row in before) == 11
    assert Counter(row["kind"] for row in now) == {"tinh": 27, "thanh_pho": 7}
    assert all(row["agency"] == f"UBND-{row['code']}" for row in now)


@pytest.mark.parametrize(
    ("on", "name", "kind"),
    [
        (date(2025, 6, 30), "Tỉnh Đồng Nai", "tinh"),
        (date(2025, 7, 1), "Tỉnh Đồng Nai", "tinh"),
        (date(2026, 4, 29), "Tỉnh Đồng Nai", "tinh"),
        (date(2026, 4, 30), "Thành phố Đồng Nai", "thanh_pho"),
        (date(2024, 12, 31), "Tỉnh Thừa Thiên Huế", "tinh"),
        (date(2025, 1, 1), "Thành phố Huế", "thanh_pho"),
    ],
)
def test_kind_of_a_province_by_date(on: date, name: str, kind: str) -> None:
    found = [row for row in in_force(load.provinces(), on) if row["name"] == name]
    assert [row["kind"] for row in found] == [kind]


def test_communes_of_today() -> None:
    communes = load.communes()
    assert len(communes) == len({row["code"] for row in communes}) == 3321
    kinds = Counter(row["kind"] for row in communes)
    assert kinds == {"xa": 2611, "phuong": 697, "dac_khu": 13}
    codes = {row["code"] for row in in_force(load.provinces(), TODAY)}
    assert {row["province_code"] for row in communes} == codes
    prefix = {"xa": "Xã ", "phuong": "Phường ", "dac_khu": "Đặc khu "}
    assert all(row["name"].startswith(prefix[row["kind"]]) for row in communes)


def test_former_communes_lead_to_communes_of_their_own_province() -> None:
    today = {row["code"]: row["province_code"] for row in load.communes()}
    merged = {
        row["name"]: row["successor_code"] or row["code"]
        for row in in_force(load.provinces(), BEFORE_MERGER)
    }
    old: dict[tuple[str, str, str], list[load.Row]] = {}
    for row in load.former_units():
        if row["commune"]:
            old.setdefault((row["province"], row["district"], row["commune"]), []).append(row)
    assert len(old) == 10035
    resolved = 0
    for (province, _, _), parts in old.items():
        assert sum(part["is_default"] == "1" for part in parts) == 1
        codes = [part["new_commune_code"] for part in parts if part["new_commune_code"]]
        assert all(today[code] == merged[province] for code in codes)
        resolved += bool(codes)
    assert resolved / len(old) >= 0.97


def test_former_districts_cover_every_former_commune() -> None:
    rows = load.former_units()
    districts = {(row["province"], row["district"]) for row in rows if not row["commune"]}
    assert {(row["province"], row["district"]) for row in rows} == districts
    assert sum(bool(row["old_code"]) for row in rows if not row["commune"]) == 696


def test_namesakes_elsewhere_are_not_parts_of_a_divided_commune() -> None:
    parts = {
        row["new_commune_code"]
        for row in load.former_units()
        if (row["district"], row["commune"]) == ("Huyện Vĩnh Thạnh", "Xã Thạnh Quới")
    }
    assert parts == {"31246"}


def kinds() -> dict[date, str]:
    return {date.fromisoformat(row["day"]): row["kind"] for row in load.calendar()}


def works(day: date) -> bool:
    kind = kinds().get(day)
    if kind in {"holiday", "swapped_off"}:
        return False
    return kind == "swapped_work" or day.weekday() < 5


def after_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return day


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 12, 26), date(2026, 1, 6)),
        (date(2026, 2, 12), date(2026, 2, 26)),
        (date(2026, 1, 8), date(2026, 1, 14)),  # Saturday 10/01 is worked
        (date(2025, 4, 25), date(2025, 5, 6)),  # Saturday 26/4 is worked, 30/4 to 4/5 is off
    ],
)
def test_five_working_days(received: date, due: date) -> None:
    assert after_working_days(received, 5) == due


def test_calendar_days_are_unique_and_swaps_balance_in_each_year() -> None:
    days = [row["day"] for row in load.calendar()]
    assert len(set(days)) == len(days)
    assert {day[:4] for day in days} == {"2025", "2026", "2027"}
    count = Counter((day.year, kind) for day, kind in kinds().items())
    for year in (2025, 2026, 2027):
        assert count[year, "swapped_off"] == count[year, "swapped_work"]
    for day, kind in kinds().items():
        assert kind in {"holiday", "swapped_off", "swapped_work", "unconfirmed"}
        if kind.startswith("swapped"):
            assert (day.weekday() >= 5) == (kind == "swapped_work")


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_holiday_on_a_rest_day_is_given_back(year: int) -> None:
    """BLLĐ 2019 Đ111.3: as many working days off follow as holidays fell on the weekend."""
    for day in (day for day, kind in kinds().items() if kind == "holiday" and day.year == year):
        if day.weekday() >= 5:
            assert any(
                "bù" in row["name"] and 0 < (date.fromisoformat(row["day"]) - day).days <= 4
                for row in load.calendar()
            ), day


def test_the_unconfirmed_culture_day_changes_nothing_yet() -> None:
    assert kinds()[date(2026, 11, 24)] == "unconfirmed"
    assert works(date(2026, 11, 24))


def test_every_parameter_cites_an_article_or_says_it_is_our_own() -> None:
    for row in load.parameters():
        assert row["article"], row["name"]
        assert row["title_vi"], row["name"]
        assert isinstance(row["confirmed"], bool)
        if "tự đặt" in row["article"]:
            assert not row["confirmed"], row["name"]


def test_periods_of_a_parameter_do_not_overlap_and_reach_today() -> None:
    periods: dict[str, list[tuple[str, str]]] = {}
    for row in load.parameters():
        periods.setdefault(row["name"], []).append((row["valid_from"], row["valid_to"] or "9999"))
    for name, spans in periods.items():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans)), name
        assert spans[-1][1] == "9999", name


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("standing_body", "VPCP", None),
        ("triage_limit_regulation", 5, "working"),
        ("answer_limit", 20, "calendar"),
        ("answer_limit_start", "receipt", None),
        ("answer_limit_vbqppl", 15, "calendar"),
        ("triage_limit_vbqppl", 2, "working"),
        ("status_update_every", 7, "working"),
        ("pause_allowed", False, None),
        ("report_closing_day", 14, "day_of_month"),
    ],
)
def test_parameters_in_force_today(name: str, value: object, unit: str | None) -> None:
    row = next(row for row in load.parameters() if row["name"] == name and not row["valid_to"])
    assert (row["value"], row["unit"]) == (value, unit)


def test_roles_grounds_and_council_members_are_complete() -> None:
    roles = load.roles()
    assert len({row["slug"] for row in roles}) == 19
    assert [int(row["sort"]) for row in roles] == sorted({int(row["sort"]) for row in roles})
    for rows in (roles, load.grounds(), load.council_members()):
        assert all(value for row in rows for value in row.values())
        assert len({row["slug"] for row in rows}) == len(rows)
