"""Whose an uploaded table is: an association's, an agency's, or one person's of a unit (R47)."""

from sqlalchemy import ColumnElement, and_, false, select

from models.uploads import Upload
from pakn.rules.permissions import Permission
from pakn.rules.states import Role
from pakn.services.context import Context, NotFound

PETITIONS = "petitions"
ANSWERS = "answers"

_READS = {PETITIONS: Permission.COUNCIL_CASES_READ, ANSWERS: Permission.AGENCY_INBOX_READ}
_SENDS = {PETITIONS: Permission.PETITION_IMPORT_COUNCIL, ANSWERS: Permission.AGENCY_ANSWER_DRAFT}


def require_reading(ctx: Context, kind: str) -> None:
    """Refuse whoever reads no tables of this kind; raises NotPermitted."""
    ctx.require(_READS[kind])


def require_sending(ctx: Context, kind: str) -> None:
    """Refuse whoever brings no tables of this kind; raises NotPermitted."""
    ctx.require(_SENDS[kind])


def of_actor(ctx: Context, kind: str) -> ColumnElement[bool]:
    """The tables of a kind that the actor may see: the own body's.

    Somebody of a unit sees what they brought themselves: a table of the agency holds the work of
    other units.
    """
    if kind == PETITIONS:
        own = ctx.actor.organisation_id
        return and_(Upload.kind == kind, Upload.organisation_id == own) if own else false()
    agency = ctx.actor.agency_id
    if agency is None:
        return false()
    own_agency = and_(Upload.kind == kind, Upload.agency_id == agency)
    if ctx.actor.role is Role.AGENCY_UNIT:
        return and_(own_agency, Upload.user_id == ctx.actor.user_id)
    return own_agency


def own_upload(ctx: Context, kind: str, upload_id: int, *, lock: bool = False) -> Upload:
    """A table that the actor may see.

    Raises:
        NotFound: there is none, or it is another body's.
    """
    query = select(Upload).where(Upload.id == upload_id, of_actor(ctx, kind))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    upload = ctx.session.scalar(query)
    if upload is None:
        raise NotFound(f"upload {upload_id}")
    return upload


def locked_upload(ctx: Context, upload_id: int) -> Upload:
    """A table for the work that the system does on it; whoever else works on it waits."""
    upload = ctx.session.scalar(
        select(Upload)
        .where(Upload.id == upload_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if upload is None:
        raise NotFound(f"upload {upload_id}")
    return upload
