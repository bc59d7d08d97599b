"""The example row of a Council member's list: what is written into the template and known again."""

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLE_MARK = "VÍ DỤ"
"""Stands in the column of running numbers of the example."""

EXAMPLE: Mapping[str, str] = MappingProxyType(
    {
        "order": EXAMPLE_MARK,
        "content": (
            "Doanh nghiệp nộp hồ sơ đăng ký trực tuyến có chữ ký số nhưng vẫn bị yêu cầu nộp thêm "
            "một bộ bản giấy có chứng thực, mất thêm khoảng ba ngày cho mỗi lần nộp."
        ),
        "subject": "Quy định đang có hiệu lực",
        "subject_detail": "Điểm b khoản 2 Điều 5 Thông tư số 00/2026/TT-ABC",
        "wanted_agency": "",
        "proposal": "Bỏ yêu cầu nộp bản giấy khi hồ sơ điện tử đã có chữ ký số hợp lệ.",
        "priority": "1",
        "evidence": "Công văn số 00/HH-PC ngày 05/01/2026 của hiệp hội.",
        "drafting_body": "",
        "comment_deadline": "",
    }
)
"""By column. Nothing in it names a real document or body."""
