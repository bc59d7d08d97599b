"""Values of documents as the services give them; bodies and people are invented."""

from typing import Any

FRAME: dict[str, Any] = {
    "above": "",
    "issuer": "Văn phòng Chính phủ",
    "issuer_name": "Văn phòng Chính phủ",
    "symbol": "VPCP-KSTT",
    "number": "",
    "place": "Hà Nội",
    "day": "",
    "year": 2026,
    "signature": ["TL. Bộ trưởng, Chủ nhiệm", "Cục trưởng Cục Mẫu"],
    "signer": "",
    "archive": "VT, KSTT",
}
ISSUED = {**FRAME, "number": "05/VPCP-KSTT", "day": "2026-02-05", "signer": "Trần Văn Mẫu"}

BASIS = "Nghị định số 20/2008/NĐ-CP ngày 14 tháng 02 năm 2008 của Chính phủ"
PORTAL = "Hệ thống tiếp nhận, xử lý phản ánh, kiến nghị"


PARTS: list[dict[str, Any]] = [
    {"kind": "heading", "text": "I. Kết quả"},
    {"kind": "paragraph", "text": "Trong kỳ có 12 phản ánh, kiến nghị."},
    {
        "kind": "table",
        "caption": "Bảng 1",
        "columns": [
            {"heading": "Cơ quan", "share": 70},
            {"heading": "Số lượng", "share": 30, "align": "end"},
        ],
        "rows": [["Bộ Xây dựng", "12"]] * 80,
    },
    {"kind": "paragraph", "text": "Trên đây là báo cáo."},
]
"""Free parts of a report, a table of two pages among them."""


def cases(how_many: int) -> list[dict[str, Any]]:
    """Lines of an annex."""
    return [
        {
            "number": f"PAKN.20261001.{number:04d}",
            "received_on": "2026-10-01",
            "due_on": "2026-10-21",
            "late": 18,
            "title": "Bỏ bản sao <có chứng thực> & giấy tờ khác",
        }
        for number in range(1, how_many + 1)
    ]


def values_of(kind: str, **changes: Any) -> dict[str, Any]:
    """Complete values of a kind."""
    shared = {
        "frame": FRAME,
        "agency": "Bộ Xây dựng",
        "basis": BASIS,
        "portal": PORTAL,
        "recipients": ["Bộ Tư pháp"],
        "body": [],
        "number": "PAKN.20261101.0007",
        "received_on": "2026-11-01",
        "title": "Bỏ bản sao có chứng thực",
    }
    own: dict[str, dict[str, Any]] = {
        "transfer_slip": {
            "answer_due": "2026-11-21",
            "coordinating": ["Bộ Tư pháp"],
            "instruction": "",
            "conduct": False,
            "helping": False,
        },
        "transfer_letter": {"cases": cases(3)},
        "urge": {
            "cases": cases(3),
            "on": "2026-11-16",
            "reply_by": "2026-11-23",
            "issuer": "standing_body",
            "followed": True,
            "taskforce": "Tổ công tác cải cách thủ tục hành chính",
        },
        "reply_notice": {
            "document_number": "123/BXD-PC",
            "document_date": "2026-11-10",
            "answer": ["Bộ tiếp thu.", "Bộ sẽ sửa quy định."],
        },
        "report": {
            "abstract": "Tình hình tiếp nhận, xử lý phản ánh, kiến nghị tháng 11 năm 2026",
            "to": ["Tổ trưởng", "Các thành viên"],
            "blocks": PARTS,
        },
    }
    return {**shared, **own[kind], **changes}


KINDS = ("transfer_slip", "transfer_letter", "urge", "reply_notice", "report")
