"""The page of a letter and the acts on it, in whichever audience's room it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.casework import Case
from pakn.labels.letters import LETTER_ACT, LETTER_EVENT, LETTER_STATE
from pakn.labels.marker import _N
from pakn.rules.letters import LetterAct, LetterState
from pakn.services import letter_reading
from pakn.services.context import Context
from pakn.services.letter_reading import OpenLetter
from pakn.services.letters import paragraphs
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.formatting import moment_vi
from pakn.web.forms import clean
from pakn.web.letter_forms import FORMS, EditForm, IssueForm, LetterForm
from pakn.web.letter_view import (
    TONE,
    cases_of_letter,
    letter_facts,
    letter_history,
    letter_title,
    step_author,
)

DONE: Mapping[LetterAct, str] = MappingProxyType(
    {
        LetterAct.EDIT: _N("Đã lưu nội dung văn bản."),
        LetterAct.APPROVE: _N("Đã duyệt; văn bản chờ người có thẩm quyền ký."),
        LetterAct.SIGN: _N("Đã ghi nhận chữ ký; văn bản chờ văn thư vào sổ."),
        LetterAct.ISSUE: _N("Đã vào sổ; văn bản được phát hành."),
        LetterAct.CANCEL: _N("Đã hủy văn bản."),
    }
)
"""What is said when an act is done."""

_EXPLAINS: Mapping[LetterAct, str] = MappingProxyType(
    {
        LetterAct.APPROVE: _N("Nội dung đã đúng; chuyển người có thẩm quyền ký."),
        LetterAct.SIGN: _N(
            "Chữ ký thật ở trên bản giấy hoặc trong hệ thống quản lý văn bản; ở đây ghi nhận ai đã "
            "ký."
        ),
        LetterAct.ISSUE: _N("Số và ngày in trên văn bản; sau đó không sửa, không hủy được nữa."),
        LetterAct.CANCEL: _N("Văn bản không dùng nữa; các hồ sơ kèm theo không thay đổi."),
    }
)
_EVENT: Mapping[LetterAct, str] = MappingProxyType(
    {act: f"{act.value}_letter" for act in LetterAct}
)


@dataclass(frozen=True)
class Room:
    """An audience's room for letters.

    Attributes:
        endpoints: what its endpoints begin with.
        templates: the folder of its pages.
        case_way: for an actor, where a case of a letter is read; None where it is not.
    """

    endpoints: str
    templates: str
    case_way: Callable[[Context], Callable[[Case], str | None]]

    def url(self, name: str, letter_id: int) -> str:
        """The address of a page of a letter."""
        return url_for(f"{self.endpoints}.{name}", letter_id=letter_id)


@dataclass(frozen=True)
class ActPanel:
    """One act on a letter's page.

    Attributes:
        address: where its form is sent; None where it is not possible now, and the form only keeps
            what was typed.
    """

    act: str
    title: str
    explains: str
    form: LetterForm
    address: str | None


def show_letter(
    room: Room,
    letter_id: int,
    *,
    typed: tuple[LetterAct, LetterForm] | None = None,
    trouble: Trouble | None = None,
) -> ResponseReturnValue:
    """The page of a letter as it is now.

    Args:
        room: where it is read.
        letter_id: NotFound where this actor may not read it.
        typed: a form that was sent and refused; it keeps what was typed.
        trouble: why it was refused.
    """
    ctx = viewing()
    opened = letter_reading.read_letter(ctx, letter_id)
    cases = letter_reading.read_cases(ctx, opened)
    acts = _panels(room, ctx, opened, typed)
    html = render_template(
        f"{room.templates}/letter.html",
        acts=[one for one in acts if one.act != LetterAct.CANCEL],
        cancel=next((one for one in acts if one.act == LetterAct.CANCEL), None),
        edit_url=room.url("edit", letter_id) if LetterAct.EDIT in opened.acts else None,
        coming_number=letter_reading.coming_number(ctx, opened),
        cases=cases_of_letter(ctx, cases, room.case_way(ctx)),
        typed=typed[1] if typed else None,
        **_shown(room, ctx, opened, trouble),
    )
    return html, trouble.status if trouble else 200


def show_edit(
    room: Room, letter_id: int, form: EditForm | None = None, trouble: Trouble | None = None
) -> ResponseReturnValue:
    """The page on which the text of a draft is edited; of another letter, back to its page."""
    ctx = viewing()
    opened = letter_reading.read_letter(ctx, letter_id)
    if form is None:
        if LetterAct.EDIT not in opened.acts:
            flash(gettext("Văn bản không còn là dự thảo nên không sửa nội dung được."), "warning")
            return redirect(room.url("show", letter_id))
        form = EditForm(formdata=None, data={"body": opened.sheet.text})
    form.seen_version.data = str(opened.letter.version)
    html = render_template(
        f"{room.templates}/letter_edit.html",
        form=form,
        possible=LetterAct.EDIT in opened.acts,
        **_shown(room, ctx, opened, trouble),
    )
    return html, trouble.status if trouble else 200


def carry_out(room: Room, letter_id: int, act: LetterAct) -> ResponseReturnValue:
    """One act from its form; what is refused is shown again with what was typed."""
    letter_reading.read_letter(viewing(), letter_id)
    form = FORMS[act]()
    if isinstance(form, EditForm):
        _leave_usual_text(letter_id, form)
    done = attempt(form, lambda ctx: form.perform(ctx, letter_id))
    if isinstance(done, Trouble) and not (done.stale and _did_it_before(letter_id, act, form)):
        if isinstance(form, EditForm):
            return show_edit(room, letter_id, form, done)
        return show_letter(room, letter_id, typed=(act, form), trouble=done)
    flash(gettext(DONE[act]), "success")
    return redirect(room.url("show", letter_id))


def _leave_usual_text(letter_id: int, form: EditForm) -> None:
    """A text that was sent as it stood is not an edited one: it stays with the template."""
    opened = letter_reading.read_letter(viewing(), letter_id)
    same = paragraphs(clean(form.body.data)) == paragraphs(opened.sheet.text)
    if same and not opened.letter.body:
        form.body.data = ""


def _did_it_before(letter_id: int, act: LetterAct, form: LetterForm) -> bool:
    """Whether the last act on the letter is this very one by this person: a second click."""
    ctx = viewing()
    opened = letter_reading.read_letter(ctx, letter_id)
    last = letter_reading.read_steps(ctx, opened)[-1]
    next_version = opened.letter.version == form.seen_version.number + 1
    mine = last.action == _EVENT[act] and last.user_id == ctx.actor.user_id
    if isinstance(form, EditForm):
        mine = mine and opened.letter.body == paragraphs(clean(form.body.data))
    return next_version and mine


def _shown(room: Room, ctx: Context, opened: OpenLetter, trouble: Trouble | None) -> dict[str, Any]:
    """What both pages of a letter show."""
    letter = opened.letter
    steps = letter_reading.read_steps(ctx, opened)
    agency = opened.file.agency.name if opened.file.agency else None
    notice = trouble.reason if trouble else None
    if trouble and trouble.stale:
        last = steps[-1]
        notice = gettext(
            "Trong lúc anh/chị đang làm, %(who)s đã thực hiện “%(act)s” lúc %(moment)s. Văn bản "
            "hiện ở trạng thái “%(state)s”. Thao tác của anh/chị chưa được thực hiện; nội dung đã "
            "nhập vẫn còn ở dưới.",
            who=step_author(last),
            act=gettext(LETTER_EVENT[last.action]),
            moment=moment_vi(last.moment),
            state=gettext(LETTER_STATE[LetterState(letter.state)]),
        )
    return {
        "room": room,
        "letter_id": letter.id,
        "title": letter_title(letter.kind, agency),
        "tone": TONE[LetterState(letter.state)],
        "state": gettext(LETTER_STATE[LetterState(letter.state)]),
        "sheet": opened.sheet,
        "facts": letter_facts(opened),
        "history": letter_history(steps),
        "notice": notice,
    }


def _panels(
    room: Room, ctx: Context, opened: OpenLetter, typed: tuple[LetterAct, LetterForm] | None
) -> list[ActPanel]:
    """The acts that are possible now, in their order; and the one that was refused."""
    panels = []
    for act in LetterAct:
        sent = typed[1] if typed and typed[0] is act else None
        possible = act in opened.acts
        if act is LetterAct.EDIT or not (possible or sent):
            continue
        form = sent or FORMS[act](formdata=None)
        form.seen_version.data = str(opened.letter.version)
        if isinstance(form, IssueForm) and sent is None:
            form.issued_on.data = ctx.today
        panels.append(
            ActPanel(
                act=act.value,
                title=gettext(LETTER_ACT[act]),
                explains=gettext(_EXPLAINS[act]),
                form=form,
                address=room.url(act.value, opened.letter.id) if possible else None,
            )
        )
    return panels
