"""The letters that a case stands in, for its page."""

from typing import Any

from flask import url_for

from models.casework import Case
from models.queries.letters import AT_AGENCIES
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context
from pakn.services.letter_reading import letters_of_case
from pakn.web.letter_view import letter_lines
from pakn.web.standing.casefiles import DENUNCIATION


def case_letters(ctx: Context, case: Case) -> dict[str, Any]:
    """Its phiếu chuyển and every other letter, and where a công văn for it is drafted."""
    rows = letters_of_case(ctx, case.id)
    return {
        "letters": letter_lines(rows, "standing.letters", url_for),
        "write_letter_url": _writing(ctx, case),
    }


def _writing(ctx: Context, case: Case) -> str | None:
    agency = case.lead_agency
    if agency is None or case.state not in AT_AGENCIES or case.legal_kind == DENUNCIATION:
        return None
    if not may(ctx.actor.role, Permission.LETTER_DRAFT_WRITE):
        return None
    wanted: dict[str, Any] = {"co-quan": agency.slug, "ho-so": case.id}
    return url_for("standing.letter_writing.choose", **wanted)
