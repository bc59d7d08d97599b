"""Handing over the files of a case to its agency."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services.case_files import files_for_agency, open_for_agency
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import acting
from pakn.web.downloads import FileLine, file_lines, file_response

blueprint = Blueprint("agency_files", __name__, url_prefix="/co-quan/ho-so")


@blueprint.get("/<int:case_id>/tep/<int:file_id>")
@allow(Permission.AGENCY_CASE_READ)
def hand_over(case_id: int, file_id: int) -> ResponseReturnValue:
    """A file of a case that is with the agency; what a petitioner sent is logged (R48)."""
    with acting() as ctx:
        opened = open_for_agency(ctx, case_id, file_id)
    return file_response(opened)


def agency_files(ctx: Context, case_id: int) -> tuple[list[FileLine], int]:
    """The files of a case for its page, and how many more the agency may not have."""
    shown = files_for_agency(ctx, case_id)
    lines = file_lines(
        shown.files,
        lambda file_id: url_for("agency_files.hand_over", case_id=case_id, file_id=file_id),
    )
    return lines, shown.withheld
