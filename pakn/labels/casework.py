"""Words for states, acts, roles, levels, conditions and refusals (DESIGN §3, §4)."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.agency import AGENCY_EVENT
from pakn.labels.keeping import KEEPING_EVENT
from pakn.labels.letters import LETTER_EVENT
from pakn.labels.marker import _N
from pakn.labels.parameters import SETTING_EVENT
from pakn.labels.uploads import UPLOAD_EVENT
from pakn.rules.guards import Guard, Refusal
from pakn.rules.states import Action, Level, Role, State
from pakn.rules.transitions import Resolver

STATE: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: _N("Chờ tiếp nhận, phân loại"),
        State.AWAITING_SUPPLEMENT: _N("Chờ bổ sung thông tin"),
        State.AWAITING_DIRECTION: _N("Chờ ý kiến chỉ đạo"),
        State.FORWARDED: _N("Đã chuyển, chờ cơ quan xử lý tiếp nhận"),
        State.IN_PROGRESS: _N("Đang xử lý"),
        State.RETURNED: _N("Chuyển trả, chờ xác định lại thẩm quyền"),
        State.ANSWERED: _N("Chờ kiểm tra, công khai kết quả"),
        State.CLOSED: _N("Kết thúc hồ sơ"),
        State.SPLIT: _N("Đã tách nội dung"),
        State.QUARANTINED: _N("Cách ly – nghi có bí mật nhà nước"),
        State.NOT_ACCEPTED: _N("Không tiếp nhận"),
        State.GUIDED: _N("Đã hướng dẫn"),
        State.TRANSFERRED_DENUNCIATION: _N("Đã chuyển theo Luật Tố cáo"),
        State.QUESTION_ANSWERED: _N("Câu hỏi đã giải đáp"),
        State.FILED_WITHOUT_HANDLING: _N("Lưu, không xử lý"),
        State.MERGED: _N("Đã gộp vào PAKN khác"),
        State.WITHDRAWN: _N("Người gửi rút PAKN"),
    }
)
"""The states as staff read them."""

STATE_PUBLIC: Mapping[State, str] = MappingProxyType(
    {
        **STATE,
        State.AWAITING_SUPPLEMENT: _N("Chờ anh/chị bổ sung thông tin"),
        State.CLOSED: _N("Đã có kết quả xử lý"),
        # The quarantine is itself confidential (`PUBLIC_STATUS_STATES`).
        State.QUARANTINED: STATE[State.RECEIVED],
        State.WITHDRAWN: _N("Anh/chị đã rút PAKN"),
    }
)
"""The states as the petitioner reads them."""

MERGED_INTO = _N("Đã gộp vào PAKN %(number)s")
"""The state of a merged case where the other case's number may be shown."""

AWAITING_DIRECTION_OF = _N("Chờ ý kiến chỉ đạo của %(level)s")
"""The state of a case before an authority, with the level that holds it."""

ACTION: Mapping[Action, str] = MappingProxyType(
    {
        Action.ASK_SUPPLEMENT: _N("Yêu cầu bổ sung thông tin"),
        Action.NOT_ACCEPT: _N("Không tiếp nhận"),
        Action.GUIDE: _N("Hướng dẫn gửi đúng nơi"),
        Action.TRANSFER_DENUNCIATION: _N("Chuyển theo Luật Tố cáo"),
        Action.ANSWER_QUESTION: _N("Giải đáp câu hỏi"),
        Action.FILE_WITHOUT_HANDLING: _N("Lưu, không xử lý"),
        Action.QUARANTINE: _N("Cách ly"),
        Action.FORWARD: _N("Chuyển xử lý"),
        Action.SEEK_DIRECTION: _N("Xin ý kiến chỉ đạo"),
        Action.ANSWER_DIRECTLY: _N("Trả lời trực tiếp"),
        Action.MERGE: _N("Gộp vào PAKN khác"),
        Action.SPLIT: _N("Tách nội dung"),
        Action.WITHDRAW: _N("Rút PAKN"),
        Action.SUPPLY: _N("Bổ sung thông tin"),
        Action.LAPSE: _N("Hết hạn bổ sung thông tin"),
        Action.DIRECT_FORWARD: _N("Chỉ đạo chuyển xử lý"),
        Action.DIRECT_ANSWER: _N("Chỉ đạo trả lời"),
        Action.RAISE_LEVEL: _N("Trình cấp trên"),
        Action.ACCEPT: _N("Tiếp nhận xử lý"),
        Action.DEEM_ACCEPTED: _N("Được coi là đã tiếp nhận"),
        Action.RETURN_CASE: _N("Chuyển trả"),
        Action.RECALL: _N("Thu hồi"),
        Action.CONTEST_JURISDICTION: _N("Không thống nhất thẩm quyền"),
        Action.ANSWER: _N("Trả lời"),
        Action.EXTEND: _N("Gia hạn"),
        Action.ADD_COORDINATING: _N("Thêm cơ quan phối hợp"),
        Action.DECIDE_JURISDICTION: _N("Quyết định thẩm quyền"),
        Action.RELEASE: _N("Công khai kết quả"),
        Action.SEND_BACK: _N("Yêu cầu hoàn thiện trả lời"),
        Action.RATE: _N("Đánh giá kết quả"),
        Action.APPEAL: _N("Đề nghị xem xét lại"),
        Action.REOPEN: _N("Mở lại"),
        Action.CORRECT: _N("Đính chính"),
        Action.CLOSE_JOINED: _N("Kết thúc, trả lời chung"),
        Action.UNMERGE: _N("Bỏ gộp"),
        Action.LIFT_QUARANTINE: _N("Bỏ cách ly"),
    }
)
"""The acts as buttons and in histories."""

ROLE: Mapping[Role, str] = MappingProxyType(
    {
        Role.INTAKE_CLERK: _N("Cán bộ tiếp nhận"),
        Role.TRIAGE_OFFICER: _N("Chuyên viên"),
        Role.UNIT_LEAD: _N("Lãnh đạo đơn vị"),
        Role.SIGNER: _N("Người ký"),
        Role.RECORDS_CLERK: _N("Văn thư"),
        Role.PUBLISHER: _N("Người công khai"),
        Role.STANDING_MEMBER: _N("Ủy viên thường trực"),
        Role.STANDING_DEPUTY: _N("Tổ phó thường trực"),
        Role.HEAD: _N("Tổ trưởng"),
        Role.TASKFORCE_MEMBER: _N("Thành viên Tổ công tác"),
        Role.ASSISTANT: _N("Chuyên viên giúp việc"),
        Role.AGENCY_FOCAL: _N("Đầu mối cơ quan"),
        Role.AGENCY_UNIT: _N("Đơn vị xử lý"),
        Role.AGENCY_APPROVER: _N("Lãnh đạo cơ quan xử lý"),
        Role.COUNCIL_STAFF: _N("Thư ký hiệp hội"),
        Role.COUNCIL_LEAD: _N("Lãnh đạo hiệp hội"),
        Role.IDENTITY_OPENER: _N("Người được mở danh tính tố cáo"),
        Role.AUDITOR: _N("Kiểm tra nhật ký"),
        Role.ADMIN: _N("Quản trị"),
        Role.PETITIONER: _N("Người gửi"),
        Role.SYSTEM: _N("Hệ thống"),
    }
)

LEVEL: Mapping[Level, str] = MappingProxyType(
    {
        Level.STANDING_MEMBER: _N("Ủy viên thường trực"),
        Level.STANDING_DEPUTY: _N("Tổ phó thường trực"),
        Level.HEAD: _N("Tổ trưởng"),
        Level.PRIME_MINISTER: _N("Thủ tướng Chính phủ"),
    }
)
"""Who is asked for direction (R57)."""

RESOLVER: Mapping[Resolver, str] = MappingProxyType(
    {
        Resolver.ASKER: _N("Trở lại nơi đã yêu cầu bổ sung"),
        Resolver.LAPSED: _N(
            "Không tiếp nhận (nếu yêu cầu khi phân loại) hoặc Đang xử lý (nếu cơ quan yêu cầu)"
        ),
    }
)
"""Targets that depend on the case."""

GUARD: Mapping[Guard, str] = MappingProxyType(
    {
        Guard.GROUND_GIVEN: _N("có căn cứ"),
        Guard.LEAD_GIVEN: _N("có cơ quan chủ trì"),
        Guard.COORDINATING_GIVEN: _N("có cơ quan phối hợp"),
        Guard.REASON_GIVEN: _N("có lý do"),
        Guard.RETURN_REASONED: _N("có lý do và cơ quan đề nghị"),
        Guard.MERGE_TARGET_GIVEN: _N("có PAKN để gộp vào"),
        Guard.PARTS_GIVEN: _N("có từ hai nội dung"),
        Guard.DECISION_OPEN: _N("thẩm quyền chưa được quyết định cuối cùng"),
        Guard.DECISION_FINAL: _N("thẩm quyền đã được quyết định cuối cùng"),
        Guard.RETURNS_BELOW_THRESHOLD: _N("số lần chuyển trả dưới mức phải quyết định"),
        Guard.RETURNS_AT_THRESHOLD: _N("số lần chuyển trả đạt mức phải quyết định"),
        Guard.HOLDS_LEVEL: _N("đang ở cấp của người chỉ đạo hoặc cấp dưới"),
        Guard.LEVEL_ABOVE: _N("còn cấp trên"),
        Guard.ASKER_KNOWN: _N("biết nơi đã yêu cầu bổ sung"),
        Guard.ALL_CHILDREN_CLOSED: _N("mọi nội dung đã tách đều kết thúc"),
        Guard.WITHIN_APPEAL_LIMIT: _N("còn thời hạn đề nghị xem xét lại"),
        Guard.DENUNCIATION: _N("là tố cáo"),
        Guard.NOT_DENUNCIATION: _N("không phải tố cáo"),
    }
)
"""The conditions, as the manual's table names them."""

REFUSAL: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.GROUND_MISSING: _N("Hãy chọn căn cứ của việc không tiếp nhận hoặc lưu."),
        Refusal.LEAD_MISSING: _N("Hãy chọn cơ quan chủ trì xử lý."),
        Refusal.COORDINATING_MISSING: _N("Hãy chọn cơ quan phối hợp, khác cơ quan chủ trì."),
        Refusal.REASON_MISSING: _N("Hãy ghi lý do."),
        Refusal.PROPOSED_AGENCY_MISSING: _N("Hãy chọn cơ quan mà anh/chị cho là có thẩm quyền."),
        Refusal.MERGE_TARGET_MISSING: _N("Hãy chọn PAKN để gộp vào."),
        Refusal.PARTS_MISSING: _N("Hãy mô tả ít nhất hai nội dung để tách."),
        Refusal.DECISION_IS_FINAL: _N(
            "Thẩm quyền xử lý đã được quyết định cuối cùng nên không chuyển trả được; nếu vẫn "
            "không thống nhất, hãy báo cáo để trình Tổ trưởng."
        ),
        Refusal.DECISION_NOT_FINAL: _N(
            "Thẩm quyền chưa được quyết định cuối cùng; hãy chuyển trả thay vì trình cấp trên."
        ),
        Refusal.UNIT_LEAD_MUST_DECIDE: _N(
            "PAKN đã bị chuyển trả nhiều lần; lãnh đạo đơn vị phải quyết định thẩm quyền."
        ),
        Refusal.TOO_FEW_RETURNS: _N(
            "PAKN chưa bị chuyển trả đủ số lần để phải quyết định thẩm quyền; hãy chuyển xử lý lại."
        ),
        Refusal.OTHER_LEVEL_DECIDES: _N("Việc này đang chờ ý kiến của cấp khác."),
        Refusal.HIGHEST_LEVEL: _N("Việc này đã ở cấp cao nhất."),
        Refusal.ASKER_UNKNOWN: _N("Không rõ nơi đã yêu cầu bổ sung thông tin."),
        Refusal.CHILDREN_OPEN: _N("Còn nội dung đã tách chưa kết thúc."),
        Refusal.APPEAL_LIMIT_PASSED: _N("Đã hết thời hạn đề nghị xem xét lại."),
        Refusal.NOT_A_DENUNCIATION: _N(
            "PAKN chưa được đánh dấu là tố cáo; hãy đánh dấu trước khi chuyển theo Luật Tố cáo."
        ),
        Refusal.IS_DENUNCIATION: _N(
            "Nội dung là tố cáo, phải chuyển theo Luật Tố cáo, không xử lý như PAKN."
        ),
    }
)
"""Why an act was refused, said to the person who tried it."""

EVENT: Mapping[str, str] = MappingProxyType(
    {
        **{action.value: text for action, text in ACTION.items()},
        **AGENCY_EVENT,
        "file": _N("Gửi phản ánh, kiến nghị"),
        "reclassify": _N("Xác định lại loại đơn"),
        "write_note": _N("Ghi chú, ghi cuộc gọi"),
        "seed_reference": _N("Nạp danh mục ban đầu"),
        "seed_demo_accounts": _N("Tạo tài khoản dùng thử"),
        "store_model": _N("Lưu mô hình gợi ý"),
        "promote_model": _N("Đưa mô hình gợi ý vào sử dụng"),
        "make_backup": _N("Sao lưu dữ liệu"),
        "restore_backup": _N("Khôi phục dữ liệu từ bản sao lưu"),
        "announce_outage": _N("Thông báo tạm ngừng hệ thống"),
        "cancel_outage": _N("Hủy thông báo tạm ngừng hệ thống"),
        "add_facts": _N("Thêm thông tin, tài liệu"),
        "ask_withdrawal": _N("Người gửi đề nghị rút"),
        "prove_contact": _N("Xác nhận liên hệ bằng mã dùng một lần"),
        "write_notice": _N("Sửa mẫu tin báo"),
        "send_again": _N("Gửi lại tin báo"),
        "retry_job": _N("Thử lại công việc nền"),
        **SETTING_EVENT,
        **LETTER_EVENT,
        **KEEPING_EVENT,
        **UPLOAD_EVENT,
        "compile_report": _N("Tổng hợp báo cáo kỳ"),
        "approve_report": _N("Duyệt báo cáo kỳ"),
        "end_sessions": _N("Kết thúc mọi phiên đăng nhập"),
        "lock_account": _N("Khóa tài khoản tạm thời"),
        "take_down": _N("Gỡ công khai"),
        "close_incident": _N("Đóng sự cố"),
    }
)
"""Every act that a history may show, acts upon a case and others."""
