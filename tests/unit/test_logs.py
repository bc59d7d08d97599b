"""Whatever is logged, citizens' text and contacts never reach a log line."""

import logging
import sys

import pytest

from pakn.adapters.logs import RedactingFormatter

TEXT = "Bà Nguyễn Thị Mẫu ở số 12 phố Thử bị đòi 5 triệu đồng"


def line(record: logging.LogRecord) -> str:
    return RedactingFormatter(lambda: "r-17").format(record)


def record(message: str, *values: object, failing: bool = False) -> logging.LogRecord:
    return logging.LogRecord(
        "a.library",
        logging.ERROR,
        __file__,
        1,
        message,
        values,
        sys.exc_info() if failing else None,
    )


@pytest.mark.parametrize(
    "contact", ["0912345678", "+84 912 345 678", "nguoi.gui@vidu.example", "001099012345"]
)
def test_contacts_are_blackened(contact: str) -> None:
    said = line(record("550 no mailbox for %s", contact))
    assert contact not in said
    assert "r-17" in said


def test_an_exception_is_its_class_and_its_places_only() -> None:
    try:
        try:
            raise ValueError(TEXT)
        except ValueError as error:
            raise RuntimeError(f"while storing {TEXT}") from error
    except RuntimeError:
        said = line(record("job %d failed", 17, failing=True))
    assert "Mẫu" not in said
    assert "triệu" not in said
    assert "builtins.ValueError" in said
    assert "builtins.RuntimeError" in said
    assert "tests/unit/test_logs.py" in said
    assert "job 17 failed" in said


def test_a_message_of_many_lines_stays_one_line() -> None:
    assert "\n" not in line(record("first\nsecond"))
