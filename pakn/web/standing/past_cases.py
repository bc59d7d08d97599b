"""Published answers to questions like a case's, for whoever decides who handles it.

Only released texts are searched, so nothing sealed and no tố cáo can be found; and a case that is
or looks like a tố cáo is not searched with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from models.queries.casefile import CaseFile
from pakn.rules.legal_kinds import LegalKind
from pakn.services.context import Context
from pakn.services.similar import similar_results
from pakn.web.formatting import date_vi

_SHOWN = 3


@dataclass(frozen=True)
class PastCase:
    """A published answer: its title, who gave it, when, and where it can be read."""

    title: str
    agency: str
    day: str
    url: str


def past_cases(ctx: Context, file: CaseFile) -> Sequence[PastCase]:
    """The likest published answers, at most three; none where nothing is like enough."""
    said = file.suggestion
    kinds = {file.case.legal_kind, said.legal_kind if said is not None else ""}
    if LegalKind.DENUNCIATION in kinds:
        return ()
    petition = file.petition
    answers = {"title": petition.title, "content": petition.content}
    found = similar_results(ctx, answers, limit=_SHOWN + 1)
    return [
        PastCase(
            row.title,
            row.agency.name,
            date_vi(row.published_on),
            url_for("public.one_result", publication_id=row.id),
        )
        for row in found
        if row.case_id != file.case.id
    ][:_SHOWN]
