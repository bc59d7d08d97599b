"""Dated parameters: what is in force, what was, what comes."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.rules.permissions import Permission, may
from pakn.services.context import InvalidInput, NotFound
from pakn.services.parameters import (
    ParameterPage,
    confirm_parameter,
    parameters_now,
    read_parameter,
    set_parameter,
    withdraw_parameter,
)
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.admin import parameters_present as present
from pakn.web.admin.parameters_forms import ConfirmForm, SetParameterForm, set_form
from pakn.web.admin.warning import warn
from pakn.web.formatting import number_vi
from pakn.web.forms import clean

blueprint = Blueprint("parameters", __name__, url_prefix="/quan-tri/tham-so")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_SETTINGS_READ)
def listing() -> ResponseReturnValue:
    """Every parameter by theme, with its value of today."""
    found = parameters_now(viewing())
    only = request.args.get("loc") == "chua-doi-chieu"
    return render_template(
        "pages/admin/parameters.html",
        themes=present.themes(found, unconfirmed_only=only),
        only=only,
        unconfirmed=number_vi(sum(not one.shown.confirmed for one in found)),
        coming=number_vi(sum(one.coming is not None for one in found)),
        total=number_vi(len(found)),
    )


@blueprint.get("/<name:name>")
@allow(Permission.ADMIN_SETTINGS_READ)
def one(name: str) -> ResponseReturnValue:
    """A parameter with its history, and the form for its next value."""
    page = read_parameter(viewing(), name)
    return _page(page, set_form(page, empty=True))


@blueprint.post("/<name:name>")
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def set_value(name: str) -> ResponseReturnValue:
    """Set a value from a day on."""
    form = set_form(read_parameter(viewing(), name))
    if not form.validate_on_submit():
        return _page(read_parameter(viewing(), name), form), 422
    try:
        with acting() as ctx:
            set_parameter(ctx, form.setting(name))
    except InvalidInput as invalid:
        form.take_errors(invalid)
        end_read()
        page = read_parameter(viewing(), name)
        if "changed_meanwhile" in invalid.errors.values():
            form.seen.data = page.seen  # they see the new value now
        return _page(page, form), 422
    flash(gettext("Đã lưu. Hồ sơ đã có vẫn giữ hạn đang tính (R32)."), "success")
    return redirect(url_for(".one", name=name))


@blueprint.post("/<name:name>/<int:parameter_id>/rut")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def withdraw(name: str, parameter_id: int) -> ResponseReturnValue:
    """Take back a value whose day has not come."""
    try:
        with acting() as ctx:
            withdraw_parameter(ctx, name, parameter_id)
    except NotFound:
        flash(gettext("Giá trị này đã được rút hoặc đã có hiệu lực, không rút được nữa."), "info")
    else:
        flash(gettext("Đã rút giá trị sắp có hiệu lực."), "success")
    return redirect(url_for(".one", name=name))


@blueprint.get("/<name:name>/<int:parameter_id>/xac-nhan")
@allow(Permission.ADMIN_SETTINGS_READ)
def confirming(name: str, parameter_id: int) -> ResponseReturnValue:
    """The form that confirms a value."""
    return _confirm_page(name, parameter_id, ConfirmForm(formdata=None))


@blueprint.post("/<name:name>/<int:parameter_id>/xac-nhan")
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def confirm(name: str, parameter_id: int) -> ResponseReturnValue:
    """Note that a value was compared with the text in force."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _confirm_page(name, parameter_id, form), 422
    try:
        with acting() as ctx:
            confirm_parameter(ctx, name, parameter_id, clean(form.article.data))
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _confirm_page(name, parameter_id, form), 422
    flash(gettext("Đã xác nhận giá trị."), "success")
    return redirect(url_for(".one", name=name))


def _confirm_page(name: str, parameter_id: int, form: ConfirmForm) -> str:
    page = read_parameter(viewing(), name)
    line = next((one for one in present.value_lines(page) if one.id == parameter_id), None)
    if line is None:
        abort(404)
    return render_template(
        "pages/admin/parameter_confirm.html", head=present.heading(page), line=line, form=form
    )


def _page(page: ParameterPage, form: SetParameterForm) -> str:
    return render_template(
        "pages/admin/parameter.html",
        head=present.heading(page),
        lines=present.value_lines(page),
        form=form,
        may_write=may(actor().role, Permission.ADMIN_SETTINGS_WRITE),
    )
