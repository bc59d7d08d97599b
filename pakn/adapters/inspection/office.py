"""The new Word and Excel files: a ZIP of parts, taken apart and put together without its maker."""

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pakn.adapters.inspection.segments import without_metadata
from pakn.ports import FileRefused, InspectedFile

_PARTS_MOST = 3000
_PART_MOST = 60 * 1024 * 1024
_WHOLE_MOST = 150 * 1024 * 1024
_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_WHEN = (1980, 1, 1, 0, 0, 0)

_FORMAT = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    b"wordprocessingml.document.main+xml": ("docx", f"{_FORMAT}wordprocessingml.document"),
    b"spreadsheetml.sheet.main+xml": ("xlsx", f"{_FORMAT}spreadsheetml.sheet"),
}
_OTHER_OFFICE = (b"presentationml", b"template.main+xml", b"visio", b".slideshow")
_MACROS = re.compile(
    r"vbaProject|vbaData|/activeX/|/macrosheets/|/dialogsheets/|/intlMacrosheets/", re.IGNORECASE
)
_SHEET_OF_MACROS = (b"macroEnabled", b"ms-office.vbaProject")
_PROGRAM_WORDS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")

_RELATION = re.compile(rb"<Relationship\b[^>]*?(?:/>|>\s*</Relationship>)")
_RELATIONS_DROPPED = (b"/attachedTemplate", b"/thumbnail", b'/frame"', b"/subDocument")
_TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*?(?:/>|>\s*</w:attachedTemplate>)")
_AUTHOR = re.compile(rb"(\bw(?:15)?:(?:author|initials|userId|providerId))=(?:\"[^\"]*\"|'[^']*')")
_COMMENT_AUTHOR = re.compile(rb"(<author>)[^<]*(</author>)")

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>'
)
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")


def clean_office(content: bytes, *, inside: bool = False) -> InspectedFile:
    """A .docx or .xlsx as it may be kept.

    Args:
        content: its bytes.
        inside: it lies in another one, as the table behind a chart does; nothing lies in it.

    Raises:
        FileRefused: another kind of archive, with macros or files inside, with a password, broken,
            or one that grows without bound when it is opened.
    """
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check_names(parts)
            ending, media_type = _kind(package)
            cleaned = _rewritten(package, parts, inside=inside)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise FileRefused("file_broken") from error
    return InspectedFile(cleaned, media_type, ending)


def _check_names(parts: Sequence[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefused("file_encrypted")
    if _TYPES not in names:
        raise FileRefused(_other_archive(names))
    if len(parts) > _PARTS_MOST or sum(part.file_size for part in parts) > _WHOLE_MOST:
        raise FileRefused("file_bomb")
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
        raise FileRefused("file_broken")
    if any(_MACROS.search(name) for name in names):
        raise FileRefused("file_macros")


def _other_archive(names: Sequence[str]) -> str:
    if any(name in _PROGRAM_WORDS for name in names):
        return "file_program"
    return "file_other_document" if names[:1] == ["mimetype"] else "file_archive"


def _leads_out(name: str) -> bool:
    """Whether a part's name is a trick to write elsewhere when the file is taken apart."""
    steps = name.replace("\\", "/").split("/")
    return "\\" in name or name.startswith("/") or ".." in steps or ":" in name or "\x00" in name


def _kind(package: ZipFile) -> tuple[str, str]:
    types = _read(package, package.getinfo(_TYPES))
    if any(mark in types for mark in _SHEET_OF_MACROS):
        raise FileRefused("file_macros")
    for mark, kind in _MAIN.items():
        if mark in types:
            return kind
    if any(mark in types for mark in _OTHER_OFFICE):
        raise FileRefused("file_other_document")
    raise FileRefused("file_archive")


def _rewritten(package: ZipFile, parts: Sequence[ZipInfo], *, inside: bool) -> bytes:
    out, size = BytesIO(), 0
    with ZipFile(out, "w", ZIP_DEFLATED) as clean:
        for part in parts:
            if part.is_dir():
                continue
            body = _read(package, part)
            size += len(body)
            if size > _WHOLE_MOST:
                raise FileRefused("file_bomb")
            for name, kept in _cleaned(part.filename, body, inside=inside):
                info = ZipInfo(name, _WHEN)
                info.compress_type = ZIP_DEFLATED
                clean.writestr(info, kept)
    return out.getvalue()


def _read(package: ZipFile, part: ZipInfo) -> bytes:
    """The bytes of a part, never more than may be, whatever the archive says of its size."""
    with package.open(part) as stream:
        body = stream.read(_PART_MOST + 1)
    if len(body) > _PART_MOST:
        raise FileRefused("file_bomb")
    return body


def _cleaned(name: str, body: bytes, *, inside: bool) -> Iterator[tuple[str, bytes]]:
    """A part without what tells of its maker; nothing for one that is left out."""
    lower = name.lower()
    if lower.startswith("docprops/"):
        emptied = {"core.xml": _CORE, "app.xml": _APP, "custom.xml": _CUSTOM}
        kept = emptied.get(lower.removeprefix("docprops/"))
        if kept is not None:
            yield name, kept
        return
    if "/embeddings/" in lower:
        yield name, _embedded(body, inside=inside)
    elif lower.endswith((".xml", ".rels", ".vml")):
        yield name, _cleaned_text(lower, body)
    else:
        yield name, without_metadata(body)


def _embedded(body: bytes, *, inside: bool) -> bytes:
    """A table or text within a document; anything else that is packed into one is refused."""
    if inside or not body.startswith(b"PK\x03\x04"):
        raise FileRefused("file_embedded")
    try:
        return clean_office(body, inside=True).content
    except FileRefused as refused:
        raise FileRefused("file_embedded") from refused


def _cleaned_text(name: str, body: bytes) -> bytes:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise FileRefused("file_broken")
    if name.endswith(".rels"):
        return _RELATION.sub(_kept_relation, body)
    if name.startswith("word/"):
        return _AUTHOR.sub(rb'\1=""', _TEMPLATE.sub(b"", body))
    if name.startswith("xl/comments"):
        return _COMMENT_AUTHOR.sub(rb"\1\2", body)
    return body


def _kept_relation(found: re.Match[bytes]) -> bytes:
    relation = found.group(0)
    return b"" if any(kind in relation for kind in _RELATIONS_DROPPED) else relation
