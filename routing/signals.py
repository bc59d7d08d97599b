"""Traits of a text that are not subject matter: whom it speaks of, how it speaks, what it wants.

A lexicon tells land from tax; these tell a villager's plot from a rule on plots, a question from
a complaint, a denunciation from a grievance. Standard library only.
"""

import re
from collections.abc import Sequence
from typing import Final

from routing.lexicon import PhraseIndex
from routing.words import Token

_PHRASES: Final = {
    # The body or the office of a place, which is the province's business (R21).
    "local_office": (
        "ubnd; ủy ban nhân dân; uỷ ban nhân dân; ủy ban; chủ tịch xã; chủ tịch phường; cán bộ "
        "xã; cán bộ phường; công chức xã; trưởng thôn; trưởng ấp; trưởng bản; trưởng buôn; tổ "
        "trưởng dân phố; tổ dân phố; khu phố; một cửa; trung tâm hành chính công; địa chính; "
        "văn phòng đăng ký đất đai; chi nhánh văn phòng đăng ký; sở; phòng kinh tế; hđnd; hội "
        "đồng nhân dân; chủ tịch tỉnh; phó chủ tịch; cán bộ tư pháp; ban quản lý chợ; phòng văn "
        "hóa"
    ),
    "local_unit": (
        "xã; phường; thị trấn; đặc khu; huyện; quận; thị xã; thôn; ấp; bản; buôn; xóm; làng; "
        "tỉnh; thành phố; tp; phum; sóc"
    ),
    "local_spot": (
        "đường làng; ngõ; hẻm; kiệt; đường thôn; chợ; cống; vỉa hè; khu dân cư; hàng xóm; nhà "
        "văn hóa; tỉnh lộ; bệnh viện tỉnh; bệnh viện huyện; bệnh viện đa khoa; trạm y tế; trung "
        "tâm y tế; trường tiểu học; trường thcs; trường thpt; trường mầm non; điểm trường"
    ),
    # Branches of a ministry in the provinces (R55).
    "vertical": (
        "công an; csgt; cảnh sát giao thông; thuế; cơ quan thuế; hải quan; kho bạc; bảo hiểm xã "
        "hội; bhxh; thống kê; thi hành án; chấp hành viên; quân sự; biên phòng; ngân hàng; bộ "
        "đội; đăng kiểm; điện lực; tòa án; viện kiểm sát"
    ),
    "central": (
        "bộ; bộ trưởng; cục; tổng cục; thứ trưởng; thủ tướng; chính phủ; quốc hội; trung ương"
    ),
    "rule": (
        "quy định; luật; nghị định; thông tư; điều khoản; khoản; điều; sửa đổi; bổ sung; bất "
        "cập; quy chuẩn; tiêu chuẩn; hướng dẫn; dự thảo; chính sách; mức; định mức; lộ trình; "
        "ban hành"
    ),
    "unfit": (
        "bất hợp lý; không hợp lý; không phù hợp; chồng chéo; mâu thuẫn; lạc hậu; chưa rõ; "
        "không rõ; thiếu rõ ràng; nên bỏ; đề nghị bỏ; nên cho; xem xét lại; kiến nghị; đề xuất; "
        "cần sửa"
    ),
    "conduct": (
        "đòi; hẹn; hẹn lại; chậm; trễ; không trả lời; trả hồ sơ; trả lại hồ sơ; thái độ; quát; "
        "bắt; ép; hách dịch; cửa quyền; gây khó; gây khó khăn; nhũng nhiễu; đùn đẩy; chờ; im "
        "lặng; không giải quyết; từ chối; không nhận; ngâm; quá hạn; kéo dài; lơ là; không ai; "
        "bỏ mặc; tắc trách"
    ),
    "own": (
        "nhà tôi; gia đình tôi; tôi; nhà em; con tôi; cháu; chúng tôi; bà con; dân chúng tôi; "
        "mẹ tôi; bố tôi; ba tôi; em; mình; vợ tôi; chồng tôi; hộ tôi; công ty tôi; công ty "
        "chúng tôi"
    ),
    "wish": ("đề nghị; kiến nghị; mong; yêu cầu; xin; kính mong; kính đề nghị; tha thiết"),
    "asks": (
        "xin hỏi; cho hỏi; hỏi; thế nào; ra sao; bao nhiêu; bao lâu; mấy; ở đâu; nào; gì; sao; "
        "có được không; được không; phải không; có phải; như thế nào; làm sao; khi nào; hay; à; "
        "ạ; không"
    ),
    "complains": (
        "khiếu nại; đơn khiếu nại; không đồng ý với quyết định; phản đối quyết định; hủy quyết "
        "định; hủy bỏ quyết định; thu hồi quyết định; giải quyết khiếu nại; khiếu nại lần đầu; "
        "khiếu nại lần hai; người khiếu nại; xem xét lại quyết định; quyết định số"
    ),
    "accuses": (
        "tố cáo; đơn tố cáo; tố giác; người bị tố cáo; người tố cáo; tôi tố cáo; xin giấu tên; "
        "giữ bí mật; xin giữ kín; bảo vệ người tố cáo; xin không nêu tên; giữ kín tên; sợ bị "
        "trả thù; xin đừng ghi tên; đừng ghi tên; xin không ghi tên; đừng nêu tên; không nêu "
        "tên; xin giấu; giấu tên; đừng gửi ngược; xin đừng gửi; không dám nói; không ai dám "
        "nói; ngại nói; sợ trả thù; xin được bảo vệ; bảo vệ nhân thân; xin giữ danh tính; tôi "
        "từng là; đề nghị xác minh; đề nghị điều tra; cơ quan cấp trên xác minh; đề nghị làm "
        "rõ; kỷ luật; xử lý nghiêm; trước pháp luật; cả thôn biết; ai cũng biết; ai cũng thấy"
    ),
    "wrong": (
        "tham ô; tham nhũng; nhận hối lộ; hối lộ; ăn chặn; biển thủ; khai khống; lập khống; "
        "khống; bằng giả; giả mạo; làm giả; hồ sơ giả; giả chữ ký; nâng giá; chiếm đoạt; chiếm "
        "dụng; tư lợi; bỏ túi; chia nhau; bao che; bảo kê; trù dập; thông đồng; thông thầu; sân "
        "sau; nhận tiền; lót tay; bòn rút; rút ruột; ăn bớt; móc nối; ngoài sổ; hai sổ; vòi "
        "tiền; cấu kết; lạm quyền; gian lận; ký khống; khai thêm; khai man; chia đôi; tiếp tay; "
        "bắt tay; nhận quà; lấy tiền; bỏ lọt; sửa lời khai; thu thêm; không ghi biên lai; không "
        "biên lai; không có biên lai; không lập biên bản; cho qua; đưa tiền; ai không đưa; chạy "
        "suất; chạy việc; chạy chọt; chung chi; làm luật; phong bì; hoa hồng; lại quả; đút lót; "
        "ăn tiền; cắt xén; xà xẻo; bán chui; lừa; quỵt; nuốt; giả danh; sửa điểm; mua điểm; "
        "khai gian; bịa; đội giá; kê khống; thổi giá; ép mua; ép nộp; dùng xe công; đi buôn; "
        "chiếm; tẩu tán; rút tiền; thu lại một nửa; đổi trắng thay đen"
    ),
    "proof": (
        "ghi âm; bản chụp; ảnh chụp; bản sao kê; sao kê; chứng cứ; bằng chứng; nhân chứng; tôi "
        "giữ; gửi kèm; kèm theo; danh sách; đoạn ghi; tin nhắn; tôi làm chứng; tôi là kế toán; "
        "video; camera; camera ghi; clip; hình ảnh; ghi hình; chứng minh được; tôi chứng kiến; "
        "tận mắt; có người chứng; cùng xác nhận; làm chứng; lưu giữ; file; usb; bản gốc; chữ ký "
        "giả; sổ tay; bảng lương"
    ),
    "official": (
        "giám đốc; phó giám đốc; trưởng phòng; phó phòng; chủ tịch; bí thư; kế toán; hiệu "
        "trưởng; thủ trưởng; cán bộ; công chức; viên chức; trưởng ban; lãnh đạo; chi cục "
        "trưởng; đội trưởng; nhân viên; thanh tra viên; kiểm lâm; kiểm dịch viên; điều tra "
        "viên; chấp hành viên; thẩm định viên; đăng kiểm viên; trưởng trạm; trạm trưởng; tổ "
        "trưởng; trưởng thôn; trưởng ấp; trưởng bản; trưởng khoa; bác sĩ trưởng; thủ quỹ; thủ "
        "kho; hiệu phó; phó chủ tịch; chỉ huy; đồn; chi cục phó; cục trưởng; vụ trưởng; nhóm; "
        "ông chủ; bà chủ; chủ đầu tư"
    ),
    "aside": (
        "chúc; chúc mừng; cảm ơn; cám ơn; xin việc; tuyển dụng; quảng cáo; bán; mua; khuyến "
        "mãi; test; alo; thử; thơ; bài thơ; kết bạn; tâm sự; giá rẻ; liên hệ; zalo; inbox; "
        "trúng thưởng; người yêu; bói; thời tiết hôm nay; dịch giúp; viết giúp; giải bài; tòa "
        "án xét xử; bản án; ly hôn"
    ),
    "kin": (
        "em trai; em gái; em vợ; em rể; anh trai; chị gái; con trai; con gái; con rể; cháu "
        "ruột; em ruột; người nhà; người thân; họ hàng; thân quen; vợ ông; vợ anh; chồng bà; "
        "tên vợ; đứng tên vợ; công ty của vợ; công ty nhà; bạn thân; sân sau; anh em"
    ),
    "complains_softly": (
        "tôi không đồng ý; không đồng ý; không phục; tôi không phục; phản đối; xin hủy; đòi "
        "hủy; đề nghị hủy; hủy biên bản; hủy thông báo; xét lại; thông báo này; quyết định này; "
        "quyết định xử phạt; quyết định thu hồi; quyết định đình chỉ; quyết định kỷ luật; bác "
        "đơn; bác kiến nghị; trả lại cho tôi; khôi phục; bồi thường cho tôi; đòi lại; trái "
        "luật; sai luật; trái quy định; lên cấp trên; gửi đơn lần đầu; kết quả giải quyết"
    ),
}
_COMBINED: Final = (
    "place",
    "place_own",
    "place_conduct",
    "place_office",
    "local_conduct",
    "local_not_vertical",
    "place_not_vertical",
    "place_asks",
    "question_mark",
    "ends_with_question_mark",
    "many_question_marks",
    "wrong_official",
    "wrong_proof",
    "money",
    "money_wrong",
    "money_official",
    "kin_official",
    "secret_wrong",
    "short",
    "long",
    "very_short",
    "exclaims",
    "numbered",
)
_MONEY: Final = re.compile(
    r"\d\s?(?:triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ|ty|đồng|dong|tr|đô|do)\b", re.IGNORECASE
)
SIGNALS: Final = (*_PHRASES, *_COMBINED)
_NUMBER: Final = {name: number for number, name in enumerate(SIGNALS)}
PLACE: Final = _NUMBER["place"]


def _owned() -> list[tuple[str, str]]:
    """Every phrase with its signal."""
    return [
        (phrase.strip(), name)
        for name, phrases in _PHRASES.items()
        for phrase in phrases.split(";")
    ]


_INDEX: Final = PhraseIndex(_owned())


def signals(text: str, tokens: Sequence[Token], *, place: bool) -> list[int]:
    """The traits a text has, as numbers of :data:`SIGNALS`, ascending.

    Args:
        text: the text.
        tokens: its words.
        place: whether it names a province or a district.
    """
    has = {name for hit in _INDEX.hits(tokens) for name in hit.owners}
    marks = text.count("?")
    money = _MONEY.search(text) is not None
    local = bool(has & {"local_office", "local_unit", "local_spot"})
    combined = {
        "place": place,
        "place_own": place and "own" in has,
        "place_conduct": place and "conduct" in has,
        "place_office": place and "local_office" in has,
        "local_conduct": local and "conduct" in has,
        "local_not_vertical": local and "vertical" not in has,
        "place_not_vertical": place and "vertical" not in has,
        "place_asks": place and bool(marks),
        "question_mark": bool(marks),
        "ends_with_question_mark": text.rstrip().endswith("?"),
        "many_question_marks": marks > 1,
        "wrong_official": {"wrong", "official"} <= has,
        "wrong_proof": {"wrong", "proof"} <= has,
        "money": money,
        "money_wrong": money and "wrong" in has,
        "money_official": money and "official" in has,
        "kin_official": {"kin", "official"} <= has,
        "secret_wrong": {"accuses", "wrong"} <= has,
        "short": len(tokens) < 25,
        "long": len(tokens) > 70,
        "very_short": len(tokens) < 8,
        "exclaims": "!" in text,
        "numbered": "1." in text and "2." in text,
    }
    has |= {name for name, holds in combined.items() if holds}
    return sorted(_NUMBER[name] for name in has)
