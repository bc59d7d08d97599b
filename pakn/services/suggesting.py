"""What the classifier says about new cases. A suggestion is never an act (R15)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.agency import Agency
from models.casework import Case
from models.dialect import insert_once
from models.reference import Province
from models.suggestions import Suggestion
from pakn.ports import Router
from pakn.services.context import Context

# Longer texts add nothing to a ranking and would slow the batch.
_TEXT_MAX = 20_000
_OF_THE_TEXT = ("content", "level", "coordinating", "decisive", "citations")


@dataclass(frozen=True)
class Said:
    """What a model said about a case, in the shape of `routing suggest` (DESIGN §5)."""

    case_id: int
    model: str
    answer: Mapping[str, Any]


def ask(ctx: Context, router: Router, case_ids: Sequence[int]) -> list[Said]:
    """Ask the model about each of these cases that has no suggestion yet; stores nothing.

    200 texts take a second: it is done while reading, so that no writer waits for it.
    """
    cases = _without_suggestion(ctx, case_ids)
    homes = dict(zip((case.id for case in cases), _homes(ctx, cases), strict=True))
    said = []
    for day in sorted({_day_of(ctx, case) for case in cases}):
        those = [case for case in cases if _day_of(ctx, case) == day]
        answers = router.suggest_many(
            [_text(case) for case in those], day, [homes[case.id] for case in those]
        )
        said += [
            Said(case.id, router.version, answer)
            for case, answer in zip(those, answers, strict=True)
        ]
    return said


def store_suggestions(ctx: Context, said: Sequence[Said]) -> int:
    """Store what the model said; a case that has a suggestion by now keeps it.

    Returns:
        how many were stored.
    """
    agencies = _agency_ids(ctx, said)
    rows = [_row(ctx, one, agencies) for one in said]
    return sum(
        insert_once(ctx.session, Suggestion, ("case_id",), row, "case_id") is not None
        for row in rows
    )


def suggest_for(ctx: Context, router: Router, case_ids: Sequence[int]) -> int:
    """Ask and store in one act, for a case or a few; returns how many were stored."""
    return store_suggestions(ctx, ask(ctx, router, case_ids))


def _without_suggestion(ctx: Context, case_ids: Sequence[int]) -> Sequence[Case]:
    return ctx.session.scalars(
        select(Case)
        .where(
            Case.id.in_(case_ids), ~select(Suggestion).where(Suggestion.case_id == Case.id).exists()
        )
        .options(joinedload(Case.petition, innerjoin=True))
        .order_by(Case.id)
    ).all()


def _day_of(ctx: Context, case: Case) -> dt.date:
    """The day whose jurisdiction counts: that of receipt (R18), as far back as paper is dated."""
    return min(case.petition.received_on, ctx.today)


def _text(case: Case) -> str:
    petition = case.petition
    return f"{petition.title}\n{petition.content}\n{petition.proposal}"[:_TEXT_MAX]


def _homes(ctx: Context, cases: Sequence[Case]) -> list[str]:
    """Slug of the UBND of the province each form names as the place of the matter, "" for none."""
    codes = {case.petition.province_code for case in cases} - {None}
    rows = ctx.session.execute(
        select(Province.code, Province.agency_slug).where(
            Province.code.in_(codes),
            Province.valid_from <= ctx.today,
            Province.valid_to.is_(None) | (Province.valid_to >= ctx.today),
        )
    )
    slugs: dict[str | None, str] = dict(rows.all())
    return [slugs.get(case.petition.province_code, "") for case in cases]


def _agency_ids(ctx: Context, said: Sequence[Said]) -> dict[str, int]:
    slugs = {candidate["agency"] for one in said for candidate in one.answer["candidates"]}
    rows = ctx.session.execute(select(Agency.slug, Agency.id).where(Agency.slug.in_(slugs)))
    return dict(rows.all())


def _row(ctx: Context, said: Said, agencies: Mapping[str, int]) -> dict[str, Any]:
    candidates = list(said.answer["candidates"])
    top = candidates[0] if candidates else None
    return {
        "case_id": said.case_id,
        "model_version": said.model,
        "legal_kind": said.answer["kind"],
        "candidates": candidates,
        "reading": {name: said.answer[name] for name in _OF_THE_TEXT if name in said.answer},
        "top_agency_id": agencies.get(top["agency"]) if top else None,
        "top_probability": float(top["probability"]) if top else 0.0,
        "abstain": bool(said.answer["abstain"]),
        "made_at": ctx.now,
    }
