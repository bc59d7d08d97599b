"""What the matter is about: which document, draft, standard or dossier (R16)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from sqlalchemy.orm import Session
from wtforms import SubmitField
from wtforms.validators import ValidationError

from pakn.labels.errors import FIELD_ERROR
from pakn.labels.marker import _N
from pakn.services.dossier_bodies import body_of_dossier
from pakn.web.fields import DayField
from pakn.web.public.forms import StepForm, line_field

_YEARS = range(2000, 2101)

SUBJECT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "rule": ("subject_detail", "wanted_agency"),
    "draft": ("subject_detail", "drafting_body", "comment_deadline"),
    "standard": ("subject_detail", "wanted_agency"),
    "dossier": ("dossier_code", "find", "subject_detail", "wanted_agency"),
}
"""What each subject is asked, and the button beside the dossier's code."""

_DETAIL: Mapping[str, str] = {
    "rule": _N("Tên hoặc số hiệu văn bản (nếu biết)"),
    "draft": _N("Tên dự thảo"),
    "standard": _N("Tên hoặc số hiệu tiêu chuẩn, quy chuẩn (nếu biết)"),
    "dossier": _N("Tên thủ tục (nếu nhớ)"),
}
_DETAIL_HINT: Mapping[str, str] = {
    "rule": _N("Ví dụ: Thông tư 35/2024/TT-BGTVT. Bỏ trống nếu không nhớ."),
    "draft": _N("Ví dụ: Dự thảo Nghị định về hóa đơn điện tử. Bỏ trống nếu không nhớ."),
    "standard": _N("Ví dụ: QCVN 01:2021/BXD. Bỏ trống nếu không nhớ."),
    "dossier": _N("Ví dụ: cấp giấy phép xây dựng nhà ở riêng lẻ."),
}


class SubjectForm(StepForm):
    """Which document or dossier; every answer may be left out.

    Attributes:
        body: whose the dossier is, where its code tells.
    """

    dossier_code = line_field(
        _l("Mã hồ sơ (nếu có)"),
        description=_l(
            "In trên giấy tiếp nhận hồ sơ và hẹn trả kết quả, ví dụ: H26.12-261102-0034."
        ),
    )
    find = SubmitField(_l("Xem mã thuộc cơ quan nào"), widget=GovSubmitInput())
    subject_detail = line_field("")
    drafting_body = line_field(
        _l("Cơ quan soạn thảo (nếu biết)"), description=_l("Ví dụ: Bộ Tài chính.")
    )
    comment_deadline = DayField(
        _l("Hạn góp ý (nếu biết)"),
        description=_l("Ví dụ: 22/11/2026. Chúng tôi sẽ cố gắng chuyển trước ngày này."),
    )
    wanted_agency = line_field(
        _l("Theo anh/chị, cơ quan nào phải giải quyết (nếu biết)"),
        description=_l("Ghi tên cũ hay mới đều được. Bỏ trống thì cán bộ sẽ tìm đúng cơ quan."),
    )

    @property
    def looks_up(self) -> bool:
        """Whether only the body behind the dossier's code is asked for."""
        return "find" in self._fields and bool(self.find.data)

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """Ask for what the subject needs."""
        subject = answers.get("subject") or "draft"
        self.subject_detail.label.text = gettext(_DETAIL[subject])
        self.subject_detail.description = gettext(_DETAIL_HINT[subject])
        typed = str(self.dossier_code.data or "") if subject == "dossier" else ""
        self.body = body_of_dossier(session, typed, today)
        for name in {name for names in SUBJECT_FIELDS.values() for name in names}:
            if name not in SUBJECT_FIELDS[subject]:
                del self[name]

    def validate_comment_deadline(self, field: DayField) -> None:
        """Refuse a year that can only be a slip of the finger."""
        if field.data is not None and field.data.year not in _YEARS:
            message = FIELD_ERROR["bad_date"]
            raise ValidationError(gettext(message))
