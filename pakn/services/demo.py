"""Demo accounts: one for every role, and a focal person at every agency. Never in production."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from models.agency import Agency, AgencyFollower, AgencyUnit
from models.people import RoleGrant, RoleRow, UnitMember, User
from models.queries.agencies import living
from models.reference import Organisation
from pakn.rules.states import AGENCY_ROLES, COUNCIL_ROLES, STAFF_ROLES, Role
from pakn.services.accounts import folded_name
from pakn.services.context import Context
from pakn.services.events import Act, record

HOME_AGENCY = "BXD"
"""Where the accounts `agency_focal`, `agency_unit` and `agency_approver` work."""

_UNITS = (("Vụ Pháp chế", "PC"), ("Cục Kinh tế – Quản lý đầu tư xây dựng", "KTXD"))
"""Units of the home agency; `agency_unit` works in the first."""

_MEMBERS_AGENCY = "BNV"
_FOLLOWED = ("BXD", "BTC", "BNNMT", "BCT", "BYT", "BKHCN", "UBND-01", "UBND-79")
_ORGANISATION = "vcci"
_SINCE = dt.date(2026, 1, 1)
_MAIL_DOMAIN = "@demo.pakn.invalid"


@dataclass(frozen=True)
class DemoAccount:
    """One demo sign-in; its password is the slug of its role."""

    username: str
    role: Role
    agency: str | None = None

    @property
    def password(self) -> str:
        """The role's slug."""
        return self.role.value


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts named after roles, in the order of the roles, and a second triage officer."""
    roles = tuple(
        DemoAccount(role.value, role, _agency_of(role)) for role in Role if role in STAFF_ROLES
    )
    return (*roles, DemoAccount("triage_officer.2", Role.TRIAGE_OFFICER))


def is_demo(user: User) -> bool:
    """Whether an account is one of the demo's, whose password everybody can guess."""
    return user.email.endswith(_MAIL_DOMAIN)


def seed_demo(ctx: Context) -> bool:
    """Create the demo accounts once.

    Returns:
        False when they were there already.
    """
    if ctx.session.scalar(select(User.id).where(User.username == Role.TRIAGE_OFFICER.value)):
        return False
    agencies = {agency.slug: agency for agency in living(ctx.session, ctx.today)}
    organisation = _organisation(ctx)
    names = {row.slug: row.name for row in ctx.session.scalars(select(RoleRow))}
    focal_hash = ctx.ports.passwords.hash(Role.AGENCY_FOCAL.value)
    for account in demo_accounts():
        user = _user(
            ctx, account, ctx.ports.passwords.hash(account.password), names[account.role], agencies
        )
        if account.role in COUNCIL_ROLES:
            user.organisation_id = organisation.id
    for agency in agencies.values():
        account = DemoAccount(f"agency_focal.{agency.slug.lower()}", Role.AGENCY_FOCAL, agency.slug)
        _user(ctx, account, focal_hash, f"Đầu mối {agency.name}", agencies)
    _follow(ctx, agencies)
    _units(ctx, agencies[HOME_AGENCY])
    record(ctx, Act("seed_demo_accounts", difference={"agencies": len(agencies)}))
    return True


def _agency_of(role: Role) -> str | None:
    if role in AGENCY_ROLES:
        return HOME_AGENCY
    return _MEMBERS_AGENCY if role is Role.TASKFORCE_MEMBER else None


def _user(
    ctx: Context,
    account: DemoAccount,
    password_hash: str,
    title: str,
    agencies: dict[str, Agency],
) -> User:
    name = f"{title} (thử nghiệm)"
    user = User(
        username=account.username,
        display_name=name,
        folded=folded_name(account.username, name),
        email=f"{account.username}{_MAIL_DOMAIN}",
        password_hash=password_hash,
        agency_id=agencies[account.agency].id if account.agency else None,
        created_at=ctx.now,
    )
    ctx.session.add(user)
    ctx.session.flush()
    ctx.session.add(RoleGrant(user_id=user.id, role=account.role.value, valid_from=_SINCE))
    return user


def _organisation(ctx: Context) -> Organisation:
    """The association of the demo Council staff, with a contact of its own to file from."""
    organisation = ctx.session.scalars(
        select(Organisation).where(Organisation.slug == _ORGANISATION)
    ).one()
    organisation.address = organisation.address or "Số 1 đường Thử Nghiệm, Hà Nội"
    organisation.phone = organisation.phone or "0200000001"
    organisation.email = organisation.email or "hiep-hoi@demo.pakn.invalid"
    return organisation


def _follow(ctx: Context, agencies: dict[str, Agency]) -> None:
    member = ctx.session.scalars(
        select(User).where(User.username == Role.TASKFORCE_MEMBER.value)
    ).one()
    for slug in _FOLLOWED:
        ctx.session.add(
            AgencyFollower(agency_id=agencies[slug].id, user_id=member.id, valid_from=_SINCE)
        )


def _units(ctx: Context, agency: Agency) -> None:
    worker = ctx.session.scalars(select(User).where(User.username == Role.AGENCY_UNIT.value)).one()
    units = [
        AgencyUnit(agency_id=agency.id, name=name, symbol=symbol, valid_from=_SINCE)
        for name, symbol in _UNITS
    ]
    ctx.session.add_all(units)
    ctx.session.flush()
    ctx.session.add(UnitMember(user_id=worker.id, unit_id=units[0].id))
