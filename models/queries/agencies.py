"""Reading agencies, places and who follows whom."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, contains_eager

from models.agency import Agency, AgencyFollower
from models.people import User
from models.reference import Commune, Province


def living(session: Session, on: dt.date) -> Sequence[Agency]:
    """The agencies that exist on a day: central ones first, then provinces by code (R18)."""
    return session.scalars(
        select(Agency)
        .where(Agency.valid_from <= on, or_(Agency.valid_to.is_(None), Agency.valid_to >= on))
        .order_by(Agency.kind == "province", Agency.slug)
    ).all()


def living_by_slug(session: Session, slug: str, on: dt.date) -> Agency | None:
    """The agency with this slug if it exists on that day."""
    return session.scalar(
        select(Agency).where(
            Agency.slug == slug,
            Agency.valid_from <= on,
            or_(Agency.valid_to.is_(None), Agency.valid_to >= on),
        )
    )


def followers(session: Session, agency_id: int, on: dt.date) -> Sequence[User]:
    """The Task Force members who follow an agency on a day (R25); closed accounts do not."""
    return session.scalars(
        select(User)
        .join(AgencyFollower, AgencyFollower.user_id == User.id)
        .where(
            User.active,
            AgencyFollower.agency_id == agency_id,
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
        )
        .order_by(User.id)
    ).all()


def followers_of_all(session: Session, on: dt.date) -> dict[int, list[User]]:
    """Who follows each agency on a day, by the agency's id (R25)."""
    rows = session.execute(
        select(AgencyFollower.agency_id, User)
        .join(User, User.id == AgencyFollower.user_id)
        .where(
            User.active,
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
        )
        .order_by(AgencyFollower.agency_id, User.id)
    )
    found: dict[int, list[User]] = {}
    for agency_id, user in rows:
        found.setdefault(agency_id, []).append(user)
    return found


def followed_agency_ids(session: Session, user_id: int, on: dt.date) -> Sequence[int]:
    """The ids of the agencies that a member follows on a day."""
    return session.scalars(
        select(AgencyFollower.agency_id).where(
            AgencyFollower.user_id == user_id,
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
        )
    ).all()


def followings(session: Session, user_id: int, on: dt.date) -> Sequence[AgencyFollower]:
    """What a member follows on a day: each with its agency, central ones first."""
    return session.scalars(
        select(AgencyFollower)
        .join(AgencyFollower.agency)
        .options(contains_eager(AgencyFollower.agency))
        .where(
            AgencyFollower.user_id == user_id,
            AgencyFollower.valid_from <= on,
            or_(AgencyFollower.valid_to.is_(None), AgencyFollower.valid_to >= on),
        )
        .order_by(Agency.kind == "province", Agency.slug)
    ).all()


_PROVINCE = (
    select(Province)
    .where(
        Province.code == bindparam("wanted", type_=Province.code.type),
        Province.valid_from <= bindparam("on", type_=Province.valid_from.type),
        or_(
            Province.valid_to.is_(None),
            Province.valid_to >= bindparam("on", type_=Province.valid_from.type),
        ),
    )
    .order_by(Province.valid_from.desc())
    .limit(1)
)


def provinces(session: Session, on: dt.date) -> Sequence[Province]:
    """The provinces and centrally run cities of a day, by name."""
    return session.scalars(
        select(Province)
        .where(Province.valid_from <= on, or_(Province.valid_to.is_(None), Province.valid_to >= on))
        .order_by(Province.short_name)
    ).all()


def province(session: Session, code: str, on: dt.date) -> Province | None:
    """The province of this code on a day."""
    found: Province | None = session.scalar(_PROVINCE, {"wanted": code, "on": on})
    return found


def communes(session: Session, province_code: str) -> Sequence[Commune]:
    """The communes of a province, by name (31 to 168 rows)."""
    return session.scalars(
        select(Commune).where(Commune.province_code == province_code).order_by(Commune.name)
    ).all()


def commune(session: Session, code: str) -> Commune | None:
    """The commune of this code."""
    return session.get(Commune, code)
