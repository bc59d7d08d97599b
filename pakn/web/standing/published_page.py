"""A published result as its publisher manages it: what is public, what it was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.queries import incidents
from models.queries.casefile import CaseFile
from models.queries.incidents import ChangeRow
from pakn.rules.lifecycle import allowed
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Action, State
from pakn.services.context import NotFound
from pakn.services.receipts import petition_number
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble
from pakn.web.formatting import moment_vi
from pakn.web.forms import PaknForm
from pakn.web.standing.casefiles import open_file
from pakn.web.standing.published_forms import CorrectForm, TakeDownForm
from pakn.web.standing.release_texts import review
from pakn.web.standing.words import CHANGE


@dataclass(frozen=True)
class ChangeLine:
    """One change of the publication."""

    what: str
    moment: str
    who: str
    note: str
    reason: str


def show_published(
    case_id: int, *, typed: PaknForm | None = None, trouble: Trouble | None = None
) -> ResponseReturnValue:
    """The page; NotFound where the case was never published or the role may not read it."""
    ctx = viewing()
    file = open_file(ctx, case_id)
    publication = file.publication
    if publication is None:
        raise NotFound(f"publication of case {case_id}")
    correct = _correct_form(file, typed, ctx.actor.role)
    values: dict[str, Any] = {
        "case_id": case_id,
        "number": petition_number(file.petition),
        "publication": publication,
        "down": publication.withdrawn_at is not None,
        "typed": typed,
        "notice": _notice(trouble),
        "correct": correct,
        "review": review(file, correct) if correct else None,
        "wish_summary": file.petition.publication == "summary",
        "take_down": _take_down_form(file, typed, ctx.actor.role),
        "changes": [_line(row) for row in incidents.changes(ctx.session, publication.id)],
    }
    html = render_template("pages/standing/published.html", **values)
    return html, trouble.status if trouble else 200


def _correct_form(file: CaseFile, typed: PaknForm | None, role: Any) -> CorrectForm | None:
    if isinstance(typed, CorrectForm):
        typed.seen_version.data = str(file.case.version)
        return typed
    if Action.CORRECT not in allowed(State(file.case.state), role) or file.publication is None:
        return None
    form = CorrectForm(formdata=None)
    form.seen_version.data = str(file.case.version)
    texts: Mapping[str, str] = {
        name: getattr(file.publication, name) for name in ("title", "question", "answer")
    }
    form.process(formdata=None, data={**texts, "seen_version": str(file.case.version)})
    return form


def _take_down_form(file: CaseFile, typed: PaknForm | None, role: Any) -> TakeDownForm | None:
    down = file.publication is None or file.publication.withdrawn_at is not None
    if down or not may(role, Permission.RESULTS_TEXT_WITHDRAW):
        return None
    form = typed if isinstance(typed, TakeDownForm) else TakeDownForm(formdata=None)
    form.seen_version.data = str(file.case.version)
    return form


def _notice(trouble: Trouble | None) -> str | None:
    if trouble is None or not trouble.stale:
        return trouble.reason if trouble else None
    return str(
        gettext(
            "Trong lúc anh/chị đang làm, người khác đã thao tác trên hồ sơ này. Thao tác của "
            "anh/chị chưa được thực hiện; nội dung đã nhập vẫn còn ở dưới. Hãy xem lại rồi gửi."
        )
    )


def _line(row: ChangeRow) -> ChangeLine:
    change = row.change
    return ChangeLine(
        what=gettext(CHANGE[change.kind]),
        moment=moment_vi(change.made_at),
        who=row.made_by,
        note=change.public_note,
        reason=change.reason,
    )
