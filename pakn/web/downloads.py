"""Files of a case on pages: as a list, and handed over as what they are, never as a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from flask import Response, send_file
from flask_babel import gettext

from models.queries.case_files import CaseFileRow
from pakn.labels.files import FILE_SOURCE
from pakn.services.case_files import OpenedFile
from pakn.web.formatting import size_vi

# Browsers show pictures without running anything; a PDF goes to the reader's own program.
_SHOWN = ("image/jpeg", "image/png")
_SANDBOX = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class FileLine:
    """One line of `components/files.html`."""

    name: str
    size: str
    source: str
    href: str
    picture: bool


def file_lines(rows: Sequence[CaseFileRow], href: Callable[[int], str]) -> list[FileLine]:
    """Files as lines of a list.

    Args:
        rows: those that this reader may have.
        href: the address that hands over a file, by its id.
    """
    return [
        FileLine(
            name=row.name,
            size=size_vi(row.size),
            source=gettext(FILE_SOURCE[row.source]),
            href=href(row.file_id),
            picture=row.media_type in _SHOWN,
        )
        for row in rows
    ]


def file_response(opened: OpenedFile) -> Response:
    """The answer that hands a file over: pictures to look at, all others to be saved.

    Whatever is in it, it cannot act as a page of this site: a sandbox of its own, no sniffing.
    """
    response = send_file(
        BytesIO(opened.content),
        mimetype=opened.media_type,
        as_attachment=opened.media_type not in _SHOWN,
        download_name=opened.name,
        etag=False,
        max_age=0,
    )
    headers: Mapping[str, str] = {
        "Content-Security-Policy": _SANDBOX,
        "Cache-Control": "no-store, private",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    response.headers.update(headers)
    return response
