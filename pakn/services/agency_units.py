"""An agency keeps its own units: their names, their end, who works in them."""

import datetime as dt

from sqlalchemy import delete, select

from models.agency import AgencyUnit
from models.handling import UnitTask
from models.people import UnitMember
from models.queries.agency_units import living_unit, living_units, unit_staff
from pakn.rules.permissions import Permission
from pakn.services.agency_access import WITH_UNIT
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record

NAME_MAX = 200
SYMBOL_MAX = 20


def add_unit(ctx: Context, name: str, symbol: str) -> AgencyUnit:
    """Add a unit to the actor's agency.

    Raises:
        InvalidInput: no name, one that is too long, or one that another unit has.
    """
    agency_id = _own_agency(ctx)
    name, symbol = _checked(ctx, agency_id, name, symbol)
    unit = AgencyUnit(agency_id=agency_id, name=name, symbol=symbol, valid_from=ctx.today)
    ctx.session.add(unit)
    ctx.session.flush()
    _record(ctx, "unit_add", unit, name=name)
    return unit


def rename_unit(ctx: Context, unit_id: int, name: str, symbol: str) -> None:
    """Give a unit another name; raises as `add_unit` does, and NotFound for another's unit."""
    unit = _own_unit(ctx, unit_id)
    name, symbol = _checked(ctx, unit.agency_id, name, symbol, but=unit.id)
    before = unit.name
    unit.name, unit.symbol = name, symbol
    _record(ctx, "unit_rename", unit, **{"from": before, "to": name})


def close_unit(ctx: Context, unit_id: int) -> None:
    """End a unit: from today it is handed nothing, and nobody works in it.

    Raises:
        InvalidInput: work still lies with it; it is handed to another unit first.
    """
    unit = _own_unit(ctx, unit_id)
    busy = ctx.session.scalar(
        select(UnitTask.id)
        .where(UnitTask.unit_id == unit.id, UnitTask.state.in_(WITH_UNIT))
        .limit(1)
    )
    if busy is not None:
        raise InvalidInput({"unit_id": "unit_busy"})
    unit.valid_to = ctx.today - dt.timedelta(days=1)
    ctx.session.execute(delete(UnitMember).where(UnitMember.unit_id == unit.id))
    _record(ctx, "unit_close", unit)


def place_in_unit(ctx: Context, user_id: int, unit_id: int | None) -> None:
    """Say in which unit somebody of the agency works; None: in none.

    Raises:
        NotFound: the person is no unit staff of this agency, or the unit is not the agency's.
    """
    agency_id = _own_agency(ctx)
    staff = {row.user_id: row for row in unit_staff(ctx.session, agency_id, ctx.today)}
    if user_id not in staff:
        raise NotFound(f"user {user_id}")
    if unit_id is not None:
        _own_unit(ctx, unit_id)
    if staff[user_id].unit_id == unit_id:
        return
    ctx.session.execute(delete(UnitMember).where(UnitMember.user_id == user_id))
    if unit_id is not None:
        ctx.session.add(UnitMember(user_id=user_id, unit_id=unit_id))
    said = {"user": user_id, "from": staff[user_id].unit_id, "to": unit_id}
    record(ctx, Act("unit_member", agency_id=agency_id, difference=said))


def _own_agency(ctx: Context) -> int:
    ctx.require(Permission.AGENCY_UNIT_ASSIGN)
    if ctx.actor.agency_id is None:
        raise NotFound("agency")
    return ctx.actor.agency_id


def _own_unit(ctx: Context, unit_id: int) -> AgencyUnit:
    unit = living_unit(ctx.session, _own_agency(ctx), unit_id, ctx.today)
    if unit is None:
        raise NotFound(f"unit {unit_id}")
    return unit


def _checked(
    ctx: Context, agency_id: int, name: str, symbol: str, *, but: int | None = None
) -> tuple[str, str]:
    name, symbol = " ".join(name.split()), symbol.strip()
    taken = {
        unit.name.casefold()
        for unit in living_units(ctx.session, agency_id, ctx.today)
        if unit.id != but
    }
    errors: dict[str, str] = {}
    if not name:
        errors["name"] = "required"
    elif len(name) > NAME_MAX:
        errors["name"] = "too_long"
    elif name.casefold() in taken:
        errors["name"] = "name_taken"
    if len(symbol) > SYMBOL_MAX:
        errors["symbol"] = "too_long"
    if errors:
        raise InvalidInput(errors)
    return name, symbol


def _record(ctx: Context, action: str, unit: AgencyUnit, **said: str) -> None:
    record(ctx, Act(action, agency_id=unit.agency_id, difference={"unit": unit.id, **said}))
