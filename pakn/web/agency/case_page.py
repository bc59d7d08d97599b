"""The case page of an agency: what is read, and a form for each act that the role may try now."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries.agency_units import living_units
from models.session import end_read
from pakn.labels.casework import REFUSAL
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.states import Action
from pakn.services import agency_reading
from pakn.services.agency_reading import AgencyCase
from pakn.services.context import Context, InvalidInput, NotFound, NotPermitted, StaleAct
from pakn.services.status_updates import is_overdue
from pakn.web.acting import acting, viewing
from pakn.web.agency import present
from pakn.web.agency.files import agency_files
from pakn.web.agency.forms import (
    AcceptForm,
    AnswerForm,
    CaseForm,
    DraftBackForm,
    HandForm,
    ReturnForm,
    StatusForm,
    SupplementForm,
    UnitReturnForm,
)
from pakn.web.agency.present_inside import inside_shown
from pakn.web.agency.slips import slip_links
from pakn.web.exchanges import exchanges_shown

_REFUSED = (GuardRefused, StaleAct, NotAllowed, NotFound, NotPermitted)


def try_act(
    case_id: int,
    form: CaseForm,
    act: Callable[[Context], object],
    done: str | Callable[[object], str],
    *,
    to_inbox: bool = False,
    kept: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """Carry out an act; whatever refuses it, what was typed stays on the page.

    Args:
        case_id: the case.
        form: what was sent.
        act: the service call.
        done: what is said afterwards; may be made from what the act gave.
        to_inbox: the case is not open to this person any more afterwards.
        kept: keeps what a browser would not send again, when the act was refused by its fields.
    """
    if request.method == "GET":
        return redirect(url_for("agency.case", case_id=case_id))
    try:
        agency_reading.read_case(viewing(), case_id)
        if not form.validate():
            if kept is not None and not form.stale_token:
                kept()
            return again(case_id, form)
        with acting() as ctx:
            result = act(ctx)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        if kept is not None:
            kept()
        return again(case_id, form)
    except _REFUSED as refused:
        return moved_on(case_id, form, refused)
    flash(done if isinstance(done, str) else done(result), "success")
    if to_inbox:
        return redirect(url_for("agency.inbox"))
    return redirect(url_for("agency.case", case_id=case_id))


def again(case_id: int, form: CaseForm) -> ResponseReturnValue:
    """The page as it is now, with the form's errors."""
    end_read()
    ctx = viewing()
    return page(ctx, agency_reading.read_case(ctx, case_id), form)


def moved_on(case_id: int, form: CaseForm, refused: Exception) -> ResponseReturnValue:
    """The case as it stands now, with what was typed for the one that stood before."""
    end_read()
    ctx = viewing()
    if isinstance(refused, GuardRefused):
        note = gettext(REFUSAL[refused.code])
    else:
        note = gettext(
            "Hồ sơ vừa được người khác cập nhật nên thao tác chưa được thực hiện. Nội dung anh/chị "
            "đã nhập vẫn còn; hãy xem lại hồ sơ rồi gửi lại nếu vẫn cần."
        )
    try:
        shown = agency_reading.read_case(ctx, case_id)
    except NotFound:
        return render_template("pages/agency/kept.html", kept=form.typed()), 404
    return page(ctx, shown, form, note), 409


def page(ctx: Context, shown: AgencyCase, form: CaseForm | None = None, note: str = "") -> str:
    """The case page; `form` is the one that was sent and did not go through."""
    forms = _forms(ctx, shown, form)
    return render_template(
        "pages/agency/case.html",
        case=present.case_page(ctx, shown),
        inside=inside_shown(ctx, shown),
        exchanges=exchanges_shown(ctx, shown.file.case.id),
        files=agency_files(ctx, shown.file.case.id),
        slip=slip_links(ctx, shown.file.case.id),
        lines=present.lines(
            ctx, agency_reading.read_inbox(ctx, shown.box).rows, shown.file.case.id
        ),
        accept_form=AcceptForm(formdata=None, seen_version=shown.file.case.version),
        forms=forms,
        sent_form=form,
        note=note,
        kept=form.typed() if form is not None and form not in forms.values() else (),
    )


def _forms(ctx: Context, shown: AgencyCase, sent: CaseForm | None) -> dict[str, CaseForm]:
    """A form for each act at hand, by name; the one that was sent keeps what was typed."""
    forms: dict[str, CaseForm] = {}
    for name, (kind, offered) in _kinds(ctx, shown).items():
        if offered:
            form = sent if isinstance(sent, kind) else kind(formdata=None)
            form.seen_version.data = str(shown.file.case.version)
            forms[name] = form
    _offer_choices(ctx, shown, forms, sent)
    if "hand" in forms and not forms["hand"].unit_id.choices[1:]:
        del forms["hand"]
    return forms


def _kinds(ctx: Context, shown: AgencyCase) -> dict[str, tuple[type[CaseForm], bool]]:
    inside, case = shown.inside, shown.file.case
    waits = inside.draft is not None and inside.draft.state == "submitted"
    of_unit = ctx.actor.role == "agency_unit"
    return {
        "return_case": (ReturnForm, Action.RETURN_CASE in shown.acts),
        "hand": (HandForm, inside.hands),
        "answer": (AnswerForm, inside.drafts),
        "draft_back": (DraftBackForm, waits and inside.approves),
        "supplement": (SupplementForm, Action.ASK_SUPPLEMENT in shown.acts),
        "unit_return": (UnitReturnForm, of_unit and inside.held_by is not None),
        "status": (StatusForm, inside.drafts and is_overdue(ctx, case)),
    }


def _offer_choices(
    ctx: Context, shown: AgencyCase, forms: dict[str, Any], sent: CaseForm | None
) -> None:
    if "return_case" in forms:
        forms["return_case"].offer(present.proposable(ctx))
    if "hand" in forms and ctx.actor.agency_id is not None:
        forms["hand"].offer(living_units(ctx.session, ctx.actor.agency_id, ctx.today))
    if "answer" in forms:
        answer, inside = forms["answer"], shown.inside
        answer.offer(shown.file.case.content_class, inside.files)
        earlier = inside.draft or shown.to_complete
        if earlier is not None and answer is not sent:
            answer.start_from(earlier)
