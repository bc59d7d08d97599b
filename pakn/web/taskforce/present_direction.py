"""What the pages for the Head show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.agency import Agency
from models.queries.reminders import Line
from pakn.labels.deadlines import CLOCK
from pakn.rules.numbering import case_number
from pakn.rules.privacy import mask_contacts
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.web.casefile import state_label
from pakn.web.due import DueShown, due_shown


@dataclass(frozen=True)
class HeadLine:
    """One case that is told to the Head.

    Attributes:
        holder: the agency that holds it, or the standing body.
        clock: which limit is exceeded.
    """

    number: str
    title: str
    href: str
    holder: str
    clock: str
    state: str
    state_label: str
    due: DueShown | None


def head_lines(ctx: Context, rows: Sequence[Line]) -> list[HeadLine]:
    """A page of the list."""
    days = calendar(ctx)
    return [
        HeadLine(
            number=case_number(row.received_on, row.day_seq),
            title=mask_contacts(row.title)[0],
            href=url_for("taskforce.case", case_id=row.case_id),
            holder=row.agency or str(gettext("Cơ quan thường trực")),
            clock=str(gettext(CLOCK[row.clock])),
            state=row.state,
            state_label=state_label(row.state),
            due=due_shown(row.due_on, ctx.today, days),
        )
        for row in rows
    ]


def agency_options(agencies: Sequence[Agency]) -> list[dict[str, str]]:
    """Every living agency as options of a filter, "all" first."""
    rows = [{"value": agency.slug, "text": agency.name} for agency in agencies]
    return [{"value": "", "text": gettext("Mọi cơ quan")}, *rows]
