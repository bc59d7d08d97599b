"""Finding addresses, dates of birth and numbers that are named in the text before them (R36).

Labels are looked for as plain strings in the small-letter text, and only what follows one is
matched: so a text of 30,000 characters is read in some milliseconds.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pakn.rules.privacy import FindingKind

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
_DATE = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d{2}"
    r"|\d{1,2} tháng \d{1,2} năm (?:19|20)\d{2})"
)
_NAMED = rf"[{UPPER}][\w]{{0,12}}(?: (?:[{UPPER}][\w]{{0,12}}|\d{{1,3}}\b))" + "{0,3}"
_NUMBER = r"\d{1,4}[A-Za-z]?(?:[/\-]\d{1,4}[A-Za-z]?){0,4}(?!\w)"
_STREET = r"(?:[Đđ]ường|[Pp]hố|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt|duong|pho|ngo|ngach|hem)"
_FROM_LABEL = r"[^\d\n]{0,25}?"
_DIGIT = (
    r"(?:không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin)"
)


class PlaceFound(NamedTuple):
    """A place in a text that may identify somebody."""

    kind: FindingKind
    start: int
    end: int
    certain: bool


class _Labelled(NamedTuple):
    """Words in small letters, and what follows them; the group `value` alone is covered."""

    kind: FindingKind
    certain: bool
    labels: tuple[str, ...]
    tail: re.Pattern[str]


_LABELLED = (
    _Labelled(
        FindingKind.PROFILE,
        True,
        (
            "facebook.com/",
            "fb.com/",
            "zalo.me/",
            "tiktok.com/",
            "t.me/",
            "instagram.com/",
            "youtube.com/@",
            "twitter.com/",
            "linkedin.com/in/",
        ),
        re.compile(r"[\w.@?=/\-]{1,79}[\w/]"),
    ),
    _Labelled(
        FindingKind.PHONE,
        True,
        tuple(
            f"{zero} {one}"
            for zero in ("không", "khong")
            for one in ["ba", "năm", "nam", "bảy", "bay", "tám", "tam", "chín", "chin", "hai"]
        ),
        re.compile(rf"(?:[ ,\-]{{1,2}}{_DIGIT}){{7,10}}(?!\w)", re.IGNORECASE),
    ),
    _Labelled(
        FindingKind.INSURANCE,
        True,
        ("bhxh", "bảo hiểm xã hội", "bao hiem xa hoi", "bhyt", "bảo hiểm y tế", "bao hiem y te"),
        re.compile(rf"{_FROM_LABEL}(?P<value>(?:[A-Z]{{2}} ?)?\d(?:[ .]?\d){{9,13}})(?![\w/])"),
    ),
    _Labelled(
        FindingKind.TAX_CODE,
        False,
        ("mã số thuế", "ma so thue", "mst", "mã số doanh nghiệp", "msdn"),
        re.compile(rf"{_FROM_LABEL}(?P<value>\d(?:[ .]?\d){{9}}(?:\s?-\s?\d{{3}})?)(?!\d)"),
    ),
    _Labelled(
        FindingKind.ID_NUMBER,
        True,
        ("hộ chiếu", "ho chieu", "passport", "giấy thông hành"),
        re.compile(rf"{_FROM_LABEL}(?P<value>[A-Za-z]\s?\d{{7,8}})(?!\w)"),
    ),
    _Labelled(
        FindingKind.ID_NUMBER,
        True,
        (
            "cccd",
            "cmnd",
            "cmtnd",
            "cmt",
            "căn cước",
            "chứng minh nhân dân",
            "chứng minh thư",
            "định danh cá nhân",
            "can cuoc",
            "chung minh nhan dan",
            "gplx",
            "mã số thuế cá nhân",
        ),
        re.compile(rf"{_FROM_LABEL}(?P<value>\d(?:[ .\-]?\d){{8,11}})(?!\d)"),
    ),
    _Labelled(
        FindingKind.ACCOUNT,
        True,
        ("tài khoản", "tai khoan", "stk", "tk"),
        re.compile(r"(?!\w)[^\d\n]{0,40}?(?P<value>\d(?:[ .\-]?\d){7,18})(?!\d)"),
    ),
    _Labelled(
        FindingKind.BIRTH,
        True,
        ("sinh", "sn"),
        re.compile(rf"(?!\w)[^\d\n]{{0,12}}?(?P<value>{_DATE})"),
    ),
    _Labelled(
        FindingKind.BIRTH,
        False,
        ("sinh năm", "năm sinh", "sinh nam", "nam sinh", "sn"),
        re.compile(r"\s?[:.]?\s?(?P<value>(?:19|20)\d{2})(?![\d/])"),
    ),
    _Labelled(
        FindingKind.DOSSIER,
        False,
        ("mã hồ sơ", "số hồ sơ", "mã biên nhận", "số biên nhận", "mã số hồ sơ", "ma ho so"),
        re.compile(r"\s?(?:là|số)?\s?[:.]?\s?(?P<value>(?=[\w.\-/]*\d)[\w.\-/]{6,40}\w)"),
    ),
    _Labelled(
        FindingKind.ADDRESS,
        True,
        ("số nhà", "nhà số", "so nha", "nha so", "căn hộ", "can ho"),
        re.compile(rf"(?: số)?\s?:?\s?[A-Z]?{_NUMBER}(?:[, ]+{_STREET} (?:{_NUMBER}|{_NAMED}))*"),
    ),
    _Labelled(
        FindingKind.ADDRESS,
        False,
        ("ngõ", "ngách", "hẻm", "kiệt", "ngo", "ngach", "hem"),
        re.compile(rf" (?:số )?{_NUMBER}(?!\w)"),
    ),
    _Labelled(
        FindingKind.ADDRESS,
        False,
        (
            "tổ dân phố",
            "tdp",
            "tổ",
            "thôn",
            "xóm",
            "ấp",
            "khu phố",
            "khóm",
            "buôn",
            "to dan pho",
            "thon",
            "xom",
            "khu pho",
        ),
        re.compile(rf" (?:số )?(?:\d{{1,3}}[A-Za-z]?(?![\w/.])|{_NAMED})"),
    ),
    _Labelled(
        FindingKind.ADDRESS,
        False,
        ("thường trú", "tạm trú", "thuong tru", "tam tru", "địa chỉ", "dia chi", "cư trú", "trú"),
        re.compile(
            r"(?: nhà| thường trú)?(?: tại| ở| hiện nay| là)?\s?:?\s"
            r"(?P<value>[^.;:\n\d]{0,40}?\d[^.;\n]{0,60})"
        ),
    ),
)
_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2}[1-9](?:[ .]?\d){12}(?!\w)")
_DOSSIER = re.compile(r"(?<![\w.])(?:[A-Z]\d{2}|\d{3})(?:\.\w{2,4}){1,5}-\d{6}-\d{4,6}(?!\w)")
_NUMBER_IN_STREET = re.compile(
    rf"(?<![\w/.,])(?:[Ss]ố |[Ss]o )?{_NUMBER}[, ]+{_STREET} (?:{_NUMBER}|{_NAMED})"
)


def find_places(text: str) -> Iterator[PlaceFound]:
    """Addresses, dates of birth, and numbers whose name stands before them.

    Args:
        text: in NFC.

    Yields:
        what was found, kind by kind; places may overlap.
    """
    for pattern, kind, certain in (
        (_INSURANCE, FindingKind.INSURANCE, True),
        (_DOSSIER, FindingKind.DOSSIER, False),
    ):
        for match in pattern.finditer(text):
            yield PlaceFound(kind, *match.span(), certain)
    lowered = small(text)
    for row in _LABELLED:
        for label in row.labels:
            yield from _after(text, lowered, label, row)
    for match in _NUMBER_IN_STREET.finditer(text):
        yield PlaceFound(FindingKind.ADDRESS, *match.span(), certain=False)


def small(text: str) -> str:
    """The text in small letters, index by index the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _after(text: str, lowered: str, label: str, row: _Labelled) -> Iterator[PlaceFound]:
    at = lowered.find(label)
    while at >= 0:
        end = at + len(label)
        if at == 0 or not lowered[at - 1].isalnum():
            match = row.tail.match(text, end)
            if match is not None:
                start, end = match.span("value" if "value" in match.re.groupindex else 0)
                if "value" not in match.re.groupindex:
                    start = _link_start(text, at) if row.kind is FindingKind.PROFILE else at
                yield PlaceFound(row.kind, start, end, row.certain)
        at = lowered.find(label, end)


def _link_start(text: str, at: int) -> int:
    """Where the address of a page begins: "https://www." belongs to it."""
    while at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(\"'“":
        at -= 1
    return at
