"""Roles given and taken, each between two dates (R47)."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from models.people import RoleGrant, User
from models.queries.accounts import grants_of
from pakn.rules.permissions import Permission
from pakn.rules.role_bodies import body_problem
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.account_keeping import require_another_admin
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record


def give_role(
    ctx: Context, user_id: int, role: str, since: dt.date | None, until: dt.date | None
) -> None:
    """Give somebody a role from a day on, until another where one is set.

    Raises:
        NotFound: no such account.
        InvalidInput: no such role, dates that do not fit, a role held then already, or one that
            does not go with the body or the other roles of the account.
    """
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    user = ctx.session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None:
        raise NotFound(f"user {user_id}")
    since = since or ctx.today
    grants = grants_of(ctx.session, user.id)
    errors = _errors(ctx, user, grants, role, (since, until))
    if errors:
        raise InvalidInput(errors)
    ctx.session.add(RoleGrant(user_id=user.id, role=role, valid_from=since, valid_to=until))
    dates = {"valid_from": since.isoformat(), "valid_to": until.isoformat() if until else None}
    record(ctx, Act("role_give", difference={"user": user.id, "role": role, **dates}))


def take_role(ctx: Context, user_id: int, grant_id: int) -> None:
    """Take a role away from today on; one that ended before, or was taken, stays as it is.

    Raises:
        NotFound: the account has no such grant.
        InvalidInput: it is one's own role of administrator, or the last one there is.
    """
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    grant = ctx.session.scalar(
        select(RoleGrant)
        .where(RoleGrant.id == grant_id, RoleGrant.user_id == user_id)
        .with_for_update()
    )
    if grant is None:
        raise NotFound(f"grant {grant_id}")
    if grant.valid_to is not None and grant.valid_to < ctx.today:
        return
    if grant.role == Role.ADMIN:
        if user_id == ctx.actor.user_id:
            raise InvalidInput({"account": "own_admin_role"})
        require_another_admin(ctx, user_id)
    said = {"user": user_id, "role": grant.role, "valid_from": grant.valid_from.isoformat()}
    if grant.valid_from >= ctx.today:
        ctx.session.delete(grant)  # never held: the event keeps that it was given and taken
    else:
        grant.valid_to = ctx.today - dt.timedelta(days=1)
        said["valid_to"] = grant.valid_to.isoformat()
    record(ctx, Act("role_take", difference=said))


def _errors(
    ctx: Context,
    user: User,
    grants: Sequence[RoleGrant],
    role: str,
    span: tuple[dt.date, dt.date | None],
) -> dict[str, str]:
    since, until = span
    if role not in STAFF_ROLES:
        return {"role": "required"}
    if since < ctx.today:
        return {"since": "in_past"}
    if until is not None and until < since:
        return {"until": "ends_first"}
    ahead = [one for one in grants if one.valid_to is None or one.valid_to >= ctx.today]
    if any(one.role == role and _overlap(one, since, until) for one in ahead):
        return {"role": "role_held"}
    problem = body_problem(
        {Role(role), *(Role(one.role) for one in ahead)},
        has_agency=user.agency_id is not None,
        has_organisation=user.organisation_id is not None,
    )
    return {"role": problem.value} if problem is not None else {}


def _overlap(grant: RoleGrant, since: dt.date, until: dt.date | None) -> bool:
    begins_after = until is not None and grant.valid_from > until
    ended_before = grant.valid_to is not None and grant.valid_to < since
    return not begins_after and not ended_before
