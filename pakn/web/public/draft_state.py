"""The draft on this device: how far it is, where its writer goes next, and what if it is gone."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from pakn.services.context import NotFound
from pakn.services.filing_drafts import FormState, form_state, receipt_of_draft
from pakn.services.similar import similar_results
from pakn.web.acting import viewing
from pakn.web.public.draft_cookie import draft_token, forget_draft
from pakn.web.public.guidance import draft_days
from pakn.web.public.steps import Step, first_missing

NOTHING = FormState(answers={}, errors={}, mark="", sent=False)


def current_state() -> FormState | None:
    """The form being filled in on this device; None when there is none any more."""
    try:
        return form_state(viewing(), draft_token() or "")
    except NotFound:
        return None


def gone() -> ResponseReturnValue:
    """To the beginning, told why when there was a draft."""
    if draft_token() is None:
        return redirect(url_for("filing.start"))
    days = draft_days(viewing())
    flash(
        gettext(
            "Bản đang viết không còn nữa: bản chưa gửi chỉ được giữ %(days)s ngày rồi tự xóa để "
            "bảo vệ thông tin của anh/chị. Xin mời bắt đầu lại.",
            days=days,
        ),
        "warning",
    )
    return forget_draft(redirect(url_for("filing.start")))


def elsewhere(state: FormState, step: Step | None = None) -> Response | None:
    """Where to go instead of a page whose turn it is not; None when it is."""
    if state.sent:
        flash(
            gettext(
                "Bản này đã được gửi nên không sửa được nữa. Nếu còn việc khác, hãy gửi một phản "
                "ánh, kiến nghị mới."
            ),
            "info",
        )
        receipt = receipt_of_draft(viewing(), draft_token() or "")
        return redirect(url_for("filing.show_receipt", number=receipt.number))
    missing = first_missing(state, before=step)
    if missing or (step and not step.asks(state.answers)):
        return redirect(address(missing or first_missing(state)))
    return None


def address(step: Step | None) -> str:
    """The address of a page of the form; of the check page for None."""
    return url_for("filing.show", slug=step.slug) if step else url_for("filing.check")


def next_address(state: FormState) -> str:
    """Where the writer goes on: what is missing, then what was answered before, then the check."""
    missing = first_missing(state)
    if missing or state.answers.get("similar_seen"):
        return address(missing)
    found = similar_results(viewing(), state.answers, limit=1)
    return url_for("similar.show") if found else address(None)
