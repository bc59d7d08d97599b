"""Words that tell a place from a street, a person or a firm that bears its name.

Vocabulary alone, for ``routing.place_words`` and ``routing.place_reading``; standard library
only. ``everyday_names.txt`` holds, without marks, the names of units that are everyday words too
("biên giới", "hợp nhất", "văn bản" and Văn Bàn); it was found by counting pairs of small words
in the room's own corpus and mandates.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.place_names import Key, Level, same_vowel
from routing.text import fold


@dataclass(frozen=True, slots=True)
class Sign:
    """A word of kind ("huyện", "Q.") that announces a name.

    Attributes:
        words: with marks, lower case.
        levels: what it can announce.
        kind: the kind in full, folded, as ``place_names.kind_of`` gives it.
        short: a letter or two that need capitals, a dot or a number after them.
    """

    words: tuple[str, ...]
    levels: tuple[Level, ...]
    kind: str
    short: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        """The words without marks."""
        return tuple(map(fold, self.words))


_SIGNS: Final = (
    Sign(("thành", "phố"), ("province", "district"), "thanh pho"),
    Sign(("thị", "xã"), ("district",), "thi xa"),
    Sign(("thị", "trấn"), ("commune",), "thi tran"),
    Sign(("đặc", "khu"), ("commune",), "dac khu"),
    Sign(("huyện", "đảo"), ("district",), "huyen"),
    Sign(("tỉnh",), ("province",), "tinh"),
    Sign(("huyện",), ("district",), "huyen"),
    Sign(("quận",), ("district",), "quan"),
    Sign(("phường",), ("commune",), "phuong"),
    Sign(("xã",), ("commune",), "xa"),
    Sign(("tp",), ("province", "district"), "thanh pho"),
    Sign(("tx",), ("district",), "thi xa"),
    Sign(("tt",), ("commune",), "thi tran", short=True),
    Sign(("t",), ("province",), "tinh", short=True),
    Sign(("h",), ("district",), "huyen", short=True),
    Sign(("q",), ("district",), "quan", short=True),
    Sign(("p",), ("commune",), "phuong", short=True),
    Sign(("x",), ("commune",), "xa", short=True),
)


def _key(name: str) -> Key:
    """The words of a folded name as the tables of names hold them."""
    return tuple(same_vowel(word) for word in name.split())


def _by_first(signs: tuple[Sign, ...]) -> dict[str, tuple[Sign, ...]]:
    """Signs by their first word without marks; the order of the signs is kept."""
    found: dict[str, tuple[Sign, ...]] = {}
    for sign in signs:
        found[sign.folded[0]] = (*found.get(sign.folded[0], ()), sign)
    return found


#: Signs by their first word without marks.
SIGNS: Final = _by_first(_SIGNS)

#: Words after which a name without a word of kind is where somebody or something is.
WHERE: Final = frozenset(
    {
        *("ở", "tại", "về", "trên", "dưới", "quê", "từ", "thuộc", "ngoài", "vào", "tới", "lên"),
        *("xuống", "gần", "quanh", "cạnh"),
    }
)
#: The same without marks; "ve", "tu", "tren" … say too little there.
WHERE_BARE: Final = frozenset({"o", "tai", "que", "gan"})

#: Streets and hamlets: a name after one of them is its own.
STREETS: Final = frozenset(
    {
        *("đường", "phố", "ngõ", "hẻm", "ngách", "kiệt", "lộ", "số nhà", "quảng trường", "dốc"),
        *("thôn", "ấp", "bản", "buôn", "làng", "xóm", "khu", "tổ", "khóm", "cù lao", "cồn"),
        *("khu phố", "điểm"),
    }
)
#: Persons: their names hold names of places ("chị Hồng Vân").
PERSONS: Final = frozenset(
    {
        *("ông", "bà", "anh", "chị", "cô", "chú", "bác", "cháu", "cậu", "dì", "thầy", "em"),
        *("tên", "lăng", "tướng", "đồng chí", "liệt sĩ", "luật sư", "bác sĩ", "họ tên"),
    }
)
#: Firms, works and events that bear a place's name without being there.
FIRMS: Final = frozenset(
    {
        *("công ty", "cty", "tập đoàn", "ngân hàng", "tnhh", "doanh nghiệp", "nhà xe", "báo"),
        *("giải thưởng", "huân chương", "huy chương", "tư tưởng", "cộng sản", "chứng khoán"),
        *("chiến trường", "chiến dịch", "nhãn hiệu", "khách sạn", "nhà hàng", "thương hiệu"),
        *("chủ tịch hồ", "cổ phần", "hãng", "tạp chí"),
    }
)
#: Institutions: mostly in the place whose name they bear, a weak sign.
INSTITUTIONS: Final = frozenset(
    {
        *("trường", "đại học", "đh", "cao đẳng", "học viện", "bệnh viện", "bv", "chợ", "kcn"),
        *("sân bay", "cửa khẩu", "công nghiệp", "ngã tư", "ngã ba", "thủy điện", "nhà máy"),
        *("cao tốc", "siêu thị", "bến xe", "bến phà", "bãi rác", "bãi biển", "cảng cá"),
        *("quốc gia", "vòng xoay", "dân cư", "định cư"),
    }
)
#: Works and waters, weak as well; too short to count unless directly before a name.
LANDMARKS: Final = frozenset(
    {
        *("đèo", "sông", "núi", "hồ", "kênh", "rạch", "suối", "vịnh", "ga", "đồn", "trại", "viện"),
        *("cầu", "cảng", "trạm", "đảo"),
    }
)
#: Pairs that hold a word above with another meaning.
NEITHER: Final = frozenset({"thành phố", "đồng hồ", "văn bản", "cơ bản"})

#: "binh quan 9 thang", "quan 12 nam": what follows a number that is no district's.
UNITS_OF_TIME: Final = frozenset(
    {"thang", "ngay", "nam", "tuan", "gio", "lan", "nguoi", "trieu", "nghin", "phut", "dong"}
)

#: Names of units that are everyday words as well, without marks.
EVERYDAY: Final = frozenset(
    _key(name)
    for name in Path(__file__)
    .with_name("everyday_names.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)
#: Former districts whose names, without marks, are what people say after "ở" and "tại".
EVERYDAY_DISTRICTS: Final = frozenset(
    _key(name)
    for name in (
        *("van ban", "ba vi", "nha be", "cho moi", "con co", "tinh bien", "ba to", "cho don"),
        *("tu ky", "la gi", "co to", "duong kinh", "chau thanh", "hai chau", "ba che", "an thi"),
        *("an lao", "hai an", "thong nhat", "bao lam", "can duoc", "dat do", "nhu thanh"),
    )
)
#: "xã hội", "phương án": with a word of kind's letters, but another word.
NOT_SIGNED_BARE: Final = frozenset(
    {
        *(("xa", "hoi"), ("phuong", "an"), ("phuong", "huong"), ("phuong", "tien")),
        *(("phuong", "tra"), ("phuong", "phap"), ("quan", "li"), ("tinh", "hinh")),
    }
)
#: Provinces that without marks read like a district of another province about as well known.
EVEN_BARE: Final = frozenset({("phu", "yen")})
#: Parts of the country that some commune is named after: "ở vùng Đông Bắc".
REGIONS: Final = frozenset(map(_key, ("dong bac", "tay bac", "dong nam", "tay nam", "tay nguyen")))
#: Surnames that begin names of communes called after persons, as streets and schools are too.
SURNAMES: Final = frozenset({"nguyen", "tran", "le", "ngo", "vo", "pham", "li", "bui"})
#: What stands in a person's name before the given name, which may be a province's: Hải Dương.
IN_NAMES: Final = SURNAMES | {"thi", "van", "do", "vu", "dang", "duong", "huynh", "phan", "hoang"}
#: Others whom communes, streets and schools are called after.
HEROES: Final = frozenset(
    map(
        _key,
        (
            *("quang trung", "hung vuong", "trung vuong", "ba trieu", "phan boi chau"),
            *("phan dinh phung", "phan chu trinh"),
        ),
    )
)
#: What "ĐN" may stand for; without its mark it is a firm (doanh nghiệp).
AMBIGUOUS_SHORT: Final = {"đn": (("da", "nang"), ("dong", "nai"))}
