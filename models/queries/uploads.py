"""Uploaded tables and their rows, paged by key, each page in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.casework import Case
from models.intake import Petition
from models.people import User
from models.uploads import Upload, UploadRow

PAGE = 25


@dataclass(frozen=True)
class UploadLine:
    """A table in a list, with the name of whoever brought it."""

    upload: Upload
    by: str


@dataclass(frozen=True)
class RowLine:
    """A row of a table, and the case that it became or belongs to."""

    row: UploadRow
    case: Case | None
    petition: Petition | None
    agency: str | None


def listed(
    session: Session, where: ColumnElement[bool], *, after: int | None = None, limit: int = PAGE
) -> tuple[Sequence[UploadLine], int | None]:
    """A page of tables, newest first, and the key of the next page."""
    query = (
        select(Upload, User.display_name)
        .join(User, User.id == Upload.user_id)
        .where(where)
        .order_by(Upload.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(Upload.id < after)
    lines = [UploadLine(*row) for row in session.execute(query)]
    return lines[:limit], lines[limit - 1].upload.id if len(lines) > limit else None


def rows_of(
    session: Session,
    upload_id: int,
    states: Sequence[str] | None = None,
    *,
    after: int = 0,
    limit: int = PAGE,
) -> tuple[Sequence[RowLine], int | None]:
    """A page of a table's rows in their order, and the key of the next page."""
    query = (
        select(UploadRow, Case, Petition, Agency.short_name)
        .outerjoin(Case, Case.id == UploadRow.case_id)
        .outerjoin(Petition, Petition.id == Case.petition_id)
        .outerjoin(Agency, Agency.id == Case.lead_agency_id)
        .where(UploadRow.upload_id == upload_id, UploadRow.row_no > after)
        .order_by(UploadRow.row_no)
        .limit(limit + 1)
    )
    if states is not None:
        query = query.where(UploadRow.state.in_(states))
    lines = [RowLine(*row) for row in session.execute(query)]
    return lines[:limit], lines[limit - 1].row.row_no if len(lines) > limit else None
