"""Accounts: the list, one account, making and mending it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries.accounts import Wanted
from models.session import end_read
from pakn.rules.permissions import Permission
from pakn.rules.states import STAFF_ROLES
from pakn.services import account_keeping, account_reading
from pakn.services.context import InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, system, viewing
from pakn.web.addresses import key_argument
from pakn.web.admin import account_acts, present_accounts
from pakn.web.admin.account_forms import (
    AccountForm,
    NewAccountForm,
    account_form,
    role_choices,
)
from pakn.web.admin.warning import warn
from pakn.web.forms import clean

blueprint = Blueprint("accounts", __name__, url_prefix="/quan-tri/tai-khoan")
blueprint.context_processor(warn)

_CONDITIONS = ("open", "locked", "closed")
_FILTERS = ("q", "role", "agency", "organisation", "condition")
_ASKED_MOST = 100


@blueprint.get("")
@allow(Permission.ADMIN_ACCOUNTS_READ)
def index() -> ResponseReturnValue:
    """Accounts by name, role, body and condition, a page at a time."""
    ctx = viewing()
    asked, words = _asked(), clean(request.args.get("q", ""))[:_ASKED_MOST]
    found = account_reading.read_accounts(ctx, asked, words, after=request.args.get("after", ""))
    kept: dict[str, Any] = {name: value for name in _FILTERS if (value := request.args.get(name))}
    return render_template(
        "pages/admin/accounts.html",
        lines=present_accounts.account_lines(ctx, found),
        words=words,
        asked=asked,
        roles=role_choices(gettext("Mọi vai trò")),
        bodies=account_reading.read_bodies(ctx),
        filtered=bool(kept),
        first_url=url_for(".index", **kept) if request.args.get("after") else None,
        next_url=url_for(".index", **{**kept, "after": found.next_after})
        if found.next_after
        else None,
        demo=system().settings.is_demo,
    )


@blueprint.get("/<int:user_id>")
@allow(Permission.ADMIN_ACCOUNTS_READ)
def show(user_id: int) -> ResponseReturnValue:
    """One account with its roles, and what can be done with it."""
    return account_acts.account_page(user_id)


@blueprint.route("/them", methods=["GET", "POST"])
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def add() -> ResponseReturnValue:
    """Make an account; its first password is shown on the next page, once."""
    form = NewAccountForm()
    form.prepare()
    if form.validate_on_submit():
        try:
            with acting() as ctx:
                made, password = account_keeping.add_account(
                    ctx,
                    clean(form.username.data),
                    form.role.data or "",
                    form.inputs(),
                    form.nonce.data or "",
                )
        except InvalidInput as invalid:
            form.take_errors(invalid)
        else:
            account_acts.keep_to_show(made, password)
            return redirect(url_for("account_acts.first_password", user_id=made))
    return _form_page(form), 422 if request.method == "POST" else 200


@blueprint.route("/<int:user_id>/sua", methods=["GET", "POST"])
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def edit(user_id: int) -> ResponseReturnValue:
    """Change who a person is and for which body this person works."""
    if request.method == "GET":
        file = account_reading.read_account(viewing(), user_id)
        return _form_page(account_form(file.user), user_id)
    form = AccountForm()
    if form.validate():
        try:
            with acting() as ctx:
                account_keeping.edit_account(ctx, user_id, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
            if "changed" in invalid.errors:
                form.look_again(account_reading.read_account(viewing(), user_id).user)
        else:
            flash(gettext("Đã lưu tài khoản."), "success")
            return redirect(url_for(".show", user_id=user_id))
    return _form_page(form, user_id), 422


def _form_page(form: AccountForm, user_id: int | None = None) -> str:
    ctx = viewing()
    values: dict[str, Any] = {"form": form, "account": None}
    bodies = account_reading.read_bodies(ctx)
    if user_id is None:
        form.offer(bodies)
    else:
        file = account_reading.read_account(ctx, user_id)
        form.offer(bodies, file.user, file.body)
        values["account"] = present_accounts.account_shown(ctx, file)
    return render_template("pages/admin/account_form.html", **values)


def _asked() -> Wanted:
    """The filter in the address; what is no filter is left out."""
    role, condition = request.args.get("role", ""), request.args.get("condition", "")
    return Wanted(
        role=role if role in STAFF_ROLES else None,
        agency_id=key_argument("agency"),
        organisation_id=key_argument("organisation"),
        condition=condition if condition in _CONDITIONS else None,
    )
