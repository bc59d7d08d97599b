"""Files of a petition before it is sent: they lie with its draft and go on with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, delete, insert, select

from models.dialect import insert_once
from models.intake import DraftFile, PetitionFile, StoredFile
from pakn.services.attaching import KeptFile, most_files, store_file
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.drafts import hold_draft, read_draft, save_draft

FILES_ANSWER = "files"
"""What the draft's answers call its files: their ids, so that they are part of what was checked;
[] means that somebody was asked and has none."""


class DraftSent(NotFound):
    """The draft has become a petition: its files stay as they were sent."""


@dataclass(frozen=True)
class DraftFileShown:
    """A file of a draft; `id` is of its place in the draft."""

    id: int
    name: str
    size: int


def draft_files(ctx: Context, token: str) -> list[DraftFileShown]:
    """The files of a draft, oldest first; raises NotFound when the draft is gone."""
    draft = read_draft(ctx, token)
    rows = ctx.session.execute(
        select(DraftFile.id, DraftFile.name, StoredFile.size)
        .join(StoredFile, StoredFile.id == DraftFile.file_id)
        .where(DraftFile.draft_id == draft.id)
        .order_by(DraftFile.id)
    )
    return [DraftFileShown(*row) for row in rows]


def attach_to_draft(ctx: Context, token: str, files: Sequence[KeptFile]) -> None:
    """Attach kept files to a draft; the same content twice is one file.

    Without files it only notes that somebody was asked for them.

    Raises:
        NotFound: the draft is gone, or it was sent (DraftSent).
        InvalidInput: there would be more files than may be; none is attached then.
    """
    draft_id = _unsent(ctx, token)
    for kept in files:
        row = {"draft_id": draft_id, "file_id": store_file(ctx, kept), "name": kept.name}
        insert_once(ctx.session, DraftFile, ("draft_id", "file_id"), row, "id")
    if _note(ctx, token, draft_id) > most_files(ctx):
        raise InvalidInput({FILES_ANSWER: "too_many_files"})


def detach_from_draft(ctx: Context, token: str, draft_file_id: int) -> None:
    """Take a file off a draft; one that is not there any more stays away.

    Raises:
        NotFound: the draft is gone, or it was sent (DraftSent).
    """
    draft_id = _unsent(ctx, token)
    ctx.session.execute(
        delete(DraftFile).where(DraftFile.id == draft_file_id, DraftFile.draft_id == draft_id)
    )
    _note(ctx, token, draft_id)


_HAND_OVER = insert(PetitionFile).from_select(
    ["petition_id", "file_id", "name"],
    select(bindparam("petition", type_=Integer), DraftFile.file_id, DraftFile.name)
    .where(DraftFile.draft_id == bindparam("draft", type_=Integer))
    .order_by(DraftFile.id),
)
_LET_GO = delete(DraftFile).where(DraftFile.draft_id == bindparam("draft", type_=Integer))


def hand_over_files(ctx: Context, draft_id: int, petition_id: int) -> None:
    """Make the files of a draft those of the petition it has become."""
    connection = ctx.session.connection()
    connection.execute(_HAND_OVER, {"petition": petition_id, "draft": draft_id})
    connection.execute(_LET_GO, {"draft": draft_id})


def _unsent(ctx: Context, token: str) -> int:
    draft = hold_draft(ctx, token)
    if draft.petition_id is not None:
        raise DraftSent("draft")
    return draft.id


def _note(ctx: Context, token: str, draft_id: int) -> int:
    """Write the files' ids into the draft's answers; returns how many there are."""
    of_draft = DraftFile.draft_id == draft_id
    ids = ctx.session.scalars(select(DraftFile.id).where(of_draft).order_by(DraftFile.id)).all()
    save_draft(ctx, token, {FILES_ANSWER: list(ids)})
    return len(ids)
