"""The pages of the acts of the desk: the form, what the petitioner will read, the act itself."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services.notes import write_note
from pakn.services.receipts import petition_number
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.standing.act_forms import NoteForm
from pakn.web.standing.act_offers import endpoint_of, is_possible
from pakn.web.standing.act_page import show_act
from pakn.web.standing.act_table import ACTS, DeskAct
from pakn.web.standing.case_page import show_case
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.forms import plain
from pakn.web.standing.queueing import after_act, place_of

blueprint = Blueprint("acts", __name__, url_prefix="/ho-so/<int:case_id>")


@blueprint.post("/ghi-chu")
@allow(Permission.CASE_NOTE_WRITE, reshows=True)
def note(case_id: int) -> ResponseReturnValue:
    """Add a note or the record of a call; it changes nothing of the case."""
    require_visible(viewing(), case_id)
    form = NoteForm()
    done = attempt(
        form,
        lambda ctx: write_note(ctx, case_id, kind=form.kind.data or "", text=plain(form.text.data)),
    )
    if isinstance(done, Trouble):
        return show_case(case_id, typed=form, trouble=done)
    flash(gettext("Đã lưu ghi chú."), "success")
    return redirect(url_for("standing.cases.show", case_id=case_id, _anchor="notes-heading"))


def _view(act: DeskAct) -> Callable[[int], ResponseReturnValue]:
    """The page of one act: shown, or carried out."""

    def page(case_id: int) -> ResponseReturnValue:
        ctx = viewing()
        case = require_visible(ctx, case_id)
        number, place = petition_number(case.petition), place_of(case)
        if request.method == "GET":
            if not is_possible(ctx, case, act):
                flash(gettext("Ở trạng thái hiện nay không làm được việc đó."), "warning")
                return redirect(url_for("standing.cases.show", case_id=case_id))
            return show_act(case_id, act, act.form(formdata=None))
        form = act.form()
        done = attempt(form, lambda context: act.perform(context, case_id, form))
        if isinstance(done, Trouble):
            return show_act(case_id, act, form, done)
        flash(gettext(act.done, number=number), "success")
        return after_act(form.queue.data, place)

    page.__name__ = endpoint_of(act)
    page.__doc__ = act.explains
    return page


for _act in ACTS:
    _guarded = allow(_act.permission, reshows=True)(_view(_act))
    blueprint.route(f"/{_act.slug}", methods=["GET", "POST"])(_guarded)
