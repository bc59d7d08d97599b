"""Values of parameters: what may be typed, and that what is shown can be typed again."""

import pytest

from models.seed import load
from pakn.rules.parameters import KINDS, BadValue, Kind, Shape, Theme, kind_of, read_value, written


@pytest.mark.parametrize("row", load.parameters(), ids=lambda row: row["name"])
def test_every_shipped_value_is_read_back_as_it_is_written(row: dict[str, object]) -> None:
    kind = kind_of(str(row["name"]), row["value"], str(row["unit"] or ""))
    assert read_value(kind, written(kind, row["value"])) == row["value"]


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("answer_limit", "", "required"),
        ("answer_limit", "0", "out_of_bounds"),
        ("answer_limit", "367", "out_of_bounds"),
        ("answer_limit", "hai mươi", "not_a_number"),
        ("answer_limit", "-5", "not_a_number"),
        ("answer_limit", "1.5", "not_a_number"),
        ("answer_limit", "٢٠", "not_a_number"),
        ("answer_limit", "9" * 40, "not_a_number"),
        ("attachment_max_mb", "64", "out_of_bounds"),
        ("answer_limit_start", "sometime", "not_a_choice"),
        ("notify_channels", "fax", "not_a_choice"),
        ("pause_allowed", "true", "not_a_choice"),
        ("attachment_types", "pdf, exe", "unknown_word"),
        ("attachment_types", ", ;", "required"),
        ("working_hours", "sáng đến chiều", "bad_hours"),
        ("working_hours", "17:00 - 08:00", "bad_hours"),
        ("working_hours", "25:00 - 26:00", "bad_hours"),
        ("head_signature", "\n \n", "required"),
        ("head_signature", "dòng\n" * 21, "over_long"),
        ("head_title", "a" * 1_001, "over_long"),
    ],
)
def test_what_is_no_value_is_refused_with_its_reason(name: str, typed: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_value(KINDS[name], typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("answer_limit", " 15 ", 15),
        ("pause_allowed", "yes", True),
        ("notify_channels", "sms, mail", ["sms", "mail"]),
        ("notify_channels", "mail", ["mail"]),
        ("attachment_types", "PDF .docx; pdf", ["pdf", "docx"]),
        ("working_hours", "7h30 đến 16h30", {"start": "07:30", "end": "16:30"}),
        ("head_signature", "TM.  TỔ CÔNG TÁC\n\nTỔ TRƯỞNG", ["TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG"]),
        ("dedicated_phone", " ", None),
        ("standing_body_above", "", ""),
    ],
)
def test_values_are_read_as_people_type_them(name: str, typed: str, value: object) -> None:
    assert read_value(KINDS[name], typed) == value


@pytest.mark.parametrize(
    ("value", "unit", "shape"),
    [
        (True, "", Shape.FLAG),
        (5, "working", Shape.LIMIT),
        (5, "times", Shape.NUMBER),
        (["a"], "", Shape.LINES),
        ("chữ", "", Shape.TEXT),
        ({"a": [1, {"b": None}]}, "", Shape.DATA),
    ],
)
def test_a_parameter_that_is_not_in_the_table_keeps_its_shape(
    value: object, unit: str, shape: Shape
) -> None:
    kind = kind_of("moi_them", value, unit)
    assert (kind.theme, kind.shape) == (Theme.OTHER, shape)
    assert read_value(kind, written(kind, value)) == value


def test_deeply_nested_data_is_an_error_and_no_crash() -> None:
    with pytest.raises(BadValue):
        read_value(Kind(Theme.OTHER, Shape.DATA), "[" * 4_000)
