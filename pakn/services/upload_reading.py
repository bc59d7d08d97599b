"""What the people of an association or an agency see of the tables they brought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.casework import Publication
from models.queries import publications, uploads
from models.queries.page_keys import row_id
from models.queries.uploads import RowLine, UploadLine
from models.uploads import Upload
from pakn.rules.states import State
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.services.upload_access import PETITIONS, of_actor, own_upload, require_reading
from pakn.services.upload_checking import count_rows
from pakn.services.upload_rows import opened

_ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class UploadsPage:
    """A page of tables; `next_after` is None on the last."""

    lines: Sequence[UploadLine]
    next_after: int | None


@dataclass(frozen=True)
class RowSeen:
    """A row as its sender sees it.

    Attributes:
        values: what was typed, by column.
        released: the answer that was released of its case.
    """

    line: RowLine
    values: Mapping[str, str]
    released: Publication | None


@dataclass(frozen=True)
class UploadSeen:
    """A table with a page of its rows.

    Attributes:
        counts: how many rows stand in each state.
    """

    upload: Upload
    counts: Mapping[str, int]
    rows: Sequence[RowSeen]
    next_after: int | None


@dataclass(frozen=True)
class Progress:
    """How far a table is."""

    state: str
    done: int
    total: int


def most_rows(ctx: Context) -> int:
    """How many rows a table may have today."""
    return int(setting(ctx, "upload_max_rows", ctx.today))


def read_uploads(ctx: Context, kind: str, after: str | None = None) -> UploadsPage:
    """The tables of a kind that the actor's body brought, newest first.

    Raises:
        NotPermitted: the role used reads none.
        BadPageKey: `after` was tampered with.
    """
    require_reading(ctx, kind)
    key = row_id(after) if after is not None else None
    return UploadsPage(*uploads.listed(ctx.session, of_actor(ctx, kind), after=key))


def read_upload(
    ctx: Context,
    kind: str,
    upload_id: int,
    states: Sequence[str] | None = None,
    after: str | None = None,
) -> UploadSeen:
    """A table of the actor's body with a page of its rows, of these states only where given.

    Raises:
        NotFound: there is none, or it is another body's.
        BadPageKey: `after` was tampered with.
    """
    require_reading(ctx, kind)
    upload = own_upload(ctx, kind, upload_id)
    key = row_id(after) if after is not None else 0
    lines, more = uploads.rows_of(ctx.session, upload.id, states, after=key)
    closed = [one.case.id for one in lines if one.case and one.case.state == State.CLOSED]
    found = publications.of_cases(ctx.session, closed) if closed and kind == PETITIONS else ()
    released = {one.case_id: one for one in found}
    rows = [
        RowSeen(one, opened(ctx, one.row.values), released.get(one.row.case_id or 0))
        for one in lines
    ]
    return UploadSeen(upload, count_rows(ctx, upload.id), rows, more)


def read_progress(ctx: Context, kind: str, upload_id: int) -> Progress:
    """How far the reading or the filing of a table is.

    Raises:
        NotFound: there is none, or it is another body's.
    """
    require_reading(ctx, kind)
    return progress_of(own_upload(ctx, kind, upload_id))


def progress_of(upload: Upload) -> Progress:
    """How far a table is; while it is read nobody knows how many rows it has."""
    if upload.state == "checking":
        return Progress(upload.state, upload.rows_total, 0)
    return Progress(upload.state, upload.rows_done, upload.rows_ready)


def rows_to_mend(ctx: Context, kind: str, upload_id: int) -> Iterator[RowSeen]:
    """Every row of a table that is wrong, streamed, for a file to mend them in.

    Raises:
        NotFound: there is none, or it is another body's.
    """
    require_reading(ctx, kind)
    upload = own_upload(ctx, kind, upload_id)
    return _every_wrong(ctx, upload.id)


def _every_wrong(ctx: Context, upload_id: int) -> Iterator[RowSeen]:
    after: int | None = 0
    while after is not None:
        lines, after = uploads.rows_of(
            ctx.session, upload_id, ("wrong", "failed"), after=after, limit=_ROWS_AT_ONCE
        )
        for line in lines:
            yield RowSeen(line, opened(ctx, line.row.values), None)
