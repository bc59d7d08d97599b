"""Names of files as people may see them: no paths, no tricks, an ending that tells the truth."""

import re
import unicodedata

NAME_MAX = 200
_SHOWN_MOST = 60
_NAMELESS = "tep"
# What a sender's own system, or somebody who wants to mislead, may have put into a name.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_ENDINGS = re.compile(
    r"\.(?:jpe?g|jfif|png|hei[cf]|pdf|docx?|xlsx?|csv|exe|scr|com|bat|cmd|js|vbs|html?|svg|zip)$",
    re.IGNORECASE,
)


def tidy_file_name(name: str, extension: str) -> str:
    """A name to show and to give back with a file.

    Args:
        name: as the sender's device called the file, a path perhaps.
        extension: what the file is by its content; it wins over what the name says.

    Returns:
        the last part of the path in NFC, without control characters and marks that turn the
        direction of writing, its endings replaced by the true one, at most `NAME_MAX` long.
    """
    stem = " ".join(_FORBIDDEN.sub(" ", _last_part(name)).split())
    while (shorter := _ENDINGS.sub("", stem).rstrip(" .")) != stem:
        stem = shorter
    ending = f".{extension}"
    return (stem.lstrip(" .")[: NAME_MAX - len(ending)].rstrip(" .") or _NAMELESS) + ending


def shown_file_name(name: str) -> str:
    """What a sender called a file, short and harmless, to speak of one that was not taken."""
    shown = " ".join(_last_part(name).split())
    return shown if len(shown) <= _SHOWN_MOST else f"{shown[: _SHOWN_MOST - 12]}…{shown[-11:]}"


def _last_part(name: str) -> str:
    # Quoting on the way may have eaten the backslash behind a drive's letter.
    whole = re.sub(r"^[A-Za-z]:(?=\S)", "", name)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", whole))[-1]
    return "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
