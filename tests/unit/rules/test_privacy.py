import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakn.rules.privacy import FindingKind, mask_contacts

PHONE, EMAIL = FindingKind.PHONE, FindingKind.EMAIL
ID_NUMBER, ACCOUNT, PLATE = FindingKind.ID_NUMBER, FindingKind.ACCOUNT, FindingKind.PLATE

FOUND = [
    ("Gọi 0912345678 nhé.", "Gọi •••••••••• nhé.", PHONE),
    ("số 0912 345 678, gặp tôi", "số •••• ••• •••, gặp tôi", PHONE),
    ("09.1234.5678", "••.••••.••••", PHONE),
    ("Tel.0912345678", "Tel.••••••••••", PHONE),
    ("+84 912 345 678", "+•• ••• ••• •••", PHONE),
    ("(+84) 912345678", "(+••) •••••••••", PHONE),
    ("84912345678", "•••••••••••", PHONE),
    ("(024) 3869 1234", "(•••) •••• ••••", PHONE),
    ("ĐT: 028.38221234.", "ĐT: •••.••••••••.", PHONE),
    ("sđt:0987654321;", "sđt:••••••••••;", PHONE),
    ("thư a.b-c+d@mail.example.vn.", "thư •.•-•+•@••••.•••••••.••.", EMAIL),
    ("CCCD 001203004567 cấp", "CCCD •••••••••••• cấp", ID_NUMBER),
    ("001 203 004 567", "••• ••• ••• •••", ID_NUMBER),
    ("CMND 123456789", "CMND •••••••••", ID_NUMBER),
    ("CCCD-001203004567-Hà Nội", "CCCD-••••••••••••-Hà Nội", ID_NUMBER),
    ("STK 19031234567890 ngân hàng X", "STK •••••••••••••• ngân hàng X", ACCOUNT),
    ("số tài khoản: 0011 0042 4567 89", "số tài khoản: •••• •••• •••• ••", ACCOUNT),
    ("so tai khoan cua toi la 0011004245", "so tai khoan cua toi la ••••••••••", ACCOUNT),
    ("thẻ 9704 3612 3456 7890", "thẻ •••• •••• •••• ••••", ACCOUNT),
    ("chuyển vào 0011004245678", "chuyển vào •••••••••••••", ACCOUNT),
    ("xe 30A-123.45 chạy", "xe •••-•••.•• chạy", PLATE),
    ("xe máy 29-H1 123.45", "xe máy ••-•• •••.••", PLATE),
    ("51F12345", "••••••••", PLATE),
    ("BKS.30A-123.45", "BKS.•••-•••.••", PLATE),
    ("29A 1234", "••• ••••", PLATE),
]


@pytest.mark.parametrize(("text", "masked", "kind"), FOUND)
def test_contacts_are_found_and_masked(text: str, masked: str, kind: FindingKind) -> None:
    result, findings = mask_contacts(text)
    assert result == masked
    assert [finding.kind for finding in findings] == [kind]


KEPT = [
    "phí 500000000 đồng, phạt 123456789đ, vay 100000000 VNĐ",
    "1.500.000.000 đồng và 100.000.000.000",
    "PAKN.20261122.0001",
    "hồ sơ 000.00.01.G12-241122-0001 và H29.12-241122-0001",
    "Nghị định 15/2024/NĐ-CP ngày 22/11/2026, 22-11-2026, 14.12.2026",
    "Quyết định 123456789/QĐ-UBND",
    "tổng đài 1022, 19001234, 1800 1234",
    "thửa đất số 123, tờ bản đồ 45, diện tích 1.234,5 m2",
    "QCVN 16:2023/BXD, TCVN 6909:2001, Thông tư 30A/2020",
    "các năm 2024 2025 2026 2027",
    "tài khoản định danh điện tử mức 2 từ 01/7/2026",
    "mã số thuế 0101234567",
    "",
]


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_numbers_stay_readable(text: str) -> None:
    assert mask_contacts(text) == (text, ())


@pytest.mark.parametrize("between", ["-", "/", ",", ".", " ", ";", " - ", "\n"])
@pytest.mark.parametrize("number", ["0987654321", "0987.654.321", "001203004567"])
def test_two_numbers_side_by_side_are_both_found(number: str, between: str) -> None:
    masked, findings = mask_contacts(f"0912345678{between}{number}")
    assert not any(letter.isdigit() for letter in masked)
    assert len(findings) == 2


def test_findings_are_in_order_and_point_into_the_text() -> None:
    text = "Xe 30A-123.45, thư an@example.vn, máy 0912345678."
    masked, findings = mask_contacts(text)
    places = [(finding.kind, text[finding.start : finding.end]) for finding in findings]
    assert places == [(PLATE, "30A-123.45"), (EMAIL, "an@example.vn"), (PHONE, "0912345678")]
    assert masked == "Xe •••-•••.••, thư ••@•••••••.••, máy ••••••••••."


pieces = st.sampled_from(
    ["0912345678", "a@b.vn", "30A-123.45", "001203004567", "stk ", "12", ".", "-", " ", "x", "/"]
)
texts = st.one_of(st.text(), st.lists(pieces, max_size=8).map("".join))


@given(texts)
def test_masking_keeps_indexes_and_leaves_nothing_to_mask(text: str) -> None:
    masked, findings = mask_contacts(text)
    assert len(masked) == len(text)
    assert mask_contacts(masked) == (masked, ())
    hidden = {i for finding in findings for i in range(finding.start, finding.end)}
    assert all(masked[i] == text[i] for i in range(len(text)) if i not in hidden)
    assert not any(masked[i].isalnum() for i in hidden)


@pytest.mark.parametrize("piece", ["0 9", "1", "a@", "a.", "1.", "stk ", "H29.12", "0-", "(", "1/"])
def test_a_long_hostile_text_is_read_quickly(piece: str) -> None:
    started = time.perf_counter()
    mask_contacts(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 2
