"""What a file is by its first bytes; what may not be taken is refused by its own code."""

from enum import StrEnum

import puremagic

from pakn.ports import FileRefused

_HEAD = 8192


class Container(StrEnum):
    """The kinds of files that are looked into further."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    PDF = "pdf"
    ZIP = "zip"
    COMPOUND = "compound"


_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"@echo off",
)
_VIRUS_TEST = b"-STANDARD-ANTIVIRUS-TEST-FILE"
_MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body", "<?php", "<%")

# What the signatures of the library call files that cannot be taken.
_REFUSED_BY_ENDING = {
    "file_archive": "zip rar 7z gz tgz bz2 xz zst lz lzma tar cab arj ace iso z lzh jar",
    "file_other_image": "gif webp bmp tif tiff ico avif psd jp2 jxl jxr dng cr2 nef emf wmf",
    "file_media": "mp4 mov m4v m4a mp3 wav avi mkv webm ogg oga ogv flac 3gp amr aac wmv wma mpg"
    " mpeg flv aiff mid",
    "file_other_document": "rtf odt ods odp epub djvu ps eps pub one mobi wpd eml msg",
    "file_program": "exe dll com class dex apk msi sys lnk wasm pyc",
    "file_webpage": "html htm svg xml xhtml mhtml js php",
}
_CODE_OF_ENDING = {
    ending: code for code, endings in _REFUSED_BY_ENDING.items() for ending in endings.split()
}


def container_of(content: bytes) -> Container:
    """What a file is.

    Raises:
        FileRefused: it is something else; the code says what, as far as it can be told.
    """
    head = content[:_HEAD]
    if not content:
        raise FileRefused("file_empty")
    if _VIRUS_TEST in head:
        raise FileRefused("file_infected")
    if head.startswith(b"\xff\xd8\xff"):
        return Container.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Container.PNG
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS and b"avif" not in head[:64]:
        return Container.HEIC
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Container.PDF
    if head.startswith(b"PK\x03\x04"):
        return Container.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Container.COMPOUND
    raise FileRefused(_refusal(head))


def _refusal(head: bytes) -> str:
    """The code for what is none of these."""
    if head.lower().startswith(tuple(start.lower() for start in _PROGRAMS)):
        return "file_program"
    text = _text(head)
    if text is not None and text.lower().startswith(_MARKUP):
        return "file_webpage"
    if head.startswith(b"{\\rtf"):
        return "file_other_document"
    by_signature = _CODE_OF_ENDING.get(_ending_by_signature(head), "file_type")
    if text is not None and by_signature == "file_type":
        return "file_plain_text"
    return by_signature


def _text(head: bytes) -> str | None:
    """The beginning as text, None when it is none."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, errors="ignore").lstrip()
    strange = sum(not (sign.isprintable() or sign.isspace()) for sign in text)
    whole = len(text.encode()) > len(head) * 0.9 or encoding == "utf-16"
    return text if text and whole and strange == 0 else None


def _ending_by_signature(head: bytes) -> str:
    """The ending that the library of signatures gives it, "" when it knows none."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError):
        return ""
    known = (match.extension.lstrip(".").lower() for match in found)
    return next((ending for ending in known if ending in _CODE_OF_ENDING), "")
