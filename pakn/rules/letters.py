"""Letters: their kinds, and who does what with them in which order (R43-R45, R57, R64).

The program drafts. A person approves, a person with authority signs, the records clerk enters the
number and the day from the document system.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role


class LetterKind(StrEnum):
    """What a letter is."""

    TRANSFER_SLIP = "transfer_slip"
    TRANSFER_LETTER = "transfer_letter"
    URGE = "urge"
    REPORT = "report"
    REPLY_NOTICE = "reply_notice"


class Issuer(StrEnum):
    """On whose letterhead and in whose series of numbers a letter goes out (R57)."""

    STANDING_BODY = "standing_body"
    HEAD = "head"
    MEMBER = "member"


class LetterState(StrEnum):
    """How far a letter has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    SIGNED = "signed"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class LetterAct(StrEnum):
    """What a person does with a letter."""

    EDIT = "edit"
    APPROVE = "approve"
    SIGN = "sign"
    ISSUE = "issue"
    CANCEL = "cancel"


ABBREVIATIONS: Mapping[LetterKind, str] = MappingProxyType(
    {
        LetterKind.TRANSFER_SLIP: "PC",
        LetterKind.REPLY_NOTICE: "TB",
        LetterKind.REPORT: "BC",
    }
)
"""Type abbreviations of NĐ 30/2020/NĐ-CP Phụ lục III; a công văn has none."""


@dataclass(frozen=True, slots=True)
class Step:
    """From which states an act leads where, and what permission it needs."""

    sources: frozenset[LetterState]
    target: LetterState | None
    permission: Permission


_S, _P = LetterState, Permission
_OPEN = frozenset({_S.DRAFT, _S.APPROVED, _S.SIGNED})

_OFFICE: Mapping[LetterAct, Step] = {
    LetterAct.EDIT: Step(frozenset({_S.DRAFT}), None, _P.LETTER_DRAFT_WRITE),
    LetterAct.APPROVE: Step(frozenset({_S.DRAFT}), _S.APPROVED, _P.LETTER_DRAFT_APPROVE),
    LetterAct.SIGN: Step(frozenset({_S.APPROVED}), _S.SIGNED, _P.LETTER_DRAFT_SIGN),
    LetterAct.ISSUE: Step(frozenset({_S.SIGNED}), _S.ISSUED, _P.LETTER_NUMBER_ENTER),
    LetterAct.CANCEL: Step(_OPEN, _S.CANCELLED, _P.LETTER_DRAFT_WRITE),
}
# The Head's own signature: nobody of the desk signs it (R57).
_HEAD = {
    **_OFFICE,
    LetterAct.SIGN: Step(frozenset({_S.APPROVED}), _S.SIGNED, _P.TASKFORCE_URGE_SIGN),
}
# A member signs on the own agency's letterhead; that agency's records office numbers it (R57).
_MEMBER: Mapping[LetterAct, Step] = {
    LetterAct.EDIT: Step(frozenset({_S.DRAFT}), None, _P.TASKFORCE_URGE_DRAFT),
    LetterAct.SIGN: Step(frozenset({_S.DRAFT}), _S.SIGNED, _P.TASKFORCE_URGE_SIGN),
    LetterAct.ISSUE: Step(frozenset({_S.SIGNED}), _S.ISSUED, _P.TASKFORCE_URGE_SIGN),
    LetterAct.CANCEL: Step(frozenset({_S.DRAFT, _S.SIGNED}), _S.CANCELLED, _P.TASKFORCE_URGE_DRAFT),
}

STEPS: Mapping[Issuer, Mapping[LetterAct, Step]] = MappingProxyType(
    {Issuer.STANDING_BODY: _OFFICE, Issuer.HEAD: _HEAD, Issuer.MEMBER: _MEMBER}
)
"""The whole table, by issuer."""


def step_of(issuer: Issuer, act: LetterAct, state: LetterState, role: Role) -> Step | None:
    """The step, if a role may do this with a letter in this state; None where it may not.

    Args:
        issuer: On whose letterhead it goes out.
        act: What is to be done.
        state: How far the letter has come.
        role: The capacity of the person.
    """
    step = STEPS[issuer].get(act)
    if step is None or state not in step.sources or not may(role, step.permission):
        return None
    return step


def acts_now(issuer: Issuer, state: LetterState, role: Role) -> frozenset[LetterAct]:
    """Everything that a role may do with a letter in this state."""
    return frozenset(act for act in LetterAct if step_of(issuer, act, state, role) is not None)
