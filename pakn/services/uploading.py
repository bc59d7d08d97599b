"""Bringing a table, sending its rows, setting it aside. Workers read it and file it."""

import logging

from sqlalchemy import func, select, update

from models.jobs import Outbox
from models.uploads import Upload, UploadRow
from pakn.ports import FileRefused
from pakn.rules.file_names import tidy_file_name
from pakn.services.attaching import KeptFile, largest_file, store_file
from pakn.services.context import Context, InvalidInput, Refused
from pakn.services.events import Act, record
from pakn.services.import_rows import NoOrganisation, sender_of
from pakn.services.outbox import Later, later
from pakn.services.upload_access import ANSWERS, PETITIONS, own_upload, require_sending

FIELD = "table"
CSV = "text/csv"
CHECK = "check_upload"
FILE = "file_upload"

_ACTS = {
    PETITIONS: ("list_upload", "list_upload_file", "list_upload_discard"),
    ANSWERS: ("answer_upload", "answer_upload_file", "answer_upload_discard"),
}
# Words of their own where "send a picture or a PDF instead" would mislead.
_SAID_AS_FILES = frozenset(
    {
        *("file_empty", "file_broken", "file_encrypted", "file_macros", "file_embedded"),
        *("file_bomb", "file_infected", "file_program"),
    }
)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

log = logging.getLogger(__name__)


class NotNow(Refused):
    """The table is at another point by now: sent, set aside, or still being read."""


def keep_table(ctx: Context, name: str, content: bytes) -> KeptFile:
    """Look at a table from outside and keep its bytes; its rows are read by a worker.

    Args:
        ctx: reading is enough; no row is written.
        name: as the sender called it.
        content: its bytes.

    Raises:
        InvalidInput: it is neither a workbook nor text, or may not be taken.
    """
    if len(content) > largest_file(ctx):
        raise InvalidInput({FIELD: "file_too_large"})
    try:
        if content.startswith(b"PK"):
            inspected = ctx.ports.inspector.inspect(name, content, allowed=("xlsx",))
            content, media_type, ending = inspected.content, inspected.media_type, "xlsx"
        else:
            _check_text(content)
            media_type, ending = CSV, "csv"
        sha256 = ctx.ports.files.put(content)
    except FileRefused as refused:
        code = refused.code if refused.code in _SAID_AS_FILES else "table_type"
        raise InvalidInput({FIELD: code}) from refused
    except OSError as error:
        log.exception("a table could not be kept")
        raise InvalidInput({FIELD: "file_not_kept"}) from error
    return KeptFile(sha256, len(content), media_type, tidy_file_name(name, ending))


def _check_text(content: bytes) -> None:
    """Refuse what is no text; which text it is shows when it is read."""
    if not content.strip():
        raise FileRefused("file_empty")
    if content.startswith(_OLD_WORKBOOK):
        raise InvalidInput({FIELD: "table_old"})
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (b"\x00" in content and not wide) or content.lstrip().startswith((b"%PDF", b"<", b"{\\rtf")):
        raise FileRefused("table_type")


def take_upload(ctx: Context, kind: str, kept: KeptFile) -> int:
    """Take a table in; a worker reads and checks it.

    Args:
        ctx: the act, by somebody of an association (petitions) or an agency (answers).
        kind: PETITIONS or ANSWERS.
        kept: what `keep_table` gave.

    Returns:
        the upload; the same one where the button was pressed twice.

    Raises:
        NotPermitted: the role used brings no such tables.
        InvalidInput: the person works for no body, or the body cannot be reached.
    """
    require_sending(ctx, kind)
    assert ctx.actor.user_id is not None
    _check_body(ctx, kind)
    file_id = store_file(ctx, kept)
    pressed_before = ctx.session.scalar(
        select(Upload.id).where(
            Upload.file_id == file_id,
            Upload.user_id == ctx.actor.user_id,
            Upload.kind == kind,
            Upload.state == "checking",
        )
    )
    if pressed_before is not None:
        return pressed_before
    upload = Upload(
        kind=kind,
        user_id=ctx.actor.user_id,
        organisation_id=ctx.actor.organisation_id if kind == PETITIONS else None,
        agency_id=ctx.actor.agency_id if kind == ANSWERS else None,
        file_id=file_id,
        name=kept.name,
        created_at=ctx.now,
    )
    ctx.session.add(upload)
    ctx.session.flush()
    _record(ctx, upload, 0)
    _later(ctx, CHECK, upload)
    return upload.id


def _check_body(ctx: Context, kind: str) -> None:
    if kind == ANSWERS and ctx.actor.agency_id is None:
        raise InvalidInput({FIELD: "no_agency"})
    if kind == PETITIONS:
        try:
            sender_of(ctx)
        except NoOrganisation as error:
            raise InvalidInput({FIELD: "no_organisation"}) from error
        except InvalidInput as error:
            raise InvalidInput({FIELD: "organisation_contact"}) from error


def send_upload(ctx: Context, kind: str, upload_id: int) -> None:
    """Have the ready rows filed by a worker; those that failed before are tried again.

    Raises:
        NotFound: there is no such table for the actor.
        NotNow: it was sent or set aside by now, or has no ready row.
    """
    require_sending(ctx, kind)
    upload = own_upload(ctx, kind, upload_id, lock=True)
    if upload.state not in ("ready", "done"):
        raise NotNow(upload.state)
    again = ctx.session.execute(
        update(UploadRow)
        .where(UploadRow.upload_id == upload.id, UploadRow.state == "failed")
        .values(state="ready", errors=[])
    )
    upload.rows_done -= int(again.rowcount)  # type: ignore[attr-defined]
    waiting = ctx.session.scalar(
        select(func.count()).where(UploadRow.upload_id == upload.id, UploadRow.state == "ready")
    )
    if not waiting:
        raise NotNow(upload.state)
    upload.state, upload.finished_at = "filing", None
    _record(ctx, upload, 1, rows=waiting)
    _later(ctx, FILE, upload, user=ctx.actor.user_id, role=ctx.actor.role.value)


def discard_upload(ctx: Context, kind: str, upload_id: int) -> None:
    """Set a table aside that was not sent; nothing of it is filed.

    Raises:
        NotFound: there is no such table for the actor.
        NotNow: it was sent by now.
    """
    require_sending(ctx, kind)
    upload = own_upload(ctx, kind, upload_id, lock=True)
    if upload.state not in ("checking", "ready", "failed"):
        raise NotNow(upload.state)
    upload.state, upload.finished_at = "discarded", ctx.now
    _record(ctx, upload, 2)


def _record(ctx: Context, upload: Upload, which: int, **said: int) -> None:
    action = _ACTS[upload.kind][which]
    record(ctx, Act(action, agency_id=upload.agency_id, difference={"upload": upload.id, **said}))


def _later(ctx: Context, job: str, upload: Upload, **arguments: object) -> None:
    subject = f"upload:{upload.id}"
    before = ctx.session.scalar(
        select(func.max(Outbox.round)).where(Outbox.kind == job, Outbox.subject == subject)
    )
    later(
        ctx,
        Later(
            job,
            subject,
            round=0 if before is None else before + 1,
            arguments={"upload": upload.id, **arguments},
        ),
    )
