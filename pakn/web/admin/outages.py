"""Announcing planned stops."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput
from pakn.services.outages import announce_outage, cancel_outage, outages_ahead
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin.outage_forms import OutageForm
from pakn.web.formatting import moment_vi
from pakn.web.outages import forget_outages

blueprint = Blueprint("outages", __name__, url_prefix="/quan-tri/tam-ngung")


@blueprint.get("/")
@allow(Permission.ADMIN_SETTINGS_READ)
def show() -> ResponseReturnValue:
    """What is announced, and the form for another."""
    return _page(OutageForm(formdata=None))


@blueprint.post("/")
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def announce() -> ResponseReturnValue:
    """Announce a stop."""
    form = OutageForm()
    if not form.validate():
        return _page(form), 422
    try:
        with acting() as ctx:
            announce_outage(ctx, form.announcing())
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _page(form), 422
    forget_outages()
    flash(gettext("Đã thông báo. Mọi trang hiện thông báo này trong vòng một phút."), "success")
    return redirect(url_for(".show"))


@blueprint.post("/<int:outage_id>/huy")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def cancel(outage_id: int) -> ResponseReturnValue:
    """Take an announcement back."""
    with acting() as ctx:
        cancel_outage(ctx, outage_id)
    forget_outages()
    flash(gettext("Đã hủy thông báo tạm ngừng."), "success")
    return redirect(url_for(".show"))


def _page(form: OutageForm) -> str:
    ahead = [
        {
            "id": one.id,
            "begins": moment_vi(one.begins_at),
            "ends": moment_vi(one.ends_at),
            "reason": one.reason,
        }
        for one in outages_ahead(viewing())
    ]
    return render_template("pages/admin/outages.html", form=form, ahead=ahead)
