"""Planning a filing: everything that can be done before the transaction begins.

SQLite has one writer at a time. Checks, due date, encryption and folding take most of the time of
filing and need no lock, so they come first; `pakn.services.filing` only stores the rows.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.queries.parameters import NotInForce
from pakn.rules.deadlines import Due, never_later_than
from pakn.rules.numbering import case_number
from pakn.rules.states import Role
from pakn.rules.working_days import CalendarNotCovered
from pakn.services.clocks import due_from, explained
from pakn.services.context import Context, InvalidInput
from pakn.services.filing_checks import check_filing
from pakn.services.filing_inputs import Filing
from pakn.services.identity import canonical_phone, detail_row, sender_row
from pakn.services.searching import searchable
from pakn.services.sender_checks import tidy_sender
from pakn.services.telling import reach_by
from pakn.services.transition import NewCase
from routing.text import normalise

FILED = "file"
_LINES = (
    "title",
    "subject_detail",
    "drafting_body",
    "dossier_code",
    "wanted_agency",
    "place_as_typed",
)
_TEXTS = ("content", "proposal", "evidence")


@dataclass(frozen=True)
class FilingPlan:
    """What will be stored, but for what only the transaction knows: ids, number, moment.

    Attributes:
        filing: the tidied, checked filing.
        digest: stands for its content; the same intention with another content is asked about.
        received_on: day zero.
        due: when triage must be done.
        petitioner: the row of the sender, encrypted.
        detail: the row of what only some senders have; None for the others.
        reached: channel and address by which the sender is told; None where there is none.
        folded: what staff will find the case by, beside its number.
    """

    filing: Filing
    digest: bytes
    received_on: dt.date
    due: Due
    petitioner: Mapping[str, Any]
    detail: Mapping[str, Any] | None
    reached: tuple[str, str] | None
    folded: str


def plan_filing(ctx: Context, filing: Filing) -> FilingPlan:
    """Check a filing and prepare its rows; nothing is written.

    Args:
        ctx: reading is enough.
        filing: what is filed; texts are brought to NFC here (R6).

    Raises:
        InvalidInput: a field cannot be taken.
    """
    filing = tidy(filing)
    check_filing(ctx, filing)
    return planned(ctx, filing, _triage_due(ctx, filing, filing.received_on or ctx.today))


def planned(ctx: Context, filing: Filing, due: Due) -> FilingPlan:
    """The plan of a filing that was tidied and checked."""
    phone = canonical_phone(filing.sender.phone)
    return FilingPlan(
        filing=filing,
        digest=_content_hash(filing),
        received_on=filing.received_on or ctx.today,
        due=due,
        petitioner=sender_row(ctx, filing.sender),
        detail=detail_row(ctx, filing.sender),
        reached=reach_by(ctx, filing.sender.email.strip().lower(), phone),
        folded=searchable("\n".join((filing.title, filing.content, filing.proposal))),
    )


def petition_row(
    ctx: Context, plan: FilingPlan, day_seq: int, petitioner_id: int
) -> dict[str, Any]:
    """The petition as it will stand, word for word."""
    filing = plan.filing
    staff = ctx.actor.role not in (Role.PETITIONER, Role.SYSTEM)
    return {
        "received_on": plan.received_on,
        "day_seq": day_seq,
        "received_at": ctx.now,
        "channel": filing.channel,
        "kind": filing.kind,
        "subject": filing.subject,
        "subject_detail": filing.subject_detail,
        "comment_deadline": filing.comment_deadline,
        "title": filing.title,
        "content": filing.content,
        "proposal": filing.proposal,
        "content_hash": plan.digest,
        "province_code": filing.province_code,
        "commune_code": filing.commune_code,
        "commune_unknown": filing.commune_unknown,
        "place_as_typed": filing.place_as_typed,
        "residence_province_code": filing.residence_province_code,
        "residence_commune_code": filing.residence_commune_code,
        "drafting_body": filing.drafting_body,
        "dossier_code": filing.dossier_code,
        "evidence": filing.evidence,
        "wanted_agency": filing.wanted_agency,
        "priority": filing.priority,
        "channel_detail": dict(filing.channel_detail),
        "publication": filing.publication,
        "hide_identity": filing.hide_identity,
        "petitioner_id": petitioner_id,
        "filed_by_id": ctx.actor.user_id if staff else None,
        "organisation_id": ctx.actor.organisation_id,
        "secret_key_version": ctx.ports.keys.version,
    }


def new_case(plan: FilingPlan, petition_id: int) -> NewCase:
    """The case that the petition opens, and what its first event says."""
    filing = plan.filing
    return NewCase(
        row={
            "petition_id": petition_id,
            "received_on": plan.received_on,
            "clock": "triage",
            "due_on": plan.due.day,
            "due_explained": explained(plan.due),
            "content_codes": list(filing.content_codes),
        },
        action=FILED,
        difference={"petition": petition_id, "channel": filing.channel, "kind": filing.kind},
    )


def searchable_with_number(plan: FilingPlan, day_seq: int) -> str:
    """What staff find the case by: its number and its words."""
    return f"{searchable(case_number(plan.received_on, day_seq))} {plan.folded}".rstrip()


def tidy(filing: Filing) -> Filing:
    """The same filing in NFC, without blanks around its values; what is checked and stored (R6)."""
    tidied: dict[str, Any] = {name: normalise(getattr(filing, name)) for name in _LINES}
    tidied |= {name: tidy_text(getattr(filing, name)) for name in _TEXTS}
    return replace(filing, sender=tidy_sender(filing.sender), **tidied)


def tidy_text(text: str) -> str:
    """A long text in NFC, its lines kept, blanks within a line collapsed."""
    lines = [normalise(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def _content_hash(filing: Filing) -> bytes:
    said = {**vars(filing), "sender": vars(filing.sender)}
    content = {**said, "key": "", "received_on": str(filing.received_on)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).digest()


def _triage_due(ctx: Context, filing: Filing, received_on: dt.date) -> Due:
    """NĐ 20/2008 Đ9.1.d: five working days; never later than a draft's hạn góp ý (R29, R59)."""
    try:
        due = due_from(ctx, "triage_limit_regulation", received_on, in_force_on=received_on)
    except (NotInForce, CalendarNotCovered) as error:
        if filing.received_on is None:
            raise
        # A dấu đến date so far back that no limit or no calendar is known for it.
        raise InvalidInput({"received_on": "too_far_back"}) from error
    return never_later_than(due, filing.comment_deadline) if filing.comment_deadline else due
