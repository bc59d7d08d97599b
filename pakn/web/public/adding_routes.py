"""After sending: answering a question, adding facts and files, withdrawing, one's own files."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.lifecycle import NotAllowed
from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput, NotFound
from pakn.services.following import Progress
from pakn.services.following_content import own_file
from pakn.services.supplementing import Adding, add_facts, supply, withdraw
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, viewing
from pakn.web.downloads import file_response
from pakn.web.public.following_forms import AddingForm, WithdrawForm
from pakn.web.public.looked_up import LookedUp
from pakn.web.public.lookups import begin_again, content_of, found
from pakn.web.public.navigation import public_frame
from pakn.web.public.present_following import followed, opened
from pakn.web.security import limiter
from pakn.web.uploads import received_files

blueprint = Blueprint("adding", __name__, url_prefix="/tra-cuu")
blueprint.context_processor(public_frame)


@blueprint.get("/bo-sung")
@allow(Permission.PETITION_STATUS_PUBLIC)
def show() -> ResponseReturnValue:
    """The form; the question stands above it once the content is open on this device."""
    looked_at = found()
    if looked_at is None:
        return begin_again()
    looked_up, case = looked_at
    if not case.may_add:
        return _too_late()
    if not looked_up.is_open:
        flash(gettext("Hãy mở nội dung trước, rồi bổ sung thông tin."), "info")
        return redirect(url_for("following.progress", _anchor="noi-dung"))
    return _form_page(looked_up, case, AddingForm(formdata=None))


# What is typed may take longer than the content stays open: it is taken all the same.
@blueprint.post("/bo-sung")
@limiter.limit("60 per hour")
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def add() -> ResponseReturnValue:
    """Store it; the same sent twice is stored once."""
    form, looked_at = AddingForm(), found()
    if looked_at is None:
        return begin_again()
    looked_up, case = looked_at
    if not form.validate():
        return _form_page(looked_up, case, form), 422
    act = supply if case.asked_until else add_facts
    try:
        files = received_files("files")
        with acting_publicly() as ctx:
            act(ctx, Adding(case.case_id, form.text.data, files))
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _form_page(looked_up, case, form), 422
    except (NotAllowed, NotFound):
        return _too_late()
    flash(gettext("Đã nhận thông tin của anh/chị. Cơ quan đang xử lý sẽ thấy ngay."), "success")
    return redirect(url_for("following.progress"))


@blueprint.get("/rut")
@allow(Permission.PETITION_STATUS_PUBLIC)
def ask_withdrawal() -> ResponseReturnValue:
    """What withdrawing means, before it is done."""
    looked_at = found()
    if looked_at is None:
        return begin_again()
    if not looked_at[1].may_withdraw:
        return _cannot_withdraw()
    return _withdraw_page(looked_at[1], WithdrawForm(formdata=None))


@blueprint.post("/rut")
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def withdraw_it() -> ResponseReturnValue:
    """Withdraw it; number and secret suffice (R10)."""
    form, looked_at = WithdrawForm(), found()
    if looked_at is None:
        return begin_again()
    case = looked_at[1]
    if not form.validate():
        return _withdraw_page(case, form), 422
    try:
        with acting_publicly() as ctx:
            done = withdraw(ctx, case.case_id, form.reason.data)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _withdraw_page(case, form), 422
    except NotAllowed:
        return _cannot_withdraw()
    noted = gettext("Đã ghi nhận đề nghị rút; cán bộ sẽ xem và báo lại.")
    flash(gettext("Đã rút phản ánh, kiến nghị này.") if done else noted, "success")
    return redirect(url_for("following.progress"))


@blueprint.get("/tep/<int:file_id>")
@allow(Permission.PETITION_STATUS_PUBLIC)
def download(file_id: int) -> ResponseReturnValue:
    """A file that the petitioner sent, while the content is open on this device."""
    looked_at = found()
    if looked_at is None:
        return begin_again()
    looked_up = looked_at[0]
    if not looked_up.is_open:
        return redirect(url_for("following.progress", _anchor="noi-dung"))
    return file_response(own_file(viewing(), looked_up.number, looked_up.secret, file_id))


def _form_page(looked_up: LookedUp, case: Progress, form: AddingForm) -> str:
    content = content_of(looked_up)
    return render_template(
        "pages/public/following/adding.html",
        case=followed(case, viewing().today),
        opened=opened(content) if content else None,
        form=form,
    )


def _withdraw_page(case: Progress, form: WithdrawForm) -> str:
    shown = followed(case, viewing().today)
    return render_template("pages/public/following/withdrawing.html", case=shown, form=form)


def _too_late() -> ResponseReturnValue:
    flash(
        gettext(
            "Phản ánh, kiến nghị này đã kết thúc nên không thêm thông tin được nữa. Anh/chị có thể "
            "gửi phản ánh, kiến nghị mới."
        ),
        "info",
    )
    return redirect(url_for("following.progress"))


def _cannot_withdraw() -> ResponseReturnValue:
    flash(gettext("Phản ánh, kiến nghị này đã kết thúc nên không rút được nữa."), "info")
    return redirect(url_for("following.progress"))
