"""How many short messages a text takes."""

import pytest

from pakn.rules.short_messages import measure


@pytest.mark.parametrize(
    ("text", "length", "marked", "parts"),
    [
        ("", 0, False, 1),
        ("a" * 160, 160, False, 1),
        ("a" * 161, 161, False, 2),
        ("a" * 306, 306, False, 2),
        ("a" * 307, 307, False, 3),
        ("à" * 160, 160, False, 1),  # in the short alphabet, as è é ì ò ù are
        ("[" * 80, 160, False, 1),  # these count twice
        ("[" * 81, 162, False, 2),
        ("ã" * 70, 70, True, 1),
        ("ã" * 71, 71, True, 2),
        ("Đã nhận", 7, True, 1),
        ("`", 1, True, 1),
        ("😀" * 35, 70, True, 1),
        ("😀" * 36, 72, True, 2),
    ],
)
def test_texts_are_measured_as_networks_do(
    text: str, length: int, marked: bool, parts: int
) -> None:
    found = measure(text)
    assert (found.length, found.marked, found.parts) == (length, marked, parts)
    assert found.room == (70 if marked else 160)
