"""The agencies that nobody of the Task Force follows today (R25)."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from models.queries.forward_copies import unfollowed as unfollowed_agencies
from pakn.rules.permissions import Permission
from pakn.web.access import allow
from pakn.web.acting import viewing

blueprint = Blueprint("following", __name__)


@blueprint.get("/chua-theo-doi")
@allow(Permission.CASE_FORWARD)
def unfollowed() -> ResponseReturnValue:
    """Whose forwards reach no member, or only a member who works there."""
    ctx = viewing()
    rows = unfollowed_agencies(ctx.session, ctx.today)
    return render_template("pages/standing/unfollowed.html", rows=rows)
