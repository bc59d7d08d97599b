"""Lost lookup secrets: a code goes to the contact that was left, and gives them back."""

import datetime as dt

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput
from pakn.services.one_time_codes import MOST_RECOVERED, ask_recovery, check_code, recovered
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, system, viewing
from pakn.web.public.following_forms import CodeForm, ContactForm, LeaveForm
from pakn.web.public.following_routes import wrong_code
from pakn.web.public.looked_up import keep, kept
from pakn.web.public.navigation import public_frame
from pakn.web.public.present_following import recovered_line
from pakn.web.security import limiter

blueprint = Blueprint("recovering", __name__, url_prefix="/tra-cuu/quen-ma")
blueprint.context_processor(public_frame)

_KEY = "recovering"
_SHOWN_FOR = dt.timedelta(minutes=30)


@blueprint.get("")
@allow(Permission.PETITION_STATUS_PUBLIC)
def ask() -> ResponseReturnValue:
    """Which contact was left."""
    return _ask_page(ContactForm(formdata=None))


# Generous, since thousands of phones share an address; each contact has a limit of its own.
@blueprint.post("")
@limiter.limit("60 per hour")
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def take() -> ResponseReturnValue:
    """Ask for a code; the answer is the same whether the contact is known or not."""
    form = ContactForm()
    if not form.validate():
        return _ask_page(form), 422
    try:
        with acting_publicly() as ctx:
            ticket = ask_recovery(ctx, form.contact.data)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _ask_page(form), 422
    keep(_KEY, {"ticket": ticket})
    return redirect(url_for(".code"))


@blueprint.get("/nhap-ma")
@allow(Permission.PETITION_STATUS_PUBLIC)
def code() -> ResponseReturnValue:
    """Where the code is typed."""
    return _code_page(CodeForm(formdata=None)) if kept(_KEY) else redirect(url_for(".ask"))


@blueprint.post("/nhap-ma")
@limiter.limit("120 per hour")
@allow(Permission.PETITION_STATUS_PUBLIC, reshows=True)
def take_code() -> ResponseReturnValue:
    """Take the code."""
    form, values = CodeForm(), kept(_KEY)
    if values is None:
        return redirect(url_for(".ask"))
    if not form.validate():
        return _code_page(form), 422
    with acting_publicly() as ctx:
        checked = check_code(ctx, values.get("ticket", ""), form.code.data[:20])
    if checked.outcome != "right" or checked.address_index is None or checked.petition_id:
        form.code.errors = [wrong_code(checked.outcome)]
        return _code_page(form), 422
    until = system().ports.clock.now() + _SHOWN_FOR
    keep(_KEY, {"proved": checked.address_index.hex(), "until": until.isoformat()})
    return redirect(url_for(".listed"))


@blueprint.get("/danh-sach")
@allow(Permission.PETITION_STATUS_PUBLIC)
def listed() -> ResponseReturnValue:
    """Numbers and secrets of what was sent from the contact, on screen and for printing only."""
    values = kept(_KEY)
    if values is None or not _proved(values):
        return redirect(url_for(".ask"))
    rows = recovered(viewing(), bytes.fromhex(values["proved"]))
    return render_template(
        "pages/public/following/recovered.html",
        lines=[recovered_line(row) for row in rows],
        full=len(rows) == MOST_RECOVERED,
        leave=LeaveForm(formdata=None),
    )


@blueprint.post("/dong-lai")
@allow(Permission.PETITION_STATUS_PUBLIC)
def close() -> ResponseReturnValue:
    """Forget the proof, for devices that others use too."""
    session.pop(_KEY, None)
    return redirect(url_for("following.ask"))


def _proved(values: dict[str, str]) -> bool:
    until = values.get("until")
    return until is not None and system().ports.clock.now() < dt.datetime.fromisoformat(until)


def _ask_page(form: ContactForm) -> str:
    return render_template("pages/public/following/recover.html", form=form)


def _code_page(form: CodeForm) -> str:
    return render_template("pages/public/following/code.html", form=form)
