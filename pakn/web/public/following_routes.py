"""Following a petition with number and lookup secret; reading it with one proof more."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_limiter.util import get_remote_address

from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.following import Progress, follow, open_content
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.public.forms import FollowForm, LeaveForm, ProofForm
from pakn.web.public.looked_up import LookedUp, forget, remember, remembered
from pakn.web.public.navigation import public_frame
from pakn.web.public.present import Opened, followed, opened
from pakn.web.security import limiter

blueprint = Blueprint("following", __name__, url_prefix="/tra-cuu")
blueprint.context_processor(public_frame)

_LONGEST = 40


def _petition_asked() -> str:
    looked_up = remembered()
    return looked_up.number if looked_up else get_remote_address()


@blueprint.get("")
@allow(Permission.PETITION_STATUS_PUBLIC)
def ask() -> ResponseReturnValue:
    """The form; the receipt's QR code brings the number along."""
    return _ask_page(FollowForm(number=request.args.get("ma", "")[:_LONGEST]))


# Secrets have 50 bits: this only keeps programs from trying all day behind one address.
@blueprint.post("")
@limiter.limit("60 per minute")
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def take() -> ResponseReturnValue:
    """Look it up; the result is another page, whose address says nothing."""
    form = FollowForm()
    if not form.validate():
        return _ask_page(form), 422
    looked_up = LookedUp(form.number.data[:_LONGEST], form.secret.data[:_LONGEST])
    if _progress(looked_up) is None:
        form.secret.errors = [_mismatch()]
        return _ask_page(form), 422
    remember(looked_up)
    return redirect(url_for(".progress"))


@blueprint.get("/tien-do")
@allow(Permission.PETITION_STATUS_PUBLIC)
def progress() -> ResponseReturnValue:
    """Steps and dates; content and answer too, where the proof was given."""
    looked_up = remembered()
    found = _progress(looked_up) if looked_up else None
    if looked_up is None or found is None:
        return redirect(url_for(".ask"))
    return _progress_page(looked_up, found, ProofForm())


# Four digits are 10,000 guesses: a limit by petition, generous to somebody who mistypes.
@blueprint.post("/tien-do")
@limiter.limit("20 per hour", key_func=_petition_asked)
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def prove() -> ResponseReturnValue:
    """Take the proof that opens content and answer."""
    form, looked_up = ProofForm(), remembered()
    found = _progress(looked_up) if looked_up else None
    if looked_up is None or found is None:
        return redirect(url_for(".ask"))
    if not form.validate():
        return _progress_page(looked_up, found, form), 422
    proved = LookedUp(looked_up.number, looked_up.secret, form.proof.data[:200])
    if _opened(proved) is None:
        form.proof.errors = [gettext("Thông tin này không khớp với thông tin đã ghi khi gửi.")]
        return _progress_page(looked_up, found, form), 422
    remember(proved)
    return redirect(url_for(".progress", _anchor="noi-dung"))


@blueprint.post("/ket-thuc")
@allow(Permission.PETITION_STATUS_PUBLIC)
def leave() -> ResponseReturnValue:
    """Forget what was looked up, for devices that others use too."""
    forget()
    return redirect(url_for(".ask"))


def _ask_page(form: FollowForm) -> str:
    return render_template("pages/public/following/ask.html", form=form)


def _progress_page(looked_up: LookedUp, found: Progress, form: ProofForm) -> str:
    return render_template(
        "pages/public/following/progress.html",
        case=followed(found, viewing().today),
        opened=_opened(looked_up) if looked_up.proof else None,
        form=form,
        leave=LeaveForm(),
    )


def _progress(looked_up: LookedUp) -> Progress | None:
    try:
        return follow(viewing(), looked_up.number, looked_up.secret)
    except NotFound:
        return None


def _opened(proved: LookedUp) -> Opened | None:
    try:
        return opened(open_content(viewing(), proved.number, proved.secret, proved.proof))
    except NotFound:
        return None


def _mismatch() -> str:
    return str(
        gettext("Mã PAKN và mã tra cứu không khớp nhau. Hãy xem lại cả hai mã trên giấy biên nhận.")
    )
