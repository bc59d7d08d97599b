"""Pictures inside documents: what they tell of phone, place and maker is cut out, nothing else.

The picture's own data are not touched, so a document looks as before.
"""

import re
from collections.abc import Callable

_APP0, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
_END, _SCAN = 0xD9, 0xDA
# Between scans: a marker that is neither a stuffed zero nor a restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_SHOWS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"tRNS",
        b"IDAT",
        b"IEND",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
    )
)
_PNG_TELLS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")


def without_metadata(picture: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC and comments; unchanged when it cannot be read."""
    try:
        if picture.startswith(b"\xff\xd8\xff"):
            return _jpeg(picture)
        if picture.startswith(_PNG_START):
            return _png(picture, lambda kind: kind not in _PNG_TELLS)
    except (IndexError, ValueError):
        return picture
    return picture


def _jpeg(picture: bytes) -> bytes:
    kept, at = [picture[:2]], 2
    while True:
        if picture[at] != 0xFF:
            raise ValueError("no marker")
        marker = picture[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            return b"".join([*kept, b"\xff\xd9"])
        end = at + 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        if marker == _SCAN:
            found = _MARKER.search(picture, end)
            end = found.start() if found else len(picture)
        if _is_picture(marker, picture[at + 4 : at + 16]):
            kept.append(picture[at:end])
        if end >= len(picture):
            return b"".join(kept)
        at = end


def _is_picture(marker: int, begins: bytes) -> bool:
    """Whether a segment is needed to show the picture; profiles of colours are."""
    if marker == _APP2:
        return begins.startswith(b"ICC_PROFILE")
    told = _APP0 < marker <= _APP15 or marker == _COMMENT
    return not told or marker == _APP14


def needed_png_chunks(picture: bytes) -> bytes:
    """A PNG with nothing but what shows it; raises ValueError when it cannot be read."""
    return _png(picture, lambda kind: kind in _PNG_SHOWS)


def _png(picture: bytes, keeps: Callable[[bytes], bool]) -> bytes:
    kept, at = [_PNG_START], len(_PNG_START)
    while at < len(picture):
        end = at + 12 + int.from_bytes(picture[at : at + 4], "big")
        kind = picture[at + 4 : at + 8]
        if end > len(picture):
            raise ValueError("cut short")
        if keeps(kind):
            kept.append(picture[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise ValueError("no end")
