"""What an administrator reads of accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.agency import Agency, AgencyUnit
from models.people import RoleGrant, User
from models.queries import accounts
from models.queries.agencies import living
from models.queries.agency_units import living_units
from models.queries.people import body_name
from models.reference import Organisation
from pakn.rules.permissions import Permission
from pakn.services.context import Context, NotFound
from routing.text import fold

_WORDS_MOST = 6


@dataclass(frozen=True)
class AccountPage:
    """A page of accounts, by sign-in name.

    Attributes:
        rows: (account, name of its agency, name of its association).
        roles: slugs of the roles held today, by account.
        next_after: the key of the next page, None on the last.
    """

    rows: Sequence[tuple[User, str | None, str | None]]
    roles: Mapping[int, Sequence[str]]
    next_after: str | None


@dataclass(frozen=True)
class AccountFile:
    """One account with all that belongs to it."""

    user: User
    body: str | None
    grants: Sequence[RoleGrant]
    unit: AgencyUnit | None
    units: Sequence[AgencyUnit]
    follows: Sequence[str]


@dataclass(frozen=True)
class Bodies:
    """The bodies that an account may work for today."""

    agencies: Sequence[Agency]
    organisations: Sequence[Organisation]


def read_accounts(
    ctx: Context, wanted: accounts.Wanted, words: str = "", *, after: str = ""
) -> AccountPage:
    """Accounts by name with or without marks, role, body and condition."""
    ctx.require(Permission.ADMIN_ACCOUNTS_READ)
    asked = accounts.Wanted(
        words=tuple(fold(words).split()[:_WORDS_MOST]),
        role=wanted.role,
        agency_id=wanted.agency_id,
        organisation_id=wanted.organisation_id,
        condition=wanted.condition,
    )
    found = accounts.find_accounts(ctx.session, asked, ctx.now, ctx.today, after=after)
    rows = found[: accounts.PAGE]
    ids = [user.id for user, _, _ in rows]
    return AccountPage(
        rows=rows,
        roles=accounts.roles_of_accounts(ctx.session, ids, ctx.today),
        next_after=rows[-1][0].username if len(found) > len(rows) else None,
    )


def read_account(ctx: Context, user_id: int) -> AccountFile:
    """One account; raises NotFound."""
    ctx.require(Permission.ADMIN_ACCOUNTS_READ)
    user = ctx.session.get(User, user_id)
    if user is None:
        raise NotFound(f"user {user_id}")
    return AccountFile(
        user=user,
        body=body_name(ctx.session, agency_id=user.agency_id, organisation_id=user.organisation_id),
        grants=accounts.grants_of(ctx.session, user.id),
        unit=accounts.unit_of(ctx.session, user.id),
        units=living_units(ctx.session, user.agency_id or 0, ctx.today),
        follows=accounts.follows_of(ctx.session, user.id, ctx.today),
    )


def read_bodies(ctx: Context) -> Bodies:
    """The agencies of today and the associations of the Council."""
    ctx.require(Permission.ADMIN_ACCOUNTS_READ)
    return Bodies(living(ctx.session, ctx.today), accounts.organisations(ctx.session))
