"""What the classifier says about new cases. A suggestion is never an act (R15)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.agency import Agency
from models.casework import Case
from models.suggestions import Suggestion
from pakn.ports import Router
from pakn.services.context import Context

# Longer texts add nothing to a ranking and would slow the batch.
_TEXT_MAX = 20_000


def suggest_for(ctx: Context, router: Router, case_ids: Sequence[int]) -> int:
    """Store a suggestion for each of these cases that has none yet.

    Args:
        ctx: the system's act.
        router: the model in use.
        case_ids: up to a batch of cases (200).

    Returns:
        how many were stored; a case that has one already keeps it.
    """
    cases = _without_suggestion(ctx, case_ids)
    if not cases:
        return 0
    texts = [_text(case) for case in cases]
    said = router.suggest_many(texts, ctx.today)
    agencies = _agency_ids(ctx, said)
    for case, suggestion in zip(cases, said, strict=True):
        ctx.session.add(_row(ctx, case, suggestion, agencies, router.version))
    ctx.session.flush()
    return len(cases)


def _without_suggestion(ctx: Context, case_ids: Sequence[int]) -> Sequence[Case]:
    return ctx.session.scalars(
        select(Case)
        .where(
            Case.id.in_(case_ids), ~select(Suggestion).where(Suggestion.case_id == Case.id).exists()
        )
        .options(joinedload(Case.petition, innerjoin=True))
        .order_by(Case.id)
    ).all()


def _text(case: Case) -> str:
    petition = case.petition
    return f"{petition.title}\n{petition.content}\n{petition.proposal}"[:_TEXT_MAX]


def _agency_ids(ctx: Context, said: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    slugs = {candidate["agency"] for one in said for candidate in one["candidates"]}
    rows = ctx.session.execute(select(Agency.slug, Agency.id).where(Agency.slug.in_(slugs)))
    return dict(rows.all())


def _row(
    ctx: Context,
    case: Case,
    said: Mapping[str, Any],
    agencies: Mapping[str, int],
    version: str,
) -> Suggestion:
    candidates = list(said["candidates"])
    top = candidates[0] if candidates else None
    return Suggestion(
        case_id=case.id,
        model_version=version,
        legal_kind=said["kind"],
        candidates=candidates,
        top_agency_id=agencies.get(top["agency"]) if top else None,
        top_probability=float(top["probability"]) if top else 0.0,
        abstain=bool(said["abstain"]),
        made_at=ctx.now,
    )
