"""Whose case it is inside the agencies: what an agency, and a unit of it, may act on (R47)."""

from collections.abc import Sequence

from sqlalchemy import select

from models.agency import AgencyUnit
from models.casework import Assignment, Case
from models.handling import UnitTask
from models.people import UnitMember
from models.queries.casefile import lead_assignment
from pakn.rules.states import AGENCY_ROLES, Role
from pakn.services.context import Context, NotFound

WITH_UNIT = ("handed", "submitted")
"""The states of a task that lies with its unit."""


def own_assignment(ctx: Context, case: Case) -> Assignment:
    """The lead assignment of this round, if it is the actor's agency's.

    The standing body may enter for an agency that sends paper ("nhập hộ"). Somebody of a unit
    acts on what was handed to that unit only.

    Raises:
        NotFound: the case is not with this actor's agency, or unit: it does not exist for them.
    """
    assignment = lead_assignment(ctx.session, case)
    own = ctx.actor.role not in AGENCY_ROLES or (
        assignment is not None and assignment.agency_id == ctx.actor.agency_id
    )
    if assignment is None or not own:
        raise NotFound(f"case {case.id}")
    if ctx.actor.role is Role.AGENCY_UNIT:
        task = task_of(ctx, assignment.id)
        if task is None or task.unit_id not in own_units(ctx):
            raise NotFound(f"case {case.id}")
    return assignment


def task_of(ctx: Context, assignment_id: int) -> UnitTask | None:
    """The task that lies with a unit now; an assignment has one at most."""
    return ctx.session.scalar(
        select(UnitTask)
        .where(UnitTask.assignment_id == assignment_id, UnitTask.state.in_(WITH_UNIT))
        .order_by(UnitTask.id.desc())
        .limit(1)
    )


def own_units(ctx: Context) -> Sequence[int]:
    """Ids of the units of the actor's agency in which the actor works."""
    query = (
        select(UnitMember.unit_id)
        .join(AgencyUnit, AgencyUnit.id == UnitMember.unit_id)
        .where(UnitMember.user_id == ctx.actor.user_id, AgencyUnit.agency_id == ctx.actor.agency_id)
        .order_by(UnitMember.unit_id)
    )
    return ctx.session.scalars(query).all()
