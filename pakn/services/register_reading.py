"""What an administrator reads of the register of agencies."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.agency import Agency, AgencyName
from models.people import User
from models.queries import register_bodies
from models.queries.agencies import followers_of_all, living
from models.queries.contacts import agency_contacts
from models.queries.register_bodies import Following, Step
from pakn.rules.permissions import Permission
from pakn.services.agency_following import FOLLOWING_ROLES
from pakn.services.agency_names import register_of
from pakn.services.context import Context, NotFound
from routing.register import Register
from routing.text import fold, normalise

_LONGEST = 100


@dataclass(frozen=True)
class BodiesFound:
    """Bodies of a day, or those whose old or new name was typed.

    Attributes:
        agencies: central ones first.
        followers: who follows each on the day, by its id.
        steps: what went over from those that have ended by then.
        matched: the other name that was found, by sign, where it is not the body's own.
    """

    agencies: Sequence[Agency]
    followers: Mapping[int, Sequence[User]]
    steps: Sequence[Step]
    matched: Mapping[str, str]


@dataclass(frozen=True)
class AgencyFile:
    """One body with all that belongs to it."""

    agency: Agency
    names: Sequence[AgencyName]
    before: Sequence[Step]
    after: Sequence[Step]
    followings: Sequence[Following]
    contacts: Sequence[User]


def read_agencies(ctx: Context, on: dt.date, words: str = "") -> BodiesFound:
    """The bodies of a day; with words, every body that has or had such a name."""
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    asked = fold(normalise(words))[:_LONGEST]
    matched: dict[str, str] = {}
    if asked:
        matched = _matches(register_of(ctx), asked)
        agencies = register_bodies.by_slugs(ctx.session, matched.keys())
    else:
        agencies = living(ctx.session, on)
    ended = [one.id for one in agencies if one.valid_to is not None and one.valid_to < on]
    return BodiesFound(
        agencies=agencies,
        followers=followers_of_all(ctx.session, on),
        steps=register_bodies.steps_from(ctx.session, ended),
        matched={slug: name for slug, name in matched.items() if name},
    )


def read_agency(ctx: Context, agency_id: int) -> AgencyFile:
    """One body; raises NotFound."""
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    agency = ctx.session.get(Agency, agency_id)
    if agency is None:
        raise NotFound(f"agency {agency_id}")
    return AgencyFile(
        agency=agency,
        names=register_bodies.names_of(ctx.session, agency.id),
        before=register_bodies.steps_to(ctx.session, agency.id),
        after=register_bodies.steps_from(ctx.session, (agency.id,)),
        followings=register_bodies.followings_of(ctx.session, agency.id),
        contacts=agency_contacts(ctx.session, agency.id, ctx.today),
    )


def possible_heirs(ctx: Context, agency_id: int) -> Sequence[Agency]:
    """The bodies that may take over from another."""
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    found = register_bodies.not_ended(ctx.session)
    return [one for one in found if one.id != agency_id]


def possible_followers(ctx: Context) -> Sequence[User]:
    """The members of the Task Force who may be given agencies to follow."""
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    roles = [role.value for role in FOLLOWING_ROLES]
    return register_bodies.may_follow(ctx.session, roles, ctx.today)


def _matches(register: Register, asked: str) -> dict[str, str]:
    """Signs of the bodies of such a name; the other name, "" where it is the body's own."""
    found = {
        agency.slug: ""
        for agency in register.agencies
        if any(asked in fold(name) for name in (agency.name, agency.short_name, agency.slug))
        or asked == fold(agency.code)
    }
    for other in register.names:
        if other.agency and asked in fold(other.name):
            found.setdefault(other.agency, other.name)
    return found
