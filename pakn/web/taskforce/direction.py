"""For the Head and those who prepare for the Head: the list, and the Head's văn bản đôn đốc."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries.agencies import living
from pakn.rules.letters import LetterKind
from pakn.rules.permissions import Permission
from pakn.services import taskforce_reading
from pakn.services.letter_choices import head_urge_choice
from pakn.services.letter_writing import draft_head_urge
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.attempts import Trouble, attempt
from pakn.web.letter_choice import ALL, choice_values, drafted_words
from pakn.web.letter_forms import ChooseForm
from pakn.web.letter_view import letter_title
from pakn.web.taskforce import present_direction as present

blueprint = Blueprint("direction", __name__)


@blueprint.get("/danh-sach-trinh")
@allow(Permission.DIRECTION_INBOX_READ)
def head_list() -> ResponseReturnValue:
    """What the ladder of reminders put before the Head, overdue longest first (R33)."""
    ctx, after = viewing(), request.args.get("sau")
    found = taskforce_reading.read_head_list(ctx, request.args.get("co-quan", ""), after)
    kept: dict[str, Any] = {"co-quan": found.agency.slug} if found.agency else {}
    next_after = found.page.next_after
    return render_template(
        "pages/taskforce/head_list.html",
        lines=present.head_lines(ctx, found.page.rows),
        agency=found.agency.name if found.agency else None,
        slug=found.agency.slug if found.agency else "",
        agencies=present.agency_options(living(ctx.session, ctx.today)),
        urge_url=url_for(".choose", **kept) if kept else None,
        next_url=url_for(".head_list", **kept, sau=next_after) if next_after else None,
        first_url=url_for(".head_list", **kept) if after else None,
    )


@blueprint.get("/danh-sach-trinh/don-doc")
@allow(Permission.DIRECTION_INBOX_READ)
def choose() -> ResponseReturnValue:
    """Choose overdue cases of an agency for a văn bản đôn đốc of the Head; all are ticked."""
    return _choice_page(request.args.get("co-quan", ""), None)


@blueprint.post("/danh-sach-trinh/don-doc")
@allow(Permission.DIRECTION_INBOX_READ, reshows=True)
def draft() -> ResponseReturnValue:
    """Draft the letter; the same form sent twice drafts one."""
    form = ChooseForm()
    done = attempt(form, lambda ctx: draft_head_urge(ctx, form.choosing()))
    if isinstance(done, Trouble):
        return _choice_page(form.agency.data or "", form.case_ids(), form), done.status
    flash(drafted_words(letter_title(LetterKind.URGE, None).lower()), "success")
    return redirect(url_for("standing.letters.show", letter_id=done))


def _choice_page(slug: str, ticked: Collection[int] | None, form: ChooseForm | None = None) -> str:
    ctx = viewing()
    everything: dict[str, Any] = {"co-quan": slug, "chon": ALL}
    values = choice_values(
        ctx,
        head_urge_choice(ctx, slug),
        ticked=ticked,
        href=lambda case: url_for("taskforce.case", case_id=case.id),
        form=form,
    )
    return render_template(
        "pages/taskforce/letter_choice.html",
        action=url_for(".draft"),
        all_url=url_for(".choose", **everything),
        of_head=True,
        **values,
    )
