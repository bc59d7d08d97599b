"""Awkward files: each is refused with the code that says what to do, or kept clean (R7)."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from pakn.adapters.inspection import ContentInspector
from pakn.labels.errors import FIELD_ERROR
from pakn.ports import FileRefused, InspectedFile
from tests.factories import files
from tests.factories.files import TELLTALE

ALLOWED = ("jpg", "jpeg", "png", "heic", "pdf", "doc", "docx", "xls", "xlsx")
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def inspect(content: bytes, name: str = "tep.bin", *, as_signed: bool = False) -> InspectedFile:
    """Look into a file as the program does."""
    return ContentInspector().inspect(name, content, allowed=ALLOWED, as_signed=as_signed)


def encrypted_pdf() -> bytes:
    return files.pdf_bytes(
        files.new_pdf(), encryption=pikepdf.Encryption(owner="chu", user="mat-khau")
    )


def long_pdf() -> bytes:
    return files.pdf_bytes(files.new_pdf(501))


def bomb() -> bytes:
    return files.with_parts(files.docx(), {"word/media/bomb.bin": bytes(200 * 1024 * 1024)})


def lying_bomb() -> bytes:
    """Says it is small, and is not."""
    content = bytearray(
        files.with_parts(files.docx(), {"word/media/bomb.bin": bytes(70 * 1024 * 1024)})
    )
    real = (70 * 1024 * 1024).to_bytes(4, "little")
    return bytes(content).replace(real, (1000).to_bytes(4, "little"))


def macro_types() -> bytes:
    parts = files.parts_of(files.docx())
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return files.zipped({**parts, "[Content_Types].xml": types})


def damaged_docx() -> bytes:
    """A Word file one of whose parts no decompressor makes sense of."""
    whole = bytearray(files.docx())
    header = whole.index(b"PK\x03\x04", 4)  # the second part
    begins = header + 30 + int.from_bytes(whole[header + 26 : header + 28], "little")
    begins += int.from_bytes(whole[header + 28 : header + 30], "little")
    whole[begins : begins + 40] = b"\xff" * 40
    return bytes(whole)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "file_empty"),
    "zeros": (lambda: bytes(4000), "file_type"),
    "jpeg cut short": (lambda: files.jpeg(files.noise(300, 200))[:9000], "file_broken"),
    "jpeg of three bytes": (lambda: b"\xff\xd8\xff", "file_broken"),
    "png cut short": (lambda: files.png()[:90], "file_broken"),
    "png of 60,000 pixels a side": (lambda: files.huge_png(60_000), "file_too_many_pixels"),
    "png that lies about its size": (lambda: files.huge_png(7000), "file_broken"),
    "heic cut short": (lambda: files.heic()[:300], "file_broken"),
    "docx with a damaged part": (damaged_docx, "file_broken"),
    "pdf with a password": (encrypted_pdf, "file_encrypted"),
    "pdf cut short": (lambda: files.telling_pdf()[:700], "file_broken"),
    "pdf of a heading only": (lambda: b"%PDF-1.7\n%%EOF", "file_broken"),
    "pdf of 501 pages": (long_pdf, "file_too_many_pages"),
    "html named .pdf": (lambda: HTML, "file_webpage"),
    "html behind a mark of UTF-8": (lambda: b"\xef\xbb\xbf  " + HTML, "file_webpage"),
    "html in UTF-16": (lambda: HTML.decode().encode("utf-16"), "file_webpage"),
    "html with a PDF's heading": (lambda: b"%PDF-1.4\n" + HTML + b"%%EOF", "file_broken"),
    "svg": (lambda: SVG, "file_webpage"),
    "program": (lambda: b"MZ\x90\x00" + bytes(500), "file_program"),
    "program with an archive behind it": (
        lambda: files.zipped(files.parts_of(files.docx()), begin=b"MZ" + bytes(300)),
        "file_program",
    ),
    "elf": (lambda: b"\x7fELF\x02\x01\x01" + bytes(100), "file_program"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf .\n", "file_program"),
    "eicar": (lambda: files.VIRUS_TEST, "file_infected"),
    "zip": (lambda: files.zipped({"anh.jpg": files.jpeg()}), "file_archive"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50), "file_archive"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(50), "file_archive"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00" + bytes(50), "file_archive"),
    "apk": (lambda: files.zipped({"AndroidManifest.xml": b"x"}), "file_program"),
    "odt": (
        lambda: files.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "file_other_document",
    ),
    "rtf": (lambda: rb"{\rtf1\ansi Xin ch\'e0o}", "file_other_document"),
    "gif": (lambda: files.saved(files.picture(), "GIF"), "file_other_image"),
    "webp": (lambda: files.saved(files.picture(), "WEBP"), "file_other_image"),
    "bmp": (lambda: files.saved(files.picture(), "BMP"), "file_other_image"),
    "tiff": (lambda: files.saved(files.picture(), "TIFF"), "file_other_image"),
    "film": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(60), "file_media"),
    "sound": (lambda: b"ID3\x03\x00" + bytes(60), "file_media"),
    "plain text": ("Tôi xin phản ánh việc sau.".encode, "file_plain_text"),
    "docx with macros": (
        lambda: files.with_parts(files.docx(), {"word/vbaProject.bin": b"x"}),
        "file_macros",
    ),
    "docm named .docx": (macro_types, "file_macros"),
    "xlsx with a sheet of macros": (
        lambda: files.with_parts(files.xlsx(), {"xl/macrosheets/sheet1.xml": b"<x/>"}),
        "file_macros",
    ),
    "docx with a program inside": (
        lambda: files.with_parts(files.docx(), {"word/embeddings/oleObject1.bin": b"MZ"}),
        "file_embedded",
    ),
    "docx that grows without bound": (bomb, "file_bomb"),
    "docx that lies about its size": (lying_bomb, "file_broken"),
    "docx with a path that leads out": (
        lambda: files.with_parts(files.docx(), {"../../etc/cron.d/x": b"x"}),
        "file_broken",
    ),
    "docx with an entity bomb": (
        lambda: files.with_parts(
            files.docx(), {"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}
        ),
        "file_broken",
    ),
    "docx cut short": (lambda: files.docx()[:-400], "file_broken"),
    "docx of one part": (
        lambda: files.zipped({"[Content_Types].xml": b"<Types/>"}),
        "file_archive",
    ),
    "docx with a password": (
        lambda: files.compound(["EncryptedPackage", "EncryptionInfo"]),
        "file_encrypted",
    ),
    "doc with macros": (
        lambda: files.compound(["WordDocument", "Macros", "VBA"]),
        "file_macros",
    ),
    "doc with a password": (
        lambda: files.compound(["WordDocument"], bytes(10) + b"\x00\x01"),
        "file_encrypted",
    ),
    "xls with a password": (
        lambda: files.compound(["Workbook"], b"\x09\x08\x02\x00\x00\x06\x2f\x00\x02\x00\x00\x00"),
        "file_encrypted",
    ),
    "doc with a packed file": (
        lambda: files.compound(["WordDocument", "\x01Ole10Native"]),
        "file_embedded",
    ),
    "doc of a heading only": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 80, "file_broken"),
    "powerpoint of old": (lambda: files.compound(["PowerPoint Document"]), "file_other_document"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_awkward_file_is_refused_by_a_code_of_its_own(case: str) -> None:
    make, code = REFUSED[case]
    with pytest.raises(FileRefused) as refused:
        inspect(make(), "anh.jpg")
    assert refused.value.code == code
    assert FIELD_ERROR[code]


def test_there_are_at_least_thirty_of_them() -> None:
    assert len(REFUSED) >= 30


def test_a_photo_loses_place_maker_and_comment() -> None:
    sent = files.jpeg()
    kept = inspect(sent)
    assert TELLTALE.encode() in sent
    assert (kept.media_type, kept.extension) == ("image/jpeg", "jpg")
    assert TELLTALE.encode() not in kept.content
    assert b"Exif" not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert dict(image.getexif()) == {}
        assert "comment" not in image.info


@pytest.mark.parametrize("make", [files.jpeg, files.heic])
def test_a_photo_stands_as_its_camera_was_held(make: Callable[..., bytes]) -> None:
    """Orientation 6: turned a quarter to the right, the red corner goes to the top right."""
    kept = inspect(make(orientation=6))
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (40, 60)
        corner = image.convert("RGB").getpixel((35, 5))
    assert isinstance(corner, tuple)
    assert corner[0] > 200
    assert corner[2] < 60


def test_a_photo_is_not_spoilt_by_being_written_anew() -> None:
    original = files.noise(50, 38).resize((400, 304))
    sent = files.saved(original, "JPEG", quality=85)
    kept = inspect(sent).content
    assert 0.7 < len(kept) / len(sent) < 1.3
    with Image.open(BytesIO(sent)) as one, Image.open(BytesIO(kept)) as other:
        pairs = zip(one.tobytes(), other.tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / len(one.tobytes()) < 3


def test_heic_becomes_jpeg_that_every_computer_shows() -> None:
    kept = inspect(files.heic(), "IMG_0001.HEIC")
    assert (kept.media_type, kept.extension) == ("image/jpeg", "jpg")
    assert TELLTALE.encode() not in kept.content


def test_what_hangs_behind_a_photo_is_gone() -> None:
    hidden = files.zipped({"x.php": b"<?php system('x'); ?>"})
    kept = inspect(files.jpeg() + hidden)
    assert b"PK\x03\x04" not in kept.content


def test_a_png_loses_its_texts() -> None:
    kept = inspect(files.png(Author=TELLTALE, Comment=TELLTALE))
    assert (kept.media_type, kept.extension) == ("image/png", "png")
    assert TELLTALE.encode() not in kept.content
    assert not any(chunk in kept.content for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"))


def test_a_pdf_loses_what_acts_and_what_tells() -> None:
    sent = files.telling_pdf()
    kept = inspect(sent, "don.pdf")
    assert (kept.media_type, kept.extension) == ("application/pdf", "pdf")
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        assert "/Info" not in pdf.trailer
        assert not {"/Metadata", "/OpenAction"} & set(pdf.Root.keys())
        assert not list(pdf.attachments)
        page = pdf.pages[0].obj
        assert "/AA" not in page
        links = [note.A.S if "/A" in note else None for note in page.Annots]
        assert links == [None, pikepdf.Name.URI]
        photo = page.Resources.XObject.Im0.read_raw_bytes()
        assert photo.startswith(b"\xff\xd8")
        assert TELLTALE.encode() not in photo
        with Image.open(BytesIO(photo)) as image:
            image.load()
    plain = files.pdf_bytes(pikepdf.open(BytesIO(kept.content)), compress_streams=False)
    assert b"JavaScript" not in plain
    assert b"MZ attached" not in plain


def test_a_pdf_that_everybody_may_read_needs_no_password() -> None:
    """Many offices lock theirs against changes only."""
    locked = files.pdf_bytes(files.new_pdf(), encryption=pikepdf.Encryption(owner="chu", user=""))
    with pikepdf.open(BytesIO(inspect(locked).content)) as pdf:
        assert not pdf.is_encrypted


def test_an_offices_signed_pdf_stays_as_it_is() -> None:
    sent = files.signed_pdf()
    assert inspect(sent, as_signed=True).content == sent


def test_a_signed_pdf_that_acts_is_refused() -> None:
    with pytest.raises(FileRefused, match="file_signed_active"):
        inspect(files.signed_pdf(script=True), as_signed=True)


def test_a_petitioners_copy_does_not_look_like_a_forged_signature() -> None:
    kept = inspect(files.signed_pdf())
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        assert all("/V" not in field for field in pdf.Root.AcroForm.Fields)
        assert "/SigFlags" not in pdf.Root.AcroForm


def test_a_word_file_keeps_its_text_and_loses_its_author() -> None:
    sent = files.docx()
    kept = inspect(sent, "don.docx")
    assert kept.extension == "docx"
    assert "wordprocessingml" in kept.media_type
    parts = files.parts_of(kept.content)
    assert not any(TELLTALE.encode() in body for body in parts.values())
    assert any(TELLTALE.encode() in body for body in files.parts_of(sent).values())
    document = Document(BytesIO(kept.content))
    assert document.paragraphs[0].text == "Nội dung của văn bản"
    assert len(document.inline_shapes) == 1
    assert document.core_properties.author == ""


def test_who_changed_a_word_file_is_not_told() -> None:
    body = files.parts_of(files.docx())["word/document.xml"]
    marked = body.replace(
        b"<w:p>", b'<w:p><w:ins w:id="1" w:author="Nguyen Mau"><w:r><w:t>x</w:t></w:r></w:ins>', 1
    )
    kept = inspect(files.with_parts(files.docx(), {"word/document.xml": marked}))
    cleaned = files.parts_of(kept.content)["word/document.xml"]
    assert b"Nguyen Mau" not in cleaned
    assert b'w:author=""' in cleaned


def test_an_excel_file_keeps_its_cells_and_loses_its_author() -> None:
    kept = inspect(files.xlsx(), "bang.xlsx")
    assert kept.extension == "xlsx"
    assert not any(TELLTALE.encode() in body for body in files.parts_of(kept.content).values())
    sheet = load_workbook(BytesIO(kept.content)).active
    assert sheet is not None
    assert sheet["A1"].value == "Nội dung của bảng"


def test_the_table_behind_a_chart_is_kept_clean() -> None:
    sent = files.with_parts(files.docx(), {"word/embeddings/bang.xlsx": files.xlsx()})
    table = files.parts_of(inspect(sent).content)["word/embeddings/bang.xlsx"]
    assert not any(TELLTALE.encode() in body for body in files.parts_of(table).values())


@pytest.mark.parametrize(
    ("stream", "extension", "media_type"),
    [
        ("WordDocument", "doc", "application/msword"),
        ("Workbook", "xls", "application/vnd.ms-excel"),
    ],
)
def test_old_office_files_are_known_by_their_streams(
    stream: str, extension: str, media_type: str
) -> None:
    sent = files.compound([stream, "1Table", "Data", "\x05SummaryInformation"])
    kept = inspect(sent)
    assert (kept.extension, kept.media_type, kept.content) == (extension, media_type, sent)


@pytest.mark.parametrize("wrong", ["anh.pdf", "anh.exe", "anh", "anh.jpg.html"])
def test_content_wins_over_the_name(wrong: str) -> None:
    assert inspect(files.jpeg(), wrong).extension == "jpg"


def test_only_what_is_allowed_today_is_taken() -> None:
    for content in (files.heic(), files.docx()):
        with pytest.raises(FileRefused, match="file_type"):
            ContentInspector().inspect("x", content, allowed=("pdf", "jpg"))
