"""Triage by the standing body: deciding what a case is and forwarding it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.casework import Assignment, Case
from models.queries.agencies import followers, living_by_slug
from models.queries.contacts import agency_contacts
from models.suggestions import Suggestion
from pakn.rules.content import check_codes, content_class
from pakn.rules.deadlines import Due
from pakn.rules.states import Action, State
from pakn.services.case_facts import facts_of
from pakn.services.clocks import answer_due, due_from, setting
from pakn.services.context import Context, InvalidInput
from pakn.services.counts import count
from pakn.services.letter_drafts import draft_slips
from pakn.services.notices import Message, notify
from pakn.services.receipts import petition_number
from pakn.services.transition import Move, lock_case, move


@dataclass(frozen=True)
class Forwarding:
    """What an officer decides when forwarding.

    Attributes:
        case_id, seen_version: the case, as the officer's page showed it.
        lead: slug of the agency that must handle it.
        coordinating: slugs of agencies that help.
        content_codes: NĐ 20/2008 Đ5.
        instruction: what the phiếu chuyển says beside the case.
    """

    case_id: int
    seen_version: int
    lead: str
    content_codes: Sequence[int]
    coordinating: Sequence[str] = ()
    instruction: str = ""


@dataclass(frozen=True)
class Forwarded:
    """What forwarding led to.

    Attributes:
        warnings: codes the officer should see: `nobody_follows`, `follower_leads_addressee` (R25).
    """

    case_id: int
    lead: str
    answer_due: Due
    warnings: tuple[str, ...]


def forward_case(ctx: Context, inputs: Forwarding) -> Forwarded:
    """Forward a case to the agency that has jurisdiction (NĐ 20/2008 Đ9.1.d.4).

    Args:
        ctx: the act, by a triage officer or the unit's lead.
        inputs: the decision; a case that came back twice is decided with effect by the lead (R26).

    Raises:
        InvalidInput: no living agency of that name, or content codes that do not go together.
        StaleAct: somebody acted on the case meanwhile.
        NotAllowed, GuardRefused: the lifecycle refuses.
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    lead, coordinating = _check(ctx, inputs)
    case.content_codes = sorted(set(inputs.content_codes))
    case.content_class = content_class(inputs.content_codes).value
    case.lead_agency_id, case.forwarded_on = lead.id, ctx.today
    answer_by = answer_due(ctx, case)
    move(
        ctx,
        case,
        Move(
            action=_forward_action(ctx, case),
            facts=facts_of(ctx, case, lead_given=True, coordinating_given=bool(coordinating)),
            agency_id=lead.id,
            clock="acceptance",
            due=_acceptance_due(ctx, case),
            difference={"lead": lead.slug, "coordinating": [a.slug for a in coordinating]},
        ),
    )
    _assign(ctx, case, lead, "lead", answer_by, inputs.instruction)
    for agency in coordinating:
        _assign(ctx, case, agency, "coordinating", answer_by, inputs.instruction)
    _note_decision(ctx, case, lead)
    draft_slips(ctx, case, [lead, *coordinating], petition_number(case.petition))
    count(ctx, "forwarded")
    return Forwarded(case.id, lead.slug, answer_by, _tell(ctx, case, lead))


def _forward_action(ctx: Context, case: Case) -> Action:
    """From the second return on it is the lead's decision, under its own name (R26)."""
    threshold = int(setting(ctx, "return_decision_threshold", case.received_on))
    if case.state == State.RETURNED and case.returns >= threshold:
        return Action.DECIDE_JURISDICTION
    return Action.FORWARD


def _check(ctx: Context, inputs: Forwarding) -> tuple[Agency, list[Agency]]:
    """The lead and the coordinating agencies; everything that is wrong is said at once."""
    lead = living_by_slug(ctx.session, inputs.lead, ctx.today) if inputs.lead else None
    found = [living_by_slug(ctx.session, slug, ctx.today) for slug in inputs.coordinating]
    coordinating = [agency for agency in found if agency is not None and agency != lead]
    errors: dict[str, str] = {}
    if lead is None:
        errors["lead"] = "unknown_agency" if inputs.lead else "required"
    if len(coordinating) != len(set(inputs.coordinating)):
        errors["coordinating"] = "unknown_agency"
    if problem := check_codes(inputs.content_codes):
        errors["content_codes"] = problem.value
    if lead is None or errors:
        raise InvalidInput(errors)
    return lead, coordinating


def _acceptance_due(ctx: Context, case: Case) -> Due:
    return due_from(ctx, "acceptance_limit", ctx.today, in_force_on=case.received_on)


def _assign(
    ctx: Context, case: Case, agency: Agency, role: str, due: Due, instruction: str
) -> None:
    ctx.session.add(
        Assignment(
            case_id=case.id,
            round=case.round,
            agency_id=agency.id,
            role=role,
            state="sent",
            instruction=instruction,
            forwarded_at=ctx.now,
            due_on=due.day,
        )
    )


def _note_decision(ctx: Context, case: Case, lead: Agency) -> None:
    """What the officer decided stands beside what the model said (R15)."""
    suggestion = ctx.session.get(Suggestion, case.id)
    if suggestion is not None:
        suggestion.decided_agency_id, suggestion.decided_at = lead.id, ctx.now


def _tell(ctx: Context, case: Case, lead: Agency) -> tuple[str, ...]:
    """Mail to the agency's focal people and a copy to whoever follows it today (R25)."""
    watching = followers(ctx.session, lead.id, ctx.today)
    for user in (*agency_contacts(ctx.session, lead.id, ctx.today), *watching):
        copied = user in watching
        if user.email:
            notify(
                ctx,
                Message(
                    notice="forward_copy" if copied else "forwarded_to_agency",
                    key=f"forward:{case.id}:{case.round}:{user.id}",
                    address=user.email,
                    case_id=case.id,
                    user_id=user.id,
                    values={"agency": lead.name},
                ),
            )
    if not watching:
        return ("nobody_follows",)
    return ("follower_leads_addressee",) if any(u.agency_id == lead.id for u in watching) else ()
