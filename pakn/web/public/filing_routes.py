"""Filing in steps: a draft on the server, checked page by page, sent once."""

import datetime as dt

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput, NotFound
from pakn.services.draft_files import draft_files
from pakn.services.drafts import discard_draft, start_draft
from pakn.services.filing import DifferentContent, StalePlan
from pakn.services.filing_drafts import (
    AlreadySent,
    FormState,
    file_draft,
    form_state,
    plan_draft,
    receipt_of_draft,
    take_answers,
)
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, system, viewing
from pakn.web.public.draft_cookie import draft_token, forget_draft, keep_draft
from pakn.web.public.forms import BeginForm, DiscardForm, SendForm, StepForm
from pakn.web.public.guidance import draft_days
from pakn.web.public.navigation import public_frame
from pakn.web.public.present import check_cards, place_of, receipt_page
from pakn.web.public.steps import BY_SLUG, GROUPS, SLUGS, STEPS, Step, first_missing, step_before

blueprint = Blueprint("filing", __name__)
blueprint.context_processor(public_frame)


@blueprint.get("/gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def start() -> ResponseReturnValue:
    """What to prepare; begin, or go on with the draft on this device."""
    state = _state()
    unfinished = state is not None and not state.sent
    return render_template(
        "pages/public/filing/start.html",
        begin=BeginForm(),
        discard=DiscardForm(),
        go_on=_address(first_missing(state)) if state and unfinished else None,
        draft_days=draft_days(viewing()),
    )


@blueprint.post("/gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def begin() -> ResponseReturnValue:
    """Begin a new draft; an unfinished one on this device is deleted."""
    with acting_publicly() as ctx:
        discard_draft(ctx, draft_token() or "")
        token = start_draft(ctx, {})
    return keep_draft(redirect(_address(STEPS[0])), token)


@blueprint.post("/gui/xoa")
@allow(Permission.PETITION_FILE_PUBLIC)
def discard() -> ResponseReturnValue:
    """Delete the draft at its writer's wish."""
    with acting_publicly() as ctx:
        discard_draft(ctx, draft_token() or "")
    flash(gettext("Bản đang viết đã được xóa khỏi máy chủ."), "info")
    return forget_draft(redirect(url_for(".start")))


@blueprint.get(f"/gui/<any({SLUGS}):slug>")
@allow(Permission.PETITION_FILE_PUBLIC)
def show(slug: str) -> ResponseReturnValue:
    """One page of the form, with what was answered before."""
    step, state = BY_SLUG[slug], _state()
    if state is None:
        return _gone()
    return _elsewhere(state, step) or _page(step, state, _form(step, state))


@blueprint.post(f"/gui/<any({SLUGS}):slug>")
@allow(Permission.PETITION_FILE_PUBLIC, reshows=True)
def take(slug: str) -> ResponseReturnValue:
    """Keep the answers that can stand; show the page again when one cannot.

    Where the draft is gone, what was just typed begins a new one: nothing typed is lost.
    """
    step, known = BY_SLUG[slug], _state()
    state = known or _NOTHING
    form = _form(step, state)
    form.validate()
    if "csrf_token" in form.errors:
        return _page(step, state, form)
    try:
        with acting_publicly() as ctx:
            token = (known and draft_token()) or start_draft(ctx, {})
            taken = take_answers(ctx, token, form.typed())
    except AlreadySent:
        return redirect(url_for(".check"))
    form.take_errors(InvalidInput(taken.wrong))
    answer = _page(step, state, form) if form.errors else redirect(_next(taken.state))
    return keep_draft(answer, token)


@blueprint.get("/gui/kiem-tra")
@allow(Permission.PETITION_FILE_PUBLIC)
def check() -> ResponseReturnValue:
    """Everything that was answered, each with a way back, before it is sent."""
    state = _state()
    if state is None:
        return _gone()
    return _elsewhere(state) or _check_page(state, SendForm(seen=state.mark))


@blueprint.post("/gui/kiem-tra")
@allow(Permission.PETITION_FILE_PUBLIC, reshows=True)
def send() -> ResponseReturnValue:
    """File it: once, as it was seen, however often the button is pressed."""
    form = SendForm()
    if not form.validate():
        state = _state()
        return _gone() if state is None else _elsewhere(state) or _check_page(state, form)
    try:
        planned = plan_draft(viewing(), draft_token() or "", form.seen.data or "")
        with acting_publicly() as ctx:
            receipt = file_draft(ctx, planned)
    except NotFound:
        return _gone()
    except AlreadySent:
        return redirect(url_for(".check"))
    except (DifferentContent, InvalidInput, StalePlan):
        flash(
            gettext("Nội dung đã thay đổi ở một trang khác. Hãy xem lại trước khi gửi."), "warning"
        )
        return redirect(url_for(".check"))
    return redirect(url_for(".show_receipt", number=receipt.number))


@blueprint.get("/bien-nhan/<number>")
@allow(Permission.PETITION_FILE_PUBLIC)
def show_receipt(number: str) -> ResponseReturnValue:
    """The receipt, for the device that sent the petition only."""
    receipt = receipt_of_draft(viewing(), draft_token() or "")
    if receipt.number != number:
        abort(404)
    page = receipt_page(receipt, system().settings.base_url)
    return render_template("pages/public/filing/receipt.html", receipt=page)


_NOTHING = FormState(answers={}, errors={}, mark="", sent=False)


def _state() -> FormState | None:
    """The form being filled in on this device; None when there is none any more."""
    try:
        return form_state(viewing(), draft_token() or "")
    except NotFound:
        return None


def _gone() -> ResponseReturnValue:
    """To the beginning, told why when there was a draft."""
    if draft_token() is None:
        return redirect(url_for(".start"))
    days = draft_days(viewing())
    flash(
        gettext(
            "Bản đang viết không còn nữa: bản chưa gửi chỉ được giữ %(days)s ngày rồi tự xóa để "
            "bảo vệ thông tin của anh/chị. Xin mời bắt đầu lại.",
            days=days,
        ),
        "warning",
    )
    return forget_draft(redirect(url_for(".start")))


def _elsewhere(state: FormState, step: Step | None = None) -> Response | None:
    """Where to go instead of a page whose turn it is not; None when it is."""
    if state.sent:
        flash(
            gettext(
                "Bản này đã được gửi nên không sửa được nữa. Nếu còn việc khác, hãy gửi một phản "
                "ánh, kiến nghị mới."
            ),
            "info",
        )
        receipt = receipt_of_draft(viewing(), draft_token() or "")
        return redirect(url_for(".show_receipt", number=receipt.number))
    missing = first_missing(state, before=step)
    if missing or (step and not step.asks(state.answers)):
        return redirect(_address(missing or first_missing(state)))
    return None


def _next(state: FormState) -> str:
    return _address(first_missing(state))


def _address(step: Step | None) -> str:
    return url_for(".show", slug=step.slug) if step else url_for(".check")


def _form(step: Step, state: FormState) -> StepForm:
    deadline = state.answers.get("comment_deadline")
    day = dt.date.fromisoformat(deadline) if deadline else None
    form = step.form(data={**state.answers, "comment_deadline": day})
    ctx = viewing()
    form.fit(state.answers, ctx.session, ctx.today)
    return form


def _page(step: Step, state: FormState, form: StepForm) -> Response:
    before = step_before(step, state.answers)
    html = render_template(
        f"pages/public/filing/{step.slug}.html",
        step=step,
        groups=GROUPS,
        form=form,
        back_url=_address(before) if before else url_for(".start"),
    )
    return Response(html, 422 if form.errors else 200, mimetype="text/html")


def _check_page(state: FormState, form: SendForm) -> ResponseReturnValue:
    ctx = viewing()
    return render_template(
        "pages/public/filing/kiem-tra.html",
        form=form,
        groups=GROUPS,
        attached=draft_files(ctx, draft_token() or ""),
        cards=check_cards(state.answers, place_of(ctx.session, state.answers, ctx.today)),
        back_url=_address(step_before(None, state.answers)),
    )
