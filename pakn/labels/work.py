"""Words for background work: kinds, states, schedules, and why something was given up."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

JOB_KIND: Mapping[str, str] = MappingProxyType(
    {
        "suggest": _N("Gợi ý cơ quan xử lý"),
        "deliver": _N("Gửi tin báo"),
        "deem_accepted": _N("Coi là đã tiếp nhận khi quá hạn"),
        "lapse_supplements": _N("Kết thúc yêu cầu bổ sung quá hạn"),
        "send_code": _N("Gửi mã dùng một lần"),
        "daily_root": _N("Mã gốc của ngày"),
        "drop_drafts": _N("Xóa bản nháp, mã hết hạn"),
        "compile_report": _N("Tổng hợp báo cáo kỳ"),
        "remind": _N("Nhắc hạn, soạn đôn đốc"),
        "sweep_files": _N("Xóa tệp không còn dùng"),
        "file_list": _N("Nộp danh sách của hiệp hội"),
    }
)
"""The kinds of work, as administrators read them."""

WORK_STATE: Mapping[str, str] = MappingProxyType(
    {
        "new": _N("Chờ làm"),
        "running": _N("Đang làm"),
        "failed": _N("Chưa được, sẽ thử lại"),
        "given_up": _N("Đã thôi thử"),
    }
)

SCHEDULE: Mapping[str, str] = MappingProxyType(
    {
        "daily_root": _N("Chốt mã gốc của nhật ký"),
        "drop_expired_drafts": _N("Xóa bản nháp và mã hết hạn"),
        "monthly_report": _N("Tổng hợp báo cáo tháng"),
        "sweep_files": _N("Xóa tệp không còn dùng"),
        "deem_accepted": _N("Coi là đã tiếp nhận khi quá hạn"),
        "remind": _N("Nhắc hạn, soạn văn bản đôn đốc"),
        "lapse_supplements": _N("Kết thúc yêu cầu bổ sung quá hạn"),
    }
)
"""What happens by the clock, by the name of its schedule."""

FAULT: Mapping[str, str] = MappingProxyType(
    {
        "MailServerAway": _N("Máy chủ thư không trả lời; thử lại khi máy chủ hoạt động."),
        "SenderAway": _N("Máy chủ gửi tin không trả lời; thử lại khi máy chủ hoạt động."),
        "MailUnconfirmed": _N("Mất kết nối giữa lúc gửi; không rõ thư đã đi hay chưa."),
        "SMTPRecipientsRefused": _N("Máy chủ thư từ chối địa chỉ người nhận."),
        "SMTPSenderRefused": _N("Máy chủ thư từ chối địa chỉ gửi; xem lại cấu hình thư."),
        "SMTPDataError": _N("Máy chủ thư từ chối nội dung thư."),
        "SMTPAuthenticationError": _N("Máy chủ thư không nhận mật khẩu; xem lại cấu hình thư."),
        "OperationalError": _N("Cơ sở dữ liệu bận hoặc không trả lời."),
        "TimeoutError": _N("Chờ quá lâu mà không có trả lời."),
        "JobTimeoutException": _N("Làm quá lâu nên bị dừng."),
        "Interrupted": _N("Tiến trình bị dừng giữa chừng nhiều lần; có thể thiếu bộ nhớ."),
        "UnknownKind": _N("Phiên bản đang chạy không biết loại việc này."),
        "SomeFailed": _N("Một số hồ sơ trong đợt bị lỗi; các hồ sơ khác đã xong."),
        "NotFound": _N("Thứ cần để làm việc này không có, ví dụ chưa có mô hình gợi ý."),
        "ModelTooOld": _N("Mô hình gợi ý không hợp với phiên bản đang chạy; hãy huấn luyện lại."),
        "LookupError": _N("Thiếu mẫu tin hoặc kênh gửi này chưa được nối."),
        "OSError": _N("Không đọc, ghi được tệp: đĩa đầy, hoặc thiếu quyền."),
        "PermissionError": _N("Không đọc, ghi được tệp: thiếu quyền."),
        "CalendarNotCovered": _N("Lịch làm việc chưa có năm cần tính; hãy nhập lịch nghỉ."),
        "interrupted": _N("Bị ngắt giữa lúc gửi; không rõ tin đã đi hay chưa."),
        "connection": _N("Mất kết nối giữa lúc gửi; không rõ tin đã đi hay chưa."),
    }
)
"""Why work was given up, by the first word of what is stored (the class of the error)."""
