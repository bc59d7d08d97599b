"""The administrator's pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services import administering, notices, outbox
from pakn.services.artefacts import champion_of
from pakn.services.context import NotFound
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin import present
from pakn.web.admin.warning import warn
from pakn.web.health import signs_of_life

blueprint = Blueprint("admin", __name__, url_prefix="/quan-tri")


blueprint.context_processor(warn)


@blueprint.get("/viec")
@allow(Permission.ADMIN_JOBS_READ)
def jobs() -> ResponseReturnValue:
    """Work that was given up, work that waits, messages nobody is sure of."""
    work = administering.read_work(viewing())
    return render_template(
        "pages/admin/jobs.html",
        given_up=present.work_lines(work.given_up),
        waiting=present.work_lines(work.waiting),
        doubtful=present.delivery_lines(work.doubtful),
    )


@blueprint.post("/viec/<int:outbox_id>/thu-lai")
@allow(Permission.ADMIN_JOBS_RETRY)
def try_again(outbox_id: int) -> ResponseReturnValue:
    """Give work that was given up a fresh start; pressing twice does no harm."""
    try:
        with acting() as ctx:
            outbox.try_again(ctx, outbox_id)
        flash(gettext("Đã đưa việc vào hàng chờ để thử lại."), "success")
    except NotFound:
        flash(gettext("Việc này không còn ở trạng thái đã thôi thử."), "info")
    return redirect(url_for(".jobs"))


@blueprint.post("/tin/<int:delivery_id>/gui-lai")
@allow(Permission.ADMIN_JOBS_RETRY)
def send_again(delivery_id: int) -> ResponseReturnValue:
    """Send a message again of which nobody knows whether it left; a person decided so."""
    try:
        with acting() as ctx:
            notices.send_again(ctx, delivery_id)
        flash(gettext("Đã đưa tin vào hàng chờ để gửi lại."), "success")
    except NotFound:
        flash(gettext("Tin này không còn ở trạng thái chưa rõ."), "info")
    return redirect(url_for(".jobs"))


@blueprint.get("/tinh-trang")
@allow(Permission.ADMIN_HEALTH_READ)
def health() -> ResponseReturnValue:
    """Signs of life of each part, and the model in use."""
    return render_template(
        "pages/admin/health.html",
        parts=present.part_lines(signs_of_life()),
        model=present.model_rows(champion_of(viewing())),
    )
