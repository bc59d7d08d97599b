"""Tax codes: the check digit catches a slip of the finger."""

import pytest

from pakn.rules.tax_codes import read_tax_code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100109106", "0100109106"),
        ("0100 109 106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("0100109106–002", "0100109106-002"),
    ],
)
def test_a_right_code_comes_in_its_usual_spelling(typed: str, code: str) -> None:
    assert read_tax_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "0100109107",
        "0100109116",
        "010010910",
        "01001091061",
        "0100109106-000",
        "MST 0100109106",
        "",
    ],
)
def test_a_wrong_code_is_none(typed: str) -> None:
    assert read_tax_code(typed) is None


def test_every_single_wrong_digit_is_noticed() -> None:
    right = "0100109106"
    for place in range(len(right)):
        for digit in "0123456789":
            typed = right[:place] + digit + right[place + 1 :]
            assert (read_tax_code(typed) is not None) == (typed == right), typed
