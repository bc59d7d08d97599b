"""Incidents as the record shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.queries.incidents import IncidentRow
from pakn.rules.permissions import Permission, may
from pakn.services.receipts import petition_number
from pakn.web.acting import actor
from pakn.web.formatting import moment_vi
from pakn.web.standing.published_forms import CloseIncidentForm
from pakn.web.standing.words import INCIDENT


@dataclass(frozen=True)
class IncidentLine:
    """One incident.

    Attributes:
        href: the published result as its publisher manages it; None for whoever may not.
        form: to close it; None when it is closed, or for whoever may not.
    """

    id: int
    kind: str
    number: str
    href: str | None
    happened: str
    public_since: str | None
    recorded_by: str
    account: str
    closed: str | None
    measures: str
    form: CloseIncidentForm | None


def incident_line(
    row: IncidentRow, form_of: Callable[[int], CloseIncidentForm | None]
) -> IncidentLine:
    """An incident in words."""
    one = row.incident
    closed = None
    if one.closed_at is not None:
        closed = gettext(
            "Đã đóng %(moment)s · %(who)s", moment=moment_vi(one.closed_at), who=row.closed_by
        )
    opens = one.case_id is not None and may(actor().role, Permission.RESULTS_TEXT_WITHDRAW)
    return IncidentLine(
        id=one.id,
        kind=gettext(INCIDENT[one.kind]),
        number=petition_number(row.petition) if row.petition else "",
        href=url_for(".show", case_id=one.case_id) if opens else None,
        happened=moment_vi(one.happened_at),
        public_since=moment_vi(one.public_since) if one.public_since else None,
        recorded_by=row.recorded_by,
        account=one.account,
        closed=closed,
        measures=one.measures,
        form=None if closed else form_of(one.id),
    )
