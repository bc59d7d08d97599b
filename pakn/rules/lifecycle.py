"""The questions put to the table of transitions: what is allowed, and what an act does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pakn.rules.guards import GUARDS, CaseFacts, Refusal
from pakn.rules.states import Action, Level, Role, State, next_level
from pakn.rules.transitions import TRANSITIONS, Resolver, Transition


class NotAllowed(Exception):
    """The table has no row for this state, act and role."""

    def __init__(self, state: State, action: Action, role: Role) -> None:
        super().__init__(f"{role} may not {action} a case that is {state}")
        self.state = state
        self.action = action
        self.role = role


class GuardRefused(Exception):
    """The row exists, but a condition on the case does not hold."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Decision:
    """What an allowed act does to the case.

    Attributes:
        target: The state afterwards.
        new_round: Whether the round number rises by one.
        marks_final: Whether the jurisdiction is now decided with final effect.
        level: The level of direction that now holds the matter; None outside awaiting_direction.
    """

    target: State
    new_round: bool = False
    marks_final: bool = False
    level: Level | None = None


_INDEX: Mapping[tuple[State, Action], Transition] = MappingProxyType(
    {(row.state, row.action): row for row in TRANSITIONS}
)


def allowed(state: State, role: Role) -> tuple[Action, ...]:
    """The acts that a role may try on a case in a state, before any guard is asked.

    Args:
        state: The state of the case.
        role: The capacity of the person.

    Returns:
        The acts in the order of the screen.
    """
    return tuple(row.action for row in TRANSITIONS if row.state is state and role in row.roles)


def decide(state: State, action: Action, role: Role, facts: CaseFacts) -> Decision:
    """Say what an act does, or refuse it. The only judge of a change of state.

    Args:
        state: The state of the case now.
        action: The act asked for.
        role: The capacity of the person, petitioner and system included.
        facts: What the guards may know.

    Returns:
        The target state and what changes with it.

    Raises:
        NotAllowed: The table has no such row, or not for this role.
        GuardRefused: A condition does not hold; the first that fails, by its code.
    """
    row = _INDEX.get((state, action))
    if row is None or role not in row.roles:
        raise NotAllowed(state, action, role)
    for guard in row.guards:
        refusal = GUARDS[guard](facts, role)
        if refusal is not None:
            raise GuardRefused(refusal)
    return Decision(
        target=_target(row, facts),
        new_round=row.new_round,
        marks_final=row.marks_final,
        level=_level(row, facts),
    )


def _target(row: Transition, facts: CaseFacts) -> State:
    """The state afterwards; the guard has made sure that `asked_from` is known."""
    if isinstance(row.target, State):
        return row.target
    if row.target is Resolver.LAPSED and facts.asked_from is State.RECEIVED:
        return State.NOT_ACCEPTED
    return State.RECEIVED if facts.asked_from is State.RECEIVED else State.IN_PROGRESS


def _level(row: Transition, facts: CaseFacts) -> Level | None:
    """The level that holds the matter afterwards."""
    if row.action is Action.RAISE_LEVEL and facts.direction_level is not None:
        return next_level(facts.direction_level)
    return row.level


def render_table(label: Callable[[str], str]) -> str:
    """The whole table as Markdown, for the manual and for a test that the manual is current.

    Args:
        label: Gives the words of a key: `state.received`, `action.forward`, `role.head`,
            `guard.lead_given`, `resolver.asker`, `column.action|roles|guards|target`.

    Returns:
        One section per state that has acts, in the order of `State`.
    """
    head = " | ".join(label(f"column.{name}") for name in ("action", "roles", "guards", "target"))
    sections = []
    for state in State:
        rows = [_render_row(row, label) for row in TRANSITIONS if row.state is state]
        if rows:
            title = f"## {label(f'state.{state}')}"
            sections.append("\n".join([title, "", f"| {head} |", "|---|---|---|---|", *rows]))
    return "\n\n".join(sections) + "\n"


def _render_row(row: Transition, label: Callable[[str], str]) -> str:
    """One line of the Markdown table, roles in the order of `Role`."""
    roles = ", ".join(label(f"role.{role}") for role in Role if role in row.roles)
    guards = ", ".join(label(f"guard.{guard}") for guard in row.guards) or "–"
    group = "state" if isinstance(row.target, State) else "resolver"
    target = label(f"{group}.{row.target}")
    return f"| {label(f'action.{row.action}')} | {roles} | {guards} | {target} |"
