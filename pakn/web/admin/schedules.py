"""What happens by the clock: when it ran, when it runs, on or off, and now."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission, may
from pakn.services import administering
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.admin import work_present as present
from pakn.web.admin.warning import warn

blueprint = Blueprint("schedules", __name__, url_prefix="/quan-tri/viec/lich-chay")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_JOBS_READ)
def listing() -> ResponseReturnValue:
    """Every schedule."""
    return render_template(
        "pages/admin/schedules.html",
        lines=present.schedule_lines(administering.read_schedules(viewing())),
        may_write=may(actor().role, Permission.ADMIN_JOBS_RETRY),
    )


@blueprint.post("/<name:name>/<name:act>")
@allow(Permission.ADMIN_JOBS_RETRY)
def switch(name: str, act: str) -> ResponseReturnValue:
    """Switch a schedule on or off."""
    if act not in ("bat", "tat"):
        abort(404)
    with acting() as ctx:
        administering.switch_schedule(ctx, name, enabled=act == "bat")
    flash(gettext("Đã bật lịch này.") if act == "bat" else gettext("Đã tắt lịch này."), "success")
    return redirect(url_for(".listing"))


@blueprint.post("/<name:name>/chay-ngay")
@allow(Permission.ADMIN_JOBS_RETRY)
def run(name: str) -> ResponseReturnValue:
    """Have a schedule's work done now."""
    with acting() as ctx:
        asked = administering.run_schedule(ctx, name)
    if asked:
        flash(gettext("Đã đưa việc vào hàng chờ; xong sau ít phút."), "success")
    else:
        flash(gettext("Việc này vừa được yêu cầu; chờ ít phút rồi xem lại."), "info")
    return redirect(url_for(".listing"))
