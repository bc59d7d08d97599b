"""Drafting one công văn chuyển to an agency for several of its cases (R64)."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.queries.agencies import living
from pakn.rules.letters import LetterKind
from pakn.rules.permissions import Permission
from pakn.services.letter_choices import transfer_choice
from pakn.services.letter_writing import draft_transfer
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.addresses import key_argument
from pakn.web.attempts import Trouble, attempt
from pakn.web.letter_choice import ALL, choice_values, drafted_words
from pakn.web.letter_forms import ChooseForm
from pakn.web.letter_view import letter_title
from pakn.web.standing.case_page import agency_items

blueprint = Blueprint("letter_writing", __name__, url_prefix="/van-ban/soan-cong-van-chuyen")


@blueprint.get("/")
@allow(Permission.LETTER_DRAFT_WRITE)
def choose() -> ResponseReturnValue:
    """Choose the agency, then the cases that its công văn carries."""
    wanted, ticked = key_argument("ho-so"), request.args.get("chon")
    boxes = None if ticked == ALL else {wanted or 0}
    return _page(request.args.get("co-quan", ""), boxes, wanted=wanted)


@blueprint.post("/")
@allow(Permission.LETTER_DRAFT_WRITE, reshows=True)
def draft() -> ResponseReturnValue:
    """Draft the công văn; the same form sent twice drafts one."""
    form = ChooseForm()
    done = attempt(form, lambda ctx: draft_transfer(ctx, form.choosing()))
    if isinstance(done, Trouble):
        ticked = form.case_ids()
        page = _page(form.agency.data or "", ticked, form, wanted=next(iter(ticked), None))
        return page, done.status
    flash(drafted_words(letter_title(LetterKind.TRANSFER_LETTER, None).lower()), "success")
    return redirect(url_for("standing.letters.show", letter_id=done))


def _page(
    slug: str,
    ticked: Collection[int] | None,
    form: ChooseForm | None = None,
    *,
    wanted: int | None = None,
) -> str:
    ctx = viewing()
    agencies = agency_items(living(ctx.session, ctx.today))
    if not any(one["value"] == slug for one in agencies) or not slug:
        return render_template(
            "pages/standing/letter_choice.html", agencies=agencies, slug=slug, form=form, boxes=None
        )
    values = choice_values(
        ctx,
        transfer_choice(ctx, slug, wanted),
        ticked=ticked,
        href=lambda case: url_for("standing.cases.show", case_id=case.id),
        form=form,
    )
    everything: dict[str, Any] = {"co-quan": slug, "chon": ALL}
    return render_template(
        "pages/standing/letter_choice.html",
        agencies=agencies,
        slug=slug,
        all_url=url_for(".choose", **everything),
        **values,
    )
