"""Following a petition with number and lookup secret; reading it with one proof more."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.following import prove as prove_contact
from pakn.services.one_time_codes import ask_opening, check_code
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, viewing
from pakn.web.public.following_forms import CodeForm, FollowForm, ProofForm
from pakn.web.public.looked_up import LookedUp, forget, remember
from pakn.web.public.lookups import (
    begin_again,
    found,
    petition_asked,
    progress_of,
    progress_page,
)
from pakn.web.public.navigation import public_frame
from pakn.web.security import limiter

blueprint = Blueprint("following", __name__, url_prefix="/tra-cuu")
blueprint.context_processor(public_frame)

_LONGEST = 40


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
    if progress_of(looked_up) is None:
        form.secret.errors = [_mismatch()]
        return _ask_page(form), 422
    remember(looked_up)
    return redirect(url_for(".progress"))


@blueprint.get("/tien-do")
@allow(Permission.PETITION_STATUS_PUBLIC)
def progress() -> ResponseReturnValue:
    """Steps and dates; content and answer too, while they are open on this device."""
    followed = found()
    return progress_page(*followed) if followed else begin_again()


# Four digits are 10,000 guesses: a limit by petition, generous to somebody who mistypes.
@blueprint.post("/tien-do")
@limiter.limit("20 per hour", key_func=petition_asked)
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def prove() -> ResponseReturnValue:
    """Take the proof that opens content and answer."""
    form, followed = ProofForm(), found()
    if followed is None:
        return begin_again()
    looked_up, case = followed
    if not form.validate():
        return progress_page(looked_up, case, proof=form), 422
    try:
        prove_contact(viewing(), looked_up.number, looked_up.secret, form.proof.data[:200])
    except NotFound:
        form.proof.errors = [gettext("Thông tin này không khớp với thông tin đã ghi khi gửi.")]
        return progress_page(looked_up, case, proof=form), 422
    return _open(looked_up)


@blueprint.post("/gui-ma")
@limiter.limit("10 per hour", key_func=petition_asked)
@allow(Permission.PETITION_STATUS_PUBLIC)
def send_code() -> ResponseReturnValue:
    """Send a one-time code to the contact on file."""
    followed = found()
    if followed is None:
        return begin_again()
    looked_up, case = followed
    try:
        with acting_publicly() as ctx:
            ticket = ask_opening(ctx, case.petition_id)
    except NotFound:
        flash(gettext("Không có liên hệ nào nhận được mã. Hãy dùng bốn số cuối điện thoại."))
        return redirect(url_for(".progress", _anchor="noi-dung"))
    remember(replace(looked_up, ticket=ticket))
    return redirect(url_for(".progress", _anchor="noi-dung"))


@blueprint.post("/nhap-ma")
@limiter.limit("30 per hour", key_func=petition_asked)
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def take_code() -> ResponseReturnValue:
    """Take the one-time code that opens content and answer."""
    form, followed = CodeForm(), found()
    if followed is None:
        return begin_again()
    looked_up, case = followed
    if not form.validate():
        return progress_page(looked_up, case, code=form), 422
    with acting_publicly() as ctx:
        checked = check_code(ctx, looked_up.ticket, form.code.data[:20])
    if checked.outcome == "right" and checked.petition_id == case.petition_id:
        return _open(looked_up)
    form.code.errors = [wrong_code(checked.outcome)]
    return progress_page(looked_up, case, code=form), 422


@blueprint.post("/dong-lai")
@allow(Permission.PETITION_STATUS_PUBLIC)
def close() -> ResponseReturnValue:
    """Shut the content again; steps and dates stay in sight."""
    followed = found()
    if followed is None:
        return begin_again()
    remember(followed[0].shut())
    flash(gettext("Đã đóng nội dung. Muốn xem lại cần xác nhận lần nữa."), "success")
    return redirect(url_for(".progress"))


@blueprint.post("/ket-thuc")
@allow(Permission.PETITION_STATUS_PUBLIC)
def leave() -> ResponseReturnValue:
    """Forget what was looked up, for devices that others use too."""
    forget()
    return redirect(url_for(".ask"))


def wrong_code(outcome: str) -> str:
    """Why a typed code opens nothing, and what to do."""
    if outcome == "wrong":
        return str(gettext("Mã chưa đúng; hãy xem lại tin nhắn hoặc thư rồi nhập lại."))
    return str(
        gettext("Mã này không dùng được nữa (đã dùng, quá giờ hoặc sai nhiều lần); hãy lấy mã mới.")
    )


def _open(looked_up: LookedUp) -> ResponseReturnValue:
    remember(looked_up.opened())
    return redirect(url_for(".progress", _anchor="noi-dung"))


def _ask_page(form: FollowForm) -> str:
    return render_template("pages/public/following/ask.html", form=form)


def _mismatch() -> str:
    return str(
        gettext("Mã PAKN và mã tra cứu không khớp nhau. Hãy xem lại cả hai mã trên giấy biên nhận.")
    )
