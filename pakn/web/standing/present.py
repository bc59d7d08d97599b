"""What the lists show: one line a case, tiles from counters, links that keep the filter."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.queries.cases import CaseRow
from pakn.rules.deadlines import total_days
from pakn.rules.numbering import case_number
from pakn.rules.permissions import Permission, may
from pakn.rules.states import State
from pakn.rules.working_days import Calendar
from pakn.services.clocks import calendar
from pakn.services.context import Context
from pakn.web.casefile import state_label
from pakn.web.due import DueShown, due_shown
from pakn.web.formatting import date_vi, number_vi, percent_vi
from pakn.web.standing.inbox_filter import TRIAGE_STATES


@dataclass(frozen=True)
class CaseLine:
    """One case in a list.

    Attributes:
        received, age: the receipt date, and how many days ago that was.
        suggested: what the classifier says, in words; None where the role may not read it or the
            case is past triage.
        sure: whether `suggested` names an agency the classifier is sure of.
        current: the case that stands open beside the list.
        excerpt: where the words searched for stand in the text.
    """

    number: str
    title: str
    href: str
    state: str
    state_label: str
    due: DueShown | None
    received: str
    age: str
    lead: str | None
    suggested: str | None
    sure: bool
    current: bool
    excerpt: str | None = None

    @property
    def due_text(self) -> str | None:
        """For `case_card`."""
        return self.due.text if self.due else None

    @property
    def due_level(self) -> str | None:
        """For `case_card`."""
        return self.due.level if self.due else None

    @property
    def meta(self) -> list[str]:
        """For `case_card`: what stands under the title."""
        agency = self.suggested if self.suggested is not None else self.lead
        return [text for text in (agency, gettext("nhận %(age)s", age=self.age)) if text]


def case_lines(
    ctx: Context,
    rows: Sequence[CaseRow],
    *,
    address: Callable[[int], str],
    current: int | None = None,
) -> list[CaseLine]:
    """Rows as lines.

    Args:
        ctx: for the day, the calendar and what the role may read.
        rows: of the list.
        address: where the line of a case leads.
        current: the case that is open.
    """
    days = calendar(ctx)
    suggests = may(ctx.actor.role, Permission.CASE_SUGGESTION_READ)
    return [
        _line(
            row,
            ctx.today,
            days,
            suggests=suggests,
            current=row.case_id == current,
            href=address(row.case_id),
        )
        for row in rows
    ]


def age_words(received_on: dt.date, today: dt.date) -> str:
    """How many days ago a petition came in: the figure that nothing resets (R62)."""
    days = total_days(received_on, max(received_on, today))
    if days == 0:
        return str(gettext("hôm nay"))
    return str(gettext("%(days)s ngày trước", days=number_vi(days)))


def _line(
    row: CaseRow,
    today: dt.date,
    days: Calendar,
    *,
    suggests: bool,
    current: bool,
    href: str,
) -> CaseLine:
    state = State(row.state)
    triage = suggests and state in TRIAGE_STATES
    return CaseLine(
        number=case_number(row.received_on, row.day_seq),
        title=row.title,
        href=href,
        state=state.value,
        state_label=state_label(state),
        due=due_shown(row.due_on, today, days),
        received=date_vi(row.received_on),
        age=age_words(row.received_on, today),
        lead=row.lead_agency,
        suggested=_suggested(row) if triage else None,
        sure=row.abstain is False,
        current=current,
    )


def _suggested(row: CaseRow) -> str:
    if row.suggested_probability is None:
        return str(gettext("Đang gợi ý…"))
    if row.abstain:
        return str(gettext("Chưa chắc"))
    # The one answer without an agency's row: a province's committee, no province being named.
    name = row.suggested_agency or gettext("UBND cấp tỉnh")
    return f"{name} · {percent_vi(row.suggested_probability)}"
