"""Acts upon one body: names, its end, fields that move, who follows it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.permissions import Permission
from pakn.services import agency_following, agency_keeping, agency_succeeding
from pakn.services.context import Context, InvalidInput
from pakn.services.register_reading import possible_heirs, read_agency
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin import agency_page
from pakn.web.admin.agency_forms import EndForm, FollowForm, MoveForm, NameForm
from pakn.web.admin.present_agencies import agency_shown
from pakn.web.admin.warning import warn
from pakn.web.fields import DayField
from pakn.web.forms import PaknForm

blueprint = Blueprint("agency_acts", __name__, url_prefix="/quan-tri/co-quan/<int:agency_id>")
blueprint.context_processor(warn)


class LastDayForm(PaknForm):
    """The last day of something; empty: it ends now."""

    last_day = DayField("")


@blueprint.post("/ten")
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def add_name(agency_id: int) -> ResponseReturnValue:
    """Add another name."""
    form = NameForm()
    form.prepare()
    if form.validate():
        try:
            with acting() as ctx:
                agency_keeping.add_name(ctx, agency_id, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            return _done(agency_id, gettext("Đã thêm tên gọi; tên được hiểu ngay từ bây giờ."))
    return agency_page.show(agency_id, name_form=form), 422


@blueprint.post("/ten/<int:name_id>/bo")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def remove_name(agency_id: int, name_id: int) -> ResponseReturnValue:
    """Take a mistaken name away."""
    return _try(
        agency_id,
        lambda ctx: agency_keeping.remove_name(ctx, agency_id, name_id),
        gettext("Đã bỏ tên gọi."),
    )


@blueprint.post("/theo-doi")
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def follow(agency_id: int) -> ResponseReturnValue:
    """Have a member of the Task Force follow the body."""
    form = FollowForm()
    if form.validate():
        try:
            with acting() as ctx:
                warnings = agency_following.start_following(ctx, agency_id, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            if warnings:
                flash(gettext("Lưu ý: người theo dõi làm việc ở chính cơ quan này."), "warning")
            return _done(agency_id, gettext("Đã phân công theo dõi."))
    return agency_page.show(agency_id, follow_form=form), 422


@blueprint.post("/theo-doi/<int:row_id>/thoi")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def unfollow(agency_id: int, row_id: int) -> ResponseReturnValue:
    """End that a member follows the body."""
    form = LastDayForm()
    form.validate()
    if form.last_day.errors:
        flash(str(form.last_day.errors[0]), "error")
        return redirect(url_for("agencies.show", agency_id=agency_id))
    return _try(
        agency_id,
        lambda ctx: agency_following.end_following(ctx, agency_id, row_id, form.last_day.data),
        gettext("Đã ghi việc thôi theo dõi."),
    )


@blueprint.route("/ket-thuc", methods=["GET", "POST"])
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def end(agency_id: int) -> ResponseReturnValue:
    """End the body and say who takes over what."""
    form = EndForm()
    if request.method == "GET":
        form.look_again(read_agency(viewing(), agency_id).agency)
        return _form_page("end", agency_id, form)
    if form.validate():
        try:
            with acting() as ctx:
                agency_succeeding.end_agency(ctx, agency_id, form.ending())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
            if "changed" in invalid.errors:
                form.look_again(read_agency(viewing(), agency_id).agency)
        else:
            return _done(
                agency_id, gettext("Đã ghi ngày kết thúc; tên cũ dẫn tới cơ quan kế thừa.")
            )
    return _form_page("end", agency_id, form), 422


@blueprint.post("/hoi-phuc")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def restore(agency_id: int) -> ResponseReturnValue:
    """Undo a mistaken end."""
    return _try(
        agency_id,
        lambda ctx: agency_succeeding.restore_agency(ctx, agency_id, request.form.get("seen", "")),
        gettext("Đã hủy việc kết thúc. Hãy phân công lại người theo dõi."),
    )


@blueprint.route("/chuyen-linh-vuc", methods=["GET", "POST"])
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def move(agency_id: int) -> ResponseReturnValue:
    """Hand one field over to another body."""
    form = MoveForm()
    if form.validate_on_submit():
        try:
            with acting() as ctx:
                agency_succeeding.move_field(ctx, agency_id, form.moving())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            return _done(agency_id, gettext("Đã ghi việc chuyển lĩnh vực."))
    return _form_page("move", agency_id, form), 422 if request.method == "POST" else 200


@blueprint.post("/chuyen-linh-vuc/<int:step_id>/bo")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def undo_move(agency_id: int, step_id: int) -> ResponseReturnValue:
    """Take a mistaken handing-over of a field back."""
    return _try(
        agency_id,
        lambda ctx: agency_succeeding.undo_move(ctx, agency_id, step_id),
        gettext("Đã bỏ việc chuyển lĩnh vực."),
    )


def _form_page(name: str, agency_id: int, form: EndForm | MoveForm) -> str:
    ctx = viewing()
    form.offer(possible_heirs(ctx, agency_id))
    shown = agency_shown(ctx, read_agency(ctx, agency_id))
    return render_template(f"pages/admin/agency_{name}.html", form=form, agency=shown)


def _try(agency_id: int, act: Callable[[Context], None], done: str) -> ResponseReturnValue:
    """A button has no field to put its reason at: it stands above the page."""
    try:
        with acting() as ctx:
            act(ctx)
    except InvalidInput as invalid:
        for code in invalid.errors.values():
            flash(gettext(FIELD_ERROR[code]), "error")
        return redirect(url_for("agencies.show", agency_id=agency_id))
    return _done(agency_id, done)


def _done(agency_id: int, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("agencies.show", agency_id=agency_id))
