"""How a table says the outcome of an answer and what was done: words that stand for codes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerWords:
    """What the cells of drop-downs say, folded → code. The words themselves are labels."""

    outcomes: Mapping[str, str]
    measures: Mapping[str, str]
