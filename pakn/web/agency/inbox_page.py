"""The lists of an agency: tiles, tabs, filters, one page of lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, request, url_for
from flask_babel import gettext

from models.agency import AgencyUnit
from models.queries.agency_cases import NO_UNIT
from models.queries.agency_units import living_units
from pakn.rules.states import Role
from pakn.services import agency_reading
from pakn.services.context import Context
from pakn.services.unit_handing import Handed
from pakn.web.agency import present
from pakn.web.agency.forms import number_in
from pakn.web.fields import read_day

_NO_UNIT = "chua-giao"


def values(ctx: Context, address: str | None) -> dict[str, Any]:
    """What the page of a list needs.

    Args:
        ctx: who reads.
        address: of the list; None opens the first list in which this reader has something to do.
    """
    counts = agency_reading.inbox_counts(ctx)
    box = present.BOX_OF_ADDRESS.get(address) if address else _first(ctx, counts)
    if box is None:
        abort(404)
    units = _units(ctx)
    wanted, until, wrong_day = _asked()
    after = request.args.get("sau")
    page = agency_reading.read_inbox(
        ctx, box, after, unit_id=_unit_id(wanted, units), due_until=until
    )
    kept: dict[str, Any] = {
        name: text for name in ("don_vi", "den") if (text := request.args.get(name))
    }
    here = present.ADDRESS_OF_BOX[box]
    more = url_for(".inbox", address=here, sau=page.next_after, **kept)
    return {
        "tiles": present.tiles(box, counts),
        "tabs": present.tabs(box, ctx.actor.role),
        "box": box,
        "box_label": present.box_label(box),
        "lines": present.lines(ctx, page.rows),
        "next_url": more if page.next_after else None,
        "first_url": url_for(".inbox", address=here, **kept) if after else None,
        "here_url": url_for(".inbox", address=here),
        "units": units,
        "filter": {"unit": wanted, "until": request.args.get("den", ""), "wrong_day": wrong_day},
        "filtered": bool(kept),
        "without_agency": ctx.actor.agency_id is None,
        "without_unit": ctx.actor.role is Role.AGENCY_UNIT and not agency_reading.in_a_unit(ctx),
    }


def told(handed: Handed) -> str:
    """What is said after handing a case to a unit; a late date is warned of beside it."""
    if "after_case_due" in handed.warnings:
        flash(
            gettext("Hạn giao cho đơn vị muộn hơn hạn trả lời của cơ quan; hãy cân nhắc lại."),
            "warning",
        )
    return str(gettext("Đã giao hồ sơ cho %(unit)s.", unit=handed.unit))


def _first(ctx: Context, counts: Mapping[str, int]) -> str:
    """What waits for this role, or else what is being handled."""
    own = {Role.AGENCY_UNIT: (), Role.AGENCY_APPROVER: ("submitted", "waiting")}
    waiting: Sequence[str] = own.get(ctx.actor.role, ("waiting",))
    at_work = "handling" if counts.get("handling") or not waiting else waiting[-1]
    return next((box for box in waiting if counts.get(box)), at_work)


def _units(ctx: Context) -> Sequence[AgencyUnit]:
    """The units to filter by; somebody of a unit has no choice."""
    if ctx.actor.agency_id is None or ctx.actor.role is Role.AGENCY_UNIT:
        return ()
    return living_units(ctx.session, ctx.actor.agency_id, ctx.today)


def _asked() -> tuple[str, Any, bool]:
    """The unit and the day asked for, and whether the day is none."""
    wanted = request.args.get("don_vi", "")
    typed = request.args.get("den", "").strip()
    if not typed:
        return wanted, None, False
    try:
        return wanted, read_day(typed), False
    except ValueError:
        return wanted, None, True


def _unit_id(wanted: str, units: Sequence[AgencyUnit]) -> int | None:
    """A unit of this agency; anything else asks for all of them."""
    if wanted == _NO_UNIT:
        return NO_UNIT
    return next((unit.id for unit in units if unit.id == number_in(wanted)), None)
