"""What a periodic report counts, and the sums that must agree (NĐ 09/2019, TT 01/2020; R40-R41).

Unit is the petition: parts of a split petition are not counted beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pakn.rules.states import FINAL_STATES, OPEN_STATES, Action, State

Value = str | bool | tuple[str, ...]

CONTENTS = ("conduct", "regulation", "both", "none")
KINDS = ("report", "recommendation")
CHANNELS = (
    "web",
    "direct",
    "post",
    "phone",
    "fax",
    "email",
    "portal",
    "opinion_form",
    "council",
    "taskforce",
    "press",
    "other_agency",
)


class Outcome(StrEnum):
    """What became of a petition by the end of the period."""

    HANDLED = "handled"
    ENDED = "ended_at_desk"
    IN_PROCESS = "in_process"


HANDLED_STATES: frozenset[State] = frozenset({State.CLOSED})
"""The agency answered and the checked result was released."""

ENDED_STATES: frozenset[State] = FINAL_STATES - HANDLED_STATES
"""It ended without an agency's result: refused, guided, merged, withdrawn, …"""

WITH_AGENCY_STATES: frozenset[State] = frozenset(
    {State.FORWARDED, State.IN_PROGRESS, State.ANSWERED, State.CLOSED}
)
"""It counts for its lead agency; in every other state it counts for the standing body's desk."""

PATIENT_STATES: frozenset[State] = frozenset({State.AWAITING_SUPPLEMENT})
"""The petitioner is awaited: nobody's limit is exceeded meanwhile."""

ANSWER_ACTIONS: frozenset[Action] = frozenset(
    {Action.ANSWER, Action.ANSWER_DIRECTLY, Action.DIRECT_ANSWER}
)
RETURN_ACTIONS: frozenset[Action] = frozenset({Action.RETURN_CASE, Action.CONTEST_JURISDICTION})
PUBLISH_ACTIONS: frozenset[Action] = frozenset({Action.RELEASE, Action.CLOSE_JOINED})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the cases of the report for which all these values hold.

    Attributes:
        key: its stable name, `handled.late`; it stands in files and addresses.
        where: column of the compiled case → its value, or the values it may have.
        listed: whether its cases may be listed. Denunciations are only counted (R12, R53).
    """

    key: str
    where: Mapping[str, Value]
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Partition:
    """A figure and the parts it must be the sum of."""

    name: str
    whole: str
    parts: tuple[str, ...]


def _figure(key: str, *, listed: bool = True, **where: Value) -> Figure:
    return Figure(key, MappingProxyType(where), listed)


def _each(prefix: str, column: str, values: Iterable[str]) -> tuple[Figure, ...]:
    return tuple(Figure(f"{prefix}.{value}", MappingProxyType({column: value})) for value in values)


def _in_process() -> tuple[Figure, ...]:
    """What is in process, by state. Quarantine is itself confidential: it shows as received."""
    shown = [state for state in State if state in OPEN_STATES and state is not State.QUARANTINED]
    hidden = (State.RECEIVED.value, State.QUARANTINED.value)
    return tuple(
        _figure(
            f"in_process.{state}",
            outcome=Outcome.IN_PROCESS.value,
            state=hidden if state is State.RECEIVED else state.value,
        )
        for state in shown
    )


def _ended() -> tuple[Figure, ...]:
    return tuple(
        _figure(
            f"ended.{state}",
            listed=state is not State.TRANSFERRED_DENUNCIATION,
            outcome=Outcome.ENDED.value,
            state=state.value,
        )
        for state in State
        if state in ENDED_STATES
    )


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        figure.key: figure
        for figure in (
            _figure("total"),
            _figure("carried_over", carried_over=True),
            _figure("new", carried_over=False, reopened=False),
            _figure("reopened", carried_over=False, reopened=True),
            *_each("content", "content", CONTENTS),
            *_each("kind", "petition_kind", KINDS),
            *_each("channel", "channel", CHANNELS),
            _figure("handled", outcome=Outcome.HANDLED.value),
            _figure("handled.in_time", outcome=Outcome.HANDLED.value, in_time=True),
            _figure("handled.late", outcome=Outcome.HANDLED.value, in_time=False),
            _figure("ended", outcome=Outcome.ENDED.value),
            *_ended(),
            _figure("in_process", outcome=Outcome.IN_PROCESS.value),
            _figure("in_process.in_time", outcome=Outcome.IN_PROCESS.value, overdue=False),
            _figure("in_process.overdue", outcome=Outcome.IN_PROCESS.value, overdue=True),
            *_in_process(),
            _figure("returned", returned=True),
            _figure("published", published=True),
        )
    }
)
"""Every figure by its key, in the order of the report."""

AGENCY_FIGURES = (
    "total",
    "carried_over",
    "new",
    "reopened",
    "handled",
    "handled.in_time",
    "handled.late",
    "ended",
    "in_process",
    "in_process.in_time",
    "in_process.overdue",
)
"""The figures that are also given for each agency and for the desk."""


def _keys(prefix: str) -> tuple[str, ...]:
    """The figures one step below, but for the two that split by time."""
    by_time = (f"{prefix}.in_time", f"{prefix}.late", f"{prefix}.overdue")
    return tuple(key for key in FIGURES if key.startswith(f"{prefix}.") and key not in by_time)


PARTITIONS: tuple[Partition, ...] = (
    Partition("content", "total", _keys("content")),
    Partition("time", "total", ("carried_over", "new", "reopened")),
    Partition("outcome", "total", ("handled", "ended", "in_process")),
    Partition("kind", "total", _keys("kind")),
    Partition("channel", "total", _keys("channel")),
    Partition("handled_time", "handled", ("handled.in_time", "handled.late")),
    Partition("ended_state", "ended", _keys("ended")),
    Partition("process_time", "in_process", ("in_process.in_time", "in_process.overdue")),
    Partition("process_state", "in_process", _keys("in_process")),
)
"""The identities within one report (R41)."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A sum that does not agree.

    Attributes:
        name: which identity: a partition's name, or `agency.<figure>`.
        whole: the figure that is not reached.
        expected: its value.
        found: the sum of the parts.
    """

    name: str
    whole: str
    expected: int
    found: int


def mismatches(
    figures: Mapping[str, int], by_agency: Iterable[Mapping[str, int]]
) -> tuple[Mismatch, ...]:
    """The identities of R41 that fail within a report.

    Args:
        figures: key → count over all cases.
        by_agency: key → count for each agency and the desk; counted apart from `figures`.

    Returns:
        What does not agree; empty when everything does.
    """
    rows = tuple(by_agency)
    sums = [
        Mismatch(one.name, one.whole, figures[one.whole], sum(figures[key] for key in one.parts))
        for one in PARTITIONS
    ]
    sums += [
        Mismatch(f"agency.{key}", key, figures[key], sum(row[key] for row in rows))
        for key in AGENCY_FIGURES
    ]
    return tuple(one for one in sums if one.expected != one.found)


def outcome_of(state: State) -> Outcome:
    """What a state at the end of the period counts as.

    Args:
        state: The state of the case on the last day.

    Returns:
        handled, ended at the desk, or in process.
    """
    if state in HANDLED_STATES:
        return Outcome.HANDLED
    return Outcome.ENDED if state in ENDED_STATES else Outcome.IN_PROCESS


def within_competence(figures: Mapping[str, int]) -> int:
    """The base of the on-time rate: handled, or overdue and still not handled (R39, R63).

    What ended without an agency's result is nobody's, and where the limit has not come yet it is
    neither in time nor late.
    """
    return figures["handled"] + figures["in_process.overdue"]
