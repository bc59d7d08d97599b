"""After the release: đính chính, gỡ công khai in one act, and the record of incidents."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries.incidents import PAGE, incidents
from pakn.rules.permissions import Permission, may
from pakn.services.correcting import close_incident, correct_publication, take_down
from pakn.services.receipts import petition_number
from pakn.web.access import allow
from pakn.web.acting import actor, viewing
from pakn.web.addresses import key_argument
from pakn.web.attempts import Trouble, attempt
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.present_incidents import IncidentLine, incident_line
from pakn.web.standing.published_forms import CloseIncidentForm, CorrectForm, TakeDownForm
from pakn.web.standing.published_page import show_published
from pakn.web.standing.release_texts import cover_in

blueprint = Blueprint("published", __name__)


@blueprint.get("/ho-so/<int:case_id>/da-cong-khai")
@allow(Permission.RESULTS_TEXT_WITHDRAW)
def show(case_id: int) -> ResponseReturnValue:
    """What is public of a case, what it was before, and what may be done about it."""
    return show_published(case_id)


@blueprint.post("/ho-so/<int:case_id>/dinh-chinh")
@allow(Permission.CASE_CORRECT, reshows=True)
def correct(case_id: int) -> ResponseReturnValue:
    """Replace the public text; readers see the note, the earlier text stays for the audit."""
    number = petition_number(require_visible(viewing(), case_id).petition)
    form = CorrectForm()
    done = attempt(form, lambda ctx: correct_publication(ctx, form.correcting(case_id)))
    if isinstance(done, Trouble):
        return show_published(case_id, typed=form, trouble=done)
    flash(gettext("Đã đính chính kết quả %(number)s.", number=number), "success")
    return redirect(url_for(".show", case_id=case_id))


@blueprint.post("/ho-so/<int:case_id>/dinh-chinh/che")
@allow(Permission.CASE_CORRECT, reshows=True)
def cover(case_id: int) -> ResponseReturnValue:
    """Cover what was found in the typed text, and show it again; nothing is stored."""
    require_visible(viewing(), case_id)
    form = CorrectForm()
    form.validate()
    cover_in(form, request.form.get("cover", ""))
    return show_published(case_id, typed=form)


@blueprint.post("/ho-so/<int:case_id>/go-cong-khai")
@allow(Permission.RESULTS_TEXT_WITHDRAW, reshows=True)
def remove(case_id: int) -> ResponseReturnValue:
    """Gỡ công khai: page, search and feed are without it from this moment on."""
    number = petition_number(require_visible(viewing(), case_id).petition)
    form = TakeDownForm()
    done = attempt(form, lambda ctx: take_down(ctx, form.taking_down(case_id)))
    if isinstance(done, Trouble):
        return show_published(case_id, typed=form, trouble=done)
    flash(
        gettext(
            "Đã gỡ kết quả %(number)s: trang, tìm kiếm và nguồn tin không còn nội dung này; bản "
            "người đọc đang mở hết hiệu lực trong một phút.",
            number=number,
        ),
        "success",
    )
    return redirect(url_for(".show", case_id=case_id))


@blueprint.get("/su-co")
@allow(Permission.INCIDENT_LIST_READ)
def list_incidents() -> ResponseReturnValue:
    """The record of incidents, newest first."""
    return _incidents(key_argument("truoc"))


@blueprint.post("/su-co/<int:incident_id>/dong")
@allow(Permission.INCIDENT_RECORD_CLOSE, reshows=True)
def close(incident_id: int) -> ResponseReturnValue:
    """Close an incident with what was done about it."""
    form = CloseIncidentForm().of_incident(incident_id)
    done = attempt(form, lambda ctx: close_incident(ctx, incident_id, form.measures.data or ""))
    if isinstance(done, Trouble):
        return _incidents(incident_id + 1, typed=form, typed_id=incident_id), done.status
    flash(gettext("Đã đóng sự cố."), "success")
    return redirect(url_for(".list_incidents"))


def _incidents(
    before: int | None, *, typed: CloseIncidentForm | None = None, typed_id: int | None = None
) -> str:
    rows = incidents(viewing().session, before=before)
    may_close = may(actor().role, Permission.INCIDENT_RECORD_CLOSE)

    def form_of(incident_id: int) -> CloseIncidentForm | None:
        if typed is not None and incident_id == typed_id:
            return typed
        return CloseIncidentForm(formdata=None).of_incident(incident_id) if may_close else None

    lines: list[IncidentLine] = [incident_line(row, form_of) for row in rows[:PAGE]]
    more = len(rows) > PAGE
    return render_template(
        "pages/standing/incidents.html",
        lines=lines,
        typed=typed,
        next_url=url_for(".list_incidents", truoc=rows[PAGE - 1].incident.id) if more else None,
        first_url=url_for(".list_incidents") if before else None,
    )
