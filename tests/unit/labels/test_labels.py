import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from models.intake import CHANNELS
from models.seed import load
from pakn import labels
from pakn.labels import casework, content, deadlines, errors, letters
from pakn.rules.content import (
    ContentClass,
    ContentCode,
    ContentProblem,
    Criterion,
    Kind,
    Measure,
    Outcome,
    Subject,
)
from pakn.rules.deadlines import StepCode, Unit
from pakn.rules.guards import Guard, Refusal
from pakn.rules.letters import Issuer, LetterAct, LetterKind, LetterState
from pakn.rules.states import FINAL_STATES, Action, Level, Role, State
from pakn.rules.transitions import Resolver
from pakn.services import filing_plan

COMPLETE: list[tuple[type[Enum], Mapping[Any, str]]] = [
    (State, casework.STATE),
    (State, casework.STATE_PUBLIC),
    (Action, casework.ACTION),
    (Role, casework.ROLE),
    (Level, casework.LEVEL),
    (Resolver, casework.RESOLVER),
    (Guard, casework.GUARD),
    (Refusal, casework.REFUSAL),
    (Kind, content.KIND),
    (Subject, content.SUBJECT),
    (ContentCode, content.CONTENT_CODE),
    (ContentClass, content.CONTENT_CLASS),
    (Criterion, content.CRITERION),
    (Outcome, content.OUTCOME),
    (Measure, content.MEASURE),
    (ContentProblem, errors.CONTENT_PROBLEM),
    (StepCode, deadlines.STEP),
    (Unit, deadlines.UNIT),
    (LetterKind, letters.LETTER_KIND),
    (Issuer, letters.ISSUER),
    (LetterState, letters.LETTER_STATE),
    (LetterAct, letters.LETTER_ACT),
]


@pytest.mark.parametrize(("codes", "words"), COMPLETE)
def test_every_code_has_words_and_nothing_else_has(
    codes: type[Enum], words: Mapping[Any, str]
) -> None:
    assert set(words) == set(codes)
    assert all(text.strip() == text and text for text in words.values())


@pytest.mark.parametrize(
    ("codes", "words"), [pair for pair in COMPLETE if pair[0] not in {State, Level, StepCode}]
)
def test_two_codes_never_share_their_words(codes: type[Enum], words: Mapping[Any, str]) -> None:
    assert len(set(words.values())) == len(codes)


def test_every_channel_of_the_table_has_words() -> None:
    assert set(content.CHANNEL) == set(CHANNELS)


def test_roles_are_called_what_the_table_of_roles_calls_them() -> None:
    for row in load.roles():
        assert casework.ROLE[Role(row["slug"])] == row["name_vi"]


def test_a_petitioner_is_not_told_of_a_quarantine() -> None:
    assert casework.STATE_PUBLIC[State.QUARANTINED] == casework.STATE[State.RECEIVED]


def test_every_final_state_reads_differently_to_its_petitioner() -> None:
    assert len({casework.STATE_PUBLIC[state] for state in FINAL_STATES}) == len(FINAL_STATES)


def test_a_label_is_found_by_its_dotted_key() -> None:
    assert labels.label("state.received") == "Chờ tiếp nhận, phân loại"
    assert labels.label("content_code.2").startswith("Quy định hành chính không phù hợp")
    with pytest.raises(KeyError):
        labels.label("state.of_grace")


def test_only_known_fields_and_errors_are_named_by_code() -> None:
    texts = [*errors.FIELD_ERROR.values(), *casework.REFUSAL.values()]
    assert all(text.endswith(".") for text in texts), "a message is a whole sentence"


def test_every_act_that_services_record_has_words() -> None:
    services = Path(filing_plan.__file__).parent.glob("*.py")
    texts = "\n".join(path.read_text(encoding="utf-8") for path in services)
    recorded = {filing_plan.FILED, *re.findall(r'\bAct\(\s*"(\w+)"', texts)}
    assert "promote_model" in recorded
    assert recorded <= set(casework.EVENT)
