"""Acts upon one account: roles, unit, closing, passwords, sessions."""

import base64
import binascii
import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.permissions import Permission
from pakn.services import account_keeping, account_roles
from pakn.services.account_reading import read_account
from pakn.services.context import Context, InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, system, viewing
from pakn.web.admin.account_forms import RoleForm, UnitChoiceForm, key_of
from pakn.web.admin.present_accounts import account_shown
from pakn.web.admin.warning import warn
from pakn.web.fields import options

blueprint = Blueprint("account_acts", __name__, url_prefix="/quan-tri/tai-khoan/<int:user_id>")
blueprint.context_processor(warn)

_SHOWN_ONCE = "first_password"


def account_page(user_id: int, **forms: Any) -> str:
    """The page of one account; `forms` are those that were sent and not taken."""
    ctx = viewing()
    file = read_account(ctx, user_id)
    role_form = forms.get("role_form") or RoleForm(formdata=None)
    role_form.prepare()
    unit_form = forms.get("unit_form") or UnitChoiceForm(
        formdata=None, unit_id=str(file.unit.id) if file.unit else ""
    )
    units = [(str(unit.id), unit.name) for unit in file.units]
    unit_form.unit_id.choices = options([("", gettext("Chưa xếp vào đơn vị")), *units])
    return render_template(
        "pages/admin/account.html",
        account=account_shown(ctx, file),
        role_form=role_form,
        unit_form=unit_form if units else None,
        nonce=secrets.token_hex(16),
    )


def keep_to_show(user_id: int, password: str) -> None:
    """Keep a first password, encrypted, for the next page of this browser alone."""
    sealed = base64.b64encode(system().ports.keys.encrypt(password)).decode()
    session[_SHOWN_ONCE] = [user_id, sealed]


@blueprint.get("/mat-khau-lan-dau")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def first_password(user_id: int) -> ResponseReturnValue:
    """Show a first password, once."""
    kept = session.pop(_SHOWN_ONCE, None)
    password = _opened(kept[1]) if kept and kept[0] == user_id else None
    ctx = viewing()
    account = account_shown(ctx, read_account(ctx, user_id))
    return render_template("pages/admin/first_password.html", account=account, password=password)


@blueprint.post("/vai-tro")
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def give(user_id: int) -> ResponseReturnValue:
    """Give a role."""
    form = RoleForm()
    form.prepare()
    if form.validate():
        try:
            with acting() as ctx:
                account_roles.give_role(
                    ctx, user_id, form.role.data or "", form.since.data, form.until.data
                )
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            return _done(user_id, gettext("Đã giao vai trò."))
    return account_page(user_id, role_form=form), 422


@blueprint.post("/vai-tro/<int:grant_id>/thu-hoi")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def take(user_id: int, grant_id: int) -> ResponseReturnValue:
    """Take a role away."""
    return _try(
        user_id,
        lambda ctx: account_roles.take_role(ctx, user_id, grant_id),
        gettext("Đã thu hồi vai trò."),
    )


@blueprint.post("/don-vi")
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def place(user_id: int) -> ResponseReturnValue:
    """Say in which unit somebody works."""
    form = UnitChoiceForm()
    if form.validate():
        try:
            with acting() as ctx:
                account_keeping.place_account(ctx, user_id, key_of(form.unit_id))
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            return _done(user_id, gettext("Đã xếp vào đơn vị."))
    return account_page(user_id, unit_form=form), 422


@blueprint.post("/khoa")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def close(user_id: int) -> ResponseReturnValue:
    """Close an account."""
    return _try(
        user_id,
        lambda ctx: account_keeping.close_account(ctx, user_id),
        gettext("Đã khóa tài khoản; mọi phiên đang mở đã kết thúc."),
    )


@blueprint.post("/mo-lai")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def reopen(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    return _try(
        user_id,
        lambda ctx: account_keeping.open_account(ctx, user_id),
        gettext("Đã mở lại tài khoản."),
    )


@blueprint.post("/bo-tam-khoa")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def lift(user_id: int) -> ResponseReturnValue:
    """Lift a lock by failed sign-ins."""
    return _try(
        user_id,
        lambda ctx: account_keeping.lift_lock(ctx, user_id),
        gettext("Đã bỏ tạm khóa; người này đăng nhập lại được ngay."),
    )


@blueprint.post("/dang-xuat")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def sign_out(user_id: int) -> ResponseReturnValue:
    """Sign somebody out on every device."""
    return _try(
        user_id,
        lambda ctx: account_keeping.end_sessions(ctx, user_id),
        gettext("Đã đăng xuất người này khỏi mọi thiết bị."),
    )


@blueprint.post("/mat-khau")
@allow(Permission.ADMIN_ACCOUNTS_WRITE)
def reset(user_id: int) -> ResponseReturnValue:
    """Give a new first password, shown on the next page, once."""
    try:
        with acting() as ctx:
            password = account_keeping.reset_password(
                ctx, user_id, request.form.get("nonce") or secrets.token_hex(16)
            )
    except InvalidInput as invalid:
        return _refused(user_id, invalid)
    keep_to_show(user_id, password)
    return redirect(url_for(".first_password", user_id=user_id))


def _try(user_id: int, act: Callable[[Context], None], done: str) -> ResponseReturnValue:
    try:
        with acting() as ctx:
            act(ctx)
    except InvalidInput as invalid:
        return _refused(user_id, invalid)
    return _done(user_id, done)


def _done(user_id: int, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("accounts.show", user_id=user_id))


def _refused(user_id: int, invalid: InvalidInput) -> ResponseReturnValue:
    """A button has no field to put its reason at: it stands above the page."""
    for code in invalid.errors.values():
        flash(gettext(FIELD_ERROR[code]), "error")
    return redirect(url_for("accounts.show", user_id=user_id))


def _opened(sealed: str) -> str | None:
    """The password in the cookie; None where the key was renewed meanwhile."""
    try:
        return system().ports.keys.decrypt(base64.b64decode(sealed))
    except (binascii.Error, LookupError, ValueError):
        return None
