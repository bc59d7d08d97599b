"""Photos: decoded and written anew, upright, without what they tell of phone, place and maker."""

import threading
from io import BytesIO
from typing import Any

from PIL import Image, ImageFile, ImageOps, JpegImagePlugin
from pillow_heif import register_heif_opener

from pakn.adapters.inspection.kinds import Container
from pakn.adapters.inspection.segments import needed_png_chunks
from pakn.ports import FileRefused, InspectedFile

PIXELS_MOST = 50_000_000
# A JPEG above this is read at half its sides: still finer than a page scanned at 300 dpi.
_PIXELS_FULL = 32_000_000
_QUALITY = 90
_ORIENTATION = 0x0112
_ICC_MOST = 512 * 1024
_FORMATS = {Container.JPEG: "JPEG", Container.PNG: "PNG", Container.HEIC: "HEIF"}

register_heif_opener(thumbnails=False)
# The size is checked here, right after the header was read and before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
# A decoded photo takes up to 200 MB: one at a time in each process.
_one_at_a_time = threading.Lock()


def clean_picture(content: bytes, container: Container) -> InspectedFile:
    """A photo as it may be kept; HEIC becomes JPEG, which every officer's computer shows.

    Raises:
        FileRefused: broken, cut short, or with too many pixels.
    """
    # The renderer of documents sets this for the whole process: half a photo would pass for one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with _one_at_a_time, Image.open(BytesIO(content), formats=[_FORMATS[container]]) as picture:
        if picture.width * picture.height > PIXELS_MOST:
            raise FileRefused("file_too_many_pixels")
        if container is Container.PNG:
            return InspectedFile(_as_png(picture, content), "image/png", "png")
        return InspectedFile(_as_jpeg(picture), "image/jpeg", "jpg")


def _as_jpeg(picture: Image.Image) -> bytes:
    if picture.width * picture.height > _PIXELS_FULL:
        picture.draft(None, (picture.width // 2, picture.height // 2))
    own = _own_tables(picture)
    _turn(picture)
    if picture.mode not in ("L", "RGB"):
        return _written(picture.convert("RGB"), "JPEG", quality=_QUALITY)
    return _written(picture, "JPEG", **(own or {"quality": _QUALITY}))


def _own_tables(picture: Image.Image) -> dict[str, Any]:
    """How the phone itself had compressed it: the same again costs next to no quality."""
    tables = getattr(picture, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(picture) if tables else -1
    if not tables or sampling < 0:
        return {}
    return {"qtables": list(tables.values()), "subsampling": sampling}


def _as_png(picture: Image.Image, content: bytes) -> bytes:
    """A PNG keeps its own compressed pixels: squeezing them again takes long and gains nothing."""
    if _turn(picture):
        return _written(picture, "PNG", compress_level=3)
    return needed_png_chunks(content)


def _turn(picture: Image.Image) -> bool:
    """Decode, and turn as the camera was held; whether there was anything to turn."""
    picture.load()
    try:
        turned = bool(picture.getexif().get(_ORIENTATION, 1) != 1)
        ImageOps.exif_transpose(picture, in_place=True)
    except Exception:  # a broken EXIF block says nothing about the picture
        return False
    return turned


def _written(picture: Image.Image, form: str, **how: Any) -> bytes:
    """Written anew with nothing but its pixels, colours and transparency."""
    known = picture.info
    picture.info = {"transparency": known["transparency"]} if "transparency" in known else {}
    profile = known.get("icc_profile")
    if isinstance(profile, bytes) and len(profile) <= _ICC_MOST:
        how["icc_profile"] = profile
    out = BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()
