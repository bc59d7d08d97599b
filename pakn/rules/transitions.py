"""The one table of the life of a case: state, act, roles, guards, target."""

from dataclasses import dataclass
from enum import StrEnum

from pakn.rules.guards import Guard
from pakn.rules.states import Action, Level, Role, State


class Resolver(StrEnum):
    """A target that depends on the case."""

    ASKER = "asker"
    """Back to the state that asked for the supplement."""
    LAPSED = "lapsed"
    """Asked at triage: not accepted; asked by an agency: it answers on what it has."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        state: The state the case must be in.
        action: The act.
        roles: Who may do it.
        target: The state afterwards, or the name of the rule that finds it.
        guards: Conditions, all of which must hold, checked in this order.
        new_round: The act ends one round of handling and opens the next: limits start anew,
            earlier lateness stays on record (R35).
        marks_final: The act decides jurisdiction with final effect (R26).
        level: The level of direction at which the matter arrives (R57).
    """

    state: State
    action: Action
    roles: frozenset[Role]
    target: State | Resolver
    guards: tuple[Guard, ...] = ()
    new_round: bool = False
    marks_final: bool = False
    level: Level | None = None


_PETITIONER = frozenset({Role.PETITIONER})
_SYSTEM = frozenset({Role.SYSTEM})
_TRIAGE = frozenset({Role.TRIAGE_OFFICER})
_LEAD = frozenset({Role.UNIT_LEAD})
_PUBLISHER = frozenset({Role.PUBLISHER})
# Intake and triage also enter what arrives on paper, by phone or by công văn ("nhập hộ").
_DESK = frozenset({Role.INTAKE_CLERK, Role.TRIAGE_OFFICER})
_TRIAGE_OR_LEAD = _TRIAGE | _LEAD
_DESK_OR_LEAD = _DESK | _LEAD
_PETITIONER_OR_DESK = _PETITIONER | _DESK
# The officer forwards on the system; a công văn with an annex of cases is dispatched by văn thư.
_FORWARDERS = frozenset({Role.TRIAGE_OFFICER, Role.RECORDS_CLERK})
# An answer of the standing body itself leaves with an authority's signature (R45).
_SIGNATORIES = frozenset({Role.UNIT_LEAD, Role.SIGNER})
# The assistant acts for a member, the deputy or the Head and is recorded as such.
_DIRECTORS = frozenset({Role.STANDING_MEMBER, Role.STANDING_DEPUTY, Role.HEAD, Role.ASSISTANT})
_AGENCY_DESK = frozenset({Role.AGENCY_FOCAL, Role.AGENCY_APPROVER})
_AGENCY_OR_DESK = _AGENCY_DESK | _DESK

_FORWARDABLE = (Guard.NOT_DENUNCIATION, Guard.LEAD_GIVEN)
_REASONED = (Guard.REASON_GIVEN,)


def _received() -> tuple[Transition, ...]:
    """Rows of a case that waits for triage (NĐ 20/2008 Đ9.1d; R11)."""
    here = State.RECEIVED
    act = Action
    grounded = (Guard.GROUND_GIVEN,)
    ours = (Guard.NOT_DENUNCIATION,)
    return (
        Transition(here, act.ASK_SUPPLEMENT, _DESK, State.AWAITING_SUPPLEMENT),
        Transition(here, act.NOT_ACCEPT, _TRIAGE_OR_LEAD, State.NOT_ACCEPTED, grounded),
        Transition(here, act.GUIDE, _TRIAGE, State.GUIDED),
        _transfer_denunciation(here),
        Transition(here, act.ANSWER_QUESTION, _TRIAGE, State.QUESTION_ANSWERED),
        Transition(
            here,
            act.FILE_WITHOUT_HANDLING,
            _TRIAGE_OR_LEAD,
            State.FILED_WITHOUT_HANDLING,
            grounded,
        ),
        Transition(here, act.QUARANTINE, _DESK_OR_LEAD, State.QUARANTINED),
        Transition(here, act.FORWARD, _FORWARDERS, State.FORWARDED, _FORWARDABLE),
        _seek_direction(here),
        Transition(here, act.ANSWER_DIRECTLY, _SIGNATORIES, State.ANSWERED, ours),
        Transition(
            here,
            act.MERGE,
            _TRIAGE,
            State.MERGED,
            (Guard.NOT_DENUNCIATION, Guard.MERGE_TARGET_GIVEN),
        ),
        Transition(here, act.SPLIT, _TRIAGE, State.SPLIT, (Guard.PARTS_GIVEN,)),
        _withdraw(here),
    )


def _awaiting_supplement() -> tuple[Transition, ...]:
    """Rows of a case that waits for the petitioner (R2, R31)."""
    here = State.AWAITING_SUPPLEMENT
    known = (Guard.ASKER_KNOWN,)
    return (
        Transition(here, Action.SUPPLY, _PETITIONER_OR_DESK, Resolver.ASKER, known),
        Transition(here, Action.LAPSE, _SYSTEM, Resolver.LAPSED, known),
        Transition(here, Action.QUARANTINE, _DESK_OR_LEAD, State.QUARANTINED),
        _withdraw(here),
    )


def _awaiting_direction() -> tuple[Transition, ...]:
    """Rows of a case before an authority of the Task Force (NĐ 20/2008 Đ17.3; R57)."""
    here = State.AWAITING_DIRECTION
    holds = (Guard.HOLDS_LEVEL,)
    return (
        Transition(here, Action.DIRECT_FORWARD, _DIRECTORS, State.FORWARDED, _FORWARDABLE + holds),
        Transition(
            here,
            Action.DIRECT_ANSWER,
            _DIRECTORS,
            State.ANSWERED,
            (Guard.NOT_DENUNCIATION, *holds),
        ),
        Transition(here, Action.RAISE_LEVEL, _DIRECTORS, here, (*holds, Guard.LEVEL_ABOVE)),
        _transfer_denunciation(here),
        _withdraw(here),
    )


def _forwarded() -> tuple[Transition, ...]:
    """Rows of a case that an agency has not accepted yet (R26)."""
    here = State.FORWARDED
    act = Action
    return (
        Transition(here, act.ACCEPT, _AGENCY_OR_DESK, State.IN_PROGRESS),
        Transition(here, act.DEEM_ACCEPTED, _SYSTEM, State.IN_PROGRESS),
        Transition(
            here,
            act.RETURN_CASE,
            _AGENCY_OR_DESK,
            State.RETURNED,
            (Guard.DECISION_OPEN, Guard.RETURN_REASONED),
            new_round=True,
        ),
        Transition(here, act.RECALL, _TRIAGE_OR_LEAD, State.RECEIVED, _REASONED, new_round=True),
        Transition(
            here,
            act.CONTEST_JURISDICTION,
            frozenset({Role.AGENCY_APPROVER}) | _DESK,
            State.AWAITING_DIRECTION,
            (Guard.DECISION_FINAL, Guard.REASON_GIVEN),
            new_round=True,
            level=Level.HEAD,
        ),
        _withdraw(here),
    )


def _in_progress() -> tuple[Transition, ...]:
    """Rows of a case that an agency handles (NĐ 20/2008 Đ14)."""
    here = State.IN_PROGRESS
    act = Action
    agency = _AGENCY_DESK | {Role.AGENCY_UNIT}
    granting = frozenset({Role.AGENCY_APPROVER, Role.UNIT_LEAD})
    ours = (Guard.NOT_DENUNCIATION,)
    reasoned = (Guard.RETURN_REASONED,)
    return (
        Transition(here, act.ANSWER, _AGENCY_OR_DESK, State.ANSWERED, ours),
        Transition(here, act.ASK_SUPPLEMENT, agency, State.AWAITING_SUPPLEMENT),
        Transition(here, act.EXTEND, granting, here, _REASONED),
        Transition(here, act.ADD_COORDINATING, _TRIAGE_OR_LEAD, here, (Guard.COORDINATING_GIVEN,)),
        # Once accepted, only the standing body's lead takes a case away from its agency.
        Transition(here, act.RETURN_CASE, _LEAD, State.RETURNED, reasoned, new_round=True),
        _withdraw(here),
    )


def _returned() -> tuple[Transition, ...]:
    """Rows of a case that came back from an agency (R26)."""
    here = State.RETURNED
    return (
        Transition(
            here,
            Action.FORWARD,
            _FORWARDERS,
            State.FORWARDED,
            (*_FORWARDABLE, Guard.RETURNS_BELOW_THRESHOLD),
        ),
        Transition(
            here,
            Action.DECIDE_JURISDICTION,
            _LEAD,
            State.FORWARDED,
            (*_FORWARDABLE, Guard.RETURNS_AT_THRESHOLD),
            marks_final=True,
        ),
        _seek_direction(here),
        _transfer_denunciation(here),
        _withdraw(here),
    )


def _answered_and_closed() -> tuple[Transition, ...]:
    """Rows of a case whose answer waits for the check, or was released (R34-R38)."""
    here, done = State.ANSWERED, State.CLOSED
    act = Action
    ours = (Guard.NOT_DENUNCIATION,)
    checkers = _PUBLISHER | _LEAD
    in_time = (Guard.WITHIN_APPEAL_LIMIT,)
    return (
        Transition(here, act.RELEASE, _PUBLISHER, done, ours),
        Transition(here, act.SEND_BACK, checkers, State.IN_PROGRESS, _REASONED, new_round=True),
        _withdraw(here),
        Transition(done, act.RATE, _PETITIONER, done),
        Transition(done, act.APPEAL, _PETITIONER, State.RECEIVED, in_time, new_round=True),
        Transition(done, act.REOPEN, _LEAD, State.IN_PROGRESS, _REASONED, new_round=True),
        Transition(
            done, act.CORRECT, _PUBLISHER, done, (Guard.NOT_DENUNCIATION, Guard.REASON_GIVEN)
        ),
    )


def _others() -> tuple[Transition, ...]:
    """Rows of split, refused, merged and quarantined cases (R14)."""
    held = State.QUARANTINED
    return (
        Transition(
            State.SPLIT,
            Action.CLOSE_JOINED,
            _PUBLISHER,
            State.CLOSED,
            (Guard.NOT_DENUNCIATION, Guard.ALL_CHILDREN_CLOSED),
        ),
        _withdraw(State.SPLIT),
        Transition(
            State.NOT_ACCEPTED,
            Action.APPEAL,
            _PETITIONER,
            State.RECEIVED,
            (Guard.WITHIN_APPEAL_LIMIT,),
            new_round=True,
        ),
        Transition(State.MERGED, Action.UNMERGE, _TRIAGE, State.RECEIVED),
        Transition(held, Action.LIFT_QUARANTINE, _LEAD, State.RECEIVED, _REASONED),
        Transition(
            held,
            Action.FILE_WITHOUT_HANDLING,
            _LEAD,
            State.FILED_WITHOUT_HANDLING,
            (Guard.GROUND_GIVEN,),
        ),
        # In quarantine even a withdrawal passes through the one who holds the permission for it.
        Transition(held, Action.WITHDRAW, _LEAD, State.WITHDRAWN),
    )


def _withdraw(here: State) -> Transition:
    """The petitioner withdraws, or the desk records a written request to withdraw."""
    return Transition(here, Action.WITHDRAW, _PETITIONER_OR_DESK, State.WITHDRAWN)


def _seek_direction(here: State) -> Transition:
    """A phiếu trình to the lowest level; it rises from there (R57)."""
    return Transition(
        here,
        Action.SEEK_DIRECTION,
        _TRIAGE_OR_LEAD,
        State.AWAITING_DIRECTION,
        level=Level.STANDING_MEMBER,
    )


def _transfer_denunciation(here: State) -> Transition:
    """A tố cáo goes to the competent body under its own law (R53).

    The guard makes sure the case carries the mark on which the sealing of identities rests.
    """
    return Transition(
        here,
        Action.TRANSFER_DENUNCIATION,
        _TRIAGE_OR_LEAD,
        State.TRANSFERRED_DENUNCIATION,
        (Guard.DENUNCIATION,),
    )


TRANSITIONS: tuple[Transition, ...] = (
    *_received(),
    *_awaiting_supplement(),
    *_awaiting_direction(),
    *_forwarded(),
    *_in_progress(),
    *_returned(),
    *_answered_and_closed(),
    *_others(),
)
"""The one table, in the order in which the screen offers the acts."""
