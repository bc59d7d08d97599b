"""Accounts as an administrator keeps them: made, mended, closed, let in again (R47, R52)."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from models.people import RoleGrant, RoleRow, UnitMember, User
from models.queries.accounts import another_holds, grants_of
from models.queries.agencies import living
from models.queries.agency_units import living_unit, unit_staff
from models.reference import Organisation
from pakn.rules.permissions import Permission
from pakn.rules.role_bodies import BodyProblem, body_problem
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.accounts import end_all_sessions, folded_name
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.passwords import first_password
from pakn.services.record_changes import changes, read_line, require_sight
from pakn.services.sender_checks import is_email
from routing.text import normalise

USERNAME_MAX = 60
NAME_MAX = 120
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_SHORTEST = 3
_PERSONAL: tuple[str, ...] = ("display_name", "email")
# At which field of the account's form a problem stands.
_FIELD_OF: dict[BodyProblem, str] = {
    BodyProblem.AGENCY_MISSING: "agency_id",
    BodyProblem.ORGANISATION_MISSING: "organisation_id",
    BodyProblem.TWO_BODIES: "organisation_id",
    BodyProblem.COUNCIL_APART: "role",
    BodyProblem.AUDITOR_APART: "role",
}


@dataclass(frozen=True)
class AccountInputs:
    """What an account says of a person.

    Attributes:
        agency_id, organisation_id: the body this person works for; both None: the standing body.
        seen: digest of what the page showed; used for changes only.
    """

    display_name: str
    email: str
    agency_id: int | None = None
    organisation_id: int | None = None
    seen: str = ""


def add_account(
    ctx: Context, username: str, role: str, inputs: AccountInputs, nonce: str
) -> tuple[int, str]:
    """Make an account with its first role and a password that its first sign-in has to replace.

    The same form sent twice makes one account and tells the same password.

    Returns:
        the account's id, and the first password, which is stored nowhere.

    Raises:
        InvalidInput: a value that cannot be taken, a name that is taken, a body that does not fit.
    """
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    username = normalise(username).lower()
    password = first_password(ctx, username, nonce)
    known = ctx.session.scalar(select(User).where(User.username == username))
    if known is not None and ctx.ports.passwords.verify(known.password_hash, password):
        return known.id, password
    errors = _name_errors(username, taken=known is not None)
    values = _checked(ctx, inputs, errors)
    if role not in STAFF_ROLES:
        errors["role"] = "required"
    elif not errors:
        _fit(errors, {Role(role)}, values)
    if errors:
        raise InvalidInput(errors)
    user = User(
        username=username,
        password_hash=ctx.ports.passwords.hash(password),
        must_change_password=True,
        created_at=ctx.now,
        folded=folded_name(username, values["display_name"]),
        **values,
    )
    ctx.session.add(user)
    ctx.session.flush()
    ctx.session.add(RoleGrant(user_id=user.id, role=role, valid_from=ctx.today))
    _record_account(ctx, "account_add", user, None, values, username=username, role=role)
    return user.id, password


def edit_account(ctx: Context, user_id: int, inputs: AccountInputs) -> None:
    """Change what an account says of a person; the same again does nothing.

    Raises:
        NotFound: there is no such account.
        InvalidInput: a value that cannot be taken, or somebody changed the account meanwhile.
    """
    user = _locked(ctx, user_id)
    before = account_values(user)
    errors: dict[str, str] = {}
    values = _checked(ctx, inputs, errors, user)
    if not errors:
        _fit(errors, _roles_ahead(ctx, user.id), values)
    if errors:
        raise InvalidInput(errors)
    if values == before:
        return
    require_sight(inputs.seen, before)
    if values["agency_id"] != user.agency_id:
        ctx.session.execute(delete(UnitMember).where(UnitMember.user_id == user.id))
    user.display_name, user.email = values["display_name"], values["email"]
    user.agency_id, user.organisation_id = values["agency_id"], values["organisation_id"]
    user.folded = folded_name(user.username, user.display_name)
    _record_account(ctx, "account_edit", user, before, values)


def place_account(ctx: Context, user_id: int, unit_id: int | None) -> None:
    """Say in which unit of the agency somebody works; None: in none.

    Raises:
        NotFound: no such account.
        InvalidInput: the unit is not the agency's, or the person holds no role of a unit.
    """
    user = _locked(ctx, user_id)
    staff = unit_staff(ctx.session, user.agency_id or 0, ctx.today)
    row = next((one for one in staff if one.user_id == user.id), None)
    if row is None:
        raise InvalidInput({"unit_id": "no_unit_role"})
    if unit_id is not None and not living_unit(
        ctx.session, user.agency_id or 0, unit_id, ctx.today
    ):
        raise InvalidInput({"unit_id": "unknown_unit"})
    if row.unit_id == unit_id:
        return
    ctx.session.execute(delete(UnitMember).where(UnitMember.user_id == user.id))
    if unit_id is not None:
        ctx.session.add(UnitMember(user_id=user.id, unit_id=unit_id))
    said = changes({"unit": row.unit_id}, {"unit": unit_id})
    record(ctx, Act("account_unit", agency_id=user.agency_id, difference={"user": user.id, **said}))


def close_account(ctx: Context, user_id: int) -> None:
    """Close an account: its sessions end, nobody signs in with it; its history stays.

    Raises:
        InvalidInput: it is one's own, or the last of an administrator.
    """
    user = _locked(ctx, user_id)
    if user.id == ctx.actor.user_id:
        raise InvalidInput({"account": "own_account"})
    require_another_admin(ctx, user.id)
    if user.active:
        user.active = False
        user.session_version += 1
        record(ctx, Act("account_close", difference={"user": user.id}))


def open_account(ctx: Context, user_id: int) -> None:
    """Let a closed account sign in again."""
    user = _locked(ctx, user_id)
    if not user.active:
        user.active = True
        record(ctx, Act("account_open", difference={"user": user.id}))


def lift_lock(ctx: Context, user_id: int) -> None:
    """Forget the failed sign-ins that locked an account for a while (R52)."""
    user = _locked(ctx, user_id)
    if user.failed_sign_ins or user.locked_until is not None:
        user.failed_sign_ins, user.locked_until = 0, None
        record(ctx, Act("lift_lock", difference={"user": user.id}))


def reset_password(ctx: Context, user_id: int, nonce: str) -> str:
    """Give an account a new first password; its sessions end and a lock by failures is lifted.

    The same form sent twice gives the same password, and one event.

    Returns:
        the password, which is stored nowhere.

    Raises:
        InvalidInput: it is one's own account: that password is changed, not given.
    """
    user = _locked(ctx, user_id)
    if user.id == ctx.actor.user_id:
        raise InvalidInput({"account": "own_password"})
    password = first_password(ctx, user.username, nonce)
    if not ctx.ports.passwords.verify(user.password_hash, password):
        user.password_hash = ctx.ports.passwords.hash(password)
        user.must_change_password = True
        user.failed_sign_ins, user.locked_until = 0, None
        user.session_version += 1
        record(ctx, Act("reset_password", difference={"user": user.id}))
    return password


def end_sessions(ctx: Context, user_id: int) -> None:
    """Sign somebody out on every device."""
    end_all_sessions(ctx, _locked(ctx, user_id).id)


def require_another_admin(ctx: Context, user_id: int) -> None:
    """Refuse to take away the last administrator: nobody could put that right again.

    Raises:
        InvalidInput: the account holds the role, and no other open account does.
    """
    # Two administrators who close each other at once wait here for one another.
    ctx.session.execute(
        select(RoleRow.slug).where(RoleRow.slug == Role.ADMIN.value).with_for_update()
    )
    if Role.ADMIN in _roles_ahead(ctx, user_id) and not another_holds(
        ctx.session, Role.ADMIN.value, user_id, ctx.today
    ):
        raise InvalidInput({"account": "last_admin"})


def account_values(user: User) -> dict[str, Any]:
    """What an account's form shows, for comparing."""
    return {
        "display_name": user.display_name,
        "email": user.email,
        "agency_id": user.agency_id,
        "organisation_id": user.organisation_id,
    }


def _locked(ctx: Context, user_id: int) -> User:
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    user = ctx.session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None:
        raise NotFound(f"user {user_id}")
    return user


def _name_errors(username: str, *, taken: bool) -> dict[str, str]:
    if not username:
        return {"username": "required"}
    well_formed = _SHORTEST <= len(username) <= USERNAME_MAX and _USERNAME.fullmatch(username)
    if not well_formed:
        return {"username": "bad_username"}
    return {"username": "username_taken"} if taken else {}


def _checked(
    ctx: Context, inputs: AccountInputs, errors: dict[str, str], user: User | None = None
) -> dict[str, Any]:
    name = read_line(inputs.display_name, "display_name", errors, most=NAME_MAX)
    email = normalise(inputs.email)
    if email and not is_email(email):
        errors["email"] = "bad_email"
    kept = user.agency_id if user is not None else None
    agency_id, organisation_id = inputs.agency_id, inputs.organisation_id
    today = {agency.id for agency in living(ctx.session, ctx.today)}
    if agency_id is not None and agency_id not in today | {kept}:
        errors["agency_id"] = "unknown_agency"
    if organisation_id is not None and ctx.session.get(Organisation, organisation_id) is None:
        errors["organisation_id"] = "unknown_organisation"
    return {
        "display_name": name,
        "email": email,
        "agency_id": agency_id,
        "organisation_id": organisation_id,
    }


def _fit(errors: dict[str, str], roles: set[Role], values: dict[str, Any]) -> None:
    problem = body_problem(
        roles,
        has_agency=values["agency_id"] is not None,
        has_organisation=values["organisation_id"] is not None,
    )
    if problem is not None:
        errors[_FIELD_OF[problem]] = problem.value


def _roles_ahead(ctx: Context, user_id: int) -> set[Role]:
    """The roles somebody holds now or will hold."""
    return {
        Role(grant.role)
        for grant in grants_of(ctx.session, user_id)
        if grant.valid_to is None or grant.valid_to >= ctx.today
    }


def _record_account(
    ctx: Context,
    action: str,
    user: User,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    **said: str,
) -> None:
    """Names and addresses are personal data: the event holds their digest, the text is erasable."""
    changed = changes(before, after)
    private = {
        name: f"{changed[name]['from'] or '–'} → {changed[name]['to'] or '–'}"
        for name in _PERSONAL
        if name in changed
    }
    plain = {name: value for name, value in changed.items() if name not in private}
    act = Act(
        action,
        agency_id=user.agency_id,
        difference={"user": user.id, **said, **plain},
        private=private,
    )
    record(ctx, act)
