"""Words for messages: what each is, what its template may name."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

NOTICE: Mapping[str, str] = MappingProxyType(
    {
        "received": _N("Đã nhận phản ánh, kiến nghị"),
        "one_time_code": _N("Mã dùng một lần"),
        "supplement": _N("Yêu cầu bổ sung thông tin"),
        "supplied": _N("Đã nhận thông tin bổ sung"),
        "not_accepted": _N("Không tiếp nhận"),
        "guided": _N("Hướng dẫn gửi đúng nơi"),
        "question_answered": _N("Đã giải đáp câu hỏi"),
        "filed_without_handling": _N("Lưu, không xử lý"),
        "forwarded": _N("Đã chuyển cơ quan có thẩm quyền"),
        "seeking_direction": _N("Chờ ý kiến chỉ đạo"),
        "in_progress": _N("Đang xử lý"),
        "reassigning": _N("Xác định lại cơ quan xử lý"),
        "checking": _N("Đã trả lời, đang kiểm tra"),
        "completing": _N("Đang hoàn thiện trả lời"),
        "result": _N("Có kết quả xử lý"),
        "corrected": _N("Đính chính kết quả"),
        "merged": _N("Gộp với PAKN khác"),
        "split": _N("Tách nội dung"),
        "withdrawn": _N("Đã rút"),
        "update": _N("Có thông tin mới"),
        "forwarded_to_agency": _N("Báo cơ quan có PAKN chuyển đến"),
        "forward_copy": _N("Bản chuyển cho thành viên theo dõi"),
        "reminder_digest": _N("Nhắc hạn buổi sáng"),
        "urge_drafted": _N("Đã soạn văn bản đôn đốc"),
        "report_ready": _N("Báo cáo kỳ đã tổng hợp"),
        "imported": _N("Danh sách của hiệp hội đã nộp"),
    }
)
"""Every message by the name of its template."""

NOTICE_CHANNEL: Mapping[str, str] = MappingProxyType(
    {"mail": _N("Thư điện tử"), "sms": _N("Tin nhắn"), "inbox": _N("Hộp việc")}
)

NOTICE_VALUE: Mapping[str, str] = MappingProxyType(
    {
        "number": _N("mã PAKN"),
        "received_on": _N("ngày nhận"),
        "base_url": _N("địa chỉ trang của hệ thống"),
        "hotline": _N("số điện thoại chuyên dùng, có thể trống"),
        "secret": _N("mã tra cứu"),
        "code": _N("mã dùng một lần"),
        "minutes": _N("mã có hiệu lực mấy phút"),
        "due_on": _N("hạn bổ sung, có thể trống"),
        "ground_text": _N("lời của căn cứ không tiếp nhận, có thể trống"),
        "agency": _N("cơ quan chủ trì"),
    }
)
"""What a template may name."""

DELIVERY_STATE: Mapping[str, str] = MappingProxyType(
    {
        "pending": _N("Chờ gửi"),
        "sending": _N("Đang gửi"),
        "sent": _N("Đã gửi"),
        "uncertain": _N("Không rõ đã gửi hay chưa"),
        "failed": _N("Không gửi được"),
    }
)
"""The states of a delivery; `failed` is one that waits, but whose sending was given up."""
