"""Dossier codes as people copy them from an appointment slip."""

from datetime import date

import pytest

from routing.dossier_codes import read_dossier_code


@pytest.mark.parametrize(
    ("typed", "body", "day"),
    [
        ("000.00.00.H26-261102-0034", "H26", date(2026, 11, 2)),
        ("000.00.12.H22-250630-00341", "H22", date(2025, 6, 30)),
        ("H26.12-261102-0034", "H26", date(2026, 11, 2)),
        ("h26.12 – 261102 – 0034", "H26", date(2026, 11, 2)),
        ("H26.12.34-261102-0034", "H26", date(2026, 11, 2)),
        ("G12.899.000.000-261102-0001", "G12", date(2026, 11, 2)),
        ("H26-991332-0001", "H26", None),
        ("Mã số: H26", "H26", None),
        ("000.00.00.h26_261102_0034", "H26", date(2026, 11, 2)),
    ],
)
def test_the_prefix_names_the_body(typed: str, body: str, day: date | None) -> None:
    code = read_dossier_code(typed)
    assert code is not None
    assert (code.body, code.day) == (body, day)


@pytest.mark.parametrize("typed", ["", "12345", "không nhớ", "HS-2026/0034", "Z99", "😀", "H2"])
def test_an_unknown_form_says_nothing(typed: str) -> None:
    assert read_dossier_code(typed) is None
