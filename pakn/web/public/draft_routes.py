"""Going on later: a private link opens a draft on another device, until it deletes itself."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from pakn.rules.permissions import Permission
from pakn.services.context import NotFound
from pakn.services.filing_drafts import expiry_of, form_state
from pakn.web.access import allow
from pakn.web.acting import system, viewing
from pakn.web.formatting import moment_vi
from pakn.web.public.draft_cookie import draft_token, keep_draft
from pakn.web.public.draft_state import address, current_state, gone
from pakn.web.public.forms import TakeUpForm
from pakn.web.public.navigation import public_frame
from pakn.web.public.present import qr_code
from pakn.web.public.steps import first_missing

blueprint = Blueprint("drafting", __name__, url_prefix="/gui")
blueprint.context_processor(public_frame)

_LONGEST = 64


@blueprint.get("/viet-tiep")
@allow(Permission.PETITION_FILE_PUBLIC)
def keep() -> ResponseReturnValue:
    """The private link of the draft on this device, and until when it opens."""
    token, state = draft_token() or "", current_state()
    if state is None:
        return gone()
    if state.sent:
        return redirect(url_for("filing.check"))
    until = expiry_of(viewing(), token)
    link = system().settings.base_url + url_for(".offer", token=token)
    return _unlisted(
        render_template(
            "pages/public/filing/viet-tiep.html",
            link=link,
            qr_svg=qr_code(link),
            until=moment_vi(until),
            go_on=address(first_missing(state)),
        )
    )


@blueprint.get("/viet-tiep/<token>")
@allow(Permission.PETITION_FILE_PUBLIC)
def offer(token: str) -> ResponseReturnValue:
    """A button that takes the draft up: opening a link alone changes nothing on the device.

    Programs that look into messages open links too; they must not become the writer.
    """
    known = _unsent(token)
    html = render_template(
        "pages/public/filing/mo-ban-nhap.html",
        form=TakeUpForm(),
        known=known,
        replaces=known and draft_token() not in (None, token) and _unsent(draft_token() or ""),
    )
    return _unlisted(html), 200 if known else 404


@blueprint.post("/viet-tiep/<token>")
@allow(Permission.PETITION_FILE_PUBLIC)
def take_up(token: str) -> ResponseReturnValue:
    """Go on with the draft on this device."""
    if not _unsent(token):
        abort(404)
    flash(gettext("Đã mở bản đang viết. Anh/chị viết tiếp từ chỗ đã dừng."), "success")
    state = form_state(viewing(), token)
    return _unlisted(keep_draft(redirect(address(first_missing(state))), token))


def _unsent(token: str) -> bool:
    """Whether a draft waits behind this token; one that was sent is not opened by a link."""
    try:
        expiry_of(viewing(), token[:_LONGEST])
    except NotFound:
        return False
    return True


def _unlisted(answer: str | Response) -> Response:
    """The address is a secret: no search engine keeps it.

    The site's own referrer policy keeps it from other sites; "no-referrer" would take from the
    button of this page the header that the CSRF check asks for.
    """
    response = Response(answer, mimetype="text/html") if isinstance(answer, str) else answer
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
