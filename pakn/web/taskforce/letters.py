"""A member's own văn bản đôn đốc: drafted from what is overdue, signed, numbered (R57)."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.casework import Case
from models.queries.agencies import followed_agency_ids
from pakn.rules.letters import LetterAct, LetterKind
from pakn.rules.permissions import Permission
from pakn.services import letter_reading, taskforce_reading
from pakn.services.context import Context
from pakn.services.letter_choices import member_urge_choice
from pakn.services.letter_writing import draft_member_urge
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.letter_choice import ALL, choice_values, drafted_words
from pakn.web.letter_files import pdf_response, word_response
from pakn.web.letter_forms import ChooseForm
from pakn.web.letter_room import Room, carry_out, show_edit, show_letter
from pakn.web.letter_view import letter_lines, letter_title

blueprint = Blueprint("letters", __name__, url_prefix="/van-ban")


def _case_way(ctx: Context) -> Callable[[Case], str | None]:
    followed = followed_agency_ids(ctx.session, ctx.actor.user_id or 0, ctx.today)

    def href(case: Case) -> str | None:
        open_to_me = case.lead_agency_id in followed and case.legal_kind != "to_cao"
        return url_for("taskforce.case", case_id=case.id) if open_to_me else None

    return href


ROOM = Room("taskforce.letters", "pages/taskforce", _case_way)


@blueprint.get("/")
@allow(Permission.TASKFORCE_URGE_SIGN)
def home() -> ResponseReturnValue:
    """What is overdue at each agency followed, and the member's own letters, newest first."""
    ctx, before = viewing(), request.args.get("truoc")
    followed = taskforce_reading.read_followings(ctx)
    page = letter_reading.read_own_list(ctx, before)
    return render_template(
        "pages/taskforce/letters.html",
        overdue=taskforce_reading.read_overdue_counts(ctx, followed),
        lines=letter_lines(page.rows, ROOM.endpoints, url_for),
        letterhead=ctx.actor.agency_id is not None,
        next_url=url_for(".home", truoc=page.next_before) if page.next_before else None,
        first_url=url_for(".home") if before else None,
    )


@blueprint.get("/soan")
@allow(Permission.TASKFORCE_URGE_SIGN)
def choose() -> ResponseReturnValue:
    """Choose overdue cases of an agency that the member follows; all are ticked."""
    return _choice_page(request.args.get("co-quan", ""), None)


@blueprint.post("/soan")
@allow(Permission.TASKFORCE_URGE_SIGN, reshows=True)
def draft() -> ResponseReturnValue:
    """Draft the letter; the same form sent twice drafts one."""
    form = ChooseForm()
    done = attempt(form, lambda ctx: draft_member_urge(ctx, form.choosing()))
    if isinstance(done, Trouble):
        return _choice_page(form.agency.data or "", form.case_ids(), form), done.status
    flash(drafted_words(letter_title(LetterKind.URGE, None).lower()), "success")
    return redirect(ROOM.url("show", done))


@blueprint.get("/<int:letter_id>")
@allow(Permission.TASKFORCE_URGE_DRAFT)
def show(letter_id: int) -> ResponseReturnValue:
    """One of the member's letters."""
    return show_letter(ROOM, letter_id)


@blueprint.get("/<int:letter_id>/van-ban.docx")
@allow(Permission.TASKFORCE_URGE_DRAFT)
def word(letter_id: int) -> ResponseReturnValue:
    """The letter as .docx."""
    ctx = viewing()
    return word_response(ctx, letter_reading.read_letter(ctx, letter_id))


@blueprint.get("/<int:letter_id>/van-ban.pdf")
@allow(Permission.TASKFORCE_URGE_DRAFT)
def pdf(letter_id: int) -> ResponseReturnValue:
    """The letter as PDF."""
    ctx = viewing()
    opened = letter_reading.read_letter(ctx, letter_id)
    return pdf_response(ctx, opened, ROOM.url("show", letter_id))


@blueprint.get("/<int:letter_id>/sua")
@allow(Permission.TASKFORCE_URGE_DRAFT)
def edit(letter_id: int) -> ResponseReturnValue:
    """The text of a draft, to be edited."""
    return show_edit(ROOM, letter_id)


@blueprint.post("/<int:letter_id>/sua")
@allow(Permission.TASKFORCE_URGE_DRAFT, reshows=True)
def save(letter_id: int) -> ResponseReturnValue:
    """Keep the text of a draft."""
    return carry_out(ROOM, letter_id, LetterAct.EDIT)


@blueprint.post("/<int:letter_id>/ky")
@allow(Permission.TASKFORCE_URGE_SIGN, reshows=True)
def sign(letter_id: int) -> ResponseReturnValue:
    """Record that the member signed."""
    return carry_out(ROOM, letter_id, LetterAct.SIGN)


@blueprint.post("/<int:letter_id>/vao-so")
@allow(Permission.TASKFORCE_URGE_SIGN, reshows=True)
def issue(letter_id: int) -> ResponseReturnValue:
    """Enter number and day, as the member's own agency gave them."""
    return carry_out(ROOM, letter_id, LetterAct.ISSUE)


@blueprint.post("/<int:letter_id>/huy")
@allow(Permission.TASKFORCE_URGE_DRAFT, reshows=True)
def cancel(letter_id: int) -> ResponseReturnValue:
    """Take a letter back that is not issued."""
    return carry_out(ROOM, letter_id, LetterAct.CANCEL)


def _choice_page(slug: str, ticked: Collection[int] | None, form: ChooseForm | None = None) -> str:
    ctx = viewing()
    everything: dict[str, Any] = {"co-quan": slug, "chon": ALL}
    values = choice_values(
        ctx, member_urge_choice(ctx, slug), ticked=ticked, href=_case_way(ctx), form=form
    )
    return render_template(
        "pages/taskforce/letter_choice.html",
        action=url_for(".draft"),
        all_url=url_for(".choose", **everything),
        of_head=False,
        **values,
    )
