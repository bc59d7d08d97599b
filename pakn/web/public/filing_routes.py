"""Filing in steps: a draft on the server, checked page by page, sent once."""

import datetime as dt

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from models.casework import Case
from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput, NotFound
from pakn.services.draft_files import draft_files
from pakn.services.drafts import discard_draft, start_draft
from pakn.services.filing import DifferentContent, StalePlan
from pakn.services.filing_drafts import (
    AlreadySent,
    FormState,
    file_draft,
    plan_draft,
    receipt_of_draft,
    take_answers,
)
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, system, viewing
from pakn.web.public.draft_cookie import draft_token, forget_draft, keep_draft
from pakn.web.public.draft_state import (
    NOTHING,
    address,
    current_state,
    elsewhere,
    gone,
    next_address,
)
from pakn.web.public.forms import BeginForm, DiscardForm, SendForm, StepForm
from pakn.web.public.guidance import draft_days
from pakn.web.public.navigation import public_frame
from pakn.web.public.place_forms import PlaceForm
from pakn.web.public.present import receipt_page
from pakn.web.public.present_answers import body_words, check_cards, facts_of
from pakn.web.public.steps import BY_SLUG, GROUPS, SLUGS, STEPS, Step, first_missing, step_before

blueprint = Blueprint("filing", __name__)
blueprint.context_processor(public_frame)


@blueprint.get("/gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def start() -> ResponseReturnValue:
    """What to prepare; begin, or go on with the draft on this device."""
    state = current_state()
    unfinished = state is not None and not state.sent
    return render_template(
        "pages/public/filing/start.html",
        begin=BeginForm(),
        discard=DiscardForm(),
        go_on=address(first_missing(state)) if state and unfinished else None,
        draft_days=draft_days(viewing()),
    )


@blueprint.post("/gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def begin() -> ResponseReturnValue:
    """Begin a new draft; an unfinished one on this device is deleted."""
    with acting_publicly() as ctx:
        discard_draft(ctx, draft_token() or "")
        token = start_draft(ctx, {})
    return keep_draft(redirect(address(STEPS[0])), token)


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
    step, state = BY_SLUG[slug], current_state()
    if state is None:
        return gone()
    return elsewhere(state, step) or _page(step, state, _form(step, state))


@blueprint.post(f"/gui/<any({SLUGS}):slug>")
@allow(Permission.PETITION_FILE_PUBLIC, reshows=True)
def take(slug: str) -> ResponseReturnValue:
    """Keep the answers that can stand; show the page again when one cannot.

    Where the draft is gone, what was just typed begins a new one: nothing typed is lost.
    """
    step, known = BY_SLUG[slug], current_state()
    state = known or NOTHING
    form = _form(step, state)
    form.validate()
    if "csrf_token" in form.errors or form.looks_up:
        return _page(step, state, form)
    try:
        with acting_publicly() as ctx:
            token = (known and draft_token()) or start_draft(ctx, {})
            taken = take_answers(ctx, token, form.typed(), keep_wrong=form.wants_rest)
    except AlreadySent:
        return redirect(url_for(".check"))
    if form.wants_rest:
        return keep_draft(redirect(url_for("drafting.keep")), token)
    form.take_errors(InvalidInput(taken.wrong))
    answer = _page(step, state, form) if form.errors else redirect(next_address(taken.state))
    return keep_draft(answer, token)


@blueprint.post("/gui/tim-noi")
@allow(Permission.PETITION_FILE_PUBLIC)
def find_place() -> ResponseReturnValue:
    """The places a name may mean, as a piece of the page: for finding while typing."""
    ctx = viewing()
    form = PlaceForm()
    form.fit({}, ctx.session, ctx.today)
    return render_template("pages/public/filing/_noi-tim-duoc.html", form=form)


@blueprint.get("/gui/kiem-tra")
@allow(Permission.PETITION_FILE_PUBLIC)
def check() -> ResponseReturnValue:
    """Everything that was answered, each with a way back, before it is sent."""
    state = current_state()
    if state is None:
        return gone()
    return elsewhere(state) or _check_page(state, SendForm(seen=state.mark))


@blueprint.post("/gui/kiem-tra")
@allow(Permission.PETITION_FILE_PUBLIC, reshows=True)
def send() -> ResponseReturnValue:
    """File it: once, as it was seen, however often the button is pressed."""
    form = SendForm()
    if not form.validate():
        state = current_state()
        return gone() if state is None else elsewhere(state) or _check_page(state, form)
    try:
        planned = plan_draft(viewing(), draft_token() or "", form.seen.data or "")
        with acting_publicly() as ctx:
            receipt = file_draft(ctx, planned)
    except NotFound:
        return gone()
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
    ctx = viewing()
    receipt = receipt_of_draft(ctx, draft_token() or "")
    if receipt.number != number:
        abort(404)
    due_steps = ctx.session.get_one(Case, receipt.case_id).due_explained
    page = receipt_page(receipt, system().settings.base_url, due_steps)
    return render_template("pages/public/filing/receipt.html", receipt=page)


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
        body_words=body_words,
        back_url=address(before) if before else url_for(".start"),
    )
    return Response(html, 422 if form.errors else 200, mimetype="text/html")


def _check_page(state: FormState, form: SendForm) -> ResponseReturnValue:
    ctx = viewing()
    return render_template(
        "pages/public/filing/kiem-tra.html",
        form=form,
        groups=GROUPS,
        attached=draft_files(ctx, draft_token() or ""),
        cards=check_cards(state.answers, facts_of(ctx.session, state.answers, ctx.today)),
        back_url=address(step_before(None, state.answers)),
    )
