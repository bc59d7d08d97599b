"""Awkward things people and programs put into the public form, and what becomes of each."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

ENGLISH = "The officer asked me for one more paper and I do not know why she needs it."
WORDS = "Tôi nộp hồ sơ đã hai tháng mà chưa được trả lời, xin được giải quyết."
TCVN3 = "Ph¶n ¸nh vÒ viÖc cÊp giÊy chøng nhËn quyÒn sö dông ®Êt chËm trÔ"
VNI = "Phaûn aùnh veà vieäc caáp giaáy chöùng nhaän quyeàn söû duïng ñaát"


@dataclass(frozen=True)
class Awkward:
    """One input.

    Attributes:
        slug: the page it is typed on.
        typed: by field; the first field is the one that is looked at.
        said: the words of the refusal; None where it is taken.
        before: answers given earlier that differ from the usual ones.
        kept: what stands in the draft afterwards, where it is not what was typed.
    """

    name: str
    slug: str
    typed: Mapping[str, str]
    said: str | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    kept: str | None = None


def _content(name: str, text: str, said: str | None = None, kept: str | None = None) -> Awkward:
    return Awkward(f"content {name}", "noi-dung", {"content": text}, said, kept=kept)


def _title(name: str, text: str, said: str | None = None, kept: str | None = None) -> Awkward:
    return Awkward(f"title {name}", "noi-dung", {"title": text}, said, kept=kept)


def _sender(
    name: str, typed: Mapping[str, str], said: str | None = None, kind: str = ""
) -> Awkward:
    before = {"sender_kind": kind} if kind else {}
    return Awkward(f"sender {name}", "nguoi-gui", typed, said, before)


_SHORT = "Nội dung quá ngắn"
_LONG = "dài quá 20.000 ký tự"
_NOT_VIETNAMESE = "Nội dung phải viết bằng tiếng Việt"
_LEGACY = "bảng mã cũ"
_PHONE = "Số điện thoại chưa đúng"
_EMAIL = "Địa chỉ thư điện tử chưa đúng"
_TAX = "Mã số thuế chưa đúng"
_NO_WORDS = "chưa có chữ nào"
_DAY = "Ngày chưa đúng"
_GROUP = "từ 2 người trở lên"
_DRAFT = {"subject": "draft"}

CONTENTS = (
    _content("empty", "", "Hãy viết nội dung sự việc."),
    _content("only spaces", " \t \n  ", "Hãy viết nội dung sự việc."),
    _content("only zero-width characters", "\u200b\u200d\ufeff" * 30, "Hãy viết nội dung sự việc."),
    _content("too short", "Chậm quá", _SHORT),
    _content("200 kB", "giấy tờ rườm rà " * 13_000, _LONG),
    _content("emoji only", "😀😡👍" * 20, _NO_WORDS),
    _content("digits and signs only", "12345 !!! ???? 67890 ----", _NO_WORDS),
    _content("English only", ENGLISH, _NOT_VIETNAMESE),
    _content(
        "French only",
        "Je voudrais obtenir un visa pour le Vietnam s'il vous plaît",
        _NOT_VIETNAMESE,
    ),
    _content(
        "Chinese only", "我想投诉税务局办理手续太慢了请帮助我们解决这个问题谢谢", _NOT_VIETNAMESE
    ),
    _content(
        "Arabic, right to left", "أريد تقديم شكوى بشأن التأخير في معالجة ملفي", _NOT_VIETNAMESE
    ),
    _content("TCVN3 bytes", TCVN3, _LEGACY),
    _content("VNI bytes", VNI, _LEGACY),
    _content("binary", "\x00\x01\x02\x03\x04" * 30, "Hãy viết nội dung sự việc."),
    _content("NUL within", WORDS[:20] + "\x00" + WORDS[20:], kept=WORDS),
    _content("script", f"<script>alert(1)</script> {WORDS}"),
    _content("markup", f"<b onclick='x()'>{WORDS}</b><img src=x onerror=alert(1)>"),
    _content("SQL", f"'; DROP TABLE petition; -- {WORDS}"),
    _content("template signs", f"{{{{ config }}}} {{% raw %}} {WORDS}"),
    _content(
        "without marks", "toi nop ho so xin cap phep xay dung tu thang 3 den nay chua tra loi"
    ),
    _content("decomposed", unicodedata.normalize("NFD", WORDS)),
    _content("Windows line ends", WORDS.replace(", ", ",\r\n")),
    _content("direction marks", "\u202e" + WORDS + "\u2066", kept=WORDS),
    _content("emoji within", f"{WORDS} 😡😡"),
    _content(
        "minority names", "Bà H'Bông Niê ở buôn Ea H'leo làm giấy khai sinh cho cháu bị trả lại"
    ),
    _content("one very long word", "a" * 5_000, _NOT_VIETNAMESE),
)

TITLES = (
    _title("empty", "", "Hãy tóm tắt việc này"),
    _title("spaces", "   ", "Hãy tóm tắt việc này"),
    _title("201 characters", "ă" * 201, "Hãy tóm tắt ngắn hơn"),
    _title("emoji only", "😀😀😀", _NO_WORDS),
    _title("punctuation only", "?!?!", _NO_WORDS),
    _title("TCVN3", "Ph¶n ¸nh vÒ viÖc cÊp giÊy chøng nhËn", _LEGACY),
    _title("line ends within", "Bỏ bản sao\r\ncó chứng thực"),
    _title(
        "control characters", "Bỏ bản sao\x07\x1b có chứng thực", kept="Bỏ bản sao có chứng thực"
    ),
    _title("markup", "<h1>Bỏ bản sao</h1>"),
)

SENDERS = (
    _sender("without a name", {"name": ""}, "Hãy ghi họ và tên"),
    _sender("name of signs", {"name": "-- ** --"}, "Tên phải có chữ cái"),
    _sender("name of digits", {"name": "0912345678"}, "Tên phải có chữ cái"),
    _sender("overlong name", {"name": "Nguyễn " * 30}, "Tên dài quá 120 ký tự"),
    _sender("name with control characters", {"name": "Nguyễn\x00 Thị\x08 Mẫu"}),
    _sender("minority name", {"name": "H'Hen Niê Kđăm"}),
    _sender("name of one syllable", {"name": "Dũng"}),
    _sender("foreigner's name", {"name": "John O’Connor-Müller"}),
    _sender("without an address", {"address": " "}, "Hãy ghi địa chỉ"),
    _sender("overlong address", {"address": "thôn Một, " * 40}, "Địa chỉ dài quá 300 ký tự"),
    _sender("phone too short", {"phone": "091234"}, _PHONE),
    _sender("phone too long", {"phone": "0912345678901"}, _PHONE),
    _sender("phone with letters", {"phone": "O912 E45 678"}, _PHONE),
    _sender("two phones", {"phone": "0912345678, 0987654321"}, _PHONE),
    _sender("phone 00 only", {"phone": "0000000000"}, _PHONE),
    _sender("phone with dots", {"phone": "0912.345.678"}),
    _sender("phone international", {"phone": "+84 (0) 912 345 678"}),
    _sender("phone 0084", {"phone": "0084912345678"}),
    _sender("phone 84", {"phone": "84912345678"}),
    _sender("phone with dashes", {"phone": "0912–345–678"}),
    _sender("phone in full-width digits", {"phone": "０９１２３４５６７８"}),
    _sender("landline", {"phone": "(024) 3825 1234"}),
    _sender("foreign phone", {"phone": "+1 415 555 2671"}),
    _sender(
        "neither phone nor e-mail", {"phone": "", "email": ""}, "số điện thoại hoặc thư điện tử"
    ),
    _sender("e-mail without @", {"email": "ten.vidu.vn"}, _EMAIL),
    _sender("e-mail with blanks", {"email": "ten @vidu.vn"}, _EMAIL),
    _sender("e-mail with two dots", {"email": "ten@vidu..vn"}, _EMAIL),
    _sender("e-mail with marks", {"email": "tên@vidu.vn"}, _EMAIL),
    _sender("two e-mails", {"email": "a@vidu.vn,b@vidu.vn"}, _EMAIL),
    _sender("e-mail with a header", {"email": "a@vidu.vn\r\nBcc: b@vidu.vn"}, _EMAIL),
    _sender("overlong e-mail", {"email": "a" * 200 + "@vidu.vn"}, _EMAIL),
    _sender("e-mail with a plus", {"email": "Ten.Nguoi+pakn@Vi-Du.com.vn", "phone": ""}),
    _sender(
        "wrong tax code", {"tax_code": "0100109107", "helper_name": "Thử"}, _TAX, "organisation"
    ),
    _sender("short tax code", {"tax_code": "12345", "helper_name": "Thử"}, _TAX, "organisation"),
    _sender(
        "right tax code", {"tax_code": "0100109106-001", "helper_name": "Thử"}, None, "organisation"
    ),
    _sender("company without a person", {"helper_name": ""}, "Hãy ghi họ và tên.", "organisation"),
    _sender("group of one", {"group_size": "1"}, _GROUP, "group"),
    _sender("group of words", {"group_size": "nhiều người"}, _GROUP, "group"),
    _sender("group below nothing", {"group_size": "-5"}, _GROUP, "group"),
    _sender("group of too many", {"group_size": "999999999"}, _GROUP, "group"),
    _sender("group of twelve", {"group_size": "12"}, None, "group"),
)

SUBJECTS = (
    Awkward("day 31/02", "doi-tuong", {"comment_deadline": "31/02/2027"}, _DAY, _DRAFT),
    Awkward("year 0001", "doi-tuong", {"comment_deadline": "01/01/0001"}, _DAY, _DRAFT),
    Awkward("year 9999", "doi-tuong", {"comment_deadline": "01/01/9999"}, _DAY, _DRAFT),
    Awkward("day in words", "doi-tuong", {"comment_deadline": "ngày mai"}, _DAY, _DRAFT),
    Awkward("passed day", "doi-tuong", {"comment_deadline": "01/11/2026"}, "đã qua", _DRAFT),
    Awkward("overlong drafter", "doi-tuong", {"drafting_body": "Bộ " * 80}, "dài quá 200", _DRAFT),
    Awkward(
        "overlong code", "doi-tuong", {"dossier_code": "H" * 61}, "quá 60", {"subject": "dossier"}
    ),
    Awkward(
        "unknown code", "doi-tuong", {"dossier_code": "không nhớ"}, None, {"subject": "dossier"}
    ),
    Awkward("overlong detail", "doi-tuong", {"subject_detail": "x" * 301}, "dài quá 300"),
    Awkward("unknown kind", "loai", {"kind": "tố cáo"}, "Hãy chọn phản ánh hoặc kiến nghị."),
    Awkward("unknown subject", "loai", {"subject": "'; --"}, "Hãy chọn việc này"),
)

PLACES = (
    Awkward("nothing chosen", "noi-xay-ra", {"place_query": "", "province_code": ""}, "Hãy gõ tên"),
    Awkward("no such place", "noi-xay-ra", {"place_query": "Xứ Không Có"}, "Không tìm thấy"),
    Awkward("found, not chosen", "noi-xay-ra", {"place_query": "Cờ Đỏ"}, "Hãy chọn một nơi"),
    Awkward("overlong name", "noi-xay-ra", {"place_query": "xã " * 90}, "dài quá 200"),
    Awkward("made-up choice", "noi-xay-ra", {"place_choice": "999999999"}, "Hãy gõ tên"),
    Awkward("unknown province", "noi-xay-ra", {"province_code": "zz"}, "Không có tỉnh"),
    Awkward("commune elsewhere", "xa-phuong", {"commune_code": "26740"}, "không thuộc tỉnh"),
    Awkward("unknown capacity", "tu-cach", {"sender_kind": "robot"}, "Hãy chọn anh/chị"),
    Awkward("unknown home", "nguoi-gui", {"residence_province_code": "zz"}, "Không có tỉnh"),
    Awkward("unknown wish", "cong-khai", {"publication": "never"}, "Hãy chọn cách công khai."),
)

AWKWARD = (*CONTENTS, *TITLES, *SENDERS, *SUBJECTS, *PLACES)
