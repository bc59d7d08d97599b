"""Reading an uploaded table and judging its rows, in portions; done again from the start when the
worker was killed in the middle, since nothing of it counts before it is finished.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import delete, func, select

from models.dialect import insert_into
from models.intake import StoredFile
from models.people import User
from models.queries.people import roles_of
from models.uploads import Upload, UploadRow
from pakn.ports import OpenedTable, TableRefused
from pakn.rules.answer_words import AnswerWords
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role
from pakn.services.accounts import actor_of
from pakn.services.attaching import read_file
from pakn.services.clocks import setting
from pakn.services.context import Actor, Context, InvalidInput, NotFound
from pakn.services.import_rows import NoOrganisation
from pakn.services.upload_access import PETITIONS, locked_upload
from pakn.services.upload_answers import AnswerRows
from pakn.services.upload_petitions import PetitionRows
from pakn.services.upload_rows import Judged, RowJudge, RowReader, named_columns, sealed

PORTION = 50
NOTES_MOST = 60

Acting = Callable[[], AbstractContextManager[Context]]


@dataclass(frozen=True)
class Checked:
    """What the reading came to.

    Attributes:
        problem: why the table as a whole cannot be taken; empty when it can.
        notes: what its sender should know, as codes.
    """

    problem: str = ""
    notes: tuple[str, ...] = ()


def check_in_portions(
    acting: Acting, reading: Callable[[], Context], upload_id: int, words: AnswerWords
) -> Checked | None:
    """Read a table and store what was found of each row; nothing counts before `finish_check`.

    Args:
        acting: opens an act of the system, one for each portion.
        reading: gives a context to read the file and the cases with.
        upload_id: the table.
        words: what drop-downs say.

    Returns:
        None when the table does not wait to be read (any more).
    """
    with acting() as ctx:
        upload = locked_upload(ctx, upload_id)
        if upload.state != "checking":
            return None
        ctx.session.execute(delete(UploadRow).where(UploadRow.upload_id == upload_id))
        upload.rows_total = 0
    ctx = reading()
    try:
        table = _Table(ctx, ctx.session.get_one(Upload, upload_id), words)
        while found := list(islice(table.judged, PORTION)):
            with acting() as act:
                _store(act, upload_id, found)
    except TableRefused as refused:
        return Checked(refused.code)
    return Checked(notes=table.notes())


def finish_check(ctx: Context, upload_id: int, checked: Checked) -> None:
    """Have the table stand with its rows counted, or refused as a whole."""
    upload = locked_upload(ctx, upload_id)
    if upload.state != "checking":
        return
    if checked.problem:
        ctx.session.execute(delete(UploadRow).where(UploadRow.upload_id == upload_id))
        upload.state, upload.problem, upload.finished_at = "failed", checked.problem, ctx.now
        upload.rows_total = 0
        return
    counts = count_rows(ctx, upload_id)
    upload.state, upload.problem = "ready", ",".join(checked.notes)[:NOTES_MOST]
    upload.rows_total = sum(counts.values())
    upload.rows_ready, upload.rows_wrong = counts.get("ready", 0), counts.get("wrong", 0)
    if not upload.rows_ready and counts.get("known"):
        upload.state, upload.finished_at = "done", ctx.now  # the same table again: nothing is left


def count_rows(ctx: Context, upload_id: int) -> dict[str, int]:
    """How many rows of a table stand in each state."""
    rows = ctx.session.execute(
        select(UploadRow.state, func.count())
        .where(UploadRow.upload_id == upload_id)
        .group_by(UploadRow.state)
    )
    return dict(rows.all())


def acting_for(ctx: Context, user_id: int, role: Role | None = None) -> Actor | None:
    """Whoever brought a table, in a role by which they may; None when they may no longer."""
    user = ctx.session.get(User, user_id)
    if user is None or not user.active:
        return None
    held = [Role(slug) for slug in roles_of(ctx.session, user_id, ctx.today)]
    if role is not None:
        return actor_of(user, role) if role in held else None
    allowed = (Permission.PETITION_IMPORT_COUNCIL, Permission.AGENCY_ANSWER_DRAFT)
    fitting = [one for one in held if any(may(one, permission) for permission in allowed)]
    return actor_of(user, fitting[0]) if fitting else None


class _Table:
    """An opened table and its rows as they are judged, streamed."""

    def __init__(self, ctx: Context, upload: Upload, words: AnswerWords) -> None:
        actor = acting_for(ctx, upload.user_id)
        if actor is None:
            raise TableRefused("sender_gone")
        self._ctx = replace(ctx, actor=actor)
        self._most = int(setting(ctx, "upload_max_rows", ctx.today))
        self._judge = _judge(self._ctx, upload, words)
        self._opened = _open(ctx, upload, self._judge)
        self._converted: set[str] = set()
        self._left_out = 0
        self.judged = self._each()

    def notes(self) -> tuple[str, ...]:
        """What the sender should know, once the rows were read."""
        notes = [note for note in self._opened.notes if note != "not_utf8"]
        notes += [f"converted:{encoding}" for encoding in sorted(self._converted)]
        if self._left_out:
            notes.append(f"left_out:{self._left_out}")
        return tuple(notes)

    def _each(self) -> Iterator[Judged]:
        plain = "not_utf8" in self._opened.notes
        reader = RowReader(self._judge.column_of, self._opened.headings, plain=plain)
        count = 0
        for row in self._opened.rows:
            read = reader.read(row)
            if read.encoding:
                self._converted.add(read.encoding)
            judged = self._judge.judge(read)
            if judged is None:
                self._left_out += 1
                continue
            count += 1
            if count > self._most:
                raise TableRefused("too_many_rows")
            yield judged
        if not count:
            raise TableRefused("no_rows")


def _judge(ctx: Context, upload: Upload, words: AnswerWords) -> RowJudge:
    if upload.kind != PETITIONS:
        return AnswerRows(ctx, words)
    try:
        return PetitionRows(ctx)
    except NoOrganisation as error:
        raise TableRefused("no_organisation") from error
    except InvalidInput as error:
        raise TableRefused("organisation_contact") from error


def _open(ctx: Context, upload: Upload, judge: RowJudge) -> OpenedTable:
    try:
        stored, content = read_file(ctx, upload.file_id)
    except NotFound as error:
        raise TableRefused("table_broken") from error
    assert isinstance(stored, StoredFile)
    return ctx.ports.tables.open(
        content,
        stored.media_type,
        lambda headings: judge.needed <= named_columns(judge.column_of, headings),
    )


def _store(ctx: Context, upload_id: int, found: Sequence[Judged]) -> None:
    rows = [
        {
            "upload_id": upload_id,
            "row_no": one.number,
            "state": one.state,
            "values": sealed(ctx, one.values),
            "errors": [error.stored() for error in one.errors],
            "case_id": one.case_id,
        }
        for one in found
    ]
    ctx.session.execute(insert_into(ctx.session, UploadRow), rows)
    locked_upload(ctx, upload_id).rows_total += len(rows)
