"""Nhập hộ: the desk enters what an agency sent on paper (R58)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.casework import Case
from models.queries.agencies import living
from pakn.labels.marker import _N
from pakn.rules.lifecycle import allowed
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Action, Role, State
from pakn.services.attaching import KeptFile
from pakn.services.context import InvalidInput
from pakn.services.receipts import petition_number
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.casefile import state_label
from pakn.web.standing.casefiles import require_visible
from pakn.web.standing.paper_forms import PaperAnswerForm, PaperForm, PaperReturnForm
from pakn.web.uploads import received_files

blueprint = Blueprint("paper", __name__, url_prefix="/ho-so")


@dataclass(frozen=True)
class PaperAct:
    """One act that may come on paper."""

    address: str
    action: Action
    form: type[PaperForm]
    title: str
    done: str


ACTS: Mapping[str, PaperAct] = MappingProxyType(
    {
        one.address: one
        for one in (
            PaperAct(
                "tiep-nhan",
                Action.ACCEPT,
                PaperForm,
                _N("Nhập hộ: cơ quan tiếp nhận"),
                _N("Đã nhập việc cơ quan tiếp nhận."),
            ),
            PaperAct(
                "chuyen-tra",
                Action.RETURN_CASE,
                PaperReturnForm,
                _N("Nhập hộ: cơ quan chuyển trả"),
                _N("Đã nhập việc cơ quan chuyển trả."),
            ),
            PaperAct(
                "tra-loi",
                Action.ANSWER,
                PaperAnswerForm,
                _N("Nhập hộ: cơ quan trả lời"),
                _N("Đã nhập trả lời của cơ quan; người công khai kiểm tra tiếp."),
            ),
        )
    }
)


def paper_acts(role: Role, case: Case) -> list[tuple[str, str]]:
    """Title and address of what the role may enter from paper now."""
    if not may(role, Permission.CASE_PAPER_ENTER):
        return []
    acts = allowed(State(case.state), role)
    return [
        (gettext(one.title), url_for("standing.paper.enter", case_id=case.id, act=one.address))
        for one in ACTS.values()
        if one.action in acts and not (one.action is Action.RETURN_CASE and case.decision_final)
    ]


@blueprint.route("/<int:case_id>/nhap-ho/<act>", methods=["GET", "POST"])
@allow(Permission.CASE_PAPER_ENTER, reshows=True)
def enter(case_id: int, act: str) -> ResponseReturnValue:
    """Enter an act of an agency from its paper."""
    chosen = ACTS.get(act)
    if chosen is None:
        abort(404)
    case = require_visible(viewing(), case_id)
    if request.method == "GET":
        return _page(case_id, chosen, None, None)
    form = chosen.form()
    form.offer(case, living(viewing().session, viewing().today))
    done = _try(case_id, form)
    if isinstance(done, Trouble):
        return _page(case_id, chosen, form, done), done.status
    flash(gettext(chosen.done), "success")
    return redirect(url_for("standing.cases.show", case_id=case_id))


def _try(case_id: int, form: PaperForm) -> Trouble | None:
    scans: list[KeptFile] = []
    try:
        scans = received_files("scan", as_signed=True)
    except InvalidInput as refused:
        form.validate()
        form.take_errors(refused)
        return Trouble(422)
    return attempt(form, lambda ctx: form.enter(ctx, case_id, scans))


def _page(case_id: int, chosen: PaperAct, form: PaperForm | None, trouble: Trouble | None) -> str:
    ctx = viewing()
    case = require_visible(ctx, case_id)
    if form is None:
        form = chosen.form(formdata=None).begin(ctx, case, living(ctx.session, ctx.today))
    form.seen_version.data = str(case.version)
    note = trouble.reason if trouble else None
    if trouble and trouble.stale:
        note = gettext(
            "Hồ sơ vừa được người khác cập nhật nên chưa nhập được. Nội dung đã gõ vẫn còn; hãy "
            "xem lại hồ sơ rồi gửi lại nếu vẫn cần."
        )
    return render_template(
        "pages/standing/paper.html",
        form=form,
        act=chosen.address,
        title=gettext(chosen.title),
        case_id=case_id,
        number=petition_number(case.petition),
        case_title=case.petition.title,
        state=case.state,
        state_label=state_label(case.state),
        note=note,
        possible=chosen.action in allowed(State(case.state), ctx.actor.role),
    )
