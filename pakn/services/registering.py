"""What every change of the register of agencies does beside: lock the body, count the edition."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from models.agency import Agency
from models.queries.editions import REGISTER, next_edition
from pakn.rules.permissions import Permission
from pakn.services.artefacts import announce, champion_of
from pakn.services.context import Context, NotFound
from pakn.services.events import Act, record

FIRST_DAY, LAST_DAY = dt.date(1945, 9, 2), dt.date(2100, 12, 31)
"""From the founding of the state to a day far enough: years outside are slips of the pen."""


def locked_agency(ctx: Context, agency_id: int) -> Agency:
    """The body, held until the act is stored; raises NotPermitted and NotFound."""
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    agency = ctx.session.scalar(select(Agency).where(Agency.id == agency_id).with_for_update())
    if agency is None:
        raise NotFound(f"agency {agency_id}")
    return agency


def record_in_register(
    ctx: Context, action: str, agency: Agency, difference: Mapping[str, Any]
) -> None:
    """Record a change of the register; web and workers read it anew from their next use on."""
    said = {"agency": agency.slug, **difference}
    record(ctx, Act(action, agency_id=agency.id, difference=said))
    ctx.session.flush()
    next_edition(ctx.session, REGISTER)
    champion = champion_of(ctx)
    if champion is not None:
        announce(ctx, champion)


def day_problem(day: dt.date | None) -> str | None:
    """Why a day can be no day of the register."""
    if day is None:
        return "required"
    return None if FIRST_DAY <= day <= LAST_DAY else "day_out_of_range"
