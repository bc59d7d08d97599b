"""Handing over the files of a case to the desk."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services.case_files import files_for_desk, open_for_desk
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.downloads import FileLine, file_lines, file_response
from pakn.web.standing.casefiles import require_visible

blueprint = Blueprint("files", __name__, url_prefix="/ho-so")


@blueprint.get("/<int:case_id>/tep/<int:file_id>")
@allow(Permission.CASE_DETAIL_READ)
def hand_over(case_id: int, file_id: int) -> ResponseReturnValue:
    """A file of a case, for whoever may open the case; what a petitioner sent is logged (R48)."""
    require_visible(viewing(), case_id)
    with acting() as ctx:
        opened = open_for_desk(ctx, case_id, file_id)
    return file_response(opened)


def desk_files(ctx: Context, case_id: int) -> tuple[list[FileLine], int]:
    """The files of a case for its page, and how many more are kept sealed."""
    shown = files_for_desk(ctx, case_id)
    lines = file_lines(
        shown.files,
        lambda file_id: url_for("standing.files.hand_over", case_id=case_id, file_id=file_id),
    )
    return lines, shown.withheld
