"""The phiếu chuyển by which a case came to the agency, as a file."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from models.queries.letters import slip_of
from pakn.rules.permissions import Permission
from pakn.services import agency_reading
from pakn.services.context import Context
from pakn.services.letter_reading import OpenLetter, read_slip
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.letter_files import pdf_response, word_response

blueprint = Blueprint("agency_slips", __name__, url_prefix="/co-quan/ho-so")


@blueprint.get("/<int:case_id>/phieu-chuyen.docx")
@allow(Permission.AGENCY_CASE_READ)
def word(case_id: int) -> ResponseReturnValue:
    """The agency's own phiếu chuyển as .docx."""
    ctx = viewing()
    return word_response(ctx, _slip(ctx, case_id))


@blueprint.get("/<int:case_id>/phieu-chuyen.pdf")
@allow(Permission.AGENCY_CASE_READ)
def pdf(case_id: int) -> ResponseReturnValue:
    """The agency's own phiếu chuyển as PDF."""
    ctx = viewing()
    return pdf_response(ctx, _slip(ctx, case_id), url_for("agency.case", case_id=case_id))


def slip_links(ctx: Context, case_id: int) -> tuple[str, str] | None:
    """The addresses of the slip's files; None for a case that came without one."""
    if slip_of(ctx.session, case_id, ctx.actor.agency_id or 0) is None:
        return None
    word_href = url_for("agency_slips.word", case_id=case_id)
    return word_href, url_for("agency_slips.pdf", case_id=case_id)


def _slip(ctx: Context, case_id: int) -> OpenLetter:
    """The slip of a case that this person may read; raises NotFound."""
    agency_reading.read_case(ctx, case_id)
    return read_slip(ctx, case_id)
