"""Which message follows which change of a case, what it may name, and who can receive it (R37)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pakn.rules.states import FINAL_STATES, Action, State

RECEIVED = "received"
CODE = "one_time_code"
UPDATE = "update"
"""Words that say nothing but that something happened: for a tố cáo there are no others (R12)."""

_BY_ACTION: Mapping[Action, str] = MappingProxyType(
    {
        Action.ASK_SUPPLEMENT: "supplement",
        Action.SUPPLY: "supplied",
        Action.GUIDE: "guided",
        Action.TRANSFER_DENUNCIATION: UPDATE,
        Action.ANSWER_QUESTION: "question_answered",
        Action.NOT_ACCEPT: "not_accepted",
        Action.FILE_WITHOUT_HANDLING: "filed_without_handling",
        Action.FORWARD: "forwarded",
        Action.DECIDE_JURISDICTION: "forwarded",
        Action.DIRECT_FORWARD: "forwarded",
        Action.SEEK_DIRECTION: "seeking_direction",
        Action.CONTEST_JURISDICTION: "seeking_direction",
        Action.ACCEPT: "in_progress",
        Action.DEEM_ACCEPTED: "in_progress",
        Action.RETURN_CASE: "reassigning",
        Action.RECALL: "reassigning",
        Action.ANSWER: "checking",
        Action.ANSWER_DIRECTLY: "checking",
        Action.DIRECT_ANSWER: "checking",
        Action.SEND_BACK: "completing",
        Action.EXTEND: UPDATE,
        Action.RELEASE: "result",
        Action.CLOSE_JOINED: "result",
        Action.CORRECT: "corrected",
        Action.REOPEN: UPDATE,
        Action.APPEAL: UPDATE,
        Action.MERGE: "merged",
        Action.UNMERGE: UPDATE,
        Action.SPLIT: "split",
        Action.WITHDRAW: "withdrawn",
    }
)
# Changes of no state, and the quarantine, which is itself confidential (Luật BVBMNN).
UNTOLD: frozenset[Action] = frozenset(
    {
        Action.RAISE_LEVEL,
        Action.ADD_COORDINATING,
        Action.RATE,
        Action.QUARANTINE,
        Action.LIFT_QUARANTINE,
    }
)
"""Acts that no message follows."""

IMPORTANT: frozenset[str] = frozenset(
    {
        "supplement",
        "not_accepted",
        "guided",
        "question_answered",
        "filed_without_handling",
        "result",
        "corrected",
        "merged",
        "withdrawn",
    }
)
"""What ends a case, or asks for something: sent whatever else was sent that day."""


def notice_of(action: Action, target: State, *, denunciation: bool = False) -> str | None:
    """The message that tells a petitioner of a change (NĐ 224/2026/NĐ-CP Đ15.1g; R37).

    Args:
        action: what was done.
        target: the state afterwards.
        denunciation: the case is a tố cáo; its messages say nothing of it.

    Returns:
        the notice, or None where nothing is told.
    """
    if action in UNTOLD:
        return None
    if denunciation:
        return UPDATE
    if action is Action.LAPSE:
        return "not_accepted" if target is State.NOT_ACCEPTED else "in_progress"
    return _BY_ACTION[action]


def is_important(notice: str, target: State) -> bool:
    """Whether a message goes out whatever the day's budget; every end of a case does."""
    return notice in IMPORTANT or target in FINAL_STATES


TOLD: frozenset[str] = frozenset(_BY_ACTION.values())
"""Every message that follows a change of state."""

_CASE = frozenset({"number", "received_on", "base_url", "hotline"})
_KNOWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        RECEIVED: _CASE | {"secret"},
        CODE: frozenset({"code", "minutes", "base_url", "hotline"}),
        "supplement": _CASE | {"due_on"},
        "not_accepted": _CASE | {"ground_text"},
        "forwarded": _CASE | {"agency"},
        "in_progress": _CASE | {"agency"},
    }
)
EDITABLE: frozenset[str] = frozenset({RECEIVED, CODE, *TOLD})
"""Messages to petitioners: an administrator may write own words for these. Those to staff come
with the program, with values of their own."""


NOT_BY_SMS: frozenset[str] = frozenset({"secret", "agency", "ground_text"})
"""Values that no short message names: whoever holds the phone reads it without unlocking it."""

SAMPLE: Mapping[str, str] = MappingProxyType(
    {
        "number": "PAKN.20261116.0001",
        "received_on": "16/11/2026",
        "secret": "7K4M-2Q9X-PD",
        "code": "482915",
        "minutes": "10",
        "due_on": "30/11/2026",
        "agency": "Bộ Nông nghiệp và Môi trường",
        "ground_text": "Phản ánh, kiến nghị cần được viết bằng tiếng Việt.",
    }
)
"""What stands for the values of a case in a preview; nobody's data."""


def known_values(notice: str, channel: str = "mail") -> frozenset[str]:
    """The values that the template of a petitioner's message may name."""
    known = _KNOWN.get(notice, _CASE)
    return known - NOT_BY_SMS if channel == "sms" else known


def must_name(notice: str) -> str:
    """The one value that a notice is useless without; for most the case number."""
    return "code" if notice == CODE else "number"


_MOBILE = re.compile(r"0[35789]\d{8}")


def takes_sms(phone: str) -> bool:
    """Whether short messages reach a number: a Vietnamese mobile, as the store keeps it."""
    return _MOBILE.fullmatch(phone) is not None
