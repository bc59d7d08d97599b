"""Drafting letters: rows with codes and days; words are put when somebody looks (R43-R45).

No personal value stands in a letter's row: titles and names are read from their own tables when the
letter is made, and left out where the sender must not be known (R12, R54).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from models.agency import Agency
from models.casework import Case
from models.dialect import insert_once
from models.letters import Letter, LetterCase
from pakn.rules.letters import Issuer, LetterKind, LetterState
from pakn.services.clocks import calendar, due_from
from pakn.services.context import Context
from pakn.services.events import Act
from pakn.services.letter_history import note_act


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
    if what.case is None:
        _note(ctx, what, letter_id)
    return letter_id


def draft_slips(ctx: Context, case: Case, agencies: Sequence[Agency], number: str) -> None:
    """A phiếu chuyển to each agency that a case is being forwarded to, in the same act (R43).

    The event of that act is theirs too.
    """
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


def annex_values(
    ctx: Context, cases: Sequence[Case], due: Mapping[int, dt.date]
) -> dict[str, dict[str, Any]]:
    """The days of an annex as they are now, by case id: a letter keeps them.

    Args:
        ctx: for the calendar and the day.
        cases: those of the annex.
        due: until when each must be done.
    """
    days = calendar(ctx)
    return {
        str(case.id): {
            "due_on": due[case.id].isoformat(),
            "late": max(0, days.working_days_between(due[case.id], ctx.today)),
        }
        for case in cases
    }


def urge_values(ctx: Context, cases: Sequence[Case], *, followed: bool) -> dict[str, Any]:
    """What a văn bản đôn đốc of today keeps: its day, its annex, until when an answer is asked."""
    due = {case.id: case.due_on for case in cases if case.due_on is not None}
    reply_by = due_from(ctx, "urge_reply_limit", ctx.today, in_force_on=ctx.today)
    return {
        "on": ctx.today.isoformat(),
        "reply_by": reply_by.day.isoformat(),
        "followed": followed,
        "cases": annex_values(ctx, cases, due),
    }


def _note(ctx: Context, what: Drafting, letter_id: int) -> None:
    said = {"letter": letter_id, "kind": what.kind.value, "issuer": what.issuer.value}
    agency_id = what.agency.id if what.agency else None
    difference = {**said, "cases": len(what.case_ids)}
    note_act(ctx, letter_id, Act("draft_letter", agency_id=agency_id, difference=difference))
