"""What an auditor reads: events with the numbers of their cases, and openings of personal data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.history import Event
from models.queries import cases, oversight
from pakn.rules.numbering import case_number
from pakn.rules.permissions import Permission
from pakn.services.context import Context

# Acts whose private values are names and addresses of staff, which the trail shows anyway.
_OF_STAFF = frozenset({"account_add", "account_edit"})


@dataclass(frozen=True)
class Trail:
    """A page of a trail, newest first.

    Attributes:
        rows: (event or access, name of who did it).
        numbers: case numbers by case id.
        next_before: the key of the next page, None on the last.
        private: what may be shown of private values, by event and name; erased ones are left out.
    """

    rows: Sequence[tuple[Any, str | None]]
    numbers: Mapping[int, str]
    next_before: int | None
    private: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def read_events(ctx: Context, before: int | None = None) -> Trail:
    """What was done, by anybody, newest first."""
    ctx.require(Permission.AUDIT_EVENTS_READ)
    found = oversight.events(ctx.session, before=before)
    trail = _trail(ctx, [(one, name) for one, name in found])
    return replace(trail, private=_of_staff(ctx, [one for one, _ in trail.rows]))


def read_openings(ctx: Context, before: int | None = None) -> Trail:
    """Who opened whose personal data and why, newest first (R48)."""
    ctx.require(Permission.AUDIT_READS_READ)
    found = oversight.personal_data_accesses(ctx.session, before=before)
    return _trail(ctx, [(one, name) for one, name in found])


def _trail(ctx: Context, found: Sequence[tuple[Any, str | None]]) -> Trail:
    rows = found[: oversight.PAGE]
    ids = sorted({one.case_id for one, _ in rows if one.case_id is not None})
    numbers = {
        row.case_id: case_number(row.received_on, row.day_seq)
        for row in cases.by_ids(ctx.session, ids)
    }
    more = len(found) > len(rows)
    return Trail(rows, numbers, rows[-1][0].id if more else None)


def _of_staff(ctx: Context, events: Sequence[Event]) -> Mapping[int, Mapping[str, str]]:
    """The private values of acts upon accounts: those of cases are never opened here."""
    ids = [one.id for one in events if one.action in _OF_STAFF]
    found: dict[int, dict[str, str]] = {}
    for row in oversight.private_values(ctx.session, ids):
        if row.value is not None:
            found.setdefault(row.event_id, {})[row.name] = ctx.ports.keys.decrypt(row.value)
    return found
