"""Letters: what waits in which state, one letter, and the way from a draft to its number."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.casework import Case
from pakn.rules.letters import LetterAct
from pakn.rules.permissions import Permission, may
from pakn.services import letter_reading
from pakn.services.context import Context
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.letter_files import pdf_response, word_response
from pakn.web.letter_room import Room, carry_out, show_edit, show_letter
from pakn.web.letter_view import letter_lines
from pakn.web.standing.casefiles import may_see
from pakn.web.standing.letter_filter import filter_values, read_wanted

blueprint = Blueprint("letters", __name__, url_prefix="/van-ban")


def _case_way(ctx: Context) -> Callable[[Case], str | None]:
    def href(case: Case) -> str | None:
        visible = may_see(ctx.actor.role, case)
        return url_for("standing.cases.show", case_id=case.id) if visible else None

    return href


ROOM = Room("standing.letters", "pages/standing", _case_way)


@blueprint.get("/")
@allow(Permission.LETTER_LIST_READ)
def home() -> ResponseReturnValue:
    """Letters by state, newest first; those that wait for this role unless another is asked."""
    ctx = viewing()
    wanted, before = read_wanted(ctx, request.args), request.args.get("truoc")
    page = letter_reading.read_list(ctx, wanted, before)
    return render_template(
        "pages/standing/letters.html",
        lines=letter_lines(page.rows, ROOM.endpoints, url_for),
        may_write=may(ctx.actor.role, Permission.LETTER_DRAFT_WRITE),
        **filter_values(ctx, wanted, before, page.next_before),
    )


@blueprint.get("/<int:letter_id>")
@allow(Permission.LETTER_LIST_READ)
def show(letter_id: int) -> ResponseReturnValue:
    """A letter as it will be printed, its cases, its history, and what can be done with it."""
    return show_letter(ROOM, letter_id)


@blueprint.get("/<int:letter_id>/van-ban.docx")
@allow(Permission.LETTER_LIST_READ)
def word(letter_id: int) -> ResponseReturnValue:
    """The letter as .docx."""
    ctx = viewing()
    return word_response(ctx, letter_reading.read_letter(ctx, letter_id))


@blueprint.get("/<int:letter_id>/van-ban.pdf")
@allow(Permission.LETTER_LIST_READ)
def pdf(letter_id: int) -> ResponseReturnValue:
    """The letter as PDF."""
    ctx = viewing()
    opened = letter_reading.read_letter(ctx, letter_id)
    return pdf_response(ctx, opened, ROOM.url("show", letter_id))


@blueprint.get("/<int:letter_id>/sua")
@allow(Permission.LETTER_DRAFT_WRITE)
def edit(letter_id: int) -> ResponseReturnValue:
    """The text of a draft, to be edited."""
    return show_edit(ROOM, letter_id)


@blueprint.post("/<int:letter_id>/sua")
@allow(Permission.LETTER_DRAFT_WRITE, reshows=True)
def save(letter_id: int) -> ResponseReturnValue:
    """Keep the text of a draft."""
    return carry_out(ROOM, letter_id, LetterAct.EDIT)


@blueprint.post("/<int:letter_id>/duyet")
@allow(Permission.LETTER_DRAFT_APPROVE, reshows=True)
def approve(letter_id: int) -> ResponseReturnValue:
    """Approve a draft for signature."""
    return carry_out(ROOM, letter_id, LetterAct.APPROVE)


@blueprint.post("/<int:letter_id>/ky")
@allow(Permission.LETTER_DRAFT_SIGN, reshows=True)
def sign(letter_id: int) -> ResponseReturnValue:
    """Record that it was signed."""
    return carry_out(ROOM, letter_id, LetterAct.SIGN)


@blueprint.post("/<int:letter_id>/vao-so")
@allow(Permission.LETTER_NUMBER_ENTER, reshows=True)
def issue(letter_id: int) -> ResponseReturnValue:
    """Enter number and day."""
    return carry_out(ROOM, letter_id, LetterAct.ISSUE)


@blueprint.post("/<int:letter_id>/huy")
@allow(Permission.LETTER_DRAFT_WRITE, reshows=True)
def cancel(letter_id: int) -> ResponseReturnValue:
    """Take a letter back that is not issued."""
    return carry_out(ROOM, letter_id, LetterAct.CANCEL)
