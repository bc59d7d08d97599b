"""Words for work inside agencies and for paper entered for them."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

AGENCY_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "unit_hand": _N("Giao đơn vị xử lý"),
        "unit_return": _N("Đơn vị trả lại đầu mối"),
        "unit_add": _N("Thêm đơn vị của cơ quan"),
        "unit_rename": _N("Đổi tên đơn vị của cơ quan"),
        "unit_close": _N("Ngừng đơn vị của cơ quan"),
        "unit_member": _N("Phân công người vào đơn vị"),
        "answer_draft": _N("Lưu dự thảo trả lời"),
        "answer_submit": _N("Trình duyệt dự thảo trả lời"),
        "answer_draft_back": _N("Lãnh đạo yêu cầu sửa dự thảo trả lời"),
        "answer_take_back": _N("Lấy lại dự thảo trả lời để sửa"),
        "answer_upload": _N("Tải lên bảng trả lời"),
        "answer_upload_file": _N("Gửi các trả lời trong bảng"),
        "answer_upload_discard": _N("Bỏ bảng trả lời"),
        "status_update": _N("Cơ quan cập nhật tình hình xử lý"),
    }
)
"""Acts that change no state of a case, by their names in histories."""

AGENCY_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "in_past": _N("Ngày này đã qua; hãy chọn từ hôm nay trở đi."),
        "unit_busy": _N(
            "Đơn vị còn hồ sơ đang xử lý; hãy giao các hồ sơ đó cho đơn vị khác trước khi ngừng."
        ),
        "name_taken": _N("Cơ quan đã có đơn vị mang tên này; hãy đặt tên khác."),
        "approval_needed": _N(
            "Cơ quan có lãnh đạo duyệt trả lời: hãy bấm “Trình lãnh đạo duyệt” thay vì gửi thẳng."
        ),
        "not_overdue": _N("Hồ sơ chưa quá hạn trả lời nên chưa cần cập nhật tình hình."),
        "before_forwarding": _N("Ngày này trước ngày chuyển hồ sơ đến cơ quan; hãy kiểm tra lại."),
        "before_document": _N("Dấu đến không thể trước ngày văn bản; hãy kiểm tra lại."),
        "back_date_reason": _N("Văn bản đến trước hôm nay: hãy ghi lý do nhập muộn."),
        "formula": _N("Ô này là công thức; hãy dán giá trị (Dán đặc biệt – Giá trị)."),
        "merged_cell": _N("Ô này bị gộp với ô khác; hãy bỏ gộp ô rồi điền vào từng dòng."),
        "cell_error": _N("Ô này báo lỗi của Excel (#N/A, #REF!…); hãy nhập lại giá trị."),
        "bad_number": _N("Mã PAKN chưa đúng; hãy giữ nguyên cột mã như trong bảng đã tải về."),
        "not_yours": _N("Không có PAKN mang mã này ở cơ quan; hãy kiểm tra lại mã."),
        "twice_in_table": _N("Mã này đã có ở dòng trên; hãy để một dòng cho mỗi PAKN."),
        "accept_first": _N("Hồ sơ chưa được tiếp nhận; hãy bấm Tiếp nhận rồi tải lại bảng."),
        "answered_already": _N("Hồ sơ đã được trả lời; dòng này được bỏ qua."),
        "not_open": _N("Hồ sơ không ở bước trả lời nữa; hãy mở hồ sơ để xem tình trạng."),
        "unknown_outcome": _N("Kết quả này không có trong danh sách; hãy chọn từ ô thả xuống."),
        "unknown_measure": _N("Biện pháp này không có trong danh sách; hãy xem trang Hướng dẫn."),
        "bad_day_cell": _N("Ngày chưa đúng; hãy nhập như 22/11/2026."),
        "no_answers": _N("Bảng chưa có dòng trả lời nào; hãy điền rồi tải lên lại."),
        "not_xlsx": _N(
            "Tệp này không phải bảng Excel .xlsx; hãy mở tệp, chọn “Lưu dưới dạng” .xlsx rồi gửi "
            "lại."
        ),
        "table_macros": _N("Tệp có macro nên không nhận; hãy lưu lại thành .xlsx không macro."),
        "table_broken": _N("Tệp bảng bị hỏng, không đọc được; hãy tải lại mẫu rồi điền lại."),
        "table_encrypted": _N("Tệp bảng có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."),
        "wrong_sheet": _N(
            "Không tìm thấy trang bảng của mẫu; hãy dùng tệp đã tải về và giữ nguyên tên trang."
        ),
        "wrong_headings": _N(
            "Dòng tiêu đề cột không còn đủ; hãy dùng tệp đã tải về và giữ nguyên dòng tiêu đề."
        ),
        "too_many_rows": _N("Bảng có quá 1.000 dòng; hãy chia thành nhiều tệp."),
        "table_too_big": _N("Nội dung bảng quá lớn; hãy xóa trang, cột thừa rồi gửi lại."),
    }
)
"""Why a value was not taken, and what to do about it."""

AGENCY_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "unit_id": _N("Đơn vị"),
        "due_on": _N("Hạn của đơn vị"),
        "note": _N("Ghi chú"),
        "back_note": _N("Việc cần sửa"),
        "unit_reason": _N("Lý do trả lại"),
        "status": _N("Tình hình xử lý"),
        "symbol": _N("Ký hiệu"),
        "measures": _N("Biện pháp xử lý"),
        "arrived_on": _N("Dấu đến"),
        "back_reason": _N("Lý do nhập muộn"),
        "table": _N("Tệp bảng"),
        "number": _N("Mã PAKN"),
    }
)
