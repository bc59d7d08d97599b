"""Which cases a letter to an agency may carry, for the page on which they are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.casework import Case
from models.queries import letters as queries
from models.queries.agencies import followed_agency_ids, living_by_slug
from pakn.rules.permissions import Permission
from pakn.services.context import Context, NotFound
from pakn.services.letter_writing import CASES_MOST


@dataclass(frozen=True)
class Choice:
    """Cases of an agency to choose from.

    Attributes:
        cases: by due date, `CASES_MOST` at most.
        more: whether there are others, for the next letter.
    """

    agency: Agency
    cases: Sequence[Case]
    more: bool


def transfer_choice(ctx: Context, slug: str, wanted: int | None = None) -> Choice:
    """Cases with an agency that stand in no công văn chuyển yet.

    Args:
        ctx: the desk, reading.
        slug: the agency.
        wanted: a case that is on the list whatever its due date, if it may be.

    Raises:
        NotFound: no such agency today.
    """
    ctx.require(Permission.LETTER_DRAFT_WRITE)
    agency = _living(ctx, slug)
    found = queries.to_transfer(ctx.session, agency.id, limit=CASES_MOST + 1)
    if wanted is not None and wanted not in {case.id for case in found[:CASES_MOST]}:
        found = [*queries.chosen(ctx.session, agency.id, [wanted]), *found]
    return _choice(agency, found)


def member_urge_choice(ctx: Context, slug: str) -> Choice:
    """Cases overdue at an agency that the member follows today.

    Raises:
        NotFound: no such agency, or not followed by this member.
    """
    ctx.require(Permission.TASKFORCE_URGE_DRAFT)
    agency = _living(ctx, slug)
    if agency.id not in followed_agency_ids(ctx.session, ctx.actor.user_id or 0, ctx.today):
        raise NotFound(f"agency {slug}")
    return _choice(agency, _overdue(ctx, agency))


def head_urge_choice(ctx: Context, slug: str) -> Choice:
    """Cases overdue at an agency, for a văn bản đôn đốc of the Head; raises NotFound."""
    ctx.require(Permission.DIRECTION_INBOX_READ)
    agency = _living(ctx, slug)
    return _choice(agency, _overdue(ctx, agency))


def _overdue(ctx: Context, agency: Agency) -> Sequence[Case]:
    return queries.overdue_at(ctx.session, agency.id, ctx.today, limit=CASES_MOST + 1)


def _living(ctx: Context, slug: str) -> Agency:
    agency = living_by_slug(ctx.session, slug, ctx.today)
    if agency is None:
        raise NotFound(f"agency {slug}")
    return agency


def _choice(agency: Agency, found: Sequence[Case]) -> Choice:
    return Choice(agency, found[:CASES_MOST], len(found) > CASES_MOST)
