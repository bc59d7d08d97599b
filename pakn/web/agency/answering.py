"""Answering: a draft, its approval, the answer itself (R34, R60)."""

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.lifecycle import NotAllowed
from pakn.rules.permissions import Permission
from pakn.services import agency_reading, answer_drafts
from pakn.services.agency_work import Answering
from pakn.services.attaching import FilesRefused
from pakn.services.context import Context, InvalidInput, Refused
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.agency.case_page import again, try_act
from pakn.web.agency.forms import AcceptForm, AnswerForm, DraftBackForm
from pakn.web.uploads import received_files

blueprint = Blueprint("answering", __name__, url_prefix="/ho-so")


@blueprint.route("/<int:case_id>/tra-loi", methods=["GET", "POST"])
@allow(Permission.CASE_ANSWER, reshows=True)
def answer(case_id: int) -> ResponseReturnValue:
    """Answer a case; the standing body checks it before it is released."""
    form = AnswerForm()
    return _finish(
        case_id,
        form,
        lambda ctx, inputs: answer_drafts.send_answer(ctx, inputs, drop_files=form.dropped()),
        gettext("Đã gửi trả lời. Cơ quan thường trực kiểm tra rồi công khai kết quả."),
    )


@blueprint.route("/<int:case_id>/trinh-duyet", methods=["GET", "POST"])
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def submit(case_id: int) -> ResponseReturnValue:
    """Submit a draft to whoever approves it."""
    form = AnswerForm()
    return _finish(
        case_id,
        form,
        lambda ctx, inputs: answer_drafts.submit_draft(ctx, inputs, drop_files=form.dropped()),
        gettext("Đã trình duyệt. Dự thảo được gửi đi khi lãnh đạo cơ quan duyệt."),
    )


@blueprint.route("/<int:case_id>/du-thao", methods=["GET", "POST"])
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def save(case_id: int) -> ResponseReturnValue:
    """Keep a draft as far as it is."""
    form = AnswerForm()
    return _finish(
        case_id,
        form,
        lambda ctx, inputs: answer_drafts.save_draft(ctx, inputs, drop_files=form.dropped()),
        gettext("Đã lưu dự thảo. Người trong cơ quan được giao hồ sơ này đều xem được."),
    )


@blueprint.route("/<int:case_id>/tra-du-thao", methods=["GET", "POST"])
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def send_back(case_id: int) -> ResponseReturnValue:
    """Send a submitted draft back to be mended."""
    form = DraftBackForm()
    return try_act(
        case_id,
        form,
        lambda ctx: answer_drafts.send_draft_back(
            ctx, case_id, form.seen_version.number, form.back_note.data or ""
        ),
        gettext("Đã trả lại dự thảo để sửa."),
    )


@blueprint.route("/<int:case_id>/lay-lai", methods=["GET", "POST"])
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def take_back(case_id: int) -> ResponseReturnValue:
    """Take a submitted draft back to go on writing."""
    form = AcceptForm()
    return try_act(
        case_id,
        form,
        lambda ctx: answer_drafts.take_draft_back(ctx, case_id, form.seen_version.number),
        gettext("Đã lấy lại dự thảo để sửa tiếp."),
    )


def _finish(
    case_id: int,
    form: AnswerForm,
    act: Callable[[Context, Answering], object],
    done: str,
) -> ResponseReturnValue:
    """Carry out an act on an answer with its files.

    A browser does not fill a file field in again: files that came with an answer that is refused
    are kept in its draft, as far as they can be taken.
    """
    if request.method == "GET":
        return try_act(case_id, form, lambda _ctx: None, done)
    agency_reading.read_case(viewing(), case_id)
    refused: InvalidInput | None = None
    try:
        files = received_files("files", as_signed=True)
    except FilesRefused as some:
        refused, files = some, list(some.kept)
    except InvalidInput as invalid:
        refused, files = invalid, []
    inputs = form.answering(case_id, files)
    if refused is None:
        return try_act(
            case_id, form, lambda ctx: act(ctx, inputs), done, kept=lambda: _keep(inputs)
        )
    form.validate()
    form.take_errors(refused)
    if not form.stale_token:
        _keep(inputs)
    return again(case_id, form)


def _keep(inputs: Answering) -> None:
    """Keep the files of an answer that is refused; what was typed is on the page anyhow."""
    if inputs.files:
        with suppress(Refused, NotAllowed), acting() as ctx:
            answer_drafts.save_draft(ctx, inputs)
