"""Files that nothing refers to: left by forms that were never sent, they go after a day."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, select

from models.handling import AdditionFile, AnswerFile, PaperEntry
from models.intake import DraftFile, PetitionFile, StoredFile
from models.uploads import Upload
from pakn.services.context import Context

KEPT_FOR = dt.timedelta(hours=24)
"""How long somebody may take between sending a file and sending its form, at the least."""

PORTION = 500
# Every column that names a file; a test compares it with the foreign keys of all tables.
REFERENCES: tuple[Any, ...] = (
    DraftFile.file_id,
    PetitionFile.file_id,
    AdditionFile.file_id,
    AnswerFile.file_id,
    PaperEntry.file_id,
    Upload.file_id,
)


def unwanted_rows(ctx: Context, after: int) -> tuple[Sequence[int], int | None]:
    """Look through the next rows of files, by id.

    Args:
        ctx: reading is enough.
        after: the id after which to go on; 0 begins.

    Returns:
        ids of those that nothing refers to, and where to go on; None at the end.
    """
    ids = ctx.session.scalars(
        select(StoredFile.id).where(StoredFile.id > after).order_by(StoredFile.id).limit(PORTION)
    ).all()
    if not ids:
        return (), None
    between = StoredFile.id.between(ids[0], ids[-1])
    found = ctx.session.scalars(select(StoredFile.id).where(between, _unwanted(ctx))).all()
    return found, ids[-1]


def drop_rows(ctx: Context, ids: Sequence[int]) -> int:
    """Delete those of these rows that still nothing refers to; returns how many."""
    dropped = ctx.session.execute(
        delete(StoredFile)
        .where(StoredFile.id.in_(ids), _unwanted(ctx))
        .execution_options(synchronize_session=False)
    )
    return int(dropped.rowcount)  # type: ignore[attr-defined]


def discard_without_row(ctx: Context) -> int:
    """Delete the bytes of files without a row; returns how many. Nothing is written to the tables.

    What is younger than a day is left: its form may still be on the way.
    """
    store, before = ctx.ports.files, _before(ctx)
    digests, discarded = store.older(before), 0
    while some := list(islice(digests, PORTION)):
        known = select(StoredFile.sha256).where(StoredFile.sha256.in_(some))
        for digest in set(some) - set(ctx.session.scalars(known)):
            discarded += store.discard(digest, older=before)
    return discarded


def _unwanted(ctx: Context) -> ColumnElement[bool]:
    used = (exists().where(column == StoredFile.id) for column in REFERENCES)
    return and_(StoredFile.stored_at < _before(ctx), *(~one for one in used))


def _before(ctx: Context) -> dt.datetime:
    """A day ago by the real clock, also where a later date is being played: files are real."""
    return min(ctx.now, ctx.ports.clock.now()) - KEPT_FOR
