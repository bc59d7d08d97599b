"""Pages of the Task Force."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services import taskforce_reading
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.taskforce import direction, letters, present

blueprint = Blueprint("taskforce", __name__, url_prefix="/to-cong-tac")
for _part in (letters, direction):
    blueprint.register_blueprint(_part.blueprint)


@blueprint.get("/")
@allow(Permission.TASKFORCE_CASES_READ)
def cases() -> ResponseReturnValue:
    """The open cases at the agencies that this member follows today."""
    ctx = viewing()
    after = request.args.get("sau")
    followed = taskforce_reading.read_followings(ctx)
    page = taskforce_reading.read_open_cases(ctx, followed, after)
    return render_template(
        "pages/taskforce/cases.html",
        followed=present.followed(followed),
        lines=present.lines(ctx, page.rows),
        next_url=url_for(".cases", sau=page.next_after) if page.next_after else None,
        first_url=url_for(".cases") if after else None,
    )


@blueprint.get("/ban-chuyen")
@allow(Permission.TASKFORCE_CASES_READ)
def copies() -> ResponseReturnValue:
    """The copies of forwards to the agencies that this member followed then (R25)."""
    ctx, before = viewing(), key_argument("truoc")
    found = taskforce_reading.read_copies(ctx, before)
    following = url_for(".copies", truoc=found.next_before) if found.next_before else None
    return render_template(
        "pages/taskforce/copies.html",
        lines=present.copy_lines(ctx, found),
        next_url=following,
        first_url=url_for(".copies") if before else None,
    )


@blueprint.get("/toan-canh")
@allow(Permission.DIRECTION_INBOX_READ)
def overview() -> ResponseReturnValue:
    """All cases at a glance, and those overdue longest."""
    ctx = viewing()
    seen = taskforce_reading.read_overview(ctx)
    return render_template(
        "pages/taskforce/overview.html",
        tiles=present.tiles(seen),
        period=present.period_text(seen),
        happened=present.happened(seen),
        lines=present.lines(ctx, seen.overdue),
    )


@blueprint.get("/ho-so/<int:case_id>")
@allow(Permission.TASKFORCE_CASES_READ)
def case(case_id: int) -> ResponseReturnValue:
    """One case, for reading."""
    ctx = viewing()
    shown = present.case_page(ctx, taskforce_reading.read_case(ctx, case_id))
    return render_template("pages/taskforce/case.html", case=shown)
