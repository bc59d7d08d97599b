from dataclasses import replace

import pytest

from pakn.rules.guards import GUARDS, CaseFacts, Guard, Refusal
from pakn.rules.lifecycle import Decision, GuardRefused, NotAllowed, allowed, decide, render_table
from pakn.rules.states import (
    AGENCY_ROLES,
    AGENCY_STATES,
    COUNCIL_ROLES,
    FINAL_STATES,
    OPEN_STATES,
    PUBLIC_RESULT_STATES,
    PUBLIC_STATUS_STATES,
    SEARCHABLE_STATES,
    STAFF_ROLES,
    Action,
    Level,
    Role,
    State,
    next_level,
)
from pakn.rules.transitions import TRANSITIONS
from tests.unit.rules.lifecycle_expected import expected_table

EVERYTHING_GIVEN = CaseFacts(
    returns_count=1,
    asked_from=State.IN_PROGRESS,
    direction_level=Level.STANDING_MEMBER,
    ground_given=True,
    lead_given=True,
    coordinating_given=True,
    reason_given=True,
    proposed_agency_given=True,
    merge_target_given=True,
    parts_given=True,
    all_children_closed=True,
    within_appeal_limit=True,
)
# A few acts exist only where the ordinary facts are the other way round.
FACTS_FOR = {
    Action.TRANSFER_DENUNCIATION: replace(EVERYTHING_GIVEN, is_denunciation=True),
    Action.DECIDE_JURISDICTION: replace(EVERYTHING_GIVEN, returns_count=2),
    Action.CONTEST_JURISDICTION: replace(EVERYTHING_GIVEN, decision_final=True),
}
EXPECTED = expected_table()
ROLE_WITH = {
    (row.state, row.action): next(r for r in Role if r in row.roles) for row in TRANSITIONS
}


def facts_for(action: Action) -> CaseFacts:
    return FACTS_FOR.get(action, EVERYTHING_GIVEN)


def try_as(state: State, action: Action, role: Role) -> str | None:
    try:
        return decide(state, action, role, facts_for(action)).target.value
    except NotAllowed:
        return None


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", State)
def test_every_state_act_and_role_is_allowed_or_forbidden_as_designed(
    state: State, action: Action
) -> None:
    roles, target = EXPECTED.get((state.value, action.value), (set(), ""))
    wanted = {role: target if role.value in roles else None for role in Role}
    assert {role: try_as(state, action, role) for role in Role} == wanted


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_allowed_lists_exactly_the_acts_of_the_design(state: State, role: Role) -> None:
    wanted = {
        act for (at, act), (roles, _) in EXPECTED.items() if at == state and role.value in roles
    }
    listed = allowed(state, role)
    assert {action.value for action in listed} == wanted
    assert len(listed) == len(wanted)


def test_a_refusal_says_who_wanted_what_from_where() -> None:
    with pytest.raises(NotAllowed) as refused:
        decide(State.CLOSED, Action.FORWARD, Role.ADMIN, EVERYTHING_GIVEN)
    assert (refused.value.state, refused.value.action, refused.value.role) == (
        State.CLOSED,
        Action.FORWARD,
        Role.ADMIN,
    )
    assert str(refused.value) == "admin may not forward a case that is closed"


def test_the_table_has_one_row_for_a_state_and_act() -> None:
    assert len({(row.state, row.action) for row in TRANSITIONS}) == len(TRANSITIONS)
    assert {row.action for row in TRANSITIONS} == set(Action)


REFUSALS = [
    (State.RECEIVED, Action.NOT_ACCEPT, {"ground_given": False}, Refusal.GROUND_MISSING),
    (State.RECEIVED, Action.FILE_WITHOUT_HANDLING, {"ground_given": False}, Refusal.GROUND_MISSING),
    (State.QUARANTINED, Action.FILE_WITHOUT_HANDLING, {"ground_given": False}, "ground_missing"),
    (State.RECEIVED, Action.FORWARD, {"lead_given": False}, Refusal.LEAD_MISSING),
    (State.RETURNED, Action.FORWARD, {"lead_given": False}, Refusal.LEAD_MISSING),
    (State.AWAITING_DIRECTION, Action.DIRECT_FORWARD, {"lead_given": False}, "lead_missing"),
    (State.RETURNED, Action.DECIDE_JURISDICTION, {"lead_given": False}, "lead_missing"),
    (State.RECEIVED, Action.MERGE, {"merge_target_given": False}, Refusal.MERGE_TARGET_MISSING),
    (State.RECEIVED, Action.SPLIT, {"parts_given": False}, Refusal.PARTS_MISSING),
    (
        State.RECEIVED,
        Action.TRANSFER_DENUNCIATION,
        {"is_denunciation": False},
        "not_a_denunciation",
    ),
    (State.AWAITING_SUPPLEMENT, Action.SUPPLY, {"asked_from": None}, Refusal.ASKER_UNKNOWN),
    (State.AWAITING_SUPPLEMENT, Action.LAPSE, {"asked_from": State.CLOSED}, "asker_unknown"),
    (
        State.AWAITING_DIRECTION,
        Action.RAISE_LEVEL,
        {"direction_level": None},
        "other_level_decides",
    ),
    (State.FORWARDED, Action.RETURN_CASE, {"reason_given": False}, Refusal.REASON_MISSING),
    (
        State.FORWARDED,
        Action.RETURN_CASE,
        {"proposed_agency_given": False},
        "proposed_agency_missing",
    ),
    (State.FORWARDED, Action.RETURN_CASE, {"decision_final": True}, Refusal.DECISION_IS_FINAL),
    (State.FORWARDED, Action.CONTEST_JURISDICTION, {"decision_final": False}, "decision_not_final"),
    (State.FORWARDED, Action.CONTEST_JURISDICTION, {"reason_given": False}, "reason_missing"),
    (State.FORWARDED, Action.RECALL, {"reason_given": False}, Refusal.REASON_MISSING),
    (State.IN_PROGRESS, Action.EXTEND, {"reason_given": False}, Refusal.REASON_MISSING),
    (
        State.IN_PROGRESS,
        Action.ADD_COORDINATING,
        {"coordinating_given": False},
        "coordinating_missing",
    ),
    (State.IN_PROGRESS, Action.RETURN_CASE, {"reason_given": False}, Refusal.REASON_MISSING),
    (State.RETURNED, Action.FORWARD, {"returns_count": 2}, Refusal.UNIT_LEAD_MUST_DECIDE),
    (State.RETURNED, Action.DECIDE_JURISDICTION, {"returns_count": 1}, Refusal.TOO_FEW_RETURNS),
    (State.ANSWERED, Action.SEND_BACK, {"reason_given": False}, Refusal.REASON_MISSING),
    (State.CLOSED, Action.APPEAL, {"within_appeal_limit": False}, Refusal.APPEAL_LIMIT_PASSED),
    (State.NOT_ACCEPTED, Action.APPEAL, {"within_appeal_limit": False}, "appeal_limit_passed"),
    (State.CLOSED, Action.REOPEN, {"reason_given": False}, Refusal.REASON_MISSING),
    (State.CLOSED, Action.CORRECT, {"reason_given": False}, Refusal.REASON_MISSING),
    (State.SPLIT, Action.CLOSE_JOINED, {"all_children_closed": False}, Refusal.CHILDREN_OPEN),
    (State.QUARANTINED, Action.LIFT_QUARANTINE, {"reason_given": False}, Refusal.REASON_MISSING),
]


@pytest.mark.parametrize(("state", "action", "missing", "code"), REFUSALS)
def test_a_guard_refuses_with_its_code(
    state: State, action: Action, missing: dict[str, object], code: str
) -> None:
    facts = replace(facts_for(action), **missing)  # type: ignore[arg-type]
    with pytest.raises(GuardRefused) as refused:
        decide(state, action, ROLE_WITH[state, action], facts)
    assert refused.value.code == code


NEVER_FOR_A_DENUNCIATION = [
    (State.RECEIVED, Action.FORWARD),
    (State.RECEIVED, Action.ANSWER_DIRECTLY),
    (State.RECEIVED, Action.MERGE),
    (State.RETURNED, Action.FORWARD),
    (State.RETURNED, Action.DECIDE_JURISDICTION),
    (State.AWAITING_DIRECTION, Action.DIRECT_FORWARD),
    (State.AWAITING_DIRECTION, Action.DIRECT_ANSWER),
    (State.IN_PROGRESS, Action.ANSWER),
    (State.ANSWERED, Action.RELEASE),
    (State.CLOSED, Action.CORRECT),
    (State.SPLIT, Action.CLOSE_JOINED),
]


@pytest.mark.parametrize(("state", "action"), NEVER_FOR_A_DENUNCIATION)
def test_a_denunciation_is_never_forwarded_answered_or_published(
    state: State, action: Action
) -> None:
    facts = replace(facts_for(action), is_denunciation=True)
    with pytest.raises(GuardRefused) as refused:
        decide(state, action, ROLE_WITH[state, action], facts)
    assert refused.value.code is Refusal.IS_DENUNCIATION


def test_no_act_brings_a_denunciation_to_an_agency_or_the_public() -> None:
    for row in TRANSITIONS:
        if row.state in AGENCY_STATES | PUBLIC_RESULT_STATES | {State.ANSWERED}:
            continue
        facts = replace(facts_for(row.action), is_denunciation=True)
        for role in row.roles:
            try:
                target = decide(row.state, row.action, role, facts).target
            except GuardRefused:
                continue
            came_from_agency = row.state is State.AWAITING_SUPPLEMENT
            assert came_from_agency or target not in AGENCY_STATES | {State.ANSWERED, State.CLOSED}


def reachable(start: State, *, is_denunciation: bool) -> set[State]:
    seen, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        for row in TRANSITIONS:
            if row.state is not state or row.action is Action.WITHDRAW:
                continue
            facts = replace(facts_for(row.action), is_denunciation=is_denunciation)
            try:
                target = decide(state, row.action, ROLE_WITH[state, row.action], facts).target
            except GuardRefused:
                continue
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_no_open_state_is_a_dead_end(state: State) -> None:
    assert State.CLOSED in reachable(state, is_denunciation=False)


@pytest.mark.parametrize("state", sorted(OPEN_STATES - {State.SPLIT}))
def test_a_denunciation_recognised_late_can_still_be_transferred(state: State) -> None:
    found = reachable(state, is_denunciation=True)
    assert State.TRANSFERRED_DENUNCIATION in found
    assert State.CLOSED not in found


@pytest.mark.parametrize(
    ("action", "asked_from", "target"),
    [
        (Action.SUPPLY, State.RECEIVED, State.RECEIVED),
        (Action.SUPPLY, State.IN_PROGRESS, State.IN_PROGRESS),
        (Action.LAPSE, State.RECEIVED, State.NOT_ACCEPTED),
        (Action.LAPSE, State.IN_PROGRESS, State.IN_PROGRESS),
    ],
)
def test_a_supplement_goes_back_to_who_asked(
    action: Action, asked_from: State, target: State
) -> None:
    role = ROLE_WITH[State.AWAITING_SUPPLEMENT, action]
    facts = CaseFacts(asked_from=asked_from)
    assert decide(State.AWAITING_SUPPLEMENT, action, role, facts) == Decision(target)


def test_a_new_round_begins_where_handling_goes_back() -> None:
    opening = {(row.state, row.action) for row in TRANSITIONS if row.new_round}
    assert opening == {
        (State.FORWARDED, Action.RETURN_CASE),
        (State.FORWARDED, Action.RECALL),
        (State.FORWARDED, Action.CONTEST_JURISDICTION),
        (State.IN_PROGRESS, Action.RETURN_CASE),
        (State.ANSWERED, Action.SEND_BACK),
        (State.CLOSED, Action.APPEAL),
        (State.CLOSED, Action.REOPEN),
        (State.NOT_ACCEPTED, Action.APPEAL),
    }
    decision = decide(State.CLOSED, Action.REOPEN, Role.UNIT_LEAD, EVERYTHING_GIVEN)
    assert decision == Decision(State.IN_PROGRESS, new_round=True)


def test_from_the_second_return_the_unit_lead_decides_finally() -> None:
    facts = CaseFacts(lead_given=True, returns_count=2)
    decision = decide(State.RETURNED, Action.DECIDE_JURISDICTION, Role.UNIT_LEAD, facts)
    assert decision == Decision(State.FORWARDED, marks_final=True)
    patient = replace(facts, returns_threshold=3)
    assert decide(State.RETURNED, Action.FORWARD, Role.TRIAGE_OFFICER, patient) == Decision(
        State.FORWARDED
    )


def test_an_accepted_case_is_taken_back_by_the_lead_even_after_a_final_decision() -> None:
    facts = CaseFacts(reason_given=True, proposed_agency_given=True, decision_final=True)
    decision = decide(State.IN_PROGRESS, Action.RETURN_CASE, Role.UNIT_LEAD, facts)
    assert decision == Decision(State.RETURNED, new_round=True)


def may_direct(role: Role, level: Level) -> bool:
    facts = replace(EVERYTHING_GIVEN, direction_level=level)
    try:
        decide(State.AWAITING_DIRECTION, Action.DIRECT_FORWARD, role, facts)
    except GuardRefused as refused:
        return refused.code is not Refusal.OTHER_LEVEL_DECIDES
    return True


@pytest.mark.parametrize(
    ("role", "highest"),
    [
        (Role.STANDING_MEMBER, Level.STANDING_MEMBER),
        (Role.STANDING_DEPUTY, Level.STANDING_DEPUTY),
        (Role.HEAD, Level.PRIME_MINISTER),
        (Role.ASSISTANT, Level.PRIME_MINISTER),
    ],
)
def test_nobody_directs_above_the_own_level(role: Role, highest: Level) -> None:
    levels = list(Level)
    wanted = [levels.index(level) <= levels.index(highest) for level in levels]
    assert [may_direct(role, level) for level in levels] == wanted


def test_a_matter_rises_level_by_level_to_the_prime_minister() -> None:
    level: Level | None = decide(
        State.RECEIVED, Action.SEEK_DIRECTION, Role.TRIAGE_OFFICER, CaseFacts()
    ).level
    seen = [level]
    while level is not Level.PRIME_MINISTER:
        facts = CaseFacts(direction_level=level)
        level = decide(State.AWAITING_DIRECTION, Action.RAISE_LEVEL, Role.HEAD, facts).level
        seen.append(level)
    assert seen == list(Level)
    assert next_level(Level.PRIME_MINISTER) is None
    with pytest.raises(GuardRefused) as refused:
        decide(
            State.AWAITING_DIRECTION,
            Action.RAISE_LEVEL,
            Role.HEAD,
            CaseFacts(direction_level=Level.PRIME_MINISTER),
        )
    assert refused.value.code is Refusal.HIGHEST_LEVEL


def test_an_agency_that_still_disagrees_goes_before_the_head() -> None:
    facts = CaseFacts(decision_final=True, reason_given=True)
    decision = decide(State.FORWARDED, Action.CONTEST_JURISDICTION, Role.AGENCY_APPROVER, facts)
    assert decision == Decision(State.AWAITING_DIRECTION, new_round=True, level=Level.HEAD)


def test_a_level_is_held_exactly_while_direction_is_awaited() -> None:
    for row in TRANSITIONS:
        facts = facts_for(row.action)
        decision = decide(row.state, row.action, ROLE_WITH[row.state, row.action], facts)
        assert (decision.level is not None) == (decision.target is State.AWAITING_DIRECTION)


def test_every_guard_has_a_function_and_a_row() -> None:
    assert set(GUARDS) == set(Guard)
    assert {guard for row in TRANSITIONS for guard in row.guards} == set(Guard)


def test_by_default_nothing_is_given() -> None:
    refused = {
        guard for guard, refuses in GUARDS.items() if refuses(CaseFacts(), Role.TRIAGE_OFFICER)
    }
    harmless = {
        Guard.DECISION_OPEN,
        Guard.RETURNS_BELOW_THRESHOLD,
        Guard.LEVEL_ABOVE,
        Guard.NOT_DENUNCIATION,
    }
    assert refused == set(Guard) - harmless


def test_named_sets_of_states() -> None:
    assert len(State) == 17
    first_nine = list(State)[:9]
    assert set(first_nine) - {State.CLOSED} | {State.QUARANTINED} == OPEN_STATES
    assert OPEN_STATES.isdisjoint(FINAL_STATES)
    assert frozenset(State) == OPEN_STATES | FINAL_STATES
    assert State.QUARANTINED not in SEARCHABLE_STATES | PUBLIC_STATUS_STATES
    assert State.TRANSFERRED_DENUNCIATION not in SEARCHABLE_STATES
    assert {State.CLOSED} == PUBLIC_RESULT_STATES
    assert len(STAFF_ROLES) == 19
    assert STAFF_ROLES > AGENCY_ROLES | COUNCIL_ROLES


def test_the_rendered_table_has_a_line_for_every_row_in_the_words_given() -> None:
    markdown = render_table(lambda key: f"<{key}>")
    lines = markdown.splitlines()
    titles = [line for line in lines if line.startswith("## ")]
    states_with_acts = [state for state in State if any(row.state is state for row in TRANSITIONS)]
    assert titles == [f"## <state.{state}>" for state in states_with_acts]
    assert sum(line.startswith("| <action.") for line in lines) == len(TRANSITIONS)
    assert (
        "| <action.supply> | <role.intake_clerk>, <role.triage_officer>, <role.petitioner> | "
        "<guard.asker_known> | <resolver.asker> |" in lines
    )
    assert "| <column.action> | <column.roles> | <column.guards> | <column.target> |" in lines
    assert markdown.endswith("|\n")
