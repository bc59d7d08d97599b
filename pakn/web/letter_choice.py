"""Choosing the cases that a letter carries: the boxes, and what was ticked when it is refused."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from models.casework import Case
from pakn.rules.privacy import mask_contacts
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.services.letter_choices import Choice
from pakn.services.receipts import petition_number
from pakn.web.due import DueShown, due_shown
from pakn.web.letter_forms import ChooseForm

ALL = "tat-ca"
"""What stands in the address to have every box ticked, without any script."""


@dataclass(frozen=True)
class CaseBox:
    """One case with its box."""

    case_id: int
    number: str
    title: str
    href: str | None
    due: DueShown | None
    ticked: bool


def choice_values(
    ctx: Context,
    choice: Choice,
    *,
    ticked: Collection[int] | None,
    href: Callable[[Case], str | None],
    form: ChooseForm | None = None,
) -> dict[str, Any]:
    """What the page of a choice shows.

    Args:
        ctx: reading.
        choice: the cases that may be chosen.
        ticked: which boxes are ticked; None for all.
        href: where a case is read.
        form: as it was sent and refused; its key stays, so that it cannot draft two letters.
    """
    if form is None:
        form = ChooseForm(formdata=None)
        form.key.data, form.agency.data = secrets.token_urlsafe(12), choice.agency.slug
    days = calendar(ctx)
    return {
        "form": form,
        "agency": choice.agency.name,
        "more": choice.more,
        "boxes": [
            CaseBox(
                case_id=case.id,
                number=petition_number(case.petition),
                title=mask_contacts(case.petition.title)[0],
                href=href(case),
                due=due_shown(case.due_on, ctx.today, days),
                ticked=ticked is None or case.id in ticked,
            )
            for case in choice.cases
        ],
    }


def drafted_words(title: str) -> str:
    """What is said when a letter was drafted."""
    return str(gettext("Đã soạn %(title)s. Xem lại nội dung trước khi trình.", title=title))
