"""Files as people send them, and as nobody should: made by code, nothing lies in the repository."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()

ORIENTATION, GPS, MAKE, ARTIST = 0x0112, 0x8825, 0x010F, 0x013B
TELLTALE = "Hãng Máy Mẫu"
# The harmless string every scanner knows; in two parts, so that none stops at this file.
VIRUS_TEST = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose top left corner is red and the rest blue."""
    image = Image.new("RGB", (width, height), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    return image


def noise(width: int, height: int) -> Image.Image:
    """A picture that compresses as badly as a photo of leaves."""
    random = np.random.default_rng(7)
    coarse = random.integers(0, 256, (height // 2 + 1, width // 2 + 1, 3), dtype=np.uint8)
    fine = random.integers(0, 24, (height, width, 3), dtype=np.uint8)
    grown = coarse.repeat(2, axis=0).repeat(2, axis=1)[:height, :width]
    return Image.fromarray(grown // 2 + fine)


def telling_exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: maker, owner, and where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE], exif[ARTIST] = orientation, TELLTALE, TELLTALE
    exif[GPS] = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 12.0)}
    return exif


def jpeg(image: Image.Image | None = None, *, orientation: int = 1, **how: Any) -> bytes:
    """A phone's photo with its EXIF block."""
    exif = telling_exif(orientation)
    return saved(image or picture(), "JPEG", exif=exif, comment=TELLTALE.encode(), **how)


def png(**texts: str) -> bytes:
    """A PNG with text chunks."""
    told = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        told.add_itxt(name, text)
    return saved(picture(), "PNG", pnginfo=told, exif=telling_exif())


def heic(image: Image.Image | None = None, *, orientation: int = 1) -> bytes:
    """An iPhone's photo."""
    return saved(image or picture(), "HEIF", exif=telling_exif(orientation).tobytes(), quality=80)


def saved(image: Image.Image, form: str, **how: Any) -> bytes:
    """A picture in a format."""
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def huge_png(side: int) -> bytes:
    """A PNG that says it is a square of this side, and holds next to nothing."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1 + 3 * 1000))
    parts = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def new_pdf(pages: int = 1) -> pikepdf.Pdf:
    """An empty document to be made awkward."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    return made


def pdf_bytes(made: pikepdf.Pdf, **how: Any) -> bytes:
    """A document as a file."""
    out = BytesIO()
    made.save(out, **how)
    return out.getvalue()


def telling_pdf() -> bytes:
    """A PDF with an author, XMP, a script, an attachment, a launch link, and a photo's EXIF."""
    made = new_pdf()
    made.docinfo["/Author"] = TELLTALE
    with made.open_metadata() as meta:
        meta["dc:creator"] = [TELLTALE]
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
    made.Root.OpenAction = made.make_indirect(script)
    made.attachments["bang.xlsm"] = b"MZ attached program"
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    page = made.pages[0]
    page.obj["/AA"] = pikepdf.Dictionary(O=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch
    )
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://vidu.example/")
    good = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=web
    )
    page.obj["/Annots"] = pikepdf.Array([link, made.make_indirect(good)])
    photo = made.make_stream(
        jpeg(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=60,
        Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    return pdf_bytes(made)


def signed_pdf(*, script: bool = False) -> bytes:
    """A PDF with what a digital signature leaves in it (its value is not a real one)."""
    made = new_pdf()
    value = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=[0, 10, 20, 30], Contents=pikepdf.String("signature")
        )
    )
    field = made.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ky", V=value))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    return pdf_bytes(made)


def docx() -> bytes:
    """A Word file with an author, and a photo that tells where it was taken."""
    document = Document()
    document.core_properties.author = TELLTALE
    document.core_properties.last_modified_by = TELLTALE
    document.add_paragraph("Nội dung của văn bản")
    document.add_picture(BytesIO(jpeg()))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """An Excel file with an author."""
    book = Workbook()
    book.properties.creator = TELLTALE
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Nội dung của bảng"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes], begin: bytes = b"") -> bytes:
    """An archive of these parts."""
    out = BytesIO(begin)
    out.seek(0, 2)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def with_parts(office: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A Word or Excel file with more parts, or others."""
    with ZipFile(BytesIO(office)) as archive:
        known = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**known, **parts})


def parts_of(office: bytes) -> dict[str, bytes]:
    """The parts of a Word or Excel file."""
    with ZipFile(BytesIO(office)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def compound(streams: Sequence[str], first: bytes = b"") -> bytes:
    """An old Office file with streams of these names; `first` begins the first of them."""
    names = ["Root Entry", *streams]
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<IIIII", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    sectors = (len(names) + 3) // 4
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE, 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = b"".join(_entry(name, sectors + 1) for name in names)
    return bytes(header) + table + entries.ljust(512 * sectors, b"\x00") + first.ljust(512, b"\x00")


def _entry(name: str, start: int) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HB", entry, 64, len(encoded) + 2, 5 if name == "Root Entry" else 2)
    struct.pack_into("<I", entry, 116, start)
    return bytes(entry)
