from collections.abc import Callable
from datetime import date

import pytest

from pakn.labels import deadlines
from pakn.labels.deadlines import explain
from pakn.rules.deadlines import (
    Due,
    Limit,
    Move,
    MoveKind,
    StepCode,
    Unit,
    Value,
    due,
    moved,
    never_later_than,
)
from tests.unit.rules.calendars import CALENDAR


def limit(days: int, unit: Unit = Unit.WORKING, *, confirmed: bool = True) -> Limit:
    """A limit from receipt."""
    return Limit("answer", days, unit, "NĐ 20/2008 Đ9.1d", confirmed, "receipt")


def told(due_date: Due) -> list[str]:
    """The explanation as a case keeps it, in sentences."""
    return [explain(step.as_values()) for step in due_date.explanation]


def test_a_limit_over_new_year_reads_as_one_would_say_it() -> None:
    assert told(due(limit(5), date(2025, 12, 31), CALENDAR)) == [
        "Thời hạn là 5 ngày làm việc (NĐ 20/2008 Đ9.1d).",
        "Tính từ ngày 31/12/2025 (ngày nhận); ngày này không tính vào thời hạn.",
        "Không tính ngày 01/01/2026 (ngày lễ, tết).",
        "Không tính ngày 02/01/2026 (ngày nghỉ hoán đổi).",
        "Không tính ngày 03/01/2026 (ngày nghỉ hằng tuần).",
        "Không tính ngày 04/01/2026 (ngày nghỉ hằng tuần).",
    ]


def test_a_saturday_that_was_worked_is_named() -> None:
    assert "Có tính ngày 10/01/2026 (ngày làm việc bù)." in told(
        due(limit(5), date(2026, 1, 5), CALENDAR)
    )


def test_doubt_and_back_dating_are_said() -> None:
    sentences = told(
        due(
            limit(5, confirmed=False),
            date(2026, 11, 16),
            CALENDAR,
            back_dated="theo dấu đến",
        )
    )
    assert sentences[0].endswith("còn chờ đối chiếu với văn bản đang có hiệu lực.")
    assert sentences[1].endswith("Ngày bắt đầu được ghi lùi; lý do: theo dấu đến.")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda before: moved(
                before, Move(MoveKind.EXTENSION, 3, Unit.WORKING, "phức tạp"), CALENDAR
            ),
            "Gia hạn 3 ngày làm việc, từ 23/11/2026 đến 26/11/2026; lý do: phức tạp.",
        ),
        (
            lambda before: moved(before, Move(MoveKind.PAUSE, 2, Unit.CALENDAR, "chờ"), CALENDAR),
            "Tạm dừng 2 ngày, hạn dời từ 23/11/2026 đến 25/11/2026; lý do: chờ.",
        ),
        (
            lambda before: never_later_than(before, date(2026, 11, 20)),
            "Rút ngắn từ 23/11/2026 còn 20/11/2026: ngày hết hạn góp ý dự thảo.",
        ),
    ],
)
def test_what_moved_a_due_date_is_said(change: Callable[[Due], Due], sentence: str) -> None:
    assert sentence in told(change(due(limit(5), date(2026, 11, 16), CALENDAR)))


def test_a_last_day_off_is_said_with_its_article() -> None:
    sentences = told(due(limit(6, Unit.CALENDAR), date(2026, 11, 16), CALENDAR))
    assert sentences[-1].startswith("Ngày cuối 22/11/2026 là ngày nghỉ")
    assert "23/11/2026 (Điều 148 khoản 5" in sentences[-1]


def test_values_stand_in_the_translated_sentence() -> None:
    words = {deadlines.STEP[StepCode.WEEKEND]: "%(day)s is a weekend."}
    step = {"code": "weekend", "day": "2026-11-22"}
    assert explain(step, lambda text: words.get(text, text)) == "22/11/2026 is a weekend."


def test_a_percent_sign_in_a_reason_stays_one() -> None:
    step: dict[str, Value] = {
        "code": "paused",
        "day": "2026-11-25",
        "from": "2026-11-23",
        "days": 2,
        "unit": "calendar",
        "reason": "50% hồ sơ %(day)s",
    }
    assert explain(step).endswith("lý do: 50% hồ sơ %(day)s.")
