"""Filing the ready rows of a table, a few in each act, so that a killed worker's successor goes on.

A row is `done` in the same transaction that files it: whatever is not done was not filed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from models.uploads import Upload, UploadRow
from pakn.rules.answer_words import AnswerWords
from pakn.rules.states import Role
from pakn.services.context import Actor, Context, InvalidInput
from pakn.services.events import Act, record
from pakn.services.import_rows import NoOrganisation, RowsGround, ground_of, sender_of
from pakn.services.notices import Message, notify
from pakn.services.upload_access import PETITIONS, locked_upload
from pakn.services.upload_answers import enter_answer, refusal_errors
from pakn.services.upload_checking import acting_for, count_rows
from pakn.services.upload_petitions import file_rows
from pakn.services.upload_rows import CellError

PETITIONS_AT_ONCE = 20
"""How many petitions one act files: everybody else who writes waits that long."""

SENDER_GONE = "sender_gone"


@dataclass(frozen=True)
class FilingJob:
    """What is filed, for whom.

    Attributes:
        by: whoever sent the table, in the role used.
        ground: of the association's petitions; None for answers.
    """

    upload_id: int
    kind: str
    by: Actor
    words: AnswerWords
    ground: RowsGround | None

    @property
    def at_once(self) -> int:
        """Rows in one act; an answer is an act by itself."""
        return PETITIONS_AT_ONCE if self.kind == PETITIONS else 1


def prepare(ctx: Context, arguments: Mapping[str, Any], words: AnswerWords) -> FilingJob | None:
    """What a job files; None when whoever sent the table may no longer."""
    upload = ctx.session.get_one(Upload, int(arguments["upload"]))
    actor = acting_for(ctx, int(arguments["user"]), Role(arguments["role"]))
    if actor is None:
        return None
    try:
        ground = ground_of(replace(ctx, actor=actor)) if upload.kind == PETITIONS else None
    except (NoOrganisation, InvalidInput):
        return None
    return FilingJob(upload.id, upload.kind, actor, words, ground)


def next_rows(ctx: Context, job: FilingJob) -> Sequence[int]:
    """Ids of the rows to be filed next, in the order of the table."""
    return ctx.session.scalars(
        select(UploadRow.id)
        .where(UploadRow.upload_id == job.upload_id, UploadRow.state == "ready")
        .order_by(UploadRow.row_no)
        .limit(job.at_once)
    ).all()


def file_portion(ctx: Context, job: FilingJob, row_ids: Sequence[int]) -> None:
    """File some rows in the name of whoever sent them; all of them are stored, or none.

    Args:
        ctx: an act of the system.
        job: the table.
        row_ids: what is not ready any more is left alone.

    Raises:
        Refused, NotAllowed: an answer that cannot be entered any more.
    """
    upload = locked_upload(ctx, job.upload_id)
    if upload.state != "filing":
        return
    rows = ctx.session.scalars(
        select(UploadRow)
        .where(UploadRow.id.in_(row_ids), UploadRow.state == "ready")
        .order_by(UploadRow.row_no)
    ).all()
    theirs = replace(ctx, actor=job.by)
    if job.ground is not None:
        file_rows(theirs, job.ground, rows)
    else:
        for row in rows:
            enter_answer(theirs, job.words, row)
    upload.rows_done += len(rows)


def note_refused(ctx: Context, job: FilingJob, row_id: int, refusal: Exception) -> None:
    """Note that a row could not be filed: why, or that it may be tried again."""
    upload = locked_upload(ctx, job.upload_id)
    row = ctx.session.get_one(UploadRow, row_id)
    if row.state != "ready":
        return
    told = refusal_errors(row.row_no, refusal)
    if told is None:
        row.state = "failed"
        row.errors = [CellError(str(row.row_no), "", "row_failed").stored()]
    else:
        row.state, row.errors = "wrong", told
    upload.rows_done += 1


def finish_filing(ctx: Context, upload_id: int, job: FilingJob | None) -> None:
    """End the filing of a table; an association gets one mail for all of it."""
    upload = locked_upload(ctx, upload_id)
    if upload.state != "filing":
        return
    if job is None:
        upload.state, upload.problem = "ready", SENDER_GONE
        return
    counts = count_rows(ctx, upload_id)
    upload.state, upload.finished_at, upload.problem = "done", ctx.now, ""
    upload.rows_wrong = counts.get("wrong", 0)
    said = {state: counts.get(state, 0) for state in ("done", "known", "wrong", "failed")}
    record(
        ctx,
        Act("upload_filed", agency_id=upload.agency_id, difference={"upload": upload_id, **said}),
    )
    if upload.kind == PETITIONS and said["done"]:
        _tell(replace(ctx, actor=job.by), upload, said)


def _tell(ctx: Context, upload: Upload, said: Mapping[str, int]) -> None:
    sender = sender_of(ctx)
    if not sender.email:
        return
    notify(
        ctx,
        Message(
            notice="imported",
            key=f"upload:{upload.id}:{said['done']}",
            address=sender.email,
            user_id=upload.user_id,
            values={
                "filed": said["done"],
                "repeated": said["known"],
                "refused": said["wrong"] + said["failed"],
            },
        ),
    )
