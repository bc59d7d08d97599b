"""One's own password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput
from wtforms import PasswordField, SubmitField

from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput
from pakn.services.passwords import OwnPassword, change_password
from pakn.web.access import allow
from pakn.web.acting import acting
from pakn.web.forms import PaknForm
from pakn.web.security import limiter
from pakn.web.signing_in import go_on_with

blueprint = Blueprint("passwords", __name__, url_prefix="/tai-khoan/mat-khau")


class PasswordForm(PaknForm):
    """The password now and a new one, twice."""

    current_password = PasswordField(
        lazy_gettext("Mật khẩu hiện tại"),
        widget=GovPasswordInput(),
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        lazy_gettext("Mật khẩu mới"),
        description=lazy_gettext("Ít nhất 10 ký tự; một câu ngắn, dễ nhớ với riêng anh/chị là tốt"),
        widget=GovPasswordInput(),
        render_kw={"autocomplete": "new-password"},
    )
    repeated_password = PasswordField(
        lazy_gettext("Nhập lại mật khẩu mới"),
        widget=GovPasswordInput(),
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField(lazy_gettext("Đổi mật khẩu"), widget=GovSubmitInput())

    def inputs(self) -> OwnPassword:
        """What the service takes; a NUL, which no hash takes, is out."""
        fields = (self.current_password, self.new_password, self.repeated_password)
        return OwnPassword(*((field.data or "").replace("\x00", "") for field in fields))


@blueprint.route("", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
@allow(Permission.ACCOUNT_HOME, reshows=True)
def change() -> ResponseReturnValue:
    """Choose an own password; every other session of the account ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            with acting() as ctx:
                version = change_password(ctx, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
        else:
            go_on_with(version)
            flash(gettext("Đã đổi mật khẩu. Các thiết bị khác phải đăng nhập lại."), "success")
            return redirect(url_for("account.home"))
    first = current_user.user.must_change_password
    page = render_template("pages/account/password.html", form=form, first=first)
    return page, 422 if request.method == "POST" else 200
