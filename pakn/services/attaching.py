"""Taking files: looked into and kept before the transaction, tied to it by a row within it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update

from models.dialect import insert_once
from models.intake import StoredFile
from pakn.ports import FileRefused
from pakn.rules.file_names import tidy_file_name
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput, NotFound

_MEGABYTE = 1024 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept, and not tied to anything yet."""

    sha256: bytes
    size: int
    media_type: str
    name: str


@dataclass(frozen=True)
class RefusedFile:
    """A file that cannot be taken: as the sender called it, and the code of why."""

    name: str
    code: str


@dataclass
class FilesRefused(InvalidInput):
    """Some of the files that came together cannot be taken.

    Attributes:
        refused: which, and why.
        kept: the others; whoever wants them may still tie them to something.
    """

    refused: Sequence[RefusedFile] = field(default_factory=tuple)
    kept: Sequence[KeptFile] = field(default_factory=tuple)

    __str__ = InvalidInput.__str__


def largest_file(ctx: Context) -> int:
    """How many bytes a file may have today."""
    return int(setting(ctx, "attachment_max_mb", ctx.today)) * _MEGABYTE


def most_files(ctx: Context) -> int:
    """How many files one petition, answer or addition may have today."""
    return int(setting(ctx, "attachment_max_count", ctx.today))


def keep_file(
    ctx: Context, name: str, content: bytes, *, field: str = "files", as_signed: bool = False
) -> KeptFile:
    """Look into a file and keep its bytes; no row is written, so any context will do.

    Call it before the unit of work: looking into a file takes long, and a file that nothing
    refers to in the end is swept.

    Args:
        ctx: tells the limits in force today.
        name: as the sender called it.
        content: its bytes.
        field: the form's field, for the error.
        as_signed: an office's own document: one that bears a digital signature is looked into but
            kept to the byte, since writing it anew would break the signature.

    Raises:
        InvalidInput: too large, or of a kind that cannot be taken; the code says which.
    """
    if len(content) > largest_file(ctx):
        raise InvalidInput({field: "file_too_large"})
    allowed = setting(ctx, "attachment_types", ctx.today)
    try:
        inspected = ctx.ports.inspector.inspect(name, content, allowed=allowed, as_signed=as_signed)
        sha256 = ctx.ports.files.put(inspected.content)
    except FileRefused as refused:
        raise InvalidInput({field: refused.code}) from refused
    except OSError as error:
        # The disk is full or away: nothing was kept, and what was typed must not be lost for it.
        log.exception("a file could not be kept")
        raise InvalidInput({field: "file_not_kept"}) from error
    return KeptFile(
        sha256=sha256,
        size=len(inspected.content),
        media_type=inspected.media_type,
        name=tidy_file_name(name, inspected.extension),
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
    if file_id is None:
        # Made young again, so that the sweep of what nothing refers to leaves it alone.
        again = update(StoredFile).where(StoredFile.sha256 == kept.sha256)
        file_id = ctx.session.scalar(again.values(stored_at=ctx.now).returning(StoredFile.id))
    if file_id is None:  # swept between the two statements
        return store_file(ctx, kept)
    return file_id


def read_file(ctx: Context, file_id: int) -> tuple[StoredFile, bytes]:
    """A stored file and its bytes; who may read it is decided by what it is tied to.

    Raises:
        NotFound: there is no such row, or its bytes are gone from the store.
    """
    stored = ctx.session.scalar(select(StoredFile).where(StoredFile.id == file_id))
    if stored is None:
        raise NotFound(f"file {file_id}")
    try:
        return stored, ctx.ports.files.read(stored.sha256)
    except LookupError as error:
        log.exception("file %d has a row but no bytes", file_id)
        raise NotFound(f"file {file_id}") from error
