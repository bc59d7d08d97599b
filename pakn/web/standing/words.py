"""Words for codes that only these pages show."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.privacy import FindingKind
from pakn.rules.states import State

URGENCY: Mapping[str, str] = MappingProxyType(
    {
        "late": _N("Quá hạn"),
        "today": _N("Hạn hôm nay"),
        "soon": _N("Hạn trong 2 ngày làm việc tới"),
        "new": _N("Mới nhận hôm nay"),
        State.RETURNED.value: _N("Chuyển trả"),
        State.AWAITING_SUPPLEMENT.value: _N("Chờ bổ sung"),
    }
)
"""The tiles of the inbox."""

FILTER: Mapping[str, str] = MappingProxyType(
    {
        "state": _N("Trạng thái"),
        "urgency": _N("Hạn"),
        "channel": _N("Kênh tiếp nhận"),
        "kind": _N("Loại"),
        "legal": _N("Máy nghi là"),
        "agency": _N("Cơ quan được gợi ý"),
        "province": _N("Nơi xảy ra"),
        "files": _N("Tệp đính kèm"),
        "from": _N("Nhận từ ngày"),
        "to": _N("Nhận đến ngày"),
    }
)
"""The filters of the inbox."""

HAS_FILES: Mapping[str, str] = MappingProxyType({"1": _N("Có tệp"), "0": _N("Không có tệp")})

MARKED_KIND: Mapping[LegalKind, str] = MappingProxyType(
    {
        LegalKind.PETITION: _N("Phản ánh, kiến nghị"),
        LegalKind.COMPLAINT: _N("Khiếu nại"),
        LegalKind.DENUNCIATION: _N("Tố cáo"),
        LegalKind.QUESTION: _N("Câu hỏi"),
        LegalKind.OUT_OF_SCOPE: _N("Ngoài phạm vi tiếp nhận"),
    }
)
"""What a petition is before the law (R11, R12)."""

READ_LEVEL: Mapping[str, str] = MappingProxyType(
    {"central": _N("trung ương"), "province": _N("tỉnh"), "commune": _N("xã")}
)
"""The level at which the classifier holds a matter to be handled."""

NOTE_KIND: Mapping[str, str] = MappingProxyType(
    {
        "note": _N("Ghi chú"),
        "call_out": _N("Đã gọi cho người gửi"),
        "call_in": _N("Người gửi gọi đến"),
    }
)
"""Notes and calls of the desk."""

GROUND: Mapping[str, str] = MappingProxyType(
    {
        "form": _N("Thể thức: thiếu số, ngày, chữ ký hoặc sai thể thức văn bản"),
        "completeness": _N("Chưa đầy đủ: còn nội dung phản ánh, kiến nghị chưa được trả lời"),
        "courtesy": _N("Văn phong: lời lẽ chưa phù hợp với người nhận"),
    }
)
"""Why an answer is sent back (R35, R61)."""

FINDING: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.EMAIL: _N("thư điện tử"),
        FindingKind.PHONE: _N("số điện thoại"),
        FindingKind.ID_NUMBER: _N("số giấy tờ"),
        FindingKind.ACCOUNT: _N("số tài khoản hoặc thẻ"),
        FindingKind.PLATE: _N("biển số xe"),
        FindingKind.NAME: _N("tên riêng"),
        FindingKind.OFFICIAL: _N("tên cán bộ"),
        FindingKind.ADDRESS: _N("địa chỉ"),
        FindingKind.BIRTH: _N("ngày sinh"),
        FindingKind.TAX_CODE: _N("mã số thuế"),
        FindingKind.INSURANCE: _N("số bảo hiểm"),
        FindingKind.PROFILE: _N("trang cá nhân"),
        FindingKind.DOSSIER: _N("mã hồ sơ"),
    }
)
"""What the search for personal data found, and what stands for it in a published text (R36)."""

INCIDENT: Mapping[str, str] = MappingProxyType(
    {
        "personal_data_published": _N("Đã công khai thông tin cá nhân"),
        "wrong_text": _N("Công khai sai nội dung"),
        "other": _N("Lý do khác"),
    }
)
"""Why a result is taken down."""

CHANGE: Mapping[str, str] = MappingProxyType(
    {
        "correction": _N("Đính chính"),
        "removal": _N("Gỡ công khai"),
        "restoration": _N("Công khai lại"),
    }
)
"""What happened to a published text."""

PART: Mapping[str, str] = MappingProxyType({"lead": _N("Chủ trì"), "coordinating": _N("Phối hợp")})
"""What an agency does in a round."""

ASSIGNMENT: Mapping[str, str] = MappingProxyType(
    {
        "sent": _N("Đã chuyển"),
        "accepted": _N("Đã tiếp nhận"),
        "returned": _N("Đã chuyển trả"),
        "recalled": _N("Đã thu hồi"),
        "answered": _N("Đã trả lời"),
    }
)
"""How far an agency is with its part."""

WISH: Mapping[str, str] = MappingProxyType(
    {"full": _N("Công khai đầy đủ"), "summary": _N("Chỉ công khai bản tóm tắt")}
)
"""How the petitioner wishes the result to be published (R60)."""

LEGAL_KIND: Mapping[str, str] = MappingProxyType(
    {
        "khieu_nai": _N("khiếu nại"),
        "to_cao": _N("tố cáo"),
        "question": _N("câu hỏi"),
        "out_of_scope": _N("nội dung ngoài phạm vi tiếp nhận"),
    }
)
"""What the classifier may hold a petition for, when not for a phản ánh, kiến nghị."""

WARNING: Mapping[str, str] = MappingProxyType(
    {
        "nobody_follows": _N(
            "Chưa có thành viên Tổ công tác nào được phân công theo dõi cơ quan này."
        ),
        "follower_leads_addressee": _N(
            "Thành viên theo dõi cơ quan này cũng làm việc tại chính cơ quan đó."
        ),
    }
)
"""What an officer should know after forwarding (R25)."""
