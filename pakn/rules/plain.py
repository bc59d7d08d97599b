"""Words without case and marks, to compare what people wrote with what they wrote elsewhere."""

import unicodedata


def plain(text: str) -> str:
    """Small letters without marks; đ becomes d.

    Args:
        text: in any normal form.

    Returns:
        the text in NFC; for NFC letters of Vietnamese index by index the same.
    """
    lowered = text.casefold().replace("đ", "d")
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFD", lowered)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
