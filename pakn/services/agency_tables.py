"""All open cases of an agency as rows of a table to answer them in (R47: own cases only)."""

from collections.abc import Iterator

from models.queries.agency_table import OpenCase, open_cases
from pakn.rules.permissions import Permission
from pakn.rules.states import Role
from pakn.services.agency_access import own_units
from pakn.services.context import Context


def read_open_cases(ctx: Context) -> Iterator[OpenCase]:
    """The open cases that the actor may answer, by due date, streamed.

    Somebody of a unit gets what that unit holds.

    Raises:
        NotPermitted: the role used is no agency's.
    """
    ctx.require(Permission.AGENCY_INBOX_READ)
    if ctx.actor.agency_id is None:
        return iter(())
    units = tuple(own_units(ctx)) if ctx.actor.role is Role.AGENCY_UNIT else None
    return open_cases(ctx.session, ctx.actor.agency_id, units)
