"""Grounds and guidances as an administrator reads them, and whether cases refer to one."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.casework import Case
from models.handling import CaseReply
from models.reference import Ground


def every_ground(session: Session) -> Sequence[Ground]:
    """All of them, those in use first, in the order in which officers see them."""
    return session.scalars(
        select(Ground).order_by(Ground.active.desc(), Ground.sort, Ground.slug)
    ).all()


def in_use(session: Session, slug: str) -> bool:
    """Whether a case was ended on this ground: then its words are what somebody read."""
    found = select(Case.id).where(Case.ground == slug).limit(1)
    told = select(CaseReply.id).where(CaseReply.ground == slug).limit(1)
    return session.scalar(found) is not None or session.scalar(told) is not None


def versions_of(session: Session, root: str) -> int:
    """How many rows a ground has had: itself and what replaced it."""
    # `_` is a wildcard of LIKE; what it finds too many is one number more, never one used twice.
    found = session.scalars(
        select(Ground.slug).where(or_(Ground.slug == root, Ground.slug.like(f"{root}_v%")))
    )
    return len(found.all())


def current(session: Session, slug: str) -> Ground | None:
    """The ground that stands for this one today, through all its replacements."""
    ground = session.get(Ground, slug)
    while ground is not None and ground.replaced_by is not None:
        ground = session.get(Ground, ground.replaced_by)
    return ground
