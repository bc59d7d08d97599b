"""Guards: conditions on a case that an act needs beside the right state and role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pakn.rules.states import Level, Role, State


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the guards may know of a case and of the act that is asked for.

    The defaults are the careful ones: nothing given, nothing allowed that needs a fact.

    Attributes:
        returns_count: How often agencies have returned the case so far.
        returns_threshold: From this count on the unit lead decides (R26, dated parameter).
        decision_final: The jurisdiction was decided with final effect (R26).
        asked_from: The state that asked for the supplement; None when none was asked.
        direction_level: The level that holds the matter; None outside awaiting_direction.
        ground_given: A ground from the list of refusals was chosen (NĐ 20/2008 Đ7, R2).
        lead_given: A live agency was named as lead.
        coordinating_given: A live agency other than the lead was named as coordinating.
        reason_given: A written reason accompanies the act.
        proposed_agency_given: The returning agency named the agency it holds competent.
        merge_target_given: Another open or closed case was named to merge into.
        parts_given: At least two parts were described for the split (R14).
        all_children_closed: Every child of a split case is in a final state (R14).
        within_appeal_limit: The limit for asking for a review has not passed.
        is_denunciation: The content is a tố cáo (Luật Tố cáo 2018, R12).
    """

    returns_count: int = 0
    returns_threshold: int = 2
    decision_final: bool = False
    asked_from: State | None = None
    direction_level: Level | None = None
    ground_given: bool = False
    lead_given: bool = False
    coordinating_given: bool = False
    reason_given: bool = False
    proposed_agency_given: bool = False
    merge_target_given: bool = False
    parts_given: bool = False
    all_children_closed: bool = False
    within_appeal_limit: bool = False
    is_denunciation: bool = False


class Guard(StrEnum):
    """The name of a condition, as the table of transitions cites it."""

    GROUND_GIVEN = "ground_given"
    LEAD_GIVEN = "lead_given"
    COORDINATING_GIVEN = "coordinating_given"
    REASON_GIVEN = "reason_given"
    RETURN_REASONED = "return_reasoned"
    MERGE_TARGET_GIVEN = "merge_target_given"
    PARTS_GIVEN = "parts_given"
    DECISION_OPEN = "decision_open"
    DECISION_FINAL = "decision_final"
    RETURNS_BELOW_THRESHOLD = "returns_below_threshold"
    RETURNS_AT_THRESHOLD = "returns_at_threshold"
    HOLDS_LEVEL = "holds_level"
    LEVEL_ABOVE = "level_above"
    ASKER_KNOWN = "asker_known"
    ALL_CHILDREN_CLOSED = "all_children_closed"
    WITHIN_APPEAL_LIMIT = "within_appeal_limit"
    DENUNCIATION = "denunciation"
    NOT_DENUNCIATION = "not_denunciation"


class Refusal(StrEnum):
    """Why a guard refused: the code for which the screen has a sentence."""

    GROUND_MISSING = "ground_missing"
    LEAD_MISSING = "lead_missing"
    COORDINATING_MISSING = "coordinating_missing"
    REASON_MISSING = "reason_missing"
    PROPOSED_AGENCY_MISSING = "proposed_agency_missing"
    MERGE_TARGET_MISSING = "merge_target_missing"
    PARTS_MISSING = "parts_missing"
    DECISION_IS_FINAL = "decision_is_final"
    DECISION_NOT_FINAL = "decision_not_final"
    UNIT_LEAD_MUST_DECIDE = "unit_lead_must_decide"
    TOO_FEW_RETURNS = "too_few_returns"
    OTHER_LEVEL_DECIDES = "other_level_decides"
    HIGHEST_LEVEL = "highest_level"
    ASKER_UNKNOWN = "asker_unknown"
    CHILDREN_OPEN = "children_open"
    APPEAL_LIMIT_PASSED = "appeal_limit_passed"
    NOT_A_DENUNCIATION = "not_a_denunciation"
    IS_DENUNCIATION = "is_denunciation"


GuardFunction = Callable[[CaseFacts, Role], Refusal | None]


def _needs(is_given: Callable[[CaseFacts], bool], refusal: Refusal) -> GuardFunction:
    """A guard that refuses with `refusal` unless `is_given` holds."""
    return lambda facts, _role: None if is_given(facts) else refusal


def _return_reasoned(facts: CaseFacts, _role: Role) -> Refusal | None:
    """A return states its reason and names the agency held competent (R26)."""
    if not facts.reason_given:
        return Refusal.REASON_MISSING
    return None if facts.proposed_agency_given else Refusal.PROPOSED_AGENCY_MISSING


_HIGHEST_LEVEL_OF: Mapping[Role, Level] = MappingProxyType(
    {
        Role.STANDING_MEMBER: Level.STANDING_MEMBER,
        Role.STANDING_DEPUTY: Level.STANDING_DEPUTY,
        Role.HEAD: Level.PRIME_MINISTER,
        Role.ASSISTANT: Level.PRIME_MINISTER,
    }
)
"""The Prime Minister has no account: the Head, or an assistant in whoever's name it is recorded,
enters that direction."""


def _holds_level(facts: CaseFacts, role: Role) -> Refusal | None:
    """Only the level that holds the matter, or one above it, directs (R57)."""
    highest = _HIGHEST_LEVEL_OF.get(role)
    if facts.direction_level is None or highest is None:
        return Refusal.OTHER_LEVEL_DECIDES
    levels = tuple(Level)
    if levels.index(facts.direction_level) <= levels.index(highest):
        return None
    return Refusal.OTHER_LEVEL_DECIDES


GUARDS: Mapping[Guard, GuardFunction] = MappingProxyType(
    {
        Guard.GROUND_GIVEN: _needs(lambda f: f.ground_given, Refusal.GROUND_MISSING),
        Guard.LEAD_GIVEN: _needs(lambda f: f.lead_given, Refusal.LEAD_MISSING),
        Guard.COORDINATING_GIVEN: _needs(
            lambda f: f.coordinating_given, Refusal.COORDINATING_MISSING
        ),
        Guard.REASON_GIVEN: _needs(lambda f: f.reason_given, Refusal.REASON_MISSING),
        Guard.RETURN_REASONED: _return_reasoned,
        Guard.MERGE_TARGET_GIVEN: _needs(
            lambda f: f.merge_target_given, Refusal.MERGE_TARGET_MISSING
        ),
        Guard.PARTS_GIVEN: _needs(lambda f: f.parts_given, Refusal.PARTS_MISSING),
        Guard.DECISION_OPEN: _needs(lambda f: not f.decision_final, Refusal.DECISION_IS_FINAL),
        Guard.DECISION_FINAL: _needs(lambda f: f.decision_final, Refusal.DECISION_NOT_FINAL),
        Guard.RETURNS_BELOW_THRESHOLD: _needs(
            lambda f: f.returns_count < f.returns_threshold, Refusal.UNIT_LEAD_MUST_DECIDE
        ),
        Guard.RETURNS_AT_THRESHOLD: _needs(
            lambda f: f.returns_count >= f.returns_threshold, Refusal.TOO_FEW_RETURNS
        ),
        Guard.HOLDS_LEVEL: _holds_level,
        Guard.LEVEL_ABOVE: _needs(
            lambda f: f.direction_level is not Level.PRIME_MINISTER, Refusal.HIGHEST_LEVEL
        ),
        Guard.ASKER_KNOWN: _needs(
            lambda f: f.asked_from in {State.RECEIVED, State.IN_PROGRESS}, Refusal.ASKER_UNKNOWN
        ),
        Guard.ALL_CHILDREN_CLOSED: _needs(lambda f: f.all_children_closed, Refusal.CHILDREN_OPEN),
        Guard.WITHIN_APPEAL_LIMIT: _needs(
            lambda f: f.within_appeal_limit, Refusal.APPEAL_LIMIT_PASSED
        ),
        Guard.DENUNCIATION: _needs(lambda f: f.is_denunciation, Refusal.NOT_A_DENUNCIATION),
        Guard.NOT_DENUNCIATION: _needs(lambda f: not f.is_denunciation, Refusal.IS_DENUNCIATION),
    }
)
"""Every guard by name. A guard answers None (go on) or the code of the refusal."""
