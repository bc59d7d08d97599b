"""Before sending: published answers that may be the one wanted."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries import publications
from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.filing_drafts import FormState, pass_similar
from pakn.services.similar import leave_answered, similar_results
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, viewing
from pakn.web.public.draft_cookie import draft_token, forget_draft
from pakn.web.public.draft_state import address, current_state, elsewhere, gone
from pakn.web.public.forms import GoOnForm, LeaveAnsweredForm
from pakn.web.public.navigation import public_frame
from pakn.web.public.present_results import published, published_card
from pakn.web.public.steps import GROUPS, step_before

blueprint = Blueprint("similar", __name__, url_prefix="/gui/cau-tra-loi-tuong-tu")
blueprint.context_processor(public_frame)


@blueprint.get("")
@allow(Permission.PETITION_FILE_PUBLIC)
def show() -> ResponseReturnValue:
    """Up to five published answers; passed over where nothing is like enough."""
    state = current_state()
    if state is None:
        return gone()
    if away := elsewhere(state):
        return away
    found = similar_results(viewing(), state.answers)
    return (
        _page(state, [published_card(row) for row in found]) if found else redirect(address(None))
    )


@blueprint.get("/<int:publication_id>")
@allow(Permission.PETITION_FILE_PUBLIC)
def read(publication_id: int) -> ResponseReturnValue:
    """One of them, with the way back to the draft."""
    row = publications.one(viewing().session, publication_id)
    if row is None:
        abort(404)
    return render_template(
        "pages/public/filing/mot-cau-tra-loi.html", result=published(row), leave=LeaveAnsweredForm()
    )


@blueprint.post("")
@allow(Permission.PETITION_FILE_PUBLIC)
def go_on() -> ResponseReturnValue:
    """Send all the same."""
    try:
        with acting_publicly() as ctx:
            pass_similar(ctx, draft_token() or "")
    except NotFound:
        return gone()
    return redirect(address(None))


@blueprint.get("/khong-gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def ask_leave() -> ResponseReturnValue:
    """Is the answer found, and the draft to be deleted? Asked before it is."""
    state = current_state()
    if state is None:
        return gone()
    return elsewhere(state) or render_template(
        "pages/public/filing/khong-gui.html", form=LeaveAnsweredForm()
    )


@blueprint.post("/khong-gui")
@allow(Permission.PETITION_FILE_PUBLIC)
def leave() -> ResponseReturnValue:
    """The answer was there: count that, delete the draft."""
    state = current_state()
    if state is None:
        return gone()
    if away := elsewhere(state):
        return away
    with acting_publicly() as ctx:
        leave_answered(ctx, draft_token() or "")
    flash(
        gettext("Bản đang viết đã được xóa. Cảm ơn anh/chị đã xem câu trả lời có sẵn."), "success"
    )
    return forget_draft(redirect(url_for("public.results")))


def _page(state: FormState, cards: list[object]) -> str:
    before = step_before(None, state.answers)
    return render_template(
        "pages/public/filing/cau-tra-loi-tuong-tu.html",
        form=GoOnForm(),
        cards=cards,
        groups=GROUPS,
        back_url=address(before),
    )
