"""What filing takes and gives."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pakn.services.identity import Sender


@dataclass(frozen=True)
class Filing:
    """What somebody files.

    Attributes:
        key: one intention to file; the same key never files twice.
        drafting_body: who drafts, of a draft instrument.
        dossier_code: mã hồ sơ TTHC, as typed.
        wanted_agency: whose matter the sender thinks it is, as written.
        place_as_typed: an old or other name of the place, beside the codes of today.
        residence_province_code: where the sender lives, apart from where the matter is.
        channel_detail: what the channel needs beside (R4, R58): codes and texts.
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
    commune_unknown: bool = False
    place_as_typed: str = ""
    residence_province_code: str | None = None
    residence_commune_code: str | None = None
    drafting_body: str = ""
    dossier_code: str = ""
    evidence: str = ""
    wanted_agency: str = ""
    priority: int | None = None
    channel_detail: Mapping[str, str] = field(default_factory=dict)
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
