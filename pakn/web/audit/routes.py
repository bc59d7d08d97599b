"""The auditor's pages."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from pakn.rules.permissions import Permission
from pakn.services import auditing, history
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.audit import present

blueprint = Blueprint("audit", __name__, url_prefix="/nhat-ky")


@blueprint.get("/")
@allow(Permission.AUDIT_EVENTS_READ)
def events() -> ResponseReturnValue:
    """What was done, newest first."""
    before = key_argument("truoc")
    trail = auditing.read_events(viewing(), before)
    return render_template(
        "pages/audit/events.html",
        lines=present.event_lines(trail),
        next_url=url_for(".events", truoc=trail.next_before) if trail.next_before else None,
        first_url=url_for(".events") if before else None,
    )


@blueprint.get("/thong-tin-ca-nhan")
@allow(Permission.AUDIT_READS_READ)
def openings() -> ResponseReturnValue:
    """Who opened personal data, newest first."""
    before = key_argument("truoc")
    trail = auditing.read_openings(viewing(), before)
    return render_template(
        "pages/audit/openings.html",
        lines=present.opening_lines(trail),
        next_url=url_for(".openings", truoc=trail.next_before) if trail.next_before else None,
        first_url=url_for(".openings") if before else None,
    )


@blueprint.post("/kiem-tra-chuoi")
@allow(Permission.AUDIT_CHAIN_VERIFY)
def verify() -> ResponseReturnValue:
    """Walk every chain of the history; takes about a second for 50,000 events."""
    text, kind = present.verdict(history.verify(viewing()))
    flash(text, kind)
    return redirect(url_for(".events"))
