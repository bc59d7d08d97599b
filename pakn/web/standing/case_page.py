"""The case page: what is read, and a form for each act that the role may try in this state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.agency import Agency
from models.queries.agencies import living
from models.queries.casefile import CaseFile
from pakn.labels.casework import REFUSAL
from pakn.rules.lifecycle import GuardRefused, allowed, decide
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Action, State
from pakn.services.case_facts import facts_of
from pakn.services.context import Context
from pakn.services.identity import Sender
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble
from pakn.web.casefile import updates_shown
from pakn.web.forms import PaknForm
from pakn.web.standing.case_desk import copies_before, desk_values
from pakn.web.standing.case_letters import case_letters
from pakn.web.standing.casefiles import may_open_sender, open_file
from pakn.web.standing.files import desk_files
from pakn.web.standing.forms import ForwardForm, ReleaseForm, SendBackForm, SenderForm
from pakn.web.standing.paper import paper_acts
from pakn.web.standing.past_cases import past_cases
from pakn.web.standing.present_case import case_view
from pakn.web.standing.present_suggestion import (
    marked_content,
    suggestion_view,
    with_copies,
)
from pakn.web.standing.release_texts import prepared, review
from pakn.web.standing.troubles import trouble_words

_FORWARDING = {
    Action.FORWARD: "standing.cases.forward",
    Action.DECIDE_JURISDICTION: "standing.cases.decide",
}


@dataclass(frozen=True)
class ForwardPanel:
    """The form of forwarding.

    Attributes:
        address: where it is sent; None where the act is not possible now and the form only keeps
            what was typed.
        refusal: why it is not possible.
    """

    form: ForwardForm | None
    address: str | None
    refusal: str | None


def show_case(
    case_id: int,
    *,
    typed: PaknForm | None = None,
    trouble: Trouble | None = None,
    sender: Sender | None = None,
) -> ResponseReturnValue:
    """The page of a case as it is now.

    Args:
        case_id: the case; NotFound where the role may not read it.
        typed: a form that was sent and refused; it keeps what was typed.
        trouble: why it was refused.
        sender: who sent the petition, opened by this very request.
    """
    ctx = viewing()
    queue = (request.form.get("queue") or None) if typed is not None else None
    file = open_file(ctx, case_id)
    values = case_values(ctx, file, typed=typed, trouble=trouble, queue=queue)
    html = render_template("pages/standing/case.html", sender=sender, **values)
    return html, trouble.status if trouble else 200


def case_values(
    ctx: Context,
    file: CaseFile,
    *,
    typed: PaknForm | None = None,
    trouble: Trouble | None = None,
    queue: str | None = None,
) -> dict[str, Any]:
    """What the templates of a case need, alone or beside a list."""
    agencies = living(ctx.session, ctx.today)
    copies = copies_before(ctx, agencies)
    suggestion = suggestion_view(ctx, file, agencies)
    view = case_view(ctx, file, agencies)
    forward = _forward_panel(ctx, file, typed)
    return {
        "view": view,
        "content_html": marked_content(file) if suggestion and not view.sealed else None,
        "suggestion": with_copies(suggestion, copies) if suggestion else None,
        "suggestion_pending": file.suggestion is None,
        "agencies": agency_items(agencies),
        "typed": typed,
        "notice": trouble_words(file, trouble),
        "forward": forward,
        "past_cases": past_cases(ctx, file) if suggestion and forward and forward.form else (),
        "copies_before": copies,
        **desk_values(ctx, file, queue, typed),
        "wish_summary": file.petition.publication == "summary",
        "files": desk_files(ctx, file.case.id),
        "paper": paper_acts(ctx.actor.role, file.case),
        "updates": updates_shown(ctx, file.case.id),
        "sender_form": _sender_form(ctx, file, typed),
        "published_url": _published_url(ctx, file),
        **case_letters(ctx, file.case),
        **_check_forms(ctx, file, typed),
    }


def agency_items(agencies: Sequence[Agency]) -> list[dict[str, str]]:
    """Every living agency as options of a select, the empty one first."""
    rows = [{"value": agency.slug, "text": agency.name} for agency in agencies]
    return [{"value": "", "text": gettext("– Chọn cơ quan –")}, *rows]


def _forward_panel(ctx: Context, file: CaseFile, typed: PaknForm | None) -> ForwardPanel | None:
    sent = typed if isinstance(typed, ForwardForm) else None
    action, refusal = _forwarding(ctx, file)
    if action is None and refusal is None and sent is None:
        return None
    form = sent or (ForwardForm(formdata=None).show(file.case) if action else None)
    if sent is not None:
        sent.seen_version.data = str(file.case.version)
    address = url_for(_FORWARDING[action], case_id=file.case.id) if action else None
    return ForwardPanel(form, address, refusal)


def _forwarding(ctx: Context, file: CaseFile) -> tuple[Action | None, str | None]:
    """Which way of forwarding this role has now, or why it has none."""
    state, role = State(file.case.state), ctx.actor.role
    refusal = None
    for action in allowed(state, role):
        if action in _FORWARDING:
            try:
                decide(state, action, role, facts_of(ctx, file.case, lead_given=True))
            except GuardRefused as refused:
                refusal = gettext(REFUSAL[refused.code])
            else:
                return action, None
    return None, refusal


def _published_url(ctx: Context, file: CaseFile) -> str | None:
    """Where đính chính and gỡ công khai are done."""
    if file.publication is None or not may(ctx.actor.role, Permission.RESULTS_TEXT_WITHDRAW):
        return None
    return url_for("standing.published.show", case_id=file.case.id)


def _sender_form(ctx: Context, file: CaseFile, typed: PaknForm | None) -> SenderForm | None:
    if isinstance(typed, SenderForm):
        return typed
    return SenderForm(formdata=None) if may_open_sender(ctx.actor.role, file.case) else None


def _check_forms(ctx: Context, file: CaseFile, typed: PaknForm | None) -> dict[str, Any]:
    """The forms of the check of an answer, and what the text of the release still shows."""
    acts = allowed(State(file.case.state), ctx.actor.role)
    release: ReleaseForm | None = None
    if isinstance(typed, ReleaseForm):
        release = typed
        release.seen_version.data = str(file.case.version)
    elif Action.RELEASE in acts:
        release = prepared(file)
    back: SendBackForm | None = None
    if isinstance(typed, SendBackForm):
        back = typed
        back.seen_version.data = str(file.case.version)
    elif Action.SEND_BACK in acts:
        back = SendBackForm(formdata=None)
        back.seen_version.data = str(file.case.version)
    return {
        "release": release,
        "release_open": Action.RELEASE in acts,
        "review": review(file, release) if release else None,
        "send_back": back,
        "send_back_open": Action.SEND_BACK in acts,
    }
