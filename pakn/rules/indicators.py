"""The two indicators of handling petitions (QĐ 766/QĐ-TTg group 5; R39, R63)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The satisfaction rate with the numbers without which it may not be shown (R63).

    Attributes:
        rate: 0.0 to 1.0; None when nothing arose in the period.
        asked: How many petitioners were asked.
        rated: How many of them answered; silence is not satisfaction.
    """

    rate: float | None
    asked: int
    rated: int


def on_time_rate(on_time: int, within_competence: int) -> float | None:
    """Share of petitions within competence that were handled on or before the due date.

    Args:
        on_time: Handled on or before the due date.
        within_competence: All within the agency's competence in the period.

    Returns:
        0.0 to 1.0; None when nothing arose ("không phát sinh", never 0 % or 100 %).

    Raises:
        ValueError: A count is negative, or the part exceeds the whole.
    """
    return _share(on_time, within_competence)


def is_adverse(*, not_satisfied: bool, complained: bool, overdue: bool) -> bool:
    """Whether a petition counts against satisfaction; once, however many grounds it has.

    Args:
        not_satisfied: The petitioner rated "không hài lòng".
        complained: The answer was complained about.
        overdue: It was answered late or is overdue.

    Returns:
        True when any ground holds.
    """
    return not_satisfied or complained or overdue


def satisfaction(total: int, adverse: int, *, asked: int, rated: int) -> Satisfaction:
    """Share of petitions that nothing speaks against: (all - adverse) / all.

    Args:
        total: All petitions of the period.
        adverse: Those for which `is_adverse` holds.
        asked: Petitioners asked for a rating.
        rated: Petitioners who gave one.

    Returns:
        The rate with its base; the rate is None when `total` is 0.

    Raises:
        ValueError: A count is negative, or a part exceeds its whole.
    """
    _share(rated, asked)
    _share(adverse, total)
    return Satisfaction(_share(total - adverse, total), asked, rated)


def _share(part: int, whole: int) -> float | None:
    """Part of whole, None of nothing."""
    if part < 0 or whole < 0 or part > whole:
        raise ValueError(f"{part} of {whole} is no share")
    return part / whole if whole else None
