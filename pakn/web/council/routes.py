"""Pages of an association."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services import council_reading
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.council import filing, present, tables

blueprint = Blueprint("council", __name__, url_prefix="/hoi-dong")
for _part in (filing, tables):
    blueprint.register_blueprint(_part.blueprint)


@blueprint.get("/")
@allow(Permission.COUNCIL_CASES_READ)
def cases() -> ResponseReturnValue:
    """What the association filed, with the state and the released result of each."""
    ctx = viewing()
    after = request.args.get("sau")
    own = council_reading.read_own_cases(ctx, after)
    next_after = own.page.next_after
    return render_template(
        "pages/council/cases.html",
        organisation=present.organisation(ctx),
        lines=present.lines(own),
        next_url=url_for(".cases", sau=next_after) if next_after else None,
        first_url=url_for(".cases") if after else None,
    )


@blueprint.get("/ho-so/<int:case_id>")
@allow(Permission.COUNCIL_CASES_READ)
def case(case_id: int) -> ResponseReturnValue:
    """One petition of the association."""
    own = council_reading.read_own_case(viewing(), case_id)
    return render_template("pages/council/case.html", case=present.case_page(own))
