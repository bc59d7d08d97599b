"""Petitions as somebody might send them; every person in them is invented."""

import itertools
from typing import Any

from pakn.composition import System
from pakn.services.context import PETITIONER
from pakn.services.filing import file_petition
from pakn.services.filing_inputs import Filing, Receipt
from pakn.services.identity import Sender

_numbers = itertools.count(1)


def sender(**changes: Any) -> Sender:
    """A person with name, address, phone and e-mail."""
    values = {
        "kind": "individual",
        "name": "Nguyễn Thị Mẫu",
        "address": "Tổ 4, phường Mẫu",
        "phone": "0900000001",
        "email": "mau@example.invalid",
    }
    return Sender(**{**values, **changes})


def filing(**changes: Any) -> Filing:
    """A petition on a rule, complete and in Vietnamese, with a key of its own."""
    values: dict[str, Any] = {
        "key": f"test-{next(_numbers)}",
        "sender": sender(),
        "kind": "recommendation",
        "subject": "rule",
        "title": "Bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực",
        "content": (
            "Khi làm thủ tục đổi giấy phép lái xe, tôi được yêu cầu nộp thêm bản sao có chứng thực "
            "dù dữ liệu đã có trên hệ thống. Việc này làm người dân phải đi lại nhiều lần."
        ),
        "proposal": "Đề nghị bỏ thành phần hồ sơ này và dùng dữ liệu đã có.",
    }
    return Filing(**{**values, **changes})


def file_one(system: System, **changes: Any) -> Receipt:
    """File one petition as its petitioner and return the receipt; `changes` go to `filing`."""
    with system.acting(PETITIONER) as ctx:
        return file_petition(ctx, filing(**changes))
