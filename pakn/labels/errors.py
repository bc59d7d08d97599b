"""Words for values that cannot be taken: the field, and what is wrong with what stands in it."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.agency import AGENCY_ERROR, AGENCY_FIELD
from pakn.labels.files import FILE_ERROR
from pakn.labels.keeping import KEEPING_ERROR, KEEPING_FIELD
from pakn.labels.letters import LETTER_ERROR
from pakn.labels.marker import _N
from pakn.labels.parameters import SETTING_ERROR, SETTING_FIELD
from pakn.labels.uploads import TABLE_PROBLEM
from pakn.rules.content import ContentProblem

CONTENT_PROBLEM: Mapping[ContentProblem, str] = MappingProxyType(
    {
        ContentProblem.NO_CODE: _N("Hãy chọn ít nhất một loại nội dung."),
        ContentProblem.UNKNOWN_CODE: _N("Loại nội dung phải là số từ 1 đến 8."),
        ContentProblem.SOLUTION_WITHOUT_PROBLEM: _N(
            "Loại 7 (phương án xử lý) phải đi cùng ít nhất một loại từ 1 đến 6."
        ),
        ContentProblem.KIND_MISMATCH: _N(
            "Loại nội dung không khớp: loại 7 và 8 là kiến nghị, các loại khác là phản ánh."
        ),
        ContentProblem.OUTCOME_OF_OTHER_CLASS: _N(
            "Kết quả này không dùng cho loại nội dung đang xử lý (quy định hoặc hành vi)."
        ),
        ContentProblem.MEASURE_WITHOUT_CONDUCT: _N(
            "Biện pháp xử lý chỉ dùng cho phản ánh về hành vi."
        ),
    }
)

FIELD_ERROR: Mapping[str, str] = MappingProxyType(
    {
        **{problem.value: text for problem, text in CONTENT_PROBLEM.items()},
        **AGENCY_ERROR,
        "required": _N("Hãy điền hoặc chọn mục này."),
        "too_short": _N("Nội dung quá ngắn; hãy viết rõ hơn sự việc."),
        "too_long": _N("Nội dung quá dài; hãy rút gọn, hoặc gửi phần còn lại trong một PAKN khác."),
        "not_vietnamese": _N(
            "Nội dung phải viết bằng tiếng Việt (Điều 7 Nghị định 20/2008/NĐ-CP); viết không dấu "
            "cũng được tiếp nhận."
        ),
        "legacy_encoding": _N(
            "Chữ có vẻ được gõ bằng bảng mã cũ (TCVN3, VNI hoặc Windows-1258); hãy chuyển bộ gõ "
            "sang Unicode rồi gõ hoặc dán lại."
        ),
        "not_text": _N("Nội dung có ký tự không phải chữ viết; hãy gõ lại hoặc dán dạng văn bản."),
        "bad_phone": _N(
            "Số điện thoại chưa đúng; hãy nhập 10 hoặc 11 chữ số bắt đầu bằng 0, hoặc số quốc tế "
            "bắt đầu bằng dấu +."
        ),
        "bad_email": _N("Địa chỉ thư điện tử chưa đúng; ví dụ đúng: ten@vidu.vn."),
        "no_words": _N("Mục này chưa có chữ nào; hãy viết bằng lời."),
        "not_a_name": _N("Tên phải có chữ cái; hãy ghi đầy đủ họ tên hoặc tên tổ chức."),
        "bad_tax_code": _N(
            "Mã số thuế chưa đúng; mã của tổ chức có 10 chữ số, hoặc 13 chữ số với chi nhánh. Hãy "
            "xem lại trên giấy đăng ký, hoặc bỏ trống."
        ),
        "group_too_small": _N("Hãy ghi số người trong nhóm, từ 2 người trở lên."),
        "deadline_passed": _N(
            "Hạn góp ý này đã qua. Hãy kiểm tra lại, hoặc bỏ trống nếu không chắc."
        ),
        "phone_needed": _N("Hãy cho biết số điện thoại để cơ quan liên hệ."),
        "email_needed": _N("Hãy cho biết thư điện tử để nhận kết quả."),
        "bad_contact": _N(
            "Chưa đúng dạng số điện thoại hay thư điện tử; ví dụ: 0912 345 678 hoặc ten@vidu.vn."
        ),
        "unknown_notice": _N("Không có mẫu tin này; hãy chọn lại từ danh sách."),
        "broken_template": _N(
            "Không đọc được mẫu này: chỉ dùng {{ tên }} và {% if tên %} … {% endif %}."
        ),
        "unknown_value": _N("Mẫu nhắc tới một giá trị mà tin này không có; hãy xem danh sách."),
        "number_missing": _N("Nội dung phải có giá trị bắt buộc của tin này (như {{ number }})."),
        "in_past": _N("Ngày này đã qua; hãy chọn từ hôm nay trở đi."),
        "contact_needed": _N(
            "Hãy cho biết số điện thoại hoặc thư điện tử để cơ quan liên hệ và gửi kết quả."
        ),
        "unknown_province": _N(
            "Không có tỉnh, thành phố này trong danh mục hiện nay; hãy chọn từ danh sách."
        ),
        "unknown_commune": _N(
            "Xã, phường này không thuộc tỉnh, thành phố đã chọn; hãy chọn lại từ danh sách."
        ),
        "proposal_needed": _N("Kiến nghị phải có phương án, giải pháp đề xuất."),
        "too_far_back": _N(
            "Ngày này quá xa: hệ thống chưa có lịch làm việc của năm đó. Hãy kiểm tra lại."
        ),
        "in_future": _N("Ngày này chưa đến; hãy kiểm tra lại."),
        "before_receipt": _N("Ngày này trước ngày nhận phản ánh, kiến nghị; hãy kiểm tra lại."),
        "bad_date": _N("Ngày chưa đúng; hãy viết như 22/11/2026 hoặc 2026-11-22."),
        "bad_moment": _N("Giờ và ngày chưa đúng; hãy viết như 22:00 05/12/2026."),
        "outage_past": _N("Lúc này đã qua; hãy kiểm tra lại giờ và ngày."),
        "outage_too_soon": _N(
            "Phải báo trước ít nhất 07 ngày làm việc. Nếu bất khả kháng, hãy đánh dấu vào ô bên "
            "dưới."
        ),
        "outage_ends_first": _N("Lúc hoạt động lại phải sau lúc bắt đầu tạm ngừng."),
        "unknown_agency": _N("Cơ quan này không có hoặc không còn hoạt động; hãy chọn lại."),
        "same_agency": _N("Hãy chọn một cơ quan khác với cơ quan đang giữ hồ sơ."),
        "not_at_desk": _N(
            "Hồ sơ không còn ở bước phân loại nên không xác định lại loại đơn được nữa."
        ),
        "personal_data": _N(
            "Còn thông tin cá nhân (số điện thoại, thư điện tử, số giấy tờ…); hãy che trước khi "
            "công khai."
        ),
        "not_decided": _N(
            "Còn chỗ có thể nhận ra một người; hãy che, hoặc đánh dấu từng chỗ đã xem và giữ lại."
        ),
        "copied": _N(
            "Người gửi đề nghị chỉ công khai bản tóm tắt, mà đoạn này chép nguyên văn của họ; hãy "
            "viết lại bằng lời của anh/chị."
        ),
        **FILE_ERROR,
        **KEEPING_ERROR,
        **LETTER_ERROR,
        **SETTING_ERROR,
        **TABLE_PROBLEM,
        "bad_priority": _N("Thứ tự ưu tiên phải là số nguyên từ 1; 1 là quan trọng nhất."),
        "unreadable_row": _N("Không đọc được dòng này; hãy kiểm tra định dạng của tệp."),
    }
)
"""What is wrong with a value, said so that the person knows what to do."""

FIELD: Mapping[str, str] = MappingProxyType(
    {
        **AGENCY_FIELD,
        **KEEPING_FIELD,
        **SETTING_FIELD,
        "kind": _N("Loại"),
        "title": _N("Tiêu đề"),
        "content": _N("Nội dung"),
        "proposal": _N("Giải pháp đề xuất"),
        "subject": _N("Đối tượng"),
        "subject_detail": _N("Văn bản, hồ sơ liên quan"),
        "comment_deadline": _N("Hạn góp ý"),
        "drafting_body": _N("Cơ quan soạn thảo"),
        "dossier_code": _N("Mã hồ sơ thủ tục hành chính"),
        "wanted_agency": _N("Cơ quan được cho là có trách nhiệm"),
        "place_as_typed": _N("Tên nơi xảy ra"),
        "province_code": _N("Tỉnh, thành phố"),
        "commune_code": _N("Xã, phường, đặc khu"),
        "residence_province_code": _N("Tỉnh, thành phố nơi ở"),
        "residence_commune_code": _N("Xã, phường nơi ở"),
        "tax_code": _N("Mã số thuế"),
        "helper_role": _N("Viết giúp hay đại diện"),
        "helper_name": _N("Họ tên người viết giúp, người đại diện"),
        "helper_phone": _N("Số điện thoại người viết giúp, người đại diện"),
        "group_size": _N("Số người trong nhóm"),
        "publication": _N("Cách công khai"),
        "content_codes": _N("Loại nội dung theo Điều 5"),
        "received_on": _N("Ngày nhận"),
        "sender_kind": _N("Cá nhân hay tổ chức"),
        "name": _N("Họ tên hoặc tên tổ chức"),
        "address": _N("Địa chỉ"),
        "phone": _N("Số điện thoại"),
        "email": _N("Thư điện tử"),
        "reason": _N("Lý do"),
        "words": _N("Lời gửi người gửi PAKN"),
        "legal_kind": _N("Loại đơn"),
        "agency": _N("Cơ quan"),
        "account": _N("Nội dung sự việc"),
        "measures": _N("Biện pháp khắc phục"),
        "ground": _N("Căn cứ"),
        "begins_at": _N("Bắt đầu tạm ngừng"),
        "ends_at": _N("Dự kiến hoạt động lại"),
        "reason_en": _N("Lý do bằng tiếng Anh"),
        "lead": _N("Cơ quan chủ trì"),
        "coordinating": _N("Cơ quan phối hợp"),
        "proposed_agency": _N("Cơ quan đề nghị"),
        "document_number": _N("Số văn bản"),
        "document_date": _N("Ngày văn bản"),
        "text": _N("Nội dung trả lời"),
        "outcome": _N("Kết quả xử lý"),
        "question": _N("Tóm tắt phản ánh, kiến nghị"),
        "answer": _N("Tóm tắt trả lời"),
        "files": _N("Tệp đính kèm"),
        "checked": _N("Đã kiểm tra thông tin cá nhân"),
    }
)
"""The fields that services check, by name."""
