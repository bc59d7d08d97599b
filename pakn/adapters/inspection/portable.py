"""PDF: opened, cleaned of what acts and of what tells of its maker, written anew."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from pakn.adapters.inspection.segments import without_metadata
from pakn.ports import FileRefused, InspectedFile

PAGES_MOST = 500
_OBJECTS_MOST = 300_000
_INFLATED_MOST = 128 * 1024 * 1024
_END_WITHIN = 4096

_TELLS = frozenset({"/Metadata", "/PieceInfo", "/LastModified"})
_ACTS = frozenset(
    {"/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/EF", "/AF", "/Collection", "/Launch"}
)
# What remains leads to another page or to a web address; it does nothing by itself.
_ACTIONS = (
    Name.JavaScript,
    Name.Launch,
    Name.SubmitForm,
    Name.ImportData,
    Name.ResetForm,
    Name.GoToR,
    Name.GoToE,
    Name.GoTo3DView,
    Name.Hide,
    Name.Movie,
    Name.Rendition,
    Name.RichMediaExecute,
    Name.Sound,
    Name.Trans,
)
_ANNOTATIONS = (
    Name.FileAttachment,
    Name.RichMedia,
    Name.Movie,
    Name.Sound,
    Name.Screen,
    Name("/3D"),
)

# What is compressed may not grow without bound while it is read.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_INFLATED_MOST,
    run_length_max_memory=_INFLATED_MOST,
    png_max_memory=_INFLATED_MOST,
    tiff_max_memory=_INFLATED_MOST,
    dct_max_memory=_INFLATED_MOST,
    doc_max_warnings=1000,
)


def clean_pdf(content: bytes, *, as_signed: bool) -> InspectedFile:
    """A PDF as it may be kept.

    Args:
        content: its bytes.
        as_signed: one with a digital signature stays as it is, to the byte; what acts in it is
            refused instead of being removed.

    Raises:
        FileRefused: with a password, broken, cut short, too large inside.
    """
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise FileRefused("file_broken")
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            _measure(pdf)
            signed = _signed(pdf)
            acts = _clean(pdf)
            if not (signed and as_signed):
                return InspectedFile(_written(pdf), "application/pdf", "pdf")
    except pikepdf.PasswordError as error:
        raise FileRefused("file_encrypted") from error
    if acts:
        raise FileRefused("file_signed_active")
    return InspectedFile(content, "application/pdf", "pdf")


def _measure(pdf: Pdf) -> None:
    pages = len(pdf.pages)
    if pages == 0:
        raise FileRefused("file_broken")
    if pages > PAGES_MOST:
        raise FileRefused("file_too_many_pages")
    if len(pdf.objects) > _OBJECTS_MOST:
        raise FileRefused("file_bomb")


def _signed(pdf: Pdf) -> bool:
    return any(isinstance(one, Dictionary) and "/ByteRange" in one for one in pdf.objects)


def _clean(pdf: Pdf) -> int:
    """Take out what acts and what tells; returns how many things that act there were."""
    acts = sum(_clean_object(one) for one in pdf.objects)
    for page in pdf.pages:
        acts += _clean_annotations(page.obj)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        for tree in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
            acts += _drop(names, tree)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _unsign(pdf)
    return acts


def _clean_object(one: Object) -> int:
    if not isinstance(one, Dictionary | Stream):
        return 0
    keys = set(one.keys())
    for key in keys & _TELLS:
        del one[key]
    acts = sum(_drop(one, key) for key in keys & _ACTS)
    if "/A" in keys and isinstance(one["/A"], Dictionary):
        acts += _clean_action(one, "/A")
    if "/S" in keys and one["/S"] in _ACTIONS:
        acts += _drop(one, "/S")
    if isinstance(one, Stream) and keys >= {"/Subtype", "/Filter"}:
        _clean_picture(one)
    return acts


def _clean_action(holder: Object, key: str) -> int:
    action = holder[key]
    if "/S" in action and action["/S"] in _ACTIONS:
        return _drop(holder, key)
    return _drop(action, "/Next")


def _clean_annotations(page: Object) -> int:
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return 0
    kept, acts = [], 0
    for note in notes:
        if isinstance(note, Dictionary) and note.get("/Subtype") in _ANNOTATIONS:
            acts += 1
            continue
        acts += 0 if note.is_indirect else _clean_object(note)
        kept.append(note)
    if len(kept) < len(notes):
        page["/Annots"] = Array(kept)
    return acts


def _clean_picture(one: Stream) -> None:
    """A photo in a PDF may still say where it was taken."""
    filters = one["/Filter"]
    if one["/Subtype"] != Name.Image or filters not in (Name.DCTDecode, Array([Name.DCTDecode])):
        return
    raw = one.read_raw_bytes()
    cleaned = without_metadata(raw)
    if cleaned != raw:
        one.write(cleaned, filter=Name.DCTDecode)


def _unsign(pdf: Pdf) -> None:
    """A file written anew is no longer the signed one, and must not look like a forged one."""
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/FT") == Name.Sig:
            _drop(one, "/V")
    _drop(pdf.Root, "/Perms")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, "/SigFlags")


def _drop(holder: Object, key: str) -> int:
    if key not in holder:
        return 0
    del holder[key]
    return 1


def _written(pdf: Pdf) -> bytes:
    out = BytesIO()
    how: dict[str, Any] = {"deterministic_id": True, "encryption": False}
    pdf.save(out, **how)
    return out.getvalue()
