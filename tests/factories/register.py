"""Changes of the register of agencies as tests make them, through the services."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from models.agency import Agency
from pakn.composition import System
from pakn.composition_classifier import register_of_tables
from pakn.services.agency_keeping import AgencyInputs, add_agency
from pakn.services.agency_succeeding import Ending, Heir, end_agency, ending_values
from pakn.services.context import Actor
from pakn.services.record_changes import sight
from routing.resolve import Resolution, resolve
from tests.factories.reading import fresh

TODAY = dt.date(2026, 11, 16)
YESTERDAY = TODAY - dt.timedelta(days=1)


def facts(**changed: Any) -> AgencyInputs:
    """What is typed of a ministry that follows the ministry of construction."""
    values: dict[str, Any] = {
        "code": "G99",
        "name": "Bộ Hạ tầng",
        "short_name": "Hạ tầng",
        "kind": "ministry",
        "decree": "NĐ mẫu",
        "confirmed": True,
    }
    return AgencyInputs(**{**values, **changed})


def stored_agency(slug: str) -> Agency:
    """A body as it is stored now."""
    return fresh().scalars(select(Agency).where(Agency.slug == slug)).one()


def found(
    system: System, admin: Actor, slug: str = "BHT", since: dt.date = TODAY, **changed: Any
) -> int:
    """Add a body; its key."""
    with system.acting(admin) as ctx:
        return add_agency(ctx, slug, since, facts(**changed))


def end(
    system: System,
    admin: Actor,
    slug: str,
    *heirs: tuple[str, str],
    last_day: dt.date | None = YESTERDAY,
    **changed: Any,
) -> None:
    """End a body; heirs as (sign, field)."""
    agency = stored_agency(slug)
    rows = [Heir(stored_agency(heir).id if heir else None, field) for heir, field in heirs]
    values: dict[str, Any] = {
        "source": "Nghị quyết mẫu",
        "confirmed": True,
        "seen": sight(ending_values(agency)),
    }
    with system.acting(admin) as ctx:
        end_agency(ctx, agency.id, Ending(last_day, rows, **{**values, **changed}))


def means(name: str, on: dt.date = TODAY, field: str | None = None) -> Resolution:
    """What a name means by the tables of now, as `agencies resolve` tells."""
    fresh()
    return resolve(register_of_tables(), name, on, field)
