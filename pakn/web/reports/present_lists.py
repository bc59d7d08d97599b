"""The cases behind a figure, the Head's list, and the periods one can choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from models.queries.reports import HeadRow, ReportRow
from pakn.labels.content import CHANNEL, CONTENT_CLASS
from pakn.labels.reports import FIGURE
from pakn.rules.content import ContentClass
from pakn.rules.numbering import case_number
from pakn.rules.periods import Period
from pakn.rules.permissions import Permission, may
from pakn.rules.privacy import mask_contacts
from pakn.rules.states import Role
from pakn.web.casefile import state_label
from pakn.web.formatting import date_vi
from pakn.web.reports.present_summary import period_name


@dataclass(frozen=True)
class Listed:
    """One case of a figure's list. A sealed one is there to be counted, and says nothing."""

    number: str
    title: str
    href: str | None
    agency: str
    content: str
    channel: str
    state: str
    state_label: str
    due: str
    sealed: bool


def head_lines(rows: Sequence[HeadRow], role: Role) -> list[dict[str, str | None]]:
    """The cases put on the Head's list in the period."""
    way = case_way(role)
    return [
        {
            "number": case_number(row.received_on, row.day_seq),
            "href": way(row.case_id) if way else None,
            "agency": row.agency or "–",
            "due": date_vi(row.due_on),
            "day": date_vi(row.day),
        }
        for row in rows
    ]


def listed(rows: Sequence[ReportRow], role: Role) -> list[Listed]:
    """A page of a figure's list, for a role."""
    way = case_way(role)
    return [_listed(row, way) for row in rows]


def case_way(role: Role) -> Callable[[int], str] | None:
    """Where a role reads a case; None where it reads only some of them."""
    if not may(role, Permission.CASE_DETAIL_READ):
        return None
    direct = may(role, Permission.TASKFORCE_CASES_READ)
    endpoint = "taskforce.case" if direct else "standing.cases.show"
    return lambda case_id: url_for(endpoint, case_id=case_id)


def _listed(row: ReportRow, way: Callable[[int], str] | None) -> Listed:
    counted = row.counted
    if row.sealed:
        return Listed("–", "", None, "–", "–", "–", "", "", "–", sealed=True)
    # The quarantine is itself confidential, also once it is lifted.
    state = "received" if counted.state == "quarantined" else counted.state
    content = CONTENT_CLASS[ContentClass(counted.content)] if counted.content != "none" else None
    return Listed(
        number=case_number(row.received_on, row.day_seq),
        title=mask_contacts(row.title)[0] if way else "",
        href=way(row.case_id) if way else None,
        agency=row.agency or str(gettext("Cơ quan thường trực")),
        content=str(gettext(content or FIGURE["content.none"])),
        channel=str(gettext(CHANNEL[counted.channel])),
        state=state,
        state_label=state_label(state),
        due=date_vi(counted.due_on),
        sealed=False,
    )


def choices(offered: Sequence[Period], wanted: Period) -> list[dict[str, Any]]:
    """The periods as options of a select, the chosen one among them whatever it is."""
    listed_periods = list(offered) if wanted in offered else [wanted, *offered]
    return [
        {
            "value": choice_value(one),
            "text": f"{period_name(one)} ({date_vi(one.start)} – {date_vi(one.end)})",
            "selected": one == wanted,
        }
        for one in listed_periods
    ]


def choice_value(span: Period) -> str:
    """A period as it stands in an address: month:2026-11."""
    return f"{span.kind.value}:{span.key}"
