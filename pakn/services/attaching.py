"""Taking files: looked into and kept before the transaction, tied to it by a row within it."""

from dataclasses import dataclass

from sqlalchemy import select

from models.dialect import insert_once
from models.intake import StoredFile
from pakn.ports import FileRefused
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput, NotFound

NAME_MAX = 200


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept, and not tied to anything yet."""

    sha256: bytes
    size: int
    media_type: str
    name: str


def keep_file(ctx: Context, name: str, content: bytes, *, field: str = "files") -> KeptFile:
    """Look into a file and keep its bytes; no row is written, so any context will do.

    Call it before the unit of work: looking into a file takes long, and a file that nothing
    refers to in the end is swept.

    Args:
        ctx: tells the limits in force today.
        name: as the sender called it.
        content: its bytes.
        field: the form's field, for the error.

    Raises:
        InvalidInput: too large, or of a kind that cannot be taken; the code says which.
    """
    if len(content) > int(setting(ctx, "attachment_max_mb", ctx.today)) * 1024 * 1024:
        raise InvalidInput({field: "file_too_large"})
    allowed = setting(ctx, "attachment_types", ctx.today)
    try:
        inspected = ctx.ports.inspector.inspect(name, content, allowed=allowed)
    except FileRefused as refused:
        raise InvalidInput({field: refused.code}) from refused
    return KeptFile(
        sha256=ctx.ports.files.put(inspected.content),
        size=len(inspected.content),
        media_type=inspected.media_type,
        name=name[-NAME_MAX:],
    )


def store_file(ctx: Context, kept: KeptFile) -> int:
    """The row of a kept file, made when it is the first of this content; returns its id."""
    row = {
        "sha256": kept.sha256,
        "size": kept.size,
        "media_type": kept.media_type,
        "stored_at": ctx.now,
    }
    file_id: int | None = insert_once(ctx.session, StoredFile, ("sha256",), row, "id")
    if file_id is not None:
        return file_id
    return ctx.session.scalars(select(StoredFile.id).where(StoredFile.sha256 == kept.sha256)).one()


def read_file(ctx: Context, file_id: int) -> tuple[StoredFile, bytes]:
    """A stored file and its bytes; who may read it is decided by what it is tied to."""
    stored = ctx.session.get(StoredFile, file_id)
    if stored is None:
        raise NotFound(f"file {file_id}")
    return stored, ctx.ports.files.read(stored.sha256)
