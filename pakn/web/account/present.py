"""What the account pages show."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from flask_login import current_user

from models.queries.people import body_name
from pakn.labels.casework import ROLE
from pakn.services.context import Context
from pakn.services.demo import demo_accounts


@dataclass(frozen=True)
class DemoRow:
    """A demo account on the sign-in page."""

    username: str
    role: str
    href: str


@dataclass(frozen=True)
class OwnAccount:
    """The person who is signed in."""

    display_name: str
    username: str
    body: str | None
    roles: tuple[str, ...]
    role_in_use: str


def demo_rows(next_path: str | None) -> list[DemoRow]:
    """The demo accounts; each link writes its name into the form."""
    return [
        DemoRow(
            username=account.username,
            role=gettext(ROLE[account.role]),
            href=url_for("account.sign_in", ten=account.username, next=next_path),
        )
        for account in demo_accounts()
        if account.username == account.password  # the page says that they are the same
    ]


def own_account(ctx: Context) -> OwnAccount:
    """The account of the actor."""
    return OwnAccount(
        display_name=ctx.actor.name,
        username=current_user.user.username,
        body=body_name(
            ctx.session, agency_id=ctx.actor.agency_id, organisation_id=ctx.actor.organisation_id
        ),
        roles=tuple(gettext(ROLE[role]) for role in current_user.roles),
        role_in_use=gettext(ROLE[ctx.actor.role]),
    )
