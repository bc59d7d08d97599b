"""The page of counts."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services.reporting import read_counts
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.reports import present

blueprint = Blueprint("reports", __name__, url_prefix="/bao-cao")


@blueprint.get("/")
@allow(Permission.REPORTS_COUNTS_READ)
def counts() -> ResponseReturnValue:
    """What happened this report month, last month and ever."""
    ctx = viewing()
    read = read_counts(ctx)
    return render_template(
        "pages/reports/counts.html",
        this_month=present.period_text(read.this_month),
        last_month=present.period_text(read.last_month),
        tiles=present.tiles(read),
        acts=present.acts(read),
        channels=present.channels(read),
        days=present.days(read, ctx.today),
        states=present.states(read),
    )
