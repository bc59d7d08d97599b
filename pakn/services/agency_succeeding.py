"""The end of a body and who takes over what, by field and from a day on (R18)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from models.agency import Agency, AgencyFollower, AgencySuccession
from models.queries.register_bodies import steps_from
from pakn.services.agency_keeping import FIELD_MAX, require_own_name
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.record_changes import read_line, require_sight
from pakn.services.registering import day_problem, locked_agency, record_in_register
from routing.text import fold

SOURCE_MAX = 300
HEIRS_MOST = 6
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Heir:
    """Who takes over; an empty field means everything that no other row names."""

    agency_id: int | None
    field: str = ""


@dataclass(frozen=True)
class Ending:
    """The end of a body.

    Attributes:
        last_day: on which it still exists.
        heirs: the first one takes what no field names; a row without agency and field is empty.
        source: the decree or resolution.
        confirmed: whether somebody compared it with that text.
        seen: digest of what the page showed (`ending_values`).
    """

    last_day: dt.date | None
    heirs: Sequence[Heir]
    source: str
    confirmed: bool
    seen: str


@dataclass(frozen=True)
class Moving:
    """One field that goes from a body to another while both go on."""

    heir_id: int | None
    field: str
    on_date: dt.date | None
    source: str
    confirmed: bool


def end_agency(ctx: Context, agency_id: int, ending: Ending) -> None:
    """End a body after a day; its names mean its successors from the next day on.

    Whoever follows it does so until its last day. Cases that lie with it stay until somebody
    forwards them again.

    Raises:
        NotFound: there is none.
        InvalidInput: it has ended, no successor takes the rest, a successor does not exist on the
            day after (a gap), two successors have one field (an overlap), or somebody changed the
            body meanwhile.
    """
    agency = locked_agency(ctx, agency_id)
    errors = _ending_errors(agency, ending)
    source = read_line(ending.source, "source", errors, most=SOURCE_MAX)
    heirs = _heirs(ctx, agency, ending, errors)
    if errors or ending.last_day is None:
        raise InvalidInput(errors)
    require_sight(ending.seen, ending_values(agency))
    agency.valid_to = ending.last_day
    for heir, field in heirs:
        _add_step(ctx, agency, heir, field, (ending.last_day + _ONE_DAY, source, ending.confirmed))
    _end_following(ctx, agency, ending.last_day)
    said = {
        "valid_to": {"from": None, "to": ending.last_day.isoformat()},
        "heirs": [f"{heir.slug}: {field}" if field else heir.slug for heir, field in heirs],
        "source": source,
    }
    record_in_register(ctx, "agency_end", agency, said)


def restore_agency(ctx: Context, agency_id: int, seen: str) -> None:
    """Undo a mistaken end: the body goes on, what its end handed over is taken back.

    Who followed it has to be said again: another may have been meant from then on.

    Raises:
        NotFound: there is none.
        InvalidInput: another body has its name or code meanwhile, or somebody changed it.
    """
    agency = locked_agency(ctx, agency_id)
    if agency.valid_to is None:
        return
    if agency.kind == "province":
        raise InvalidInput({"last_day": "province_by_places"})
    require_sight(seen, ending_values(agency))
    errors: dict[str, str] = {}
    until, agency.valid_to = agency.valid_to, None
    require_own_name(ctx, agency, errors)
    if errors:
        raise InvalidInput(errors)
    ctx.session.execute(
        delete(AgencySuccession).where(
            AgencySuccession.predecessor_id == agency.id,
            AgencySuccession.on_date == until + _ONE_DAY,
        )
    )
    said = {"valid_to": {"from": until.isoformat(), "to": None}}
    record_in_register(ctx, "agency_restore", agency, said)


def move_field(ctx: Context, agency_id: int, moving: Moving) -> None:
    """Hand one field of a body over to another from a day on; both go on.

    Raises:
        NotFound: there is none.
        InvalidInput: no field, a body that does not exist on that day, a field that has gone
            from this body already.
    """
    agency = locked_agency(ctx, agency_id)
    errors: dict[str, str] = {}
    field = read_line(moving.field, "field", errors, most=FIELD_MAX)
    source = read_line(moving.source, "source", errors, most=SOURCE_MAX)
    day = moving.on_date
    if problem := day_problem(day):
        errors["on_date"] = problem
    elif day is not None and not _exists(agency, day):
        errors["on_date"] = "not_then"
    heir = ctx.session.get(Agency, moving.heir_id or 0)
    if heir is None or heir.id == agency.id:
        errors["heir_id"] = "unknown_agency" if heir is None else "own_heir"
    elif day is not None and not _exists(heir, day):
        errors["heir_id"] = "heir_gap"
    steps = steps_from(ctx.session, (agency.id,))
    if any(one.row.field and fold(one.row.field) == fold(field) for one in steps):
        errors.setdefault("field", "field_moved")
    if errors or heir is None or day is None:
        raise InvalidInput(errors)
    _add_step(ctx, agency, heir, field, (day, source, moving.confirmed))
    said = {"field": field, "heirs": [heir.slug], "on_date": day.isoformat(), "source": source}
    record_in_register(ctx, "field_move", agency, said)


def undo_move(ctx: Context, agency_id: int, step_id: int) -> None:
    """Take a mistaken handing-over of a field back.

    Raises:
        NotFound: the body has no such row.
        InvalidInput: the row belongs to its end, which is undone as a whole.
    """
    agency = locked_agency(ctx, agency_id)
    row = ctx.session.scalar(
        select(AgencySuccession).where(
            AgencySuccession.id == step_id, AgencySuccession.predecessor_id == agency.id
        )
    )
    if row is None:
        raise NotFound(f"succession {step_id}")
    if not row.field or (agency.valid_to and row.on_date > agency.valid_to):
        raise InvalidInput({"field": "part_of_end"})
    heir = ctx.session.get_one(Agency, row.successor_id)
    said = {"field": row.field, "heirs": [heir.slug], "on_date": row.on_date.isoformat()}
    ctx.session.delete(row)
    record_in_register(ctx, "field_move_undo", agency, said)


def ending_values(agency: Agency) -> dict[str, Any]:
    """What decides whether a body may end as its page said, for comparing."""
    return {"slug": agency.slug, "name": agency.name, "valid_to": agency.valid_to}


def _ending_errors(agency: Agency, ending: Ending) -> dict[str, str]:
    day = ending.last_day
    if agency.kind == "province":
        return {"last_day": "province_by_places"}
    if agency.valid_to is not None:
        return {"last_day": "already_ended"}
    if problem := day_problem(day):
        return {"last_day": problem}
    return {"last_day": "before_founding"} if day and day < agency.valid_from else {}


def _heirs(
    ctx: Context, agency: Agency, ending: Ending, errors: dict[str, str]
) -> list[tuple[Agency, str]]:
    """Each successor with its field; what is wrong with a row stands at its number."""
    found: list[tuple[Agency, str]] = []
    last_day = None if "last_day" in errors else ending.last_day
    for number, heir in enumerate(ending.heirs[:HEIRS_MOST]):
        field = read_line(heir.field, f"field_{number}", errors, most=FIELD_MAX, missing=None)
        if heir.agency_id is None and not field and number:
            continue
        other = ctx.session.get(Agency, heir.agency_id or 0)
        problem = _heir_problem(agency, other, last_day)
        if problem is not None:
            errors[f"heir_{number}"] = "heir_needed" if heir.agency_id is None else problem
        if number and not field:
            errors[f"field_{number}"] = "field_needed"
        elif field and fold(field) in {fold(known) for _, known in found}:
            errors[f"field_{number}"] = "field_twice"
        if other is not None:
            found.append((other, field))
    return found


def _heir_problem(agency: Agency, heir: Agency | None, last_day: dt.date | None) -> str | None:
    if heir is None:
        return "unknown_agency"
    if heir.id == agency.id:
        return "own_heir"
    if last_day is not None and not _exists(heir, last_day + _ONE_DAY):
        return "heir_gap"
    return None


def _exists(agency: Agency, day: dt.date) -> bool:
    return agency.valid_from <= day and (agency.valid_to is None or agency.valid_to >= day)


def _add_step(
    ctx: Context, agency: Agency, heir: Agency, field: str, how: tuple[dt.date, str, bool]
) -> None:
    on_date, source, confirmed = how
    ctx.session.add(
        AgencySuccession(
            predecessor_id=agency.id,
            successor_id=heir.id,
            field=field,
            on_date=on_date,
            source=source,
            confirmed=confirmed,
        )
    )


def _end_following(ctx: Context, agency: Agency, last_day: dt.date) -> None:
    rows = ctx.session.scalars(
        select(AgencyFollower).where(AgencyFollower.agency_id == agency.id).with_for_update()
    )
    for row in rows:
        if row.valid_from > last_day:
            ctx.session.delete(row)
        elif row.valid_to is None or row.valid_to > last_day:
            row.valid_to = last_day
