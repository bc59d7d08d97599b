"""Words for letters: kinds, issuers, how far they are, what is done with them."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N
from pakn.rules.letters import Issuer, LetterAct, LetterKind, LetterState

LETTER_KIND: Mapping[LetterKind, str] = MappingProxyType(
    {
        LetterKind.TRANSFER_SLIP: _N("Phiếu chuyển"),
        LetterKind.TRANSFER_LETTER: _N("Công văn chuyển"),
        LetterKind.URGE: _N("Văn bản đôn đốc"),
        LetterKind.REPORT: _N("Báo cáo"),
        LetterKind.REPLY_NOTICE: _N("Thông báo trả lời"),
    }
)

ISSUER: Mapping[Issuer, str] = MappingProxyType(
    {
        Issuer.STANDING_BODY: _N("Cơ quan thường trực"),
        Issuer.HEAD: _N("Tổ trưởng"),
        Issuer.MEMBER: _N("Thành viên Tổ công tác"),
    }
)
"""On whose letterhead (R57)."""

LETTER_STATE: Mapping[LetterState, str] = MappingProxyType(
    {
        LetterState.DRAFT: _N("Dự thảo"),
        LetterState.APPROVED: _N("Đã duyệt, chờ ký"),
        LetterState.SIGNED: _N("Đã ký, chờ vào sổ"),
        LetterState.ISSUED: _N("Đã phát hành"),
        LetterState.CANCELLED: _N("Đã hủy"),
    }
)

LETTER_ACT: Mapping[LetterAct, str] = MappingProxyType(
    {
        LetterAct.EDIT: _N("Lưu nội dung"),
        LetterAct.APPROVE: _N("Duyệt, chuyển ký"),
        LetterAct.SIGN: _N("Xác nhận đã ký"),
        LetterAct.ISSUE: _N("Vào sổ, phát hành"),
        LetterAct.CANCEL: _N("Hủy văn bản"),
    }
)
"""What stands on the button."""

LETTER_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "draft_letter": _N("Soạn văn bản"),
        "edit_letter": _N("Sửa nội dung văn bản"),
        "approve_letter": _N("Duyệt văn bản"),
        "sign_letter": _N("Ký văn bản"),
        "issue_letter": _N("Vào sổ, phát hành văn bản"),
        "cancel_letter": _N("Hủy văn bản"),
        "remind": _N("Nhắc hạn"),
    }
)

LETTER_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "number_taken": _N(
            "Số này đã được dùng cho một văn bản khác của cùng cơ quan trong năm; hãy kiểm tra lại."
        ),
        "number_given_here": _N("Số do hệ thống này cấp khi vào sổ; không nhập số."),
        "before_last_number": _N(
            "Ngày này trước ngày của văn bản vừa được cấp số trong sổ; hãy kiểm tra lại."
        ),
        "no_letterhead": _N(
            "Tài khoản chưa gắn với cơ quan nào nên chưa có tiêu đề văn bản; hãy đề nghị quản trị "
            "cập nhật cơ quan của anh/chị."
        ),
        "not_overdue": _N("Chỉ đôn đốc được hồ sơ đã quá hạn; hãy bỏ hồ sơ chưa quá hạn."),
        "too_many_cases": _N("Mỗi văn bản kèm nhiều nhất 200 hồ sơ; hãy chia thành nhiều văn bản."),
        "case_moved_on": _N(
            "Có hồ sơ không còn đang xử lý ở cơ quan này; hãy tải lại danh sách rồi chọn lại."
        ),
    }
)
