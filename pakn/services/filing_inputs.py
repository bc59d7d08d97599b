"""What filing takes and gives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from pakn.services.identity import Sender


@dataclass(frozen=True)
class Filing:
    """What somebody files.

    Attributes:
        key: one intention to file; the same key never files twice.
        received_on: day zero for paper (dấu đến); None means now (R28, R58).
        acknowledge: whether a mail thanks for this one; a table of many gets one mail for all.
    """

    key: str
    sender: Sender
    kind: str
    subject: str
    title: str
    content: str
    channel: str = "web"
    proposal: str = ""
    subject_detail: str = ""
    comment_deadline: dt.date | None = None
    province_code: str | None = None
    commune_code: str | None = None
    publication: str = "full"
    hide_identity: bool = False
    received_on: dt.date | None = None
    content_codes: Sequence[int] = field(default_factory=tuple)
    acknowledge: bool = True


@dataclass(frozen=True)
class Receipt:
    """What the petitioner is given."""

    petition_id: int
    case_id: int
    number: str
    secret: str
    received_at: dt.datetime
    due_on: dt.date | None
