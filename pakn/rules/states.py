"""The closed vocabularies of casework: states, acts, roles, levels of direction."""

from enum import StrEnum


class State(StrEnum):
    """The state of one case. One case has exactly one state at any moment."""

    RECEIVED = "received"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_DIRECTION = "awaiting_direction"
    FORWARDED = "forwarded"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    ANSWERED = "answered"
    CLOSED = "closed"
    SPLIT = "split"
    QUARANTINED = "quarantined"
    NOT_ACCEPTED = "not_accepted"
    GUIDED = "guided"
    TRANSFERRED_DENUNCIATION = "transferred_denunciation"
    QUESTION_ANSWERED = "question_answered"
    FILED_WITHOUT_HANDLING = "filed_without_handling"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


OPEN_STATES: frozenset[State] = frozenset(
    {
        State.RECEIVED,
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_DIRECTION,
        State.FORWARDED,
        State.IN_PROGRESS,
        State.RETURNED,
        State.ANSWERED,
        State.SPLIT,
        State.QUARANTINED,
    }
)
"""Somebody still owes this case something: it counts as "in process" in reports (R41)."""

FINAL_STATES: frozenset[State] = frozenset(State) - OPEN_STATES
"""The case is finished; only a review, a correction, an unmerge or a rating may follow."""

AGENCY_STATES: frozenset[State] = frozenset({State.FORWARDED, State.IN_PROGRESS})
"""The case lies with an agency: the acceptance or the answer clock runs against it."""

PUBLIC_RESULT_STATES: frozenset[State] = frozenset({State.CLOSED})
"""The checked result may stand on public pages (NĐ 20/2008 Đ19, R36, R60)."""

PUBLIC_STATUS_STATES: frozenset[State] = frozenset(State) - {State.QUARANTINED}
"""The state may be shown, under its own name, to whoever holds number and secret (R37).

A quarantined case is shown to its petitioner as received: the quarantine is itself confidential.
"""

SEARCHABLE_STATES: frozenset[State] = frozenset(State) - {
    State.QUARANTINED,
    State.TRANSFERRED_DENUNCIATION,
}
"""The case may enter search, similar cases and learning (R12: a tố cáo never does)."""


class Action(StrEnum):
    """An act upon a case. Each act is one row of the event history."""

    ASK_SUPPLEMENT = "ask_supplement"
    NOT_ACCEPT = "not_accept"
    GUIDE = "guide"
    TRANSFER_DENUNCIATION = "transfer_denunciation"
    ANSWER_QUESTION = "answer_question"
    FILE_WITHOUT_HANDLING = "file_without_handling"
    QUARANTINE = "quarantine"
    FORWARD = "forward"
    SEEK_DIRECTION = "seek_direction"
    ANSWER_DIRECTLY = "answer_directly"
    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    SUPPLY = "supply"
    LAPSE = "lapse"
    DIRECT_FORWARD = "direct_forward"
    DIRECT_ANSWER = "direct_answer"
    RAISE_LEVEL = "raise_level"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    RETURN_CASE = "return_case"
    RECALL = "recall"
    CONTEST_JURISDICTION = "contest_jurisdiction"
    ANSWER = "answer"
    EXTEND = "extend"
    ADD_COORDINATING = "add_coordinating"
    DECIDE_JURISDICTION = "decide_jurisdiction"
    RELEASE = "release"
    SEND_BACK = "send_back"
    RATE = "rate"
    APPEAL = "appeal"
    REOPEN = "reopen"
    CORRECT = "correct"
    CLOSE_JOINED = "close_joined"
    UNMERGE = "unmerge"
    LIFT_QUARANTINE = "lift_quarantine"


class Role(StrEnum):
    """The capacity in which somebody acts; one person may hold several (R47)."""

    INTAKE_CLERK = "intake_clerk"
    TRIAGE_OFFICER = "triage_officer"
    UNIT_LEAD = "unit_lead"
    SIGNER = "signer"
    RECORDS_CLERK = "records_clerk"
    PUBLISHER = "publisher"
    STANDING_MEMBER = "standing_member"
    STANDING_DEPUTY = "standing_deputy"
    HEAD = "head"
    TASKFORCE_MEMBER = "taskforce_member"
    ASSISTANT = "assistant"
    AGENCY_FOCAL = "agency_focal"
    AGENCY_UNIT = "agency_unit"
    AGENCY_APPROVER = "agency_approver"
    COUNCIL_STAFF = "council_staff"
    COUNCIL_LEAD = "council_lead"
    IDENTITY_OPENER = "identity_opener"
    AUDITOR = "auditor"
    ADMIN = "admin"
    PETITIONER = "petitioner"
    SYSTEM = "system"


STAFF_ROLES: frozenset[Role] = frozenset(Role) - {Role.PETITIONER, Role.SYSTEM}
"""Roles held by a signed-in account."""

AGENCY_ROLES: frozenset[Role] = frozenset(
    {Role.AGENCY_FOCAL, Role.AGENCY_UNIT, Role.AGENCY_APPROVER}
)
"""Roles that see only the cases of their own agency."""

COUNCIL_ROLES: frozenset[Role] = frozenset({Role.COUNCIL_STAFF, Role.COUNCIL_LEAD})
"""Roles that see only what their own association filed (R47)."""


class Level(StrEnum):
    """Who is asked for direction, lowest first (R57)."""

    STANDING_MEMBER = "standing_member"
    STANDING_DEPUTY = "standing_deputy"
    HEAD = "head"
    PRIME_MINISTER = "prime_minister"


def next_level(level: Level) -> Level | None:
    """The level above, to which a matter rises (R57).

    Args:
        level: The level that holds the matter now.

    Returns:
        The level above it, or None above the Prime Minister.
    """
    levels = tuple(Level)
    above = levels.index(level) + 1
    return levels[above] if above < len(levels) else None
