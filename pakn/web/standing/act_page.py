"""The page of one act: the petition beside the form, and what the petitioner will read."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries.agencies import living
from models.queries.casefile import CaseFile
from pakn.rules.states import Action
from pakn.services.clocks import due_from
from pakn.services.context import Context
from pakn.services.desk_inputs import grounds
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble
from pakn.web.formatting import date_vi
from pakn.web.standing.act_forms import ActForm, MarkForm
from pakn.web.standing.act_offers import is_possible
from pakn.web.standing.act_table import DeskAct
from pakn.web.standing.case_page import agency_items
from pakn.web.standing.casefiles import open_file
from pakn.web.standing.inbox_filter import NAMES
from pakn.web.standing.present_case import case_view
from pakn.web.standing.queueing import WHOLE_INBOX
from pakn.web.standing.troubles import trouble_words

_PURPOSE = {
    Action.NOT_ACCEPT: "refusal",
    Action.FILE_WITHOUT_HANDLING: "refusal",
    Action.GUIDE: "guidance",
}


def show_act(
    case_id: int, act: DeskAct, form: ActForm, trouble: Trouble | None = None
) -> ResponseReturnValue:
    """The page of an act, untouched or as it was sent and refused.

    Args:
        case_id: the case; NotFound where the role may not read it.
        act: the act.
        form: what was typed stays in it; the version becomes the one that is shown now.
        trouble: why it was refused.
    """
    ctx = viewing()
    file = open_file(ctx, case_id)
    form.seen_version.data = str(file.case.version)
    if request.method == "GET":
        form.queue.data = request.args.get("queue", "")
        if isinstance(form, MarkForm):
            form.legal_kind.data = file.case.legal_kind
    agencies = living(ctx.session, ctx.today)
    html = render_template(
        "pages/standing/act.html",
        act={
            "title": gettext(act.title),
            "explains": gettext(act.explains),
            "petitioner": gettext(act.petitioner),
            "possible": is_possible(ctx, file.case, act),
        },
        view=case_view(ctx, file, agencies),
        form=form,
        notice=trouble_words(file, trouble),
        grounds=_ground_items(ctx, act),
        agencies=agency_items(agencies) if "agency" in form else [],
        preview=_preview(ctx, file, act),
        case_url=_case_url(form, case_id),
    )
    return html, trouble.status if trouble else 200


def _case_url(form: ActForm, case_id: int) -> str:
    """Back to where the case was open: beside its list, or alone."""
    queue = form.queue.data or ""
    if not queue:
        return url_for("standing.cases.show", case_id=case_id)
    filters = dict(parse_qsl(queue)) if queue != WHOLE_INBOX else {}
    kept = {name: value for name, value in filters.items() if name in NAMES}
    return url_for("standing.lists.inbox", case=case_id, **kept)


def _ground_items(ctx: Context, act: DeskAct) -> Sequence[dict[str, Any]]:
    purpose = _PURPOSE.get(act.action) if act.action else None
    if purpose is None:
        return ()
    return [
        {"value": one.slug, "text": one.title, "hint": {"text": one.public_text}}
        for one in grounds(ctx, purpose)
    ]


def _preview(ctx: Context, file: CaseFile, act: DeskAct) -> str | None:
    """What stands before the officer's own words where the petitioner reads them."""
    if act.action is not Action.ASK_SUPPLEMENT:
        return None
    received_on = file.case.received_on
    due = due_from(ctx, "supplement_limit", ctx.today, in_force_on=received_on)
    return str(
        gettext("Đề nghị anh/chị bổ sung thông tin trước hết ngày %(day)s:", day=date_vi(due.day))
    )
