"""What few may read: quarantine, and what makes a case a tố cáo or makes it none (R12, R53)."""

from dataclasses import dataclass

from models.casework import Case
from pakn.rules.legal_kinds import LegalKind, seals
from pakn.rules.permissions import Permission
from pakn.rules.states import Action, State
from pakn.services.case_facts import facts_of
from pakn.services.clocks import due_from, explained
from pakn.services.context import Context, InvalidInput
from pakn.services.counts import count
from pakn.services.desk_inputs import REASON_MAX, REASON_MIN, Decided, checked, reason_given
from pakn.services.events import Act, record
from pakn.services.receipts import petition_number
from pakn.services.searching import forget_case, index_case
from pakn.services.transition import Move, lock_case, move

MARKABLE_STATES = frozenset({State.RECEIVED, State.RETURNED, State.AWAITING_DIRECTION})
"""Where the desk may still say what a petition is before the law."""

_LIMITS = {
    LegalKind.COMPLAINT: "guide_limit_complaint",
    LegalKind.DENUNCIATION: "triage_limit_denunciation",
}
"""Limits of the desk that are others than a petition's own (Luật TCD Đ28, Luật Tố cáo Đ24.2)."""


@dataclass(frozen=True)
class Marking:
    """What a case is held to be before the law.

    Attributes:
        legal_kind: one of `LegalKind`.
        reason: why; needed where it seals the case or takes the seal off.
    """

    case_id: int
    seen_version: int
    legal_kind: str
    reason: str = ""


def quarantine(ctx: Context, decided: Decided) -> None:
    """Shut a case away that may hold a state secret (Luật Bảo vệ bí mật nhà nước).

    It leaves the search index at once; its petitioner goes on seeing it as received. The triage
    clock begins anew, for the unit's lead who has to look at it.

    Args:
        ctx: the act, by the desk or the unit's lead.
        decided: `reason` is required.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    reason = reason_given(decided)
    move(
        ctx,
        case,
        Move(
            action=Action.QUARANTINE,
            facts=facts_of(ctx, case, reason_given=True),
            clock="triage",
            due=due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=case.received_on),
            private={"reason": reason},
        ),
    )
    forget_case(ctx, case)
    count(ctx, "quarantined")


def lift_quarantine(ctx: Context, decided: Decided) -> None:
    """Give a case back to triage, with a fresh clock; only the unit's lead may."""
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    reason = reason_given(decided)
    move(
        ctx,
        case,
        Move(
            action=Action.LIFT_QUARANTINE,
            facts=facts_of(ctx, case, reason_given=True),
            clock="triage",
            due=due_from(ctx, "triage_limit_regulation", ctx.today, in_force_on=case.received_on),
            private={"reason": reason},
        ),
    )
    index_case(ctx, case, _words(case))


def reclassify(ctx: Context, inputs: Marking) -> None:
    """Say what a petition is before the law: khiếu nại, tố cáo, câu hỏi, … (R11).

    A tố cáo leaves the search index and is read only with a permission of its own; taking that
    mark off again puts it back. The desk's clock follows the law that applies.

    Args:
        ctx: the act, by a triage officer or the unit's lead.
        inputs: the kind; the reason is needed where the seal changes.

    Raises:
        InvalidInput: no such kind, the kind it is already, not at the desk any more, no reason.
        StaleAct: somebody acted on the case meanwhile.
    """
    ctx.require(Permission.CASE_KIND_MARK)
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    before = case.legal_kind
    reason = _check(case, inputs)
    case.legal_kind = inputs.legal_kind
    if case.state != State.AWAITING_DIRECTION:
        _set_clock(ctx, case)
    if inputs.legal_kind == LegalKind.DENUNCIATION:
        forget_case(ctx, case)
    elif before == LegalKind.DENUNCIATION:
        index_case(ctx, case, _words(case))
    record(
        ctx,
        Act(
            "reclassify",
            from_state=case.state,
            to_state=case.state,
            difference=_changed(case, before),
            private={"reason": reason} if reason else {},
        ),
        case,
    )


def _check(case: Case, inputs: Marking) -> str:
    errors: dict[str, str] = {}
    sealing = seals(case.legal_kind, inputs.legal_kind)
    if inputs.legal_kind not in set(LegalKind) or inputs.legal_kind == case.legal_kind:
        errors["legal_kind"] = "required"
    if State(case.state) not in MARKABLE_STATES:
        errors["legal_kind"] = "not_at_desk"
    reason = checked(
        inputs.reason, "reason", errors, least=REASON_MIN, most=REASON_MAX, optional=not sealing
    )
    if errors:
        raise InvalidInput(errors)
    return reason


def _changed(case: Case, before: str) -> dict[str, object]:
    changed: dict[str, object] = {"legal_kind": [before, case.legal_kind]}
    if case.due_on is not None:
        changed |= {"clock": case.clock, "due_on": case.due_on.isoformat()}
    return changed


def _set_clock(ctx: Context, case: Case) -> None:
    """The desk's limit by what the case is now; a returned case keeps the clock of its return."""
    limit = _LIMITS.get(LegalKind(case.legal_kind), "triage_limit_regulation")
    start = case.received_on if case.state == State.RECEIVED and case.round == 1 else ctx.today
    due = due_from(ctx, limit, start, in_force_on=case.received_on)
    case.clock, case.due_on, case.due_explained = "triage", due.day, explained(due)


def _words(case: Case) -> str:
    """What staff find a case by; as filing enters it."""
    petition = case.petition
    parts = (petition_number(petition), petition.title, petition.content, petition.proposal)
    return "\n".join(part for part in parts if part)
