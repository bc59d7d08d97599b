"""How instruments are written, as patterns over plain text (:mod:`routing.plain`).

Every repetition is bounded, so that reading a text takes time in proportion to its length.
Symbols follow NĐ 30/2020/NĐ-CP, Appendix III, and Article 6 of the decrees on legal instruments;
what people leave out or break over lines is read leniently. Standard library only.
"""

import re
from typing import Final

# Words and abbreviations of each kind, the longer before the shorter that begins it.
_KIND_WORDS: Final = {
    "nghi_quyet_lien_tich": r"nghi\s{1,3}quyet\s{1,3}lien\s{1,3}tich|nqlt",
    "thong_tu_lien_tich": r"thong\s{1,3}tu\s{1,3}lien\s{1,3}tich|ttlt",
    "nghi_dinh": r"nghi\s{1,3}dinh|nd",
    "thong_tu": r"thong\s{1,3}tu|tt",
    "nghi_quyet": r"nghi\s{1,3}quyet|nq",
    "quyet_dinh": r"quyet\s{1,3}dinh|qd",
    "chi_thi": r"chi\s{1,3}thi|ct",
    "cong_van": r"cong\s{1,3}van|cv|van\s{1,3}ban",
    "cong_dien": r"cong\s{1,3}dien|cd",
    "thong_bao": r"thong\s{1,3}bao|tb",
    "ke_hoach": r"ke\s{1,3}hoach|kh",
    "van_ban_hop_nhat": r"van\s{1,3}ban\s{1,3}hop\s{1,3}nhat|vbhn",
    "phap_lenh": r"phap\s{1,3}lenh|pl",
    "bo_luat": r"bo\s{1,3}luat",
    "luat": r"luat",
}
_KINDS: Final = "|".join(
    f"(?P<{kind}>{words})"
    for kind, words in sorted(_KIND_WORDS.items(), key=lambda item: item[0] != "van_ban_hop_nhat")
)
#: The abbreviation in a symbol and the kind it means.
SYMBOL_KINDS: Final = {
    "nqlt": "nghi_quyet_lien_tich",
    "ttlt": "thong_tu_lien_tich",
    "nd": "nghi_dinh",
    "tt": "thong_tu",
    "nq": "nghi_quyet",
    "qd": "quyet_dinh",
    "ct": "chi_thi",
    "cd": "cong_dien",
    "tb": "thong_bao",
    "kh": "ke_hoach",
    "vbhn": "van_ban_hop_nhat",
}
# Bodies as symbols name them; known ones are read with blanks or without a hyphen too.
_KNOWN: Final = (
    r"(?:bld\s?-\s?tbxh|bnn\s?&\s?ptnt|bgd\s?&\s?dt|btn\s?&\s?mt|bkh\s?&\s?dt|btt\s?&\s?tt"
    r"|bkh\s?&\s?cn|bvhtt\s?&\s?dl|bnn\s?&\s?mt"
    r"|cp|ttg|ctn|ubnd|hdnd|hdtp|ubdt|ubtvqh\d{0,2}|tw|tandtc|vksndtc|ktnn|vpcp|ttcp|nhnn|bhxh"
    r"|bca|bct|bgddt|bkhcn|bng|bnv|bnnmt|bqp|btc|btp|bvhttdl|bxd|byt|bdttg|bgtvt|btnmt|bnnptnt"
    r"|bnn|btttt|bldtbxh|bkhdt|bvhtt|btm|bcn|bts)(?![a-z0-9])"
)
_FIRST_BODY: Final = rf"(?:\s{{0,2}}[-/]?\s{{0,2}}{_KNOWN}|[-/][a-z][a-z&]{{1,11}}(?![a-z0-9]))"
_NEXT_BODY: Final = rf"(?:\s{{0,2}}[-,/]\s{{0,2}}{_KNOWN}|-[a-z][a-z&]{{0,11}}(?![a-z0-9]))"
_SYMBOL: Final = (
    rf"(?:(?:{'|'.join(SYMBOL_KINDS)}){_FIRST_BODY}{_NEXT_BODY}{{0,5}}"
    r"|qh\s?\d{1,2}(?![a-z0-9])|(?:pl\s{0,2}-\s{0,2})?ubtvqh\s?\d{1,2}(?![a-z0-9]))"
)
_LETTER_SYMBOL: Final = r"(?:[a-z]{2,12}(?:-[a-z&\d]{1,10}){0,3}(?![a-z0-9]))"
_NUMBER: Final = r"(?P<number>\d{1,6}[a-z]?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SLASH: Final = r"\s{0,2}/\s{0,2}"
_EITHER: Final = r"\s{0,2}[-/]\s{0,2}"
_NOT_AFTER_WORD: Final = r"(?<![a-z0-9])"
#: A kind, then a number with or without year and symbol: "NĐ số 15/2018/NĐ-CP", "NĐ 15/2018".
NUMBERED: Final = re.compile(
    rf"{_NOT_AFTER_WORD}(?:{_KINDS})(?![a-z0-9])\.?(?:\s{{1,3}}cua\s{{1,3}}chinh\s{{1,3}}phu)?"
    rf"(?P<so>\s{{0,3}}(?:so|s\.)\s{{0,3}}:?)?\s{{0,3}}{_NUMBER}(?![a-z0-9])"
    rf"(?:{_SLASH}{_YEAR}|\s{{1,3}}nam\s{{1,3}}(?P<named_year>(?:19|20)\d\d)(?!\d))?"
    rf"(?:{_EITHER}(?P<symbol>{_SYMBOL})|{_EITHER}(?P<letter_symbol>{_LETTER_SYMBOL}))?"
)
#: A number whose symbol says what it is: "15/2018/NĐ-CP", "31/2024/QH15", "57-NQ/TW".
BARE: Final = re.compile(
    rf"(?<![a-z0-9/]){_NUMBER}(?:{_SLASH}{_YEAR})?{_EITHER}(?P<symbol>{_SYMBOL})"
)
#: A letter by its symbol alone; capitals in the text as given must confirm it.
LETTER: Final = re.compile(
    rf"(?<![a-z0-9/]){_NUMBER}/(?P<letter_symbol>[a-z]{{3,10}}(?:-[a-z&\d]{{1,10}}){{1,3}})(?![a-z0-9])"
)
#: "QCVN 06:2022/BXD", "TCVN ISO 9001:2015".
STANDARD: Final = re.compile(
    rf"{_NOT_AFTER_WORD}(?P<kind>qcvn|qcdp|tcvn|tcxdvn|tcxd)(?:\s{{1,2}}iso)?\s{{0,2}}:?\s{{0,2}}"
    r"(?P<number>\d{1,5}(?:-\d{1,3})?)(?![a-z0-9])"
    rf"(?:\s{{0,2}}[:-]\s{{0,2}}{_YEAR})?(?:{_SLASH}(?P<symbol>[a-z][a-z&]{{1,11}}))?"
)
#: The word before the title of a law; "pháp luật", "kỷ luật", "quy luật" are other words.
LAW: Final = re.compile(
    rf"{_NOT_AFTER_WORD}(?<!phap )(?<!ky )(?<!quy )(?<!phap\n)"
    r"(?:(?P<short>bl(?:ld|ds|hs|tths|ttds))|(?P<word>bo\s{1,3}luat|luat|phap\s{1,3}lenh))"
    r"(?![a-z0-9])"
)
CONSTITUTION: Final = re.compile(
    rf"{_NOT_AFTER_WORD}hien\s{{1,3}}phap(?![a-z0-9])(?:\s{{1,3}}(?:nam\s{{1,3}})?{_YEAR})?"
)
#: The words of a title: at most a comma or a bracket between them.
TITLE_WORD: Final = re.compile(r"[\s,(\"“&]{0,4}([a-z0-9]{1,15})")
#: What follows a title: year or number.
LAW_TAIL: Final = re.compile(
    r"[\s)\"”]{0,3}(?:\(?\s?sua\s{1,2}doi(?:,?\s{1,2}bo\s{1,2}sung)?\s?\)?)?\s{0,3}"
    rf"(?:\(?(?:nam\s{{1,3}})?{_YEAR}\)?|,?\s{{0,2}}(?:so\s{{1,2}}:?\s{{0,2}})?\(?(?P<number>\d{{1,3}})"
    r"\s{0,2}/\s{0,2}(?P<law_year>(?:19|20)\d\d)\s{0,2}/\s{0,2}"
    r"(?P<symbol>qh\s?\d{1,2}|(?:pl-)?ubtvqh\s?\d{1,2})\)?)(?![a-z0-9])"
)
#: After a bare number: then it counts something, "nghị quyết 2 lần".
COUNTED: Final = re.compile(
    r"\s{1,3}(?:lan|nam|thang|ngay|nguoi|can|ho|trieu|ty|dong|%|phan|ban|cai|trang)(?![a-z0-9])"
)
_LIST_OF: Final = r"{0}(?:\s{{0,2}}(?:,|;|va|den|-)\s{{0,2}}{0}){{0,6}}"
_LETTERS: Final = _LIST_OF.format(r"[a-z]\d?(?![a-z0-9])")
_NUMBERS: Final = _LIST_OF.format(r"\d{1,3}[a-z]?(?![a-z0-9/])")
#: One unit of an instrument: "điểm b", "khoản 2, 3", "Điều 7".
UNIT: Final = re.compile(
    rf"{_NOT_AFTER_WORD}(?:diem\s{{1,3}}(?P<point>{_LETTERS})|khoan\s{{1,3}}(?P<clause>{_NUMBERS})"
    rf"|dieu\s{{1,3}}(?P<article>{_NUMBERS})|d\.\s?(?P<short_article>\d{{1,3}})(?![0-9/])"
    r"|k\.\s?(?P<short_clause>\d{1,3})(?![0-9/]))"
)
#: What may stand between a unit and the next, or between a unit and its instrument.
JOINT: Final = re.compile(r"[\s,;.()]{0,3}(?:(?:cua|tai|theo|trong|va)\s{1,3})?[\s,]{0,2}")
#: After an instrument: its day, and the body that issued it.
ISSUED: Final = re.compile(
    r"(?:[\s,(]{1,3}(?:ban\s{1,2}hanh\s{1,2})?ngay\s{1,3}(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?"
    r"|\d{1,2}\s{1,2}thang\s{1,2}\d{1,2}\s{1,2}nam\s{1,2})(?P<year>(?:19|20)\d\d))?"
    r"(?:[\s,(]{1,3}(?:cua|do)\s{1,3}(?P<body>(?:bo|ubnd|uy\s|hdnd|hoi\s{1,2}dong|chu\s{1,2}tich"
    r"|chinh\s|thu\s{1,2}tuong|so\s|ngan\s|thanh\s|van\s{1,2}phong|bao\s{1,2}hiem|tong\s{1,2}cuc"
    r"|cuc\s|quoc\s{1,2}hoi|tinh\s|tp)[^,;:\n()\"”]{0,60})"
    r"|[\s,(-]{1,3}(?P<place>(?:ubnd|hdnd|uy\s{1,2}ban|tinh|thanh\s{1,2}pho|tp)(?![a-z])"
    r"[^,;:\n()\"”]{0,60}))?"
)
