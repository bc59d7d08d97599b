"""Words for parameters: themes, units, choices, and what each is for."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N
from pakn.rules.parameters import Theme

THEME: Mapping[Theme, str] = MappingProxyType(
    {
        Theme.LIMITS: _N("Thời hạn và cách tính"),
        Theme.REMINDERS: _N("Nhắc hạn, đôn đốc"),
        Theme.STANDING: _N("Cơ quan thường trực, chức danh"),
        Theme.LETTERS: _N("Văn bản"),
        Theme.FILING: _N("Gửi phản ánh, kiến nghị"),
        Theme.FILES: _N("Tệp đính kèm"),
        Theme.MESSAGES: _N("Tin báo"),
        Theme.REPORTS: _N("Báo cáo"),
        Theme.OTHER: _N("Khác"),
    }
)

PARAMETER_UNIT: Mapping[str, str] = MappingProxyType(
    {
        "working": _N("ngày làm việc"),
        "calendar": _N("ngày"),
        "times": _N("lần"),
        "MB": _N("MB"),
        "files": _N("tệp"),
        "minutes": _N("phút"),
        "words": _N("từ"),
        "rows": _N("dòng"),
        "day_of_month": _N("ngày trong tháng"),
    }
)
"""In what a figure is counted."""

CHOICE: Mapping[str, str] = MappingProxyType(
    {
        "receipt": _N("ngày nhận phản ánh, kiến nghị"),
        "forward": _N("ngày chuyển xử lý"),
        "either": _N("điện thoại hoặc thư điện tử, một là đủ"),
        "phone": _N("bắt buộc điện thoại"),
        "email": _N("bắt buộc thư điện tử"),
        "both": _N("bắt buộc cả điện thoại và thư điện tử"),
        "mail, sms": _N("thư điện tử trước; không có thì tin nhắn"),
        "sms, mail": _N("tin nhắn trước; không có thì thư điện tử"),
        "mail": _N("chỉ thư điện tử"),
        "sms": _N("chỉ tin nhắn"),
        "external": _N("văn thư nhập số từ hệ thống quản lý văn bản"),
        "internal": _N("hệ thống này cấp số liên tục theo loại văn bản và năm"),
        "yes": _N("có"),
        "no": _N("không"),
    }
)
"""What may be chosen."""

MEANING: Mapping[str, str] = MappingProxyType(
    {
        "triage_limit_regulation": _N(
            "Từ ngày nhận đến ngày phải phân loại xong và chuyển đến cơ quan có thẩm quyền."
        ),
        "triage_limit_denunciation": _N("Từ ngày nhận đến ngày phải chuyển theo Luật Tố cáo."),
        "guide_limit_complaint": _N("Từ ngày nhận đến ngày phải hướng dẫn người khiếu nại."),
        "acceptance_limit": _N("Từ ngày chuyển đến ngày cơ quan phải tiếp nhận hoặc chuyển trả."),
        "answer_limit": _N("Từ mốc bắt đầu đến ngày cơ quan phải trả lời."),
        "answer_limit_start": _N("Ngày số không của thời hạn trả lời."),
        "status_update_every": _N("Quá hạn trả lời thì cứ mỗi khoảng này phải báo tình hình."),
        "supplement_limit": _N("Từ ngày hỏi đến ngày người gửi phải bổ sung."),
        "pause_allowed": _N("Chờ bổ sung có làm dừng thời hạn của cơ quan hay không (R31)."),
        "pause_closed_last_days": _N("Trong những ngày cuối này không được tạm dừng nữa."),
        "release_target": _N("Từ ngày có trả lời đến ngày phải kiểm tra, công khai."),
        "appeal_limit": _N("Từ ngày có kết quả, người gửi còn được đề nghị xem xét lại."),
        "return_decision_threshold": _N(
            "Bị chuyển trả đến lần thứ mấy thì lãnh đạo đơn vị phải quyết định thẩm quyền."
        ),
        "outage_notice_days": _N("Phải báo trước bao lâu khi tạm ngừng hệ thống."),
        "working_hours": _N("Nhắc hạn chỉ gửi trong giờ này; giờ nhận không làm đổi thời hạn."),
        "escalation_before_due": _N("Trước ngày đến hạn bao nhiêu ngày làm việc thì nhắc."),
        "escalation_overdue_after": _N("Quá hạn bao nhiêu ngày làm việc thì nhắc lại."),
        "escalation_urge_after": _N("Quá hạn bao nhiêu ngày làm việc thì soạn văn bản đôn đốc."),
        "escalation_head_after": _N(
            "Quá hạn bao nhiêu ngày làm việc thì đưa vào danh sách báo cáo Tổ trưởng."
        ),
        "urge_reply_limit": _N("Hạn ghi trong văn bản đôn đốc để cơ quan báo cáo lại."),
        "standing_body": _N("Cơ quan tiếp nhận, phân loại, chuyển, kiểm tra và công khai."),
        "standing_body_name": _N("Tên ghi trên trang công khai và văn bản."),
        "head_body_name": _N("Tên ghi trên văn bản của Tổ trưởng và trong báo cáo."),
        "letter_numbering": _N(
            "Ai cho số công văn, phiếu chuyển, văn bản đôn đốc. Số của thành viên Tổ công tác luôn "
            "do cơ quan của thành viên cho."
        ),
        "contact_required": _N("Người gửi phải để lại cách liên hệ nào."),
        "dedicated_phone": _N("Hiện trên trang hướng dẫn, cuối tin báo và khi nhập hộ."),
        "draft_expiry_days": _N("Bản viết dở được giữ từng này ngày kể từ lần sửa cuối."),
        "recover_within_days": _N("Hồ sơ cũ hơn không lấy lại mã tra cứu bằng tin nhắn, thư."),
        "summary_copy_run": _N("Chép nguyên văn quá từng này từ liền nhau thì phải viết lại."),
        "attachment_types": _N("Loại tệp nhận, xét theo nội dung chứ không theo tên."),
        "attachment_max_mb": _N("Tệp lớn hơn bị từ chối kèm hướng dẫn."),
        "attachment_max_count": _N("Cho mỗi PAKN, mỗi trả lời, mỗi lần bổ sung."),
        "notify_channels": _N("Tin gửi theo cách đầu tiên mà người gửi có."),
        "notices_per_day": _N("Tin tiến độ vượt số này được gộp vào sáng hôm sau."),
        "code_minutes": _N("Mã quá hạn thì người gửi xin mã khác."),
        "code_tries": _N("Nhập sai quá số này thì mã hết hiệu lực."),
        "codes_per_hour": _N("Chặn việc gửi mã liên tục tới một địa chỉ."),
    }
)
"""One line for each parameter whose title does not say it all."""

SETTING_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "over_long": _N("Nội dung quá dài; hãy viết ngắn lại."),
        "not_a_number": _N("Hãy nhập một số nguyên, chỉ gồm chữ số, ví dụ 20."),
        "out_of_bounds": _N("Số này nằm ngoài khoảng cho phép ghi dưới tên mục."),
        "not_a_choice": _N("Hãy chọn một trong các mục đã cho."),
        "unknown_word": _N("Có từ không nằm trong danh sách cho phép ghi dưới tên mục."),
        "bad_hours": _N("Giờ chưa đúng; hãy viết như 08:00 - 17:00, giờ đầu trước giờ cuối."),
        "bad_data": _N("Không đọc được dữ liệu này; hãy giữ dấu ngoặc và dấu phẩy như giá trị cũ."),
        "own_source": _N(
            "Giá trị tự đặt thì chưa thể coi là đã đối chiếu; hãy ghi văn bản, điều, khoản."
        ),
        "ground_in_system": _N(
            "Hệ thống tự dùng căn cứ này khi hết hạn bổ sung nên không ngừng dùng được; hãy sửa "
            "lời của nó."
        ),
        "ground_exists": _N("Đã có căn cứ đang dùng với tên này."),
        "sms_content": _N(
            "Tin nhắn không được kèm mã tra cứu, tên cơ quan hay nội dung: ai cầm máy cũng đọc "
            "được."
        ),
        "sms_too_long": _N(
            "Tin nhắn dài hơn một tin sau khi điền giá trị; hãy rút gọn, hoặc viết không dấu."
        ),
    }
)
"""What is wrong with what an administrator typed."""

SETTING_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "value": _N("Giá trị"),
        "unit": _N("Đơn vị"),
        "valid_from": _N("Có hiệu lực từ ngày"),
        "article": _N("Căn cứ pháp lý"),
        "confirmed": _N("Đã đối chiếu"),
        "public_text": _N("Lời người gửi đọc"),
        "sort": _N("Thứ tự"),
        "body": _N("Nội dung tin"),
        "notice": _N("Mẫu tin"),
    }
)
"""The fields of the administrator's pages."""

SETTING_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "set_parameter": _N("Đặt giá trị tham số"),
        "withdraw_parameter": _N("Rút giá trị tham số sắp có hiệu lực"),
        "confirm_parameter": _N("Xác nhận giá trị tham số"),
        "add_ground": _N("Thêm căn cứ, hướng dẫn"),
        "edit_ground": _N("Sửa căn cứ, hướng dẫn"),
        "start_ground": _N("Dùng lại căn cứ, hướng dẫn"),
        "stop_ground": _N("Ngừng dùng căn cứ, hướng dẫn"),
        "drop_notice": _N("Trở về mẫu tin gốc"),
        "withdraw_notice": _N("Rút mẫu tin sắp có hiệu lực"),
        "retry_jobs": _N("Thử lại mọi việc cùng loại"),
        "switch_schedule": _N("Bật, tắt lịch chạy"),
        "run_schedule": _N("Chạy ngay một lịch"),
    }
)
"""The administrator's acts, as a history shows them."""
