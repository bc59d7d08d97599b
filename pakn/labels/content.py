"""Words for what a petition is, what it is about and how it ends (NĐ 20/2008 Đ3, Đ5, Đ14-15)."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N
from pakn.rules.content import (
    ContentClass,
    ContentCode,
    Criterion,
    Kind,
    Measure,
    Outcome,
    Subject,
)

KIND: Mapping[Kind, str] = MappingProxyType(
    {Kind.REPORT: _N("Phản ánh"), Kind.RECOMMENDATION: _N("Kiến nghị")}
)

SUBJECT: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.RULE: _N("Quy định đang có hiệu lực"),
        Subject.DRAFT: _N("Dự thảo văn bản"),
        Subject.STANDARD: _N("Tiêu chuẩn, quy chuẩn kỹ thuật"),
        Subject.DOSSIER: _N("Việc giải quyết một hồ sơ"),
    }
)

CHANNEL: Mapping[str, str] = MappingProxyType(
    {
        "web": _N("Trang điện tử của hệ thống"),
        "direct": _N("Nộp trực tiếp"),
        "post": _N("Bưu chính"),
        "phone": _N("Điện thoại"),
        "fax": _N("Fax"),
        "email": _N("Thư điện tử"),
        "portal": _N("Cổng Dịch vụ công quốc gia"),
        "opinion_form": _N("Phiếu lấy ý kiến"),
        "council": _N("Thành viên Hội đồng tư vấn"),
        "taskforce": _N("Thành viên Tổ công tác"),
        "press": _N("Báo chí"),
        "other_agency": _N("Cơ quan khác chuyển đến"),
    }
)
"""Where a petition came in (NĐ 20/2008 Đ6, NĐ 92/2017; R1, R58)."""

CONTENT_CODE: Mapping[ContentCode, str] = MappingProxyType(
    {
        ContentCode.CONDUCT: _N(
            "Vướng mắc cụ thể do hành vi chậm trễ, gây phiền hà, không thực hiện hoặc thực hiện "
            "không đúng quy định hành chính của cơ quan, cán bộ, công chức nhà nước"
        ),
        ContentCode.UNFIT: _N("Quy định hành chính không phù hợp với thực tế"),
        ContentCode.INCONSISTENT: _N("Quy định hành chính không đồng bộ, không thống nhất"),
        ContentCode.UNLAWFUL: _N("Quy định hành chính không hợp pháp"),
        ContentCode.AGAINST_TREATY: _N(
            "Quy định hành chính trái với các điều ước quốc tế mà Việt Nam đã ký kết hoặc gia nhập"
        ),
        ContentCode.OTHER_REGULATION: _N("Những vấn đề khác liên quan đến quy định hành chính"),
        ContentCode.SOLUTION: _N("Đề xuất phương án xử lý những phản ánh nêu trên"),
        ContentCode.NEW_REGULATION: _N(
            "Có sáng kiến ban hành mới quy định hành chính liên quan đến hoạt động kinh doanh, "
            "đời sống nhân dân"
        ),
    }
)
"""The eight contents of NĐ 20/2008 Đ5 (R13)."""

CONTENT_CLASS: Mapping[ContentClass, str] = MappingProxyType(
    {
        ContentClass.REGULATION: _N("Quy định hành chính"),
        ContentClass.CONDUCT: _N("Hành vi hành chính"),
        ContentClass.BOTH: _N("Cả quy định và hành vi"),
    }
)

CRITERION: Mapping[Criterion, str] = MappingProxyType(
    {
        Criterion.NECESSITY: _N("Sự cần thiết"),
        Criterion.REASONABLE_AND_LAWFUL: _N("Tính hợp lý, hợp pháp"),
        Criterion.SIMPLE_AND_CLEAR: _N("Tính đơn giản, dễ hiểu"),
        Criterion.FEASIBILITY: _N("Tính khả thi"),
        Criterion.CONSISTENCY: _N("Sự thống nhất, đồng bộ với các quy định khác"),
        Criterion.TREATY_CONFORMITY: _N("Sự phù hợp với các điều ước quốc tế"),
    }
)
"""The six tests of a regulation (NĐ 20/2008 Đ14.2c; R17)."""

OUTCOME: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.AMEND_OR_ABOLISH: _N("Sửa đổi, bổ sung, thay thế hoặc bãi bỏ quy định"),
        Outcome.PROPOSE_TO_COMPETENT: _N("Kiến nghị cơ quan có thẩm quyền sửa đổi, bãi bỏ"),
        Outcome.ISSUE_NEW: _N("Ban hành mới quy định"),
        Outcome.EXPLAINED_NO_CHANGE: _N("Giải thích, giữ nguyên quy định"),
        Outcome.NOT_ACCEPTED_WITH_REASON: _N("Không tiếp thu, có nêu lý do"),
        Outcome.INSUFFICIENT_BASIS: _N("Chưa đủ cơ sở, cần tiếp tục tập hợp"),
        Outcome.CORRECT: _N("Phản ánh đúng"),
        Outcome.PARTLY_CORRECT: _N("Phản ánh đúng một phần"),
        Outcome.INCORRECT: _N("Phản ánh không đúng"),
        Outcome.INSUFFICIENT_EVIDENCE: _N("Chưa đủ căn cứ kết luận"),
    }
)
"""How a petition ends (NĐ 20/2008 Đ14-15; R34, R54)."""

MEASURE: Mapping[Measure, str] = MappingProxyType(
    {
        Measure.DOSSIER_RESOLVED: _N("Đã giải quyết hồ sơ"),
        Measure.APOLOGY: _N("Xin lỗi"),
        Measure.RECTIFICATION: _N("Chấn chỉnh"),
        Measure.REVIEW_OF_FAULT: _N("Kiểm điểm"),
        Measure.DISCIPLINE: _N("Kỷ luật"),
        Measure.SENT_TO_INVESTIGATORS: _N("Chuyển cơ quan điều tra"),
    }
)
"""What was done about reported conduct (R54)."""
