"""Drafting letters: rows with codes and days; words are put when somebody looks (R43-R45).

No personal value stands in a letter's row: titles and names are read from their own tables when the
letter is made, and left out where the sender must not be known (R12, R54).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from models.agency import Agency
from models.casework import Case
from models.dialect import insert_once
from models.letters import Letter, LetterCase
from pakn.rules.letters import Issuer, LetterKind, LetterState
from pakn.services.context import Context
from pakn.services.events import Act, record


@dataclass(frozen=True)
class Drafting:
    """A letter to be drafted.

    Attributes:
        key: what makes it happen once.
        agency: the addressee, if it is an agency.
        case: the one case it is about; None when `case_ids` is its annex.
        subject: a case number, or ""; lists show it beside the kind.
        values: codes, days and figures that must stay as they were.
        issuer_agency_id: a member's own agency (R57).
    """

    kind: LetterKind
    key: str
    agency: Agency | None = None
    issuer: Issuer = Issuer.STANDING_BODY
    issuer_agency_id: int | None = None
    case: Case | None = None
    case_ids: Sequence[int] = ()
    subject: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def write_draft(ctx: Context, what: Drafting) -> int | None:
    """Draft a letter once.

    Returns:
        its id; None when a letter of this key was drafted before.
    """
    row = {
        "dedup_key": what.key,
        "kind": what.kind.value,
        "state": LetterState.DRAFT.value,
        "issuer": what.issuer.value,
        "issuer_agency_id": what.issuer_agency_id,
        "case_id": what.case.id if what.case else None,
        "agency_id": what.agency.id if what.agency else None,
        "subject": what.subject,
        "body": "",
        "values": dict(what.values),
        "created_at": ctx.now,
        "created_by_id": ctx.actor.user_id,
        "version": 1,
    }
    letter_id: int | None = insert_once(ctx.session, Letter, ("dedup_key",), row, "id")
    if letter_id is None:
        return None
    if what.case_ids:
        pairs = [{"letter_id": letter_id, "case_id": case_id} for case_id in what.case_ids]
        ctx.session.execute(insert(LetterCase), pairs)
    record(
        ctx,
        Act(
            "draft_letter",
            agency_id=what.agency.id if what.agency else None,
            difference={
                "letter": letter_id,
                "kind": what.kind.value,
                "issuer": what.issuer.value,
                "cases": len(what.case_ids) or 1,
            },
        ),
        what.case,
    )
    return letter_id


def draft_slips(ctx: Context, case: Case, agencies: Sequence[Agency], number: str) -> None:
    """A phiếu chuyển to each agency that a case is being forwarded to, in the same act (R43)."""
    for agency in agencies:
        write_draft(
            ctx,
            Drafting(
                kind=LetterKind.TRANSFER_SLIP,
                key=f"slip:{case.id}:{case.round}:{agency.id}",
                agency=agency,
                case=case,
                subject=number,
                values={"round": case.round},
            ),
        )
