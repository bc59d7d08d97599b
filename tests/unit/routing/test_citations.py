"""Written forms of references, as petitions have them, and what is read from each."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from routing.citations import Citation, find_citations
from routing.text import fold

# text · kind · number · year · symbol · title · article · clause · point ("-" for nothing)
FORMS = """
điểm b khoản 2 Điều 7 Thông tư số 01/2020/TT-VPCP · thong_tu · 01 · 2020 · TT-VPCP · - · 7 · 2 · b
Thông tư 01/2020/TT-VPCP · thong_tu · 01 · 2020 · TT-VPCP · - · - · - · -
thông tư số: 29/2024/TT-BGDĐT · thong_tu · 29 · 2024 · TT-BGDĐT · - · - · - · -
Thông tư 29/2024/TT BGDĐT · thong_tu · 29 · 2024 · TT-BGDĐT · - · - · - · -
TT 29/2024 · thong_tu · 29 · 2024 · - · - · - · - · -
TT số 05/2014/TT-BLĐTBXH · thong_tu · 05 · 2014 · TT-BLĐTBXH · - · - · - · -
TT 05/2014/TT-BLĐ-TBXH · thong_tu · 05 · 2014 · TT-BLĐTBXH · - · - · - · -
Thông tư 12/2017/TT-BGTVT · thong_tu · 12 · 2017 · TT-BGTVT · - · - · - · -
thông tư 05/2018/TT-BNN&PTNT · thong_tu · 05 · 2018 · TT-BNNPTNT · - · - · - · -
Thông tư 55 · thong_tu · 55 · - · - · - · - · - · -
Thông tư 39/2016/TT-NHNN · thong_tu · 39 · 2016 · TT-NHNN · - · - · - · -
thong tu lien tich 5/2014/TTLT-BNV · thong_tu_lien_tich · 5 · 2014 · TTLT-BNV · - · - · - · -
TTLT 12/2012/TTLT/BCA-BTC · thong_tu_lien_tich · 12 · 2012 · TTLT/BCA-BTC · - · - · - · -
NĐ 15/2018 · nghi_dinh · 15 · 2018 · - · - · - · - · -
NĐ số 15/2018/NĐ-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
Nghị định số 15/2018/NĐ-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
Nghị định 15/2018/NĐCP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
nghi dinh 15/2018/nd-cp · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
nghi dinh so 168 nam 2024 · nghi_dinh · 168 · 2024 · - · - · - · - · -
Nghị định của Chính phủ số 100/2019 · nghi_dinh · 100 · 2019 · - · - · - · - · -
NGHỊ ĐỊNH SỐ 15/2018/NĐ-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
15/2018/NĐ-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
15/2018/ND-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · - · - · -
Nghị định 100 · nghi_dinh · 100 · - · - · - · - · - · -
NĐ 178 · nghi_dinh · 178 · - · - · - · - · - · -
Nghị định 15/2018/NĐ-CP, Điều 4 · nghi_dinh · 15 · 2018 · NĐ-CP · - · 4 · - · -
Điều 4 của Nghị định 15/2018/NĐ-CP · nghi_dinh · 15 · 2018 · NĐ-CP · - · 4 · - · -
Điều 6 khoản 3 Nghị định 168/2024 · nghi_dinh · 168 · 2024 · - · - · 6 · 3 · -
điểm đ, khoản 4, Điều 6 Nghị định 168/2024 · nghi_dinh · 168 · 2024 · - · - · 6 · 4 · đ
điểm a, b khoản 1 Điều 5 NĐ 31/2021 · nghi_dinh · 31 · 2021 · - · - · 5 · 1 · a, b
khoản 2, 3 Điều 7 Nghị định 81/2021/NĐ-CP · nghi_dinh · 81 · 2021 · NĐ-CP · - · 7 · 2, 3 · -
diem c khoan 1 dieu 12 nghi dinh 123/2020 · nghi_dinh · 123 · 2020 · - · - · 12 · 1 · c
Điều 12a Nghị định 52/2013/NĐ-CP · nghi_dinh · 52 · 2013 · NĐ-CP · - · 12a · - · -
Đ.7 NĐ 20/2008 · nghi_dinh · 20 · 2008 · - · - · 7 · - · -
Điều 9 và Điều 10 không tính; Điều 11 NĐ 20/2008 · nghi_dinh · 20 · 2008 · - · - · 11 · - · -
Nghị quyết 57-NQ/TW · nghi_quyet · 57 · - · NQ/TW · - · - · - · -
NQ 68-NQ/TW · nghi_quyet · 68 · - · NQ/TW · - · - · - · -
Nghị quyết số 05/2024/NQ-HĐND · nghi_quyet · 05 · 2024 · NQ-HĐND · - · - · - · -
NQ 05/2024/NQ-HĐND · nghi_quyet · 05 · 2024 · NQ-HĐND · - · - · - · -
Nghị quyết 202/2025/QH15 · nghi_quyet · 202 · 2025 · QH15 · - · - · - · -
Nghị quyết số 01/NQ-CP · nghi_quyet · 01 · - · NQ-CP · - · - · - · -
Nghị quyết 04/2024/NQ-HĐTP · nghi_quyet · 04 · 2024 · NQ-HĐTP · - · - · - · -
Quyết định 12/QĐ-UBND · quyet_dinh · 12 · - · QĐ-UBND · - · - · - · -
QĐ 12/QĐ-UBND · quyet_dinh · 12 · - · QĐ-UBND · - · - · - · -
quyet dinh so 12/2025/qd-ubnd · quyet_dinh · 12 · 2025 · QĐ-UBND · - · - · - · -
QĐ số 1719/QĐ-TTg · quyet_dinh · 1719 · - · QĐ-TTg · - · - · - · -
Quyết định số 28/2023/QĐ-TTg · quyet_dinh · 28 · 2023 · QĐ-TTg · - · - · - · -
Quyết định 595/QĐ-BHXH · quyet_dinh · 595 · - · QĐ-BHXH · - · - · - · -
Quyết định 2210/QĐUBND · quyet_dinh · 2210 · - · QĐ-UBND · - · - · - · -
Quyết định số 45 · quyet_dinh · 45 · - · - · - · - · - · -
Chỉ thị 16/CT-TTg · chi_thi · 16 · - · CT-TTg · - · - · - · -
Chỉ thị số 20/CT-UBND · chi_thi · 20 · - · CT-UBND · - · - · - · -
Công điện 89/CĐ-TTg · cong_dien · 89 · - · CĐ-TTg · - · - · - · -
công văn số 567 · cong_van · 567 · - · - · - · - · - · -
CV 1234/BTC-TCT · cong_van · 1234 · - · BTC-TCT · - · - · - · -
cong van so 1234/btc-tct · cong_van · 1234 · - · BTC-TCT · - · - · - · -
Công văn số 88/UBND-KT · cong_van · 88 · - · UBND-KT · - · - · - · -
văn bản số 345/SXD-QLN · cong_van · 345 · - · SXD-QLN · - · - · - · -
1234/TCT-CS · cong_van · 1234 · - · TCT-CS · - · - · - · -
Thông báo số 77/TB-VPCP · thong_bao · 77 · - · TB-VPCP · - · - · - · -
Kế hoạch 136/KH-UBND · ke_hoach · 136 · - · KH-UBND · - · - · - · -
Văn bản hợp nhất 18/VBHN-BTC · van_ban_hop_nhat · 18 · - · VBHN-BTC · - · - · - · -
18/VBHN-VPQH · van_ban_hop_nhat · 18 · - · VBHN-VPQH · - · - · - · -
QCVN 06:2022/BXD · qcvn · 06 · 2022 · BXD · - · - · - · -
qcvn 14-1:2015/btnmt · qcvn · 14-1 · 2015 · BTNMT · - · - · - · -
QCVN 41:2019/BGTVT · qcvn · 41 · 2019 · BGTVT · - · - · - · -
TCVN 3890:2023 · tcvn · 3890 · 2023 · - · - · - · - · -
TCVN ISO 9001:2015 · tcvn · 9001 · 2015 · - · - · - · - · -
Luật Đất đai 2024 · luat · - · 2024 · - · Đất đai · - · - · -
Luật Đất đai năm 2013 · luat · - · 2013 · - · Đất đai · - · - · -
luật đất đai · luat · - · - · - · Đất đai · - · - · -
luat dat dai 2024 · luat · - · 2024 · - · Đất đai · - · - · -
LUẬT ĐẤT ĐAI · luat · - · - · - · Đất đai · - · - · -
Điều 62 Luật Đất đai · luat · - · - · - · Đất đai · 62 · - · -
Luật Đất đai số 31/2024/QH15 · luat · 31 · 2024 · QH15 · Đất đai · - · - · -
Luật số 31/2024/QH15 · luat · 31 · 2024 · QH15 · - · - · - · -
31/2024/QH15 · luat · 31 · 2024 · QH15 · - · - · - · -
Luật Đất đai (sửa đổi) năm 2024 · luat · - · 2024 · - · Đất đai · - · - · -
Luật Nhà ở (2023) · luat · - · 2023 · - · Nhà ở · - · - · -
Luật Thi đua khen thưởng · luat · - · - · - · Thi đua, khen thưởng · - · - · -
Luật Thi đua, khen thưởng · luat · - · - · - · Thi đua, khen thưởng · - · - · -
Luật Phòng cháy chữa cháy · luat · - · - · - · Phòng cháy và chữa cháy · - · - · -
Luật BHXH 2024 · luat · - · 2024 · - · Bảo hiểm xã hội · - · - · -
khoản 1 Điều 9 Luật BHYT · luat · - · - · - · Bảo hiểm y tế · 9 · 1 · -
Luật Đầu tư công · luat · - · - · - · Đầu tư công · - · - · -
Luật Hoá chất · luat · - · - · - · Hóa chất · - · - · -
Luật Giá 2023 · luat · - · 2023 · - · Giá · - · - · -
luat gia nam 2023 · luat · - · 2023 · - · Giá · - · - · -
Luật Luật sư · luat · - · - · - · Luật sư · - · - · -
Bộ luật Lao động 2019 · bo_luat · - · 2019 · - · Lao động · - · - · -
luật lao động · bo_luat · - · - · - · Lao động · - · - · -
Điều 36 BLLĐ 2019 · bo_luat · - · 2019 · - · Lao động · 36 · - · -
BLDS 2015 · bo_luat · - · 2015 · - · Dân sự · - · - · -
bo luat hinh su · bo_luat · - · - · - · Hình sự · - · - · -
Pháp lệnh Ngoại hối · phap_lenh · - · - · - · Ngoại hối · - · - · -
Pháp lệnh số 02/2020/UBTVQH14 · phap_lenh · 02 · 2020 · UBTVQH14 · - · - · - · -
Điều 30 Hiến pháp 2013 · hien_phap · - · 2013 · - · - · 30 · - · -
Hiến pháp · hien_phap · - · - · - · - · - · - · -
"""
ROWS = [tuple(part.strip() for part in line.split(" · ")) for line in FORMS.strip().splitlines()]
BROKEN = [
    ("Thông tư số\n01/2020/\nTT-\nVPCP", "TT-VPCP"),
    ("Nghị\nđịnh 15/2018/NĐ-\nCP", "NĐ-CP"),
    ("NĐ  15 / 2018 / NĐ - CP", "NĐ-CP"),
    ("Quyết định số 12\n/QĐ – UBND", "QĐ-UBND"),
    ("N\u200bghị định 15/2018/NĐ‑CP", "NĐ-CP"),
]
NOTHING = [
    "theo quy định của pháp luật đất đai",
    "pháp\nluật lao động",
    "hội luật gia tỉnh",
    "cán bộ bị kỷ luật lao động",
    "nghị quyết 2 lần vẫn chưa họp",
    "hẹn ngày 15/8/2018",
    "tỷ lệ 15/2018 hồ sơ",
    "nhà số 12/3 đường Lê Lợi",
    "luat duoc ban hanh",
    "quyết định 3 tháng nữa mới trả",
    "Điều 7 của hợp đồng",
]


def only(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, found
    return found[0]


def test_there_are_enough_forms() -> None:
    assert len({row[0] for row in ROWS}) >= 80


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_written_form_is_read_whole(row: tuple[str, ...]) -> None:
    form, kind, number, year, symbol, title, *units = row
    text = f"Tôi xin hỏi về {form} nay thế nào ạ?"
    found = only(text)
    expected = form if "không tính" not in form else form.split("; ")[1]
    assert text[found.start : found.end] == expected
    read = (found.kind, found.number, str(found.year or ""), found.symbol, found.title)
    assert read == tuple(
        part.replace("-", "", 1) if part == "-" else part
        for part in (kind, number, year, symbol, title)
    )
    assert [found.article, found.clause, found.point] == ["" if u == "-" else u for u in units]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_decomposed_text_says_the_same_at_its_own_offsets(row: tuple[str, ...]) -> None:
    text = f"Hỏi về {row[0]} ạ"
    decomposed = unicodedata.normalize("NFD", text)
    plain, other = only(text), only(decomposed)
    there = decomposed[other.start : other.end]
    assert unicodedata.normalize("NFC", there) == text[plain.start : plain.end]
    assert (other.kind, other.number, other.symbol) == (plain.kind, plain.number, plain.symbol)
    assert (other.article, other.clause, other.point) == (plain.article, plain.clause, plain.point)


@pytest.mark.parametrize("row", [row for row in ROWS if row[2] != "-" and "b" != row[8] != "đ"])
def test_numbered_forms_are_read_without_marks_and_in_capitals(row: tuple[str, ...]) -> None:
    plain = only(row[0])
    for text in (row[0].upper(), fold(row[0]).upper()):
        other = only(text)
        assert (other.kind, other.number, other.year, other.symbol) == (
            plain.kind,
            plain.number,
            plain.year,
            plain.symbol,
        )


@pytest.mark.parametrize(("text", "symbol"), BROKEN)
def test_line_breaks_and_blanks_inside_do_not_matter(text: str, symbol: str) -> None:
    found = only(f"căn cứ {text} nêu trên")
    assert found.symbol == symbol
    assert f"căn cứ {text} nêu trên"[found.start : found.end] == text


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_reference_is_left_alone(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("text", "issuer", "year"),
    [
        ("công văn số 12 ngày 5/6/2024 của Bộ Nội vụ, tôi", "Bộ Nội vụ", 2024),
        ("Quyết định số 45 ngày 3 tháng 2 năm 2025 của UBND tỉnh Cà Mau", "UBND tỉnh Cà Mau", 2025),
        ("QĐ 12/QĐ-UBND tỉnh Cà Mau", "tỉnh Cà Mau", None),
        ("Quyết định 12/2025/QĐ-UBND của Ủy ban nhân dân thành phố Huế.",
         "Ủy ban nhân dân thành phố Huế.", 2025),
    ],
)  # fmt: skip
def test_the_words_behind_a_reference_name_who_issued_it(
    text: str, issuer: str, year: int | None
) -> None:
    found = only(text)
    assert (found.issuer, found.year) == (issuer, year)


def test_several_references_come_in_their_order_without_overlap() -> None:
    text = "Điều 7 Luật Đất đai 2024, NĐ 102/2024/NĐ-CP, khoản 1 Điều 3 TT 10/2024/TT-BTNMT"
    found = find_citations(text)
    assert [one.kind for one in found] == ["luat", "nghi_dinh", "thong_tu"]
    assert [one.article for one in found] == ["7", "", "3"]
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert found[2].to_json()["clause"] == "1"


PIECES = st.sampled_from(
    ["Điều 7 ", "khoản 2, ", "điểm b ", "Luật ", "luật đất đai", "NĐ ", "15", "/2018", "/NĐ-CP",
     "TT-", "\n", "số ", "QĐ-UBND", "của UBND tỉnh ", "31/2024/QH15", "-", "/", "QCVN 06:2022", " "]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
@example("\ud800 NĐ 15/2018")
@example("BLHS Điều 7 /NĐ-CP")
@example("Điều 7\u0301 Luật Đất đai\u0301")
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = find_citations(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["a", " ", "1/", "luật ", "điểm a, ", "khoản 1 Điều 2, ", "nd 1 ", "TT-", "Thông tư số ",
     "Điều 7 Thông tư số 01/2020/TT-VPCP của Bộ Nội vụ "],
)  # fmt: skip
def test_time_grows_with_the_length(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    started = time.process_time()
    find_citations(text)
    assert time.process_time() - started < 4.0
