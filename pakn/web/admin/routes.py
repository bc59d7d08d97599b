"""The administrator's pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services import administering, outbox
from pakn.services.artefacts import champion_of
from pakn.services.context import NotFound
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.addresses import key_argument
from pakn.web.admin import present, work_present
from pakn.web.admin.warning import warn
from pakn.web.formatting import number_vi
from pakn.web.health import signs_of_life

blueprint = Blueprint("admin", __name__, url_prefix="/quan-tri")


blueprint.context_processor(warn)


@blueprint.get("/viec")
@allow(Permission.ADMIN_JOBS_READ)
def jobs() -> ResponseReturnValue:
    """Work that was given up, by kind and one by one; work that waits."""
    before = key_argument("truoc")
    work = administering.read_work(viewing(), before)
    return render_template(
        "pages/admin/jobs.html",
        given_up=work_present.work_lines(work.given_up),
        kinds=work_present.kind_lines(work.stuck),
        waiting=work_present.work_lines(work.waiting),
        stuck=work_present.count_words(sum(work.stuck.values())),
        waits=work_present.count_words(sum(work.waiting_by_kind.values())),
        uncertain=work_present.count_words(work.doubtful[0]),
        failed=work_present.count_words(work.doubtful[1]),
        next_url=url_for(".jobs", truoc=work.next_before) if work.next_before else None,
        first_url=url_for(".jobs") if before else None,
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


@blueprint.post("/viec/loai/<name:kind>/thu-lai")
@allow(Permission.ADMIN_JOBS_RETRY)
def try_all_again(kind: str) -> ResponseReturnValue:
    """Give everything of one kind that was given up a fresh start."""
    with acting() as ctx:
        count = outbox.try_all_again(ctx, kind)
    if count:
        said = gettext("Đã đưa %(count)s việc vào hàng chờ để thử lại.", count=number_vi(count))
        flash(said, "success")
    else:
        flash(gettext("Không còn việc nào của loại này đã thôi thử."), "info")
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
