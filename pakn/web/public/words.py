"""How the steps of a case are told to the person who sent it (R37)."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

STEP_DONE: Mapping[str, str] = MappingProxyType(
    {
        "file": _N("Đã gửi phản ánh, kiến nghị"),
        "ask_supplement": _N("Được yêu cầu bổ sung thông tin"),
        "supply": _N("Đã bổ sung thông tin"),
        "lapse": _N("Hết thời hạn bổ sung thông tin"),
        "add_facts": _N("Anh/chị đã thêm thông tin"),
        "not_accept": _N("Không tiếp nhận"),
        "guide": _N("Đã hướng dẫn nơi gửi đúng"),
        "transfer_denunciation": _N("Đã chuyển theo Luật Tố cáo"),
        "answer_question": _N("Đã giải đáp câu hỏi"),
        "file_without_handling": _N("Đã lưu, không xử lý"),
        "seek_direction": _N("Đã xin ý kiến cấp trên"),
        "forward": _N("Đã chuyển đến cơ quan có thẩm quyền"),
        "decide_jurisdiction": _N("Đã quyết định cơ quan có thẩm quyền"),
        "direct_forward": _N("Đã chuyển đến cơ quan có thẩm quyền theo chỉ đạo"),
        "accept": _N("Cơ quan đã tiếp nhận, đang xử lý"),
        "deem_accepted": _N("Hết thời hạn tiếp nhận, cơ quan phải xử lý"),
        "status_update": _N("Quá hạn, cơ quan đã báo cáo tình hình xử lý"),
        "return_case": _N("Cơ quan chuyển trả để xác định lại nơi xử lý"),
        "recall": _N("Đã thu hồi để chuyển lại"),
        "answer": _N("Cơ quan đã trả lời, đang kiểm tra trước khi công khai"),
        "send_back": _N("Trả lời được yêu cầu hoàn thiện"),
        "release": _N("Đã có kết quả"),
        "withdraw": _N("Người gửi đã rút"),
        "merge": _N("Đã gộp với phản ánh, kiến nghị cùng nội dung"),
        "split": _N("Đã tách thành các nội dung để xử lý riêng"),
        "appeal": _N("Đã đề nghị xem xét lại"),
        "reopen": _N("Đã mở lại để xem xét"),
        "correct": _N("Đã đính chính kết quả"),
    }
)
"""The acts of `pakn.services.following.SHOWN_ACTIONS`, as things that happened."""

FORWARDING = _N("Chuyển đến cơ quan có thẩm quyền")
ANSWERING = _N("Cơ quan trả lời")
RELEASING = _N("Kiểm tra, công khai kết quả")

AHEAD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "received": (FORWARDING, ANSWERING, RELEASING),
        "awaiting_supplement": (FORWARDING, ANSWERING, RELEASING),
        "awaiting_direction": (FORWARDING, ANSWERING, RELEASING),
        "returned": (FORWARDING, ANSWERING, RELEASING),
        "forwarded": (ANSWERING, RELEASING),
        "in_progress": (RELEASING,),
        "split": (RELEASING,),
    }
)
"""What usually follows, by the state the case is in."""

NEXT: Mapping[str, str] = MappingProxyType(
    {
        "received": _N(
            "Cán bộ đang xem phản ánh, kiến nghị thuộc thẩm quyền của cơ quan nào. Anh/chị không "
            "phải làm gì thêm."
        ),
        "awaiting_supplement": _N(
            "Có một câu hỏi chờ anh/chị trả lời. Mở nội dung ở dưới để đọc câu hỏi, rồi bấm “Bổ "
            "sung thông tin”."
        ),
        "awaiting_direction": _N("Nội dung đang chờ ý kiến của cấp có thẩm quyền."),
        "forwarded": _N("Phản ánh, kiến nghị đã đến cơ quan dưới đây và đang chờ tiếp nhận."),
        "in_progress": _N("Cơ quan dưới đây đang xem xét và sẽ trả lời bằng văn bản."),
        "returned": _N("Nơi xử lý đang được xác định lại. Anh/chị không phải gửi lại."),
        "answered": _N("Cơ quan đã trả lời. Kết quả được kiểm tra rồi công khai."),
        "split": _N("Các nội dung được xử lý riêng và sẽ được trả lời chung một lần."),
        "closed": _N("Nhập bốn số cuối điện thoại hoặc thư điện tử ở dưới để đọc trả lời."),
    }
)
"""What the state means for the sender, and what to do."""

STAGE_NAMES: tuple[str, ...] = (
    _N("Đã gửi"),
    _N("Phân loại, chuyển"),
    _N("Cơ quan xử lý"),
    _N("Kiểm tra"),
    _N("Kết quả"),
)
"""The whole way in five stages."""

STAGE_OF: Mapping[str, int] = MappingProxyType(
    {
        "received": 1,
        "awaiting_supplement": 1,
        "awaiting_direction": 1,
        "returned": 1,
        "forwarded": 2,
        "in_progress": 2,
        "split": 2,
        "answered": 3,
    }
)
"""At which of them an open case is."""

HOLDER: Mapping[str, str] = MappingProxyType(
    {
        "received": "desk",
        "awaiting_supplement": "sender",
        "awaiting_direction": "desk",
        "returned": "desk",
        "forwarded": "agency",
        "in_progress": "agency",
        "answered": "desk",
    }
)
"""Who has to do the next step: the standing body, an agency, or the sender."""

CODE_BY: Mapping[str, str] = MappingProxyType(
    {
        "mail": _N("Mã sáu số được gửi đến thư điện tử đã ghi khi gửi."),
        "sms": _N("Mã sáu số được gửi bằng tin nhắn đến số điện thoại đã ghi khi gửi."),
    }
)
"""Where a one-time code goes; the contact itself is never shown."""

REPLY: Mapping[str, str] = MappingProxyType(
    {
        "guide": _N("Hướng dẫn"),
        "answer_question": _N("Giải đáp câu hỏi"),
        "not_accept": _N("Vì sao không tiếp nhận"),
        "file_without_handling": _N("Vì sao không xử lý tiếp"),
        "transfer_denunciation": _N("Thông báo"),
    }
)
"""What the standing body told the sender, by the act that it belongs to."""
