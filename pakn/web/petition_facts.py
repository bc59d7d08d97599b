"""What a petition says beside its texts, in words, for whoever may read the case."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext

from models.intake import Petition
from pakn.labels.marker import _N
from pakn.web.formatting import date_vi

CHANNEL_DETAIL: Mapping[str, str] = {
    "number_called": _N("Gọi đến số"),
    "paper": _N("Báo"),
    "paper_date": _N("Ngày đăng báo"),
    "link": _N("Đường dẫn bài báo"),
    "letter_from": _N("Cơ quan chuyển đến"),
    "letter_number": _N("Số công văn chuyển đến"),
    "letter_date": _N("Ngày công văn chuyển đến"),
}
"""What channels tell beside (R4, R58)."""


def subject_facts(petition: Petition) -> list[tuple[str, str | None]]:
    """What the petition says of its subject and place; None where it says nothing."""
    return [
        (gettext("Mã hồ sơ thủ tục hành chính"), petition.dossier_code or None),
        (gettext("Cơ quan soạn thảo"), petition.drafting_body or None),
        (gettext("Người gửi cho là thuộc"), petition.wanted_agency or None),
        (gettext("Tên nơi đã gõ hoặc tên cũ"), petition.place_as_typed or None),
        (gettext("Bằng chứng kèm theo"), petition.evidence or None),
    ]


def channel_facts(petition: Petition) -> list[tuple[str, str | None]]:
    """What its channel tells beside."""
    detail = petition.channel_detail or {}
    return [(gettext(label), _shown(detail.get(name))) for name, label in CHANNEL_DETAIL.items()]


def said(facts: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Only what was said: lines of "not stated" would bury it."""
    return [(label, value) for label, value in facts if value]


def _shown(value: object) -> str | None:
    text = str(value or "")
    try:
        return date_vi(dt.date.fromisoformat(text))
    except ValueError:
        return text or None
