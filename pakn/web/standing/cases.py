"""The case page and the acts of triage on it."""

from flask import Blueprint, flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup, escape

from models.queries.agencies import living_by_slug
from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.identity import open_contact
from pakn.services.presence import open_beside
from pakn.services.receipts import petition_number
from pakn.services.triage import Forwarded, forward_case
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.formatting import date_vi
from pakn.web.standing.case_page import show_case
from pakn.web.standing.casefiles import may_open_sender, require_visible
from pakn.web.standing.forms import ForwardForm, SenderForm
from pakn.web.standing.queueing import after_act, place_of
from pakn.web.standing.words import WARNING

blueprint = Blueprint("cases", __name__, url_prefix="/ho-so")


@blueprint.get("/<int:case_id>")
@allow(Permission.CASE_DETAIL_READ)
def show(case_id: int) -> ResponseReturnValue:
    """A case: its petition, what the classifier says, its history, and the acts at hand."""
    return show_case(case_id)


@blueprint.get("/<int:case_id>/dang-mo")
@allow(Permission.CASE_DETAIL_READ)
def beside(case_id: int) -> ResponseReturnValue:
    """Who else has the case open, and its version now; asked by the open page now and then."""
    ctx = viewing()
    case = require_visible(ctx, case_id)
    return jsonify(others=list(open_beside(ctx, case_id)), version=case.version)


@blueprint.post("/<int:case_id>/chuyen")
@allow(Permission.CASE_FORWARD, reshows=True)
def forward(case_id: int) -> ResponseReturnValue:
    """Forward a case to the agency that has jurisdiction."""
    return _forward(case_id)


@blueprint.post("/<int:case_id>/quyet-dinh")
@allow(Permission.CASE_DECIDE_JURISDICTION, reshows=True)
def decide(case_id: int) -> ResponseReturnValue:
    """Decide whose a case is after its second return (R26)."""
    return _forward(case_id)


@blueprint.post("/<int:case_id>/nguoi-gui")
@allow(Permission.PERSONAL_CONTACT_READ, reshows=True)
def sender(case_id: int) -> ResponseReturnValue:
    """Show who sent a petition, once: this answer is not stored, the opening is logged (R48)."""
    ctx = viewing()
    case = require_visible(ctx, case_id)
    if not may_open_sender(ctx.actor.role, case):
        raise NotFound(f"sender of case {case_id}")
    form, petitioner_id = SenderForm(), case.petition.petitioner_id
    opened = attempt(
        form,
        lambda act: open_contact(act, petitioner_id, case_id=case_id, reason=form.cause()),
    )
    if isinstance(opened, Trouble):
        return show_case(case_id, typed=form, trouble=opened)
    return show_case(case_id, sender=opened)


def _forward(case_id: int) -> ResponseReturnValue:
    case = require_visible(viewing(), case_id)
    number, place = petition_number(case.petition), place_of(case)
    form = ForwardForm()
    done = attempt(form, lambda ctx: forward_case(ctx, form.forwarding(case_id)))
    if isinstance(done, Trouble):
        return show_case(case_id, typed=form, trouble=done)
    _tell(done, number)
    return after_act(request.form.get("queue"), place)


def _tell(done: Forwarded, number: str) -> None:
    """What was done, how to undo it, and what an officer should know of the copy (R25)."""
    ctx = viewing()
    agency = living_by_slug(ctx.session, done.lead, ctx.today)
    said = gettext(
        "Đã chuyển %(number)s đến %(agency)s. Hạn trả lời: %(day)s.",
        number=number,
        agency=agency.name if agency else done.lead,
        day=date_vi(done.answer_due.day),
    )
    undo = Markup(' <a class="govuk-link" href="{}">{}</a>').format(
        url_for("standing.acts.thu_hoi", case_id=done.case_id), gettext("Chuyển nhầm? Thu hồi")
    )
    flash(escape(said) + undo, "success")
    for code in done.warnings:
        flash(gettext(WARNING[code]), "warning")
