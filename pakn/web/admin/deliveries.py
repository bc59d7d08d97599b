"""Messages that were or will be sent: by state, by case, and "gửi lại" where a person decides."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission, may
from pakn.services import administering
from pakn.services.context import NotFound
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.addresses import key_argument
from pakn.web.admin import work_present as present
from pakn.web.admin.warning import warn
from pakn.web.forms import clean

_NUMBER_MAX = 60

blueprint = Blueprint("deliveries", __name__, url_prefix="/quan-tri/tin")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_JOBS_READ)
def listing() -> ResponseReturnValue:
    """A page of messages, newest first."""
    state = request.args.get("trang_thai", "")
    number = clean(request.args.get("ma")).strip()[:_NUMBER_MAX]
    before = key_argument("truoc")
    page = administering.read_deliveries(viewing(), state=state, number=number, before=before)
    kept: dict[str, Any] = {"trang_thai": state or None, "ma": number or None}
    return render_template(
        "pages/admin/deliveries.html",
        lines=present.delivery_lines(page.rows),
        tiles=present.state_tiles(page, state),
        options=present.state_options(state),
        state=state,
        number=number,
        unreadable=page.unreadable,
        filtered=bool(state or number),
        next_url=url_for(".listing", **kept, truoc=page.next_before) if page.next_before else None,
        first_url=url_for(".listing", **kept) if before else None,
        may_resend=may(actor().role, Permission.ADMIN_JOBS_RETRY),
    )


@blueprint.post("/<int:delivery_id>/gui-lai")
@allow(Permission.ADMIN_JOBS_RETRY)
def again(delivery_id: int) -> ResponseReturnValue:
    """Send a message again that is uncertain or was given up; a person decided so."""
    try:
        with acting() as ctx:
            administering.resend(ctx, delivery_id)
        flash(gettext("Đã đưa tin vào hàng chờ để gửi lại."), "success")
    except NotFound:
        flash(gettext("Tin này không còn ở trạng thái chưa rõ hay không gửi được."), "info")
    return redirect(url_for(".listing", trang_thai=_state_shown()))


def _state_shown() -> str | None:
    """The filter of the list the button stood in."""
    return request.form.get("trang_thai") or None
