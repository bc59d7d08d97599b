"""Pages of signing in and of one's own account."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from pakn.rules.permissions import Permission
from pakn.services import accounts
from pakn.web.access import allow
from pakn.web.account.destinations import first_page, local_path
from pakn.web.account.forms import SignInForm
from pakn.web.account.present import demo_rows, own_account
from pakn.web.acting import ROLE_KEY, acting, acting_publicly, actor, system, viewing
from pakn.web.security import limiter
from pakn.web.signing_in import begin_session, end_session

blueprint = Blueprint("account", __name__, url_prefix="/tai-khoan")


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit("60 per minute", methods=["POST"])
@allow(Permission.PAGES_GUIDANCE_PUBLIC, reshows=True)
def sign_in() -> ResponseReturnValue:
    """Sign in; whoever came from a page goes back to it."""
    target = local_path(request.args.get("next"))
    form = SignInForm()
    if form.validate_on_submit():
        if _let_in(form):
            return redirect(target or url_for("account.home"))
    elif request.method == "GET":
        if current_user.is_authenticated:
            return redirect(target or url_for("account.home"))
        form.username.data = request.args.get("ten", "")
    demo = demo_rows(target) if system().settings.is_demo else []
    return render_template("pages/account/sign_in.html", form=form, demo=demo, hide_sign_in=True)


@blueprint.post("/dang-xuat")
@allow(Permission.PAGES_GUIDANCE_PUBLIC)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    end_session()
    flash(gettext("Anh/chị đã đăng xuất."), "success")
    return redirect(url_for("account.sign_in"))


@blueprint.post("/vai-tro")
@allow(Permission.ACCOUNT_HOME)
def switch_role() -> ResponseReturnValue:
    """Go on in another of the roles held today."""
    wanted = request.form.get("role", "")
    if wanted not in {role.value for role in current_user.roles}:
        abort(403)
    session[ROLE_KEY] = wanted
    return redirect(url_for("account.home"))


@blueprint.get("/")
@allow(Permission.ACCOUNT_HOME)
def home() -> ResponseReturnValue:
    """The first page of the role in use; a role without pages is told so."""
    page = first_page(actor().role)
    if page is not None:
        return redirect(page)
    return render_template("pages/account/own.html", own=own_account(viewing()), no_pages=True)


@blueprint.get("/cua-toi")
@allow(Permission.ACCOUNT_HOME)
def own() -> ResponseReturnValue:
    """One's own account: who, for which body, in which roles."""
    return render_template("pages/account/own.html", own=own_account(viewing()), no_pages=False)


@blueprint.post("/dang-xuat-moi-noi")
@allow(Permission.ACCOUNT_HOME)
def own_sessions() -> ResponseReturnValue:
    """End every session of one's own, on every device, this one included."""
    with acting() as ctx:
        accounts.end_all_sessions(ctx, current_user.user.id)
    end_session()
    flash(gettext("Đã đăng xuất khỏi mọi thiết bị. Hãy đăng nhập lại để làm việc."), "success")
    return redirect(url_for("account.sign_in"))


def _let_in(form: SignInForm) -> bool:
    username, password = form.typed()
    with acting_publicly() as ctx:
        result = accounts.sign_in(ctx, username, password)
    if result.signed_in is None:
        assert result.refusal is not None
        form.take_refusal(result.refusal)
        return False
    begin_session(result.signed_in)
    return True
