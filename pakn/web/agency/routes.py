"""Pages of an agency: its lists, a case, and the three acts on it."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.casework import REFUSAL
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.permissions import Permission
from pakn.rules.states import Action
from pakn.services import agency_reading, agency_work
from pakn.services.agency_reading import AgencyCase
from pakn.services.context import Context, InvalidInput, NotFound, StaleAct
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.agency import present
from pakn.web.agency.files import agency_files
from pakn.web.agency.forms import AcceptForm, AnswerForm, ReturnForm

blueprint = Blueprint("agency", __name__, url_prefix="/co-quan")

Form = TypeVar("Form", ReturnForm, AnswerForm)


@blueprint.get("/", defaults={"address": "cho-tiep-nhan"})
@blueprint.get("/<address>")
@allow(Permission.AGENCY_INBOX_READ)
def inbox(address: str) -> ResponseReturnValue:
    """One of the agency's lists."""
    box = present.BOX_OF_ADDRESS.get(address)
    if box is None:
        abort(404)
    ctx = viewing()
    after = request.args.get("sau")
    page = agency_reading.read_inbox(ctx, box, after)
    more = url_for(".inbox", address=address, sau=page.next_after) if page.next_after else None
    return render_template(
        "pages/agency/inbox.html",
        tabs=present.tabs(box, agency_reading.inbox_counts(ctx)),
        box=box,
        lines=present.lines(ctx, page.rows),
        next_url=more,
        first_url=url_for(".inbox", address=address) if after else None,
        without_agency=ctx.actor.agency_id is None,
    )


@blueprint.get("/ho-so/<int:case_id>")
@allow(Permission.AGENCY_CASE_READ)
def case(case_id: int) -> ResponseReturnValue:
    """A case, with the form of what can be done now."""
    ctx = viewing()
    return _page(ctx, agency_reading.read_case(ctx, case_id))


@blueprint.route("/ho-so/<int:case_id>/tiep-nhan", methods=["GET", "POST"])
@allow(Permission.CASE_ACCEPT)
def accept(case_id: int) -> ResponseReturnValue:
    """Accept a forwarded case; pressing twice does no harm."""
    if request.method == "POST":
        agency_reading.read_case(viewing(), case_id)
        try:
            with acting() as ctx:
                agency_work.accept_case(ctx, case_id, AcceptForm().seen_version.number)
            flash(gettext("Đã tiếp nhận hồ sơ. Hạn trả lời đang được tính."), "success")
        except (StaleAct, NotAllowed):
            flash(gettext("Hồ sơ vừa có thay đổi; đây là tình trạng mới nhất."), "warning")
    return redirect(url_for(".case", case_id=case_id))


@blueprint.route("/ho-so/<int:case_id>/chuyen-tra", methods=["GET", "POST"])
@allow(Permission.CASE_RETURN_CASE, reshows=True)
def return_case(case_id: int) -> ResponseReturnValue:
    """Return a case that is another body's."""
    form = ReturnForm()
    return _act(
        case_id,
        form,
        lambda ctx: agency_work.return_case(ctx, form.returning(case_id)),
        gettext("Đã chuyển trả hồ sơ về cơ quan thường trực."),
    )


@blueprint.route("/ho-so/<int:case_id>/tra-loi", methods=["GET", "POST"])
@allow(Permission.CASE_ANSWER, reshows=True)
def answer(case_id: int) -> ResponseReturnValue:
    """Answer a case; the standing body checks it before it is released."""
    form = AnswerForm()
    return _act(
        case_id,
        form,
        lambda ctx: agency_work.answer_case(ctx, form.answering(case_id)),
        gettext("Đã gửi trả lời. Cơ quan thường trực kiểm tra rồi công khai kết quả."),
    )


def _act(
    case_id: int, form: Form, act: Callable[[Context], object], done: str
) -> ResponseReturnValue:
    """Carry out an act; whatever refuses it, what was typed stays on the page."""
    if request.method == "GET":
        return redirect(url_for(".case", case_id=case_id))
    try:
        shown = agency_reading.read_case(viewing(), case_id)
        if not form.validate():
            return _page(viewing(), shown, form)
        with acting() as ctx:
            act(ctx)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _page(viewing(), shown, form)
    except (GuardRefused, StaleAct, NotAllowed, NotFound) as refused:
        return _moved_on(case_id, form, refused)
    flash(done, "success")
    return redirect(url_for(".case", case_id=case_id))


def _moved_on(case_id: int, form: Form, refused: Exception) -> ResponseReturnValue:
    """The case as it stands now, with what was typed for the one that stood before."""
    end_read()
    ctx = viewing()
    if isinstance(refused, GuardRefused):
        note = gettext(REFUSAL[refused.code])
    else:
        note = gettext(
            "Hồ sơ vừa được người khác cập nhật nên thao tác chưa được thực hiện. Nội dung anh/chị "
            "đã nhập vẫn còn; hãy xem lại hồ sơ rồi gửi lại nếu vẫn cần."
        )
    try:
        shown = agency_reading.read_case(ctx, case_id)
    except NotFound:
        return render_template("pages/agency/kept.html", kept=form.typed()), 404
    return _page(ctx, shown, form, note), 409


def _page(ctx: Context, shown: AgencyCase, form: Form | None = None, note: str = "") -> str:
    """The case page; `form` is the one that was sent and did not go through."""
    forms: dict[type[ReturnForm | AnswerForm], ReturnForm | AnswerForm] = {}
    for kind, act in ((ReturnForm, Action.RETURN_CASE), (AnswerForm, Action.ANSWER)):
        if act in shown.acts:
            one = form if isinstance(form, kind) else kind(formdata=None)
            one.seen_version.data = shown.file.case.version
            forms[kind] = one
    return_form, answer_form = forms.get(ReturnForm), forms.get(AnswerForm)
    if isinstance(return_form, ReturnForm):
        return_form.offer(present.proposable(ctx))
    if isinstance(answer_form, AnswerForm):
        answer_form.offer(shown)
        if shown.to_complete is not None and answer_form is not form:
            answer_form.start_from(shown.to_complete)
    return render_template(
        "pages/agency/case.html",
        case=present.case_page(ctx, shown),
        files=agency_files(ctx, shown.file.case.id),
        lines=present.lines(
            ctx, agency_reading.read_inbox(ctx, shown.box).rows, shown.file.case.id
        ),
        accept_form=AcceptForm(formdata=None, seen_version=shown.file.case.version),
        return_form=return_form,
        answer_form=answer_form,
        sent_form=form,
        note=note,
        kept=form.typed() if form is not None and type(form) not in forms else (),
    )
