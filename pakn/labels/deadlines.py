"""Words for clocks and for the explanation of a due date (R27-R31, R59)."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pakn.labels.marker import _N
from pakn.rules.deadlines import StepCode, Unit, Value

CLOCK: Mapping[str, str] = MappingProxyType(
    {
        "triage": _N("Hạn phân loại, chuyển xử lý"),
        "acceptance": _N("Hạn cơ quan tiếp nhận"),
        "answer": _N("Hạn trả lời"),
        "release": _N("Hạn kiểm tra, công khai"),
        "supplement": _N("Hạn bổ sung thông tin"),
    }
)
"""The clocks of a case (DESIGN §4)."""

UNIT: Mapping[Unit, str] = MappingProxyType(
    {Unit.WORKING: _N("ngày làm việc"), Unit.CALENDAR: _N("ngày")}
)

START_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "receipt": _N("ngày nhận"),
        "forward": _N("ngày chuyển xử lý"),
        "re_forward": _N("ngày chuyển xử lý lại"),
        "given": _N("ngày được nêu"),
    }
)
"""The events that are day zero of a limit."""

STEP: Mapping[StepCode, str] = MappingProxyType(
    {
        StepCode.RULE: _N("Thời hạn là %(days)s %(unit)s (%(article)s)."),
        StepCode.DAY_ZERO: _N(
            "Tính từ ngày %(day)s (%(event)s); ngày này không tính vào thời hạn."
        ),
        StepCode.WEEKEND: _N("Không tính ngày %(day)s (ngày nghỉ hằng tuần)."),
        StepCode.HOLIDAY: _N("Không tính ngày %(day)s (ngày lễ, tết)."),
        StepCode.SWAPPED_OFF: _N("Không tính ngày %(day)s (ngày nghỉ hoán đổi)."),
        StepCode.SWAPPED_WORK: _N("Có tính ngày %(day)s (ngày làm việc bù)."),
        StepCode.ROLLED_FORWARD: _N(
            "Ngày cuối %(from)s là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo, "
            "%(day)s (Điều 148 khoản 5 Bộ luật Dân sự 2015)."
        ),
        StepCode.EXTENDED: _N(
            "Gia hạn %(days)s %(unit)s, từ %(from)s đến %(day)s; lý do: %(reason)s."
        ),
        StepCode.PAUSED: _N(
            "Tạm dừng %(days)s %(unit)s, hạn dời từ %(from)s đến %(day)s; lý do: %(reason)s."
        ),
        StepCode.CAPPED: _N("Rút ngắn từ %(from)s còn %(day)s: ngày hết hạn góp ý dự thảo."),
    }
)
"""One sentence for each step; the values are named as in the step."""

BACK_DATED = _N("Ngày bắt đầu được ghi lùi; lý do: %(back_dated)s.")
"""Follows the sentence of day zero where the day was set by hand (R58)."""

UNCONFIRMED = _N("Con số này còn chờ đối chiếu với văn bản đang có hiệu lực.")
"""Follows the sentence of a rule whose number is not confirmed yet."""


def explain(step: Mapping[str, Value], translate: Callable[[str], str] = lambda text: text) -> str:
    """One step of a due date's explanation as a sentence.

    Args:
        step: the step's plain values, as `Step.as_values` gives and as a case keeps them.
        translate: `gettext` in a page; by default the text stays Vietnamese.

    Returns:
        the sentence, or two where the day was set by hand or the number is not confirmed.

    Raises:
        KeyError: a value that the sentence needs is missing.
        ValueError: the step's code is unknown.
    """
    code = StepCode(str(step["code"]))
    sentences = [translate(STEP[code])]
    if "back_dated" in step:
        sentences.append(translate(BACK_DATED))
    if step.get("confirmed") is False:
        sentences.append(translate(UNCONFIRMED))
    values = {name: _shown(name, value, translate) for name, value in step.items()}
    return " ".join(sentence % values for sentence in sentences)


def _shown(name: str, value: Value, translate: Callable[[str], str]) -> str:
    """A value as people read it: dates as 22/11/2026, codes as words."""
    match name:
        case "day" | "from":
            return dt.date.fromisoformat(str(value)).strftime("%d/%m/%Y")
        case "unit":
            return translate(UNIT[Unit(str(value))])
        case "event":
            return translate(START_EVENT.get(str(value), str(value)))
        case _:
            return str(value)
