"""The form's page for files: attached one after another, kept with the draft, sent with it.

Works by plain POST; `static/upload.js` sends each file by itself, shows how far it is, and gets
the list back instead of the whole page.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from models.session import end_read
from pakn.rules.permissions import Permission
from pakn.services.attaching import FilesRefused, KeptFile, largest_file, most_files
from pakn.services.context import InvalidInput, NotFound
from pakn.services.draft_files import attach_to_draft, detach_from_draft, draft_files
from pakn.services.filing_drafts import FormState, form_state
from pakn.web.access import allow
from pakn.web.acting import acting_publicly, viewing
from pakn.web.formatting import size_vi
from pakn.web.public.draft_cookie import draft_token
from pakn.web.public.file_forms import DetachForm, FilesForm
from pakn.web.public.navigation import public_frame
from pakn.web.public.steps import BY_SLUG, FILES, GROUPS, first_missing, step_before
from pakn.web.security import limiter
from pakn.web.uploads import received_files

blueprint = Blueprint("attachments", __name__, url_prefix=f"/gui/{FILES}")
blueprint.context_processor(public_frame)

_BY_SCRIPT = "X-Pakn-Upload"


@blueprint.get("")
@allow(Permission.PETITION_FILE_PUBLIC)
def show() -> ResponseReturnValue:
    """What is attached so far, and a place to choose files."""
    state = _state()
    return _elsewhere(state) or _page(FilesForm())


# A file costs far more to look into than a page to show.
@blueprint.post("")
@limiter.limit("300 per hour")
@allow(Permission.PETITION_FILE_PUBLIC, reshows=True)
def take() -> ResponseReturnValue:
    """Attach what was chosen; what cannot be taken is said by its name, the rest is kept."""
    away = _elsewhere(_state())
    if away:
        return away
    form = FilesForm()
    if form.validate():
        try:
            _attach(form)
        except NotFound:
            return redirect(url_for("filing.check"))
    if request.headers.get(_BY_SCRIPT):
        return _answer_script(form)
    if form.errors:
        return Response(_page(form), 422, mimetype="text/html")
    if form.wants_rest:
        return redirect(url_for("drafting.keep"))
    more = form.attach.data and not form.submit.data
    return redirect(url_for(".show") if more else url_for("filing.check"))


@blueprint.post("/<int:file_id>/bo")
@allow(Permission.PETITION_FILE_PUBLIC)
def detach(file_id: int) -> ResponseReturnValue:
    """Take a file off again."""
    try:
        with acting_publicly() as ctx:
            detach_from_draft(ctx, draft_token() or "", file_id)
    except NotFound:
        return redirect(url_for("filing.check"))
    flash(gettext("Đã bỏ tệp."), "info")
    return redirect(url_for(".show"))


def _attach(form: FilesForm) -> None:
    """Keep and attach; what was kept is attached also where another file was refused."""
    kept: list[KeptFile] = []
    try:
        kept = received_files("files")
    except FilesRefused as refused:
        kept = list(refused.kept)
        form.take_errors(refused)
    except InvalidInput as invalid:
        form.take_errors(invalid)
    try:
        with acting_publicly() as ctx:
            attach_to_draft(ctx, draft_token() or "", kept)
    except InvalidInput as invalid:
        form.take_errors(invalid)
    end_read()  # the page shows what has just been written


def _state() -> FormState | None:
    try:
        return form_state(viewing(), draft_token() or "")
    except NotFound:
        return None


def _elsewhere(state: FormState | None) -> Response | None:
    """Away from here where there is no draft, it was sent, or an earlier page comes first."""
    if state is None and draft_token() is None:
        return redirect(url_for("filing.start"))
    if state is None or state.sent:
        return redirect(url_for("filing.check"))
    missing = first_missing(state, before=BY_SLUG[FILES])
    return redirect(url_for("filing.show", slug=missing.slug)) if missing else None


def _page(form: FilesForm) -> str:
    state = _state()
    before = step_before(BY_SLUG[FILES], state.answers if state else {})
    return render_template(
        f"pages/public/filing/{FILES}.html",
        step=BY_SLUG[FILES],
        groups=GROUPS,
        form=form,
        back_url=url_for("filing.show", slug=before.slug) if before else url_for("filing.start"),
        **_attached(),
    )


def _attached() -> dict[str, object]:
    ctx = viewing()
    most, size = most_files(ctx), largest_file(ctx)
    rows = draft_files(ctx, draft_token() or "")
    return {
        "attached": [(row.id, row.name, size_vi(row.size)) for row in rows],
        "detach": DetachForm(),
        "room": max(most - len(rows), 0),
        "most": most,
        "size_most": size_vi(size),
        "bytes_most": size,
    }


def _answer_script(form: FilesForm) -> ResponseReturnValue:
    """The list as it is now, and what was refused."""
    attached = render_template("pages/public/filing/_attached.html", **_attached())
    errors = [str(text) for field in form for text in field.errors]
    return {"attached": attached, "errors": errors}, 422 if errors else 200
