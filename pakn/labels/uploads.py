"""Words for uploaded tables: what is wrong with one, with a row of it, and how to mend it."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.content import MEASURE, OUTCOME
from pakn.labels.marker import _N
from pakn.rules.answer_words import AnswerWords
from routing.text import fold, normalise

TABLE_PROBLEM: Mapping[str, str] = MappingProxyType(
    {
        "table_needed": _N("Hãy chọn tệp bảng (.xlsx hoặc .csv) trước khi bấm tải lên."),
        "table_type": _N(
            "Đây không phải bảng Excel (.xlsx) hay CSV (xét theo nội dung tệp, không theo tên); "
            "hãy mở bảng trong Excel, chọn Lưu thành “Sổ làm việc Excel (.xlsx)” rồi tải lên lại."
        ),
        "table_old": _N(
            "Đây là bảng Excel đời cũ (.xls); hãy mở ra, chọn Lưu thành “Sổ làm việc Excel "
            "(.xlsx)” rồi tải lên lại."
        ),
        "table_broken": _N(
            "Không đọc được bảng: tệp bị hỏng hoặc chưa đủ. Hãy mở tệp, lưu lại rồi tải lên lần "
            "nữa."
        ),
        "table_merged": _N(
            "Bảng có quá nhiều ô gộp nên không biết ô nào thuộc dòng nào; hãy bỏ gộp ô rồi tải lên "
            "lại."
        ),
        "no_headings": _N(
            "Không tìm thấy dòng tiêu đề cột trong các trang tính đang hiện. Hãy dùng đúng tệp tải "
            "từ trang này và giữ nguyên dòng tiêu đề."
        ),
        "no_rows": _N("Bảng chưa có dòng nào để gửi; hãy điền từ dòng 2 trở đi rồi tải lên lại."),
        "too_many_rows": _N(
            "Bảng có quá số dòng nhận trong một lần. Chưa dòng nào được nhận; hãy chia thành nhiều "
            "tệp rồi tải lên từng tệp."
        ),
        "sender_gone": _N(
            "Tài khoản đã tải bảng lên không còn được gửi thay cơ quan, tổ chức; các dòng chưa gửi "
            "vẫn còn, người khác có thể gửi tiếp."
        ),
        "no_organisation": _N(
            "Tài khoản chưa gắn với hiệp hội nào; hãy liên hệ quản trị trước khi tải bảng lên."
        ),
        "no_agency": _N(
            "Tài khoản chưa gắn với cơ quan nào; hãy liên hệ quản trị trước khi tải bảng lên."
        ),
        "organisation_contact": _N(
            "Hiệp hội chưa có số điện thoại hoặc thư điện tử để nhận kết quả; hãy liên hệ quản trị "
            "để bổ sung."
        ),
    }
)
"""Why a whole table cannot be taken."""

NOTE: Mapping[str, str] = MappingProxyType(
    {
        "hidden_sheets": _N("Tệp có trang tính ẩn; những dòng ở đó không được đọc."),
        "left_out": _N("Dòng trống, dòng ví dụ hoặc dòng chưa điền được bỏ qua: %(count)s."),
        "converted": _N(
            "Một số ô gõ bằng bảng mã %(name)s đã được chuyển sang Unicode; hãy xem lại chữ trước "
            "khi gửi."
        ),
    }
)
"""What the sender of a table should know."""

ENCODING: Mapping[str, str] = MappingProxyType(
    {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "windows-1258": "Windows-1258"}
)

UPLOAD_STATE: Mapping[str, str] = MappingProxyType(
    {
        "checking": _N("Đang kiểm tra"),
        "ready": _N("Đã kiểm tra, chưa gửi"),
        "filing": _N("Đang gửi"),
        "done": _N("Đã gửi xong"),
        "discarded": _N("Đã bỏ"),
        "failed": _N("Không nhận được bảng"),
    }
)

ROW_STATE: Mapping[str, str] = MappingProxyType(
    {
        "ready": _N("Sẵn sàng"),
        "wrong": _N("Cần sửa"),
        "done": _N("Đã gửi"),
        "known": _N("Đã gửi trước đây"),
        "failed": _N("Chưa gửi được"),
    }
)

ROW_STATE_ANSWER: Mapping[str, str] = MappingProxyType(
    {
        **ROW_STATE,
        "done": _N("Đã nhập"),
        "known": _N("Đã nhập trước đây"),
        "failed": _N("Chưa nhập được"),
    }
)

_CUT = _N("Rút gọn, hoặc tách phần còn lại thành một dòng khác.")
_DAY = _N("Viết ngày như 22/11/2026.")

ROW_ERROR: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "required": (_N("Ô này phải điền."), _N("Điền rồi tải lên lại.")),
        "too_short": (_N("Nội dung quá ngắn."), _N("Viết rõ hơn, ít nhất 20 ký tự.")),
        "too_long": (_N("Nội dung quá dài."), _CUT),
        "no_words": (_N("Ô này chưa có chữ nào."), _N("Viết bằng lời.")),
        "not_text": (_N("Ô có ký tự không phải chữ viết."), _N("Gõ lại, hoặc dán dạng văn bản.")),
        "not_vietnamese": (
            _N("Nội dung không phải tiếng Việt (Điều 7 Nghị định 20/2008/NĐ-CP)."),
            _N("Viết lại bằng tiếng Việt; không dấu cũng được."),
        ),
        "legacy_encoding": (
            _N("Chữ gõ bằng bảng mã cũ, không tự chuyển được."),
            _N("Chuyển sang Unicode rồi gõ hoặc dán lại."),
        ),
        "not_unicode": (
            _N("Chữ trong tệp CSV không phải Unicode (UTF-8)."),
            _N("Lưu lại dạng .xlsx, hoặc “CSV UTF-8”."),
        ),
        "proposal_needed": (
            _N("Dòng ghi là kiến nghị nhưng chưa có giải pháp."),
            _N("Điền cột Giải pháp đề xuất."),
        ),
        "unknown_province": (_N("Không có tỉnh, thành phố này."), _N("Ghi tên tỉnh hiện nay.")),
        "bad_date": (_N("Ngày chưa đúng."), _DAY),
        "deadline_passed": (
            _N("Hạn góp ý này đã qua."),
            _N("Kiểm tra lại ngày, hoặc để trống."),
        ),
        "bad_priority": (
            _N("Thứ tự ưu tiên phải là số nguyên."),
            _N("Ghi 1, 2, 3…; 1 là quan trọng nhất. Hoặc để trống."),
        ),
        "merged": (_N("Ô này bị gộp với ô khác."), _N("Bỏ gộp ô rồi điền riêng từng dòng.")),
        "formula": (
            _N("Ô chứa công thức chưa có kết quả."),
            _N("Mở tệp trong Excel và lưu lại, hoặc dán giá trị thay công thức."),
        ),
        "cell_error": (_N("Công thức trong ô báo lỗi."), _N("Sửa công thức, hoặc gõ giá trị.")),
        "duplicate_row": (
            _N("Trùng nội dung với dòng %(row)s trong tệp này."),
            _N("Xóa một dòng; nếu là việc khác thì ghi rõ chỗ khác."),
        ),
        "example_mark": (
            _N("Cột STT còn ghi “Ví dụ” nhưng nội dung đã được sửa."),
            _N("Xóa chữ “Ví dụ” nếu muốn gửi dòng này."),
        ),
        "row_failed": (
            _N("Hệ thống gặp lỗi khi gửi dòng này; chưa có gì được lưu."),
            _N("Bấm “Gửi lại các dòng chưa gửi được”."),
        ),
        "not_own_case": (
            _N("Không có hồ sơ mang mã này trong danh sách của cơ quan hoặc đơn vị."),
            _N("Kiểm tra lại mã số theo bảng tải về."),
        ),
        "duplicate_case": (
            _N("Hồ sơ này đã có ở dòng %(row)s trong tệp này."),
            _N("Chỉ để lại một dòng cho mỗi hồ sơ."),
        ),
        "coordinating_only": (
            _N("Cơ quan chỉ phối hợp hồ sơ này, cơ quan khác trả lời."),
            _N("Xóa phần trả lời ở dòng này."),
        ),
        "not_accepted_yet": (
            _N("Hồ sơ chưa được tiếp nhận."),
            _N("Bấm Tiếp nhận ở trang hồ sơ, rồi tải bảng mới về."),
        ),
        "awaits_supplement": (
            _N("Hồ sơ đang chờ người gửi bổ sung thông tin."),
            _N("Trả lời sau khi có bổ sung hoặc hết hạn bổ sung."),
        ),
        "not_open_now": (
            _N("Hồ sơ không còn ở bước trả lời."),
            _N("Mở trang hồ sơ để xem; xóa phần trả lời ở dòng này."),
        ),
        "draft_waits": (
            _N("Hồ sơ đã có dự thảo chờ lãnh đạo duyệt."),
            _N("Lấy lại dự thảo ở trang hồ sơ nếu muốn thay."),
        ),
        "row_stale": (
            _N("Hồ sơ đã thay đổi từ khi tải bảng về."),
            _N("Mở hồ sơ xem thay đổi, rồi xóa số ở cột Phiên bản hoặc tải bảng mới."),
        ),
        "row_stale_now": (
            _N("Hồ sơ vừa được người khác cập nhật nên chưa nhập dòng này."),
            _N("Mở hồ sơ xem lại, rồi tải lên lại dòng này."),
        ),
        "in_future": (_N("Ngày này chưa đến."), _DAY),
        "before_receipt": (_N("Ngày văn bản trước ngày nhận hồ sơ."), _N("Kiểm tra lại ngày.")),
        "unknown_outcome": (
            _N("Không có kết quả xử lý này."),
            _N("Chọn trong danh sách thả xuống của ô."),
        ),
        "outcome_of_other_class": (
            _N("Kết quả này không dùng cho loại nội dung của hồ sơ."),
            _N("Xem cột Loại nội dung và trang Danh mục, chọn kết quả đúng loại."),
        ),
        "unknown_measure": (
            _N("Có biện pháp không có trong danh mục."),
            _N("Ghi đúng như trang Danh mục, cách nhau bằng dấu chấm phẩy."),
        ),
        "measure_without_conduct": (
            _N("Biện pháp chỉ dùng khi kết luận về hành vi."),
            _N("Xóa ô biện pháp, hoặc chọn kết quả về hành vi."),
        ),
        "approval_needed": (
            _N("Cơ quan có lãnh đạo duyệt trả lời."),
            _N("Tải lên lại để trình duyệt."),
        ),
    }
)
"""What is wrong at a cell, and how it is mended."""

COLUMN: Mapping[str, str] = MappingProxyType(
    {
        "order": _N("STT"),
        "content": _N("Nội dung"),
        "title": _N("Tiêu đề"),
        "kind": _N("Loại"),
        "subject": _N("Đối tượng"),
        "subject_detail": _N("Số, ký hiệu văn bản, điều khoản"),
        "wanted_agency": _N("Cơ quan được cho là có trách nhiệm"),
        "proposal": _N("Giải pháp đề xuất"),
        "priority": _N("Thứ tự ưu tiên"),
        "evidence": _N("Tài liệu, chứng cứ"),
        "drafting_body": _N("Cơ quan soạn thảo"),
        "comment_deadline": _N("Hạn góp ý"),
        "province": _N("Tỉnh, thành phố"),
        "number": _N("Mã số"),
        "version": _N("Phiên bản"),
        "document_number": _N("Số, ký hiệu văn bản trả lời"),
        "document_date": _N("Ngày văn bản trả lời"),
        "outcome": _N("Kết quả xử lý"),
        "measures": _N("Biện pháp xử lý hành vi"),
        "text": _N("Nội dung trả lời"),
    }
)
"""The columns of both tables, as errors name them."""

UPLOAD_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "list_upload": _N("Tải lên bảng kiến nghị"),
        "list_upload_file": _N("Gửi các kiến nghị trong bảng"),
        "list_upload_discard": _N("Bỏ bảng kiến nghị"),
        "upload_filed": _N("Gửi xong các dòng của bảng"),
    }
)

ANSWER_WORDS = AnswerWords(
    outcomes={fold(normalise(words)): code.value for code, words in OUTCOME.items()},
    measures={fold(normalise(words)): code.value for code, words in MEASURE.items()},
)
"""What the drop-downs of an agency's table say."""


def row_error(code: str) -> tuple[str, str]:
    """Reason and mend of a code; a code without words of its own stands as it is, visibly."""
    return ROW_ERROR.get(code, (code, ""))
