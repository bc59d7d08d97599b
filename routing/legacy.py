"""Text typed in TCVN3, VNI or Windows-1258, brought to Unicode (R6).

Standard library only, because workers and the web read uploaded tables with it. What encoding a
text is in says :func:`routing.text.legacy_encoding`; here stand the tables of the letters.
"""

import re
from collections.abc import Mapping
from typing import Final

from routing.text import legacy_encoding, nfc

# Each letter of TCVN 5712:1993 (VN3) as the Latin-1 letter that stands at its byte. The last of
# the first row, the soft hyphen, is ư.
_TCVN3_FROM: Final = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
)
_TCVN3_TO: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3: Final = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

# VNI writes a letter and its mark one behind the other.
_VNI_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOF: Final = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303"} | {
    "ä": "\u0323"
}
_VNI_BREVE: Final = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303"} | {
    "ë": "\u0323"
}
_VNI_ALONE: Final = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    """Letter and mark → letter, in both cases; a letter without a mark behind it stands alone."""
    bases = {**{vowel: vowel for vowel in "aeiouy"}, "ô": "ơ", "ö": "ư"}
    pairs = {
        written + mark: meant + tone
        for written, meant in bases.items()
        for mark, tone in _VNI_TONES.items()
    }
    pairs |= {
        vowel + mark: vowel + "\u0302" + tone for vowel in "aeo" for mark, tone in _VNI_ROOF.items()
    }
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    pairs |= _VNI_ALONE
    composed = {written: nfc(meant) for written, meant in pairs.items()}
    capital = {written.upper(): meant.upper() for written, meant in composed.items()}
    first = {
        written[0].upper() + written[1]: meant[0].upper() + meant[1:]
        for written, meant in composed.items()
        if len(written) == 2
    }
    return {**composed, **first, **capital}


_VNI: Final[Mapping[str, str]] = _vni_pairs()
_VNI_LETTER: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def to_unicode(text: str, encoding: str) -> str:
    """A text of a known legacy encoding in Unicode, NFC.

    Args:
        text: as it shows when its bytes are read as Latin letters.
        encoding: what :func:`routing.text.legacy_encoding` said. Capitals of TCVN3 stand in fonts
            of their own under the bytes of the small letters, so they come out small.
    """
    if encoding == "tcvn3":
        return nfc(text.translate(_TCVN3))
    if encoding == "vni":
        return nfc(_VNI_LETTER.sub(lambda found: _VNI[found[0]], text))
    if encoding == "windows-1258":
        return nfc("".join(map(_from_1258, text)))
    return nfc(text)


def modernised(text: str) -> tuple[str, str | None]:
    """A text in Unicode NFC, and the legacy encoding it was in; None where it was in none.

    Loose tone marks of an otherwise correct text are composed and count as none.
    """
    encoding = legacy_encoding(text)
    if encoding is None or encoding == "windows-1258-decomposed":
        return nfc(text), None
    return to_unicode(text, encoding), encoding


def _from_1258(letter: str) -> str:
    """The letter that stands at this one's byte in code page 1258."""
    try:
        return letter.encode("cp1252").decode("cp1258")
    except UnicodeError:
        return letter
