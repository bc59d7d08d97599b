"""Files that a form brings: read one by one, looked into, kept, before anything is written.

In a form (`pakn.web.<audience>.forms`):

    files = FilesField(_l("Tệp đính kèm"))            # or several=False for one file

In its template the tag needs `enctype="multipart/form-data"`:

    <form method="post" enctype="multipart/form-data" novalidate data-submit-once>
      {{ form.files() }}

In the route, before the unit of work, inside the `try` that takes `InvalidInput` back to the form:

    kept = received_files("files")                     # list[KeptFile]; [] when none was chosen
    with acting() as ctx:
        some_service(ctx, …, files=kept)               # calls services.attaching.store_file

`PaknForm.take_errors` says each refused file by its name at the field. A browser never fills a
file field in again: where a form is shown again, what was kept is in `FilesRefused.kept`, and the
public form keeps it in the draft. Tables that are read by rows have a larger limit of their own:
`received_content`.
"""

from collections.abc import Iterator
from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from pakn.services.attaching import (
    FilesRefused,
    KeptFile,
    RefusedFile,
    keep_file,
    largest_file,
    most_files,
)
from pakn.services.context import Context, InvalidInput
from pakn.web.acting import viewing

ACCEPTED = ".jpg,.jpeg,.png,.heic,.heif,.pdf,.doc,.docx,.xls,.xlsx,image/*"
"""Only a help of the browser's file chooser; what is taken is decided by content."""


class FilesField(MultipleFileField):  # type: ignore[misc]
    """A field for files. Its data are the uploads; `received_files` reads them."""

    def __init__(self, label: Any, *, several: bool = True, **rest: Any) -> None:
        widget = GovFileInput(multiple=several)
        super().__init__(label, widget=widget, render_kw={"accept": ACCEPTED}, **rest)


def received_files(field: str = "files", *, as_signed: bool = False) -> list[KeptFile]:
    """The files that this request brought under a name, looked into and kept.

    Args:
        field: the form's field.
        as_signed: they are an office's own documents, see `keep_file`.

    Raises:
        FilesRefused: some cannot be taken, or there are too many; an InvalidInput.
    """
    ctx = viewing()
    uploads = list(_uploads(field))
    most = most_files(ctx)
    if len(uploads) > most:
        raise InvalidInput({field: "too_many_files"})
    kept: list[KeptFile] = []
    refused: list[RefusedFile] = []
    for upload in uploads:
        name = upload.filename or ""
        try:
            content = _read(ctx, upload, field)
            kept.append(keep_file(ctx, name, content, field=field, as_signed=as_signed))
        except InvalidInput as invalid:
            refused.append(RefusedFile(name, invalid.errors[field]))
    if refused:
        raise FilesRefused({field: refused[0].code}, refused, kept)
    return kept


def received_content(field: str, *, at_most: int) -> tuple[str, bytes] | None:
    """Name and bytes of the one file under a name, not looked into; None when none was chosen.

    For tables whose rows are read by a service that refuses what it cannot read.

    Raises:
        InvalidInput: it has more than `at_most` bytes, or none.
    """
    upload = next(_uploads(field), None)
    if upload is None:
        return None
    content = upload.stream.read(at_most + 1)
    if len(content) > at_most:
        raise InvalidInput({field: "file_too_large"})
    if not content:
        raise InvalidInput({field: "file_empty"})
    return upload.filename or "", content


def _uploads(field: str) -> Iterator[FileStorage]:
    """The uploads under a name; a file field left empty comes as one without a name."""
    return (upload for upload in request.files.getlist(field) if upload.filename)


def _read(ctx: Context, upload: FileStorage, field: str) -> bytes:
    """Its bytes, no more of them than may be taken."""
    most = largest_file(ctx)
    content = upload.stream.read(most + 1)
    upload.close()
    if len(content) > most:
        raise InvalidInput({field: "file_too_large"})
    return content
