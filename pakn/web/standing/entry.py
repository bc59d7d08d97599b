"""Entering what came on paper, by phone or at the counter, and the receipt to hand over (R58)."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries.agencies import communes, provinces
from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.desk_filing import file_at_desk
from pakn.services.filing import DifferentContent, receipt_of
from pakn.web.access import allow
from pakn.web.acting import system, viewing
from pakn.web.attempts import CONFLICT, Trouble, attempt
from pakn.web.formatting import moment_vi
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.entry_forms import EntryForm
from pakn.web.standing.forms import plain

blueprint = Blueprint("entry", __name__, url_prefix="/nhap")

CHOOSE_PLACE = "choose_place"
"""The name of the button that asks for the communes of the province chosen."""


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.PETITION_FILE_STAFF, reshows=True)
def enter() -> ResponseReturnValue:
    """File what was typed; or, on the way, offer the communes of the province chosen."""
    form = EntryForm()
    if request.method == "GET":
        return _page(form.begin(viewing()))
    if CHOOSE_PLACE in request.form:
        return _page(form)
    try:
        done = attempt(form, lambda ctx: file_at_desk(ctx, form.filing(ctx.actor.user_id)))
    except DifferentContent:
        form.ask_again()
        return _page(form, CONFLICT)
    if isinstance(done, Trouble):
        return _page(form, done.status)
    return redirect(url_for("standing.entry.receipt", case_id=done.case_id))


@blueprint.get("/<int:case_id>")
@allow(Permission.PETITION_FILE_STAFF)
def receipt(case_id: int) -> ResponseReturnValue:
    """Number and secret, to hand over; only for whoever entered the petition."""
    ctx = viewing()
    petition = require_visible(ctx, case_id).petition
    if petition.filed_by_id is None or petition.filed_by_id != ctx.actor.user_id:
        raise NotFound(f"receipt of case {case_id}")
    given = receipt_of(ctx, petition)
    return render_template(
        "pages/standing/receipt.html",
        receipt=given,
        received_at=moment_vi(given.received_at),
        lookup_text=system().settings.base_url,
    )


def _page(form: EntryForm, status: int = 200) -> ResponseReturnValue:
    ctx = viewing()
    chosen = plain(form.province_code.data)
    form.offer_places(
        provinces(ctx.session, ctx.today), communes(ctx.session, chosen) if chosen else ()
    )
    html = render_template(
        "pages/standing/entry.html", form=form, choose_place=CHOOSE_PLACE, province_chosen=chosen
    )
    return html, status
