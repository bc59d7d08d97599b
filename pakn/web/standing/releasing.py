"""The check of an agency's answer: release it, or send it back (NĐ 20/2008 Đ19; R35, R60, R61)."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission
from pakn.services.publishing import release_answer, send_back
from pakn.services.receipts import petition_number
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.standing.case_page import show_case
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.forms import ReleaseForm, SendBackForm
from pakn.web.standing.release_texts import cover_in

blueprint = Blueprint("releasing", __name__, url_prefix="/ho-so")


@blueprint.post("/<int:case_id>/cong-khai")
@allow(Permission.CASE_RELEASE, reshows=True)
def release(case_id: int) -> ResponseReturnValue:
    """Release an answer: the checked text becomes public, the petitioner is told."""
    number = petition_number(require_visible(viewing(), case_id).petition)
    form = ReleaseForm()
    done = attempt(form, lambda ctx: release_answer(ctx, form.releasing(case_id)))
    if isinstance(done, Trouble):
        return show_case(case_id, typed=form, trouble=done)
    flash(gettext("Đã công khai kết quả %(number)s.", number=number), "success")
    return redirect(url_for("standing.lists.checking"))


@blueprint.post("/<int:case_id>/che")
@allow(Permission.CASE_RELEASE, reshows=True)
def cover(case_id: int) -> ResponseReturnValue:
    """Cover what was found in the typed text, and show it again; nothing is stored."""
    require_visible(viewing(), case_id)
    form = ReleaseForm()
    form.validate()
    cover_in(form, request.form.get("cover", ""))
    return show_case(case_id, typed=form)


@blueprint.post("/<int:case_id>/tra-lai")
@allow(Permission.CASE_SEND_BACK, reshows=True)
def give_back(case_id: int) -> ResponseReturnValue:
    """Send an unfit answer back to the agency that wrote it."""
    number = petition_number(require_visible(viewing(), case_id).petition)
    form = SendBackForm()
    done = attempt(
        form,
        lambda ctx: send_back(
            ctx, case_id, form.seen_version.number, ground=form.cause(), reason=form.words()
        ),
    )
    if isinstance(done, Trouble):
        return show_case(case_id, typed=form, trouble=done)
    flash(gettext("Đã trả lại cơ quan để hoàn thiện trả lời %(number)s.", number=number), "success")
    return redirect(url_for("standing.cases.show", case_id=case_id))
