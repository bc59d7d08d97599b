"""After the release: đính chính of a published text, taking it down, and what became of it.

The earlier text is always kept, and read by the audit only.
"""

from dataclasses import dataclass

from sqlalchemy import select

from models.casework import Case, Publication
from models.publishing import Incident
from pakn.rules.permissions import Permission
from pakn.rules.personal_data import find_personal_data
from pakn.rules.states import Action
from pakn.services.case_facts import facts_of
from pakn.services.checked_text import CheckedText, check_text
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.counts import count
from pakn.services.events import Act, record
from pakn.services.public_texts import keep_earlier, write_text
from pakn.services.searching import index_publication
from pakn.services.transition import Move, lock_case, move

INCIDENT_KINDS = ("personal_data_published", "wrong_text", "other")
NOTE_MOST = 300


@dataclass(frozen=True, kw_only=True)
class Correcting(CheckedText):
    """A text that replaces what is public.

    Attributes:
        note: what readers are told was wrong ("Đính chính ngày …: …").
        reason: why, for the staff.
    """

    note: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TakingDown:
    """A result that must not be public any longer.

    Attributes:
        kind: one of `INCIDENT_KINDS`.
        account: what happened; it opens the record of the incident.
    """

    case_id: int
    seen_version: int
    kind: str
    account: str


def correct_publication(ctx: Context, inputs: Correcting) -> Publication:
    """Replace a published text (đính chính), or publish again what was taken down.

    Args:
        ctx: the act, by a publisher.
        inputs: the checked text, what readers are told, and why.

    Raises:
        NotFound: the case was never published.
        InvalidInput: as for a release; or note or reason are missing.
        NotAllowed: the case is not closed.
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    publication = _publication(ctx, case)
    down = publication.withdrawn_at is not None
    left = _check(ctx, case, inputs, note_needed=not down)
    kind = "restoration" if down else "correction"
    move(
        ctx,
        case,
        Move(
            action=Action.CORRECT,
            facts=facts_of(ctx, case, reason_given=True),
            agency_id=publication.agency_id,
            difference={"publication": publication.id, "change": kind, "kept": left},
            private={"reason": inputs.reason.strip()},
        ),
    )
    note = inputs.note.strip()
    keep_earlier(ctx, publication, kind, reason=inputs.reason.strip(), public_note=note)
    publication.withdrawn_at = None
    write_text(ctx, case, publication, inputs)
    if down:
        count(ctx, "published")
    return publication


def take_down(ctx: Context, inputs: TakingDown) -> Incident:
    """Gỡ công khai in one act: page, search and feed are without it as soon as this is stored.

    Whatever the case's state, also when it was reopened; pages that were read before are asked
    for anew after a minute at most.

    Raises:
        NotPermitted: only a publisher or the unit's lead.
        NotFound: nothing of this case is public.
        InvalidInput: kind or account are missing.
    """
    ctx.require(Permission.RESULTS_TEXT_WITHDRAW)
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    publication = _publication(ctx, case)
    if publication.withdrawn_at is not None:
        raise NotFound(f"publication of case {case.id}")
    _require(kind=inputs.kind if inputs.kind in INCIDENT_KINDS else "", account=inputs.account)
    assert ctx.actor.user_id is not None
    account = inputs.account.strip()
    keep_earlier(ctx, publication, "removal", reason=account)
    publication.withdrawn_at = ctx.now
    index_publication(ctx, case, "")
    incident = Incident(
        kind=inputs.kind,
        case_id=case.id,
        happened_at=ctx.now,
        public_since=publication.published_at,
        recorded_by_id=ctx.actor.user_id,
        account=account,
    )
    ctx.session.add(incident)
    count(ctx, "taken_down")
    record(
        ctx,
        Act(
            action="take_down",
            agency_id=publication.agency_id,
            difference={"publication": publication.id, "incident_kind": inputs.kind},
            private={"account": account},
        ),
        case,
    )
    return incident


def close_incident(ctx: Context, incident_id: int, measures: str) -> Incident:
    """Close an incident with what was done about it.

    Raises:
        NotPermitted: only the unit's lead.
        NotFound: there is none, or it is closed.
        InvalidInput: the measures are missing.
    """
    ctx.require(Permission.INCIDENT_RECORD_CLOSE)
    incident = ctx.session.scalar(
        select(Incident).where(Incident.id == incident_id).with_for_update()
    )
    if incident is None or incident.closed_at is not None:
        raise NotFound(f"incident {incident_id}")
    _require(measures=measures)
    case = lock_case(ctx, incident.case_id, seen_version=None) if incident.case_id else None
    incident.closed_at, incident.closed_by_id = ctx.now, ctx.actor.user_id
    incident.measures = measures.strip()
    record(
        ctx,
        Act(
            action="close_incident",
            difference={"incident": incident.id},
            private={"measures": incident.measures},
        ),
        case,
    )
    return incident


def _publication(ctx: Context, case: Case) -> Publication:
    publication = ctx.session.scalar(select(Publication).where(Publication.case_id == case.id))
    if publication is None:
        raise NotFound(f"publication of case {case.id}")
    return publication


def _check(ctx: Context, case: Case, inputs: Correcting, *, note_needed: bool) -> list[str]:
    errors: dict[str, str] = {}
    left: list[str] = []
    try:
        left = check_text(ctx, case.petition, inputs)
    except InvalidInput as invalid:
        errors |= invalid.errors
    if note_needed and not inputs.note.strip():
        errors["note"] = "required"
    elif len(inputs.note.strip()) > NOTE_MOST:
        errors["note"] = "too_long"
    elif any(one.certain for one in find_personal_data(inputs.note)):
        errors["note"] = "personal_data"
    if not inputs.reason.strip():
        errors["reason"] = "required"
    if errors:
        raise InvalidInput(errors)
    return left


def _require(**values: str) -> None:
    if missing := {name: "required" for name, value in values.items() if not value.strip()}:
        raise InvalidInput(missing)
