"""Whose an instrument is, by the register on a day (R18, R21, R22, R61)."""

from datetime import date

import pytest

from routing.citations import find_citations
from routing.dossier_codes import find_dossier_codes
from routing.issuers import Issuer, Issuers
from routing.laws import STATUTES, load_laws
from routing.register import Register
from tests.unit.routing.conftest import TODAY

BEFORE = date(2024, 11, 22)


@pytest.fixture(scope="session")
def today(places_register: Register) -> Issuers:
    return Issuers(places_register, load_laws(), TODAY)


@pytest.fixture(scope="session")
def before(places_register: Register) -> Issuers:
    return Issuers(places_register, load_laws(), BEFORE)


def ask(issuers: Issuers, text: str, place: str = "") -> Issuer:
    found = find_citations(text)
    assert len(found) == 1, found
    return issuers.of(found[0], near=text, place=place)


@pytest.mark.parametrize(
    ("text", "then", "now", "former"),
    [
        ("Thông tư 111/2013/TT-BTC", "BTC", "BTC", ""),
        ("Thông tư 05/2018/TT-BNN&PTNT", "BNNPTNT", "BNNMT", "BNNPTNT"),
        ("TT 24/2014/TT-BTNMT", "BTNMT", "BNNMT", "BTNMT"),
        ("Thông tư 12/2017/TT-BGTVT về sát hạch lái xe", "BGTVT", "BCA", "BGTVT"),
        ("Thông tư 22/2021/TT-BTTTT về xuất bản", "BTTTT", "BVHTTDL", "BTTTT"),
        ("Thông tư 08/2019/TT-BLĐTBXH về giảm nghèo", "BLDTBXH", "BNNMT", "BLDTBXH"),
        ("Quyết định 595/QĐ-BHXH", "BHXHVN", "BTC", "BHXHVN"),
        ("QCVN 41:2019/BGTVT", "BGTVT", "BXD", "BGTVT"),
        ("TCVN 3890:2023", "BKHCN", "BKHCN", ""),
        ("công văn số 1234/TCT-CS", "TCT", "BTC", "TCT"),
        ("công văn số 12 của Bộ Giao thông vận tải", "BGTVT", "BXD", "BGTVT"),
        ("Luật Đất đai 2013", "BTNMT", "BNNMT", "BTNMT"),
        ("Luật Trẻ em", "BLDTBXH", "BYT", "BLDTBXH"),
        ("Luật Bảo hiểm xã hội 2014", "BLDTBXH", "BNV", "BLDTBXH"),
        ("Luật Lý lịch tư pháp", "BTP", "BCA", "BTP"),
        ("Bộ luật Lao động", "BLDTBXH", "BNV", "BLDTBXH"),
        ("NĐ 63/2010/NĐ-CP", "VPCP", "BTP", "VPCP"),
    ],
)
def test_a_body_of_the_day_answers(
    today: Issuers, before: Issuers, text: str, then: str, now: str, former: str
) -> None:
    assert ask(before, text).agencies[0] == then
    answer = ask(today, text)
    assert answer.agencies[0] == now
    assert answer.former == former


def test_successors_by_field_stay_several_where_the_field_does_not_show(today: Issuers) -> None:
    answer = ask(today, "Thông tư 08/2019/TT-BLĐTBXH")
    assert answer.agencies[0] == "BNV"
    assert {"BYT", "BCA", "BGDDT", "BNNMT"} <= set(answer.agencies)


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Nghị định 15/2018/NĐ-CP", ("BYT",)),
        ("NĐ 168/2024", ("BCA",)),
        ("Quyết định 1719/QĐ-TTg", ("BDTTG",)),
        ("Quyết định số 49/2015/QĐ-TTg", ("BQP",)),
        ("Nghị định 111", ("BNV", "BNG")),
        ("Nghị định 1/1999/NĐ-CP", ()),
        ("Nghị quyết 01/NQ-CP", ()),
    ],
)
def test_rules_of_the_government_go_to_the_drafting_ministry_and_are_flagged(
    today: Issuers, text: str, agencies: tuple[str, ...]
) -> None:
    answer = ask(today, text)
    assert answer.agencies == agencies
    assert answer.government


@pytest.mark.parametrize(
    ("text", "place", "agency", "level"),
    [
        ("QĐ 12/QĐ-UBND tỉnh Cà Mau", "", "UBND-96", "province"),
        ("Quyết định 12/2025/QĐ-UBND của UBND tỉnh Hải Dương", "", "UBND-31", "province"),
        ("NQ 05/2024/NQ-HĐND của HĐND tỉnh Bình Dương", "", "UBND-79", "province"),
        ("Quyết định 12/QĐ-UBND", "UBND-96", "UBND-96", "province"),
        ("Quyết định 12/QĐ-UBND", "", "UBND", "province"),
        ("Quyết định 12/QĐ-UBND của UBND xã Phú Mỹ", "UBND-79", "UBND-79", "commune"),
        ("văn bản số 345/SXD-QLN", "UBND-01", "UBND-01", "province"),
    ],
)
def test_documents_of_a_province_belong_to_its_committee(
    today: Issuers, text: str, place: str, agency: str, level: str
) -> None:
    answer = ask(today, text, place)
    assert (answer.agencies, answer.level) == ((agency,), level)
    assert not answer.government


def test_every_body_of_a_joint_circular_answers(today: Issuers) -> None:
    text = "TTLT 12/2012/TTLT-BLĐTBXH-BTC"
    assert {"BNV", "BTC"} <= set(ask(today, text).agencies)


@pytest.mark.parametrize(
    "text", ["Luật Công đoàn", "NQ 04/2024/NQ-HĐTP", "Nghị quyết 57-NQ/TW", "công văn số 567"]
)
def test_what_no_body_of_the_register_issued_names_none(today: Issuers, text: str) -> None:
    assert ask(today, text).agencies == ()


@pytest.mark.parametrize("name", ["today", "before"])
def test_no_answer_names_a_body_that_does_not_exist_that_day(
    request: pytest.FixtureRequest, places_register: Register, name: str
) -> None:
    issuers = request.getfixturevalue(name)
    on = {"today": TODAY, "before": BEFORE}[name]
    alive = {agency.slug for agency in places_register.agencies_in_force(on)}
    for law in load_laws():
        word = {"luat": "Luật", "bo_luat": "Bộ luật", "phap_lenh": "Pháp lệnh"}.get(law.kind)
        written = f"{word} {law.title}" if word else f"{law.number}/{law.year}/{law.symbol}"
        for citation in find_citations(written):
            assert set(issuers.of(citation, near=written).agencies) <= alive


def test_a_dossier_code_names_the_body_or_its_successor(today: Issuers) -> None:
    text = "Mã hồ sơ 000.00.00.H26-261102-0034 và H02.12-250630-0041, không phải H26."
    first, second = find_dossier_codes(text)
    assert text[first.start : first.end] == "000.00.00.H26-261102-0034"
    assert today.of_dossier(first.code) == Issuer(("UBND-01",), "dossier")
    assert today.of_dossier(second.code).agencies == ("UBND-24",)
    assert today.of_dossier(second.code).former == "UBND-H02"


def test_the_table_of_drafters_is_large_dated_and_names_known_bodies(
    places_register: Register,
) -> None:
    laws = load_laws()
    in_force = [law for law in laws if law.valid_from <= TODAY <= (law.valid_to or TODAY)]
    statutes = {law.title for law in in_force if law.kind in {"luat", "bo_luat"}}
    decrees = {(law.number, law.year) for law in in_force if law.kind == "nghi_dinh"}
    assert len(statutes) >= 120
    assert len(decrees) >= 60
    known = {agency.slug for agency in places_register.agencies} | {""}
    assert {law.drafter for law in laws} <= known
    assert all(law.source for law in laws)
    assert all(law.valid_to is None or law.valid_from <= law.valid_to for law in laws)
    numbers = [(law.kind, law.number, law.year) for law in laws if law.number]
    assert len(numbers) == len(set(numbers))
    assert {law.kind for law in laws} - {"nghi_dinh", "quyet_dinh"} <= STATUTES
