"""What an administrator types to announce a stop."""

import datetime as dt

from flask_babel import lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovSubmitInput,
    GovTextArea,
)
from wtforms import BooleanField, SubmitField, TextAreaField

from pakn.services.outages import Announcing
from pakn.web.fields import MomentField
from pakn.web.forms import PaknForm


class OutageForm(PaknForm):
    """From when, until when, why."""

    begins_at = MomentField(
        lazy_gettext("Bắt đầu tạm ngừng"),
        description=lazy_gettext("Giờ Việt Nam, ví dụ 22:00 05/12/2026"),
    )
    ends_at = MomentField(
        lazy_gettext("Dự kiến hoạt động lại"),
        description=lazy_gettext("Giờ Việt Nam, ví dụ 02:00 06/12/2026"),
    )
    reason = TextAreaField(
        lazy_gettext("Lý do, mọi người đọc được"),
        description=lazy_gettext("Ví dụ: Nâng cấp hệ thống. Bản đang viết vẫn được giữ."),
        widget=GovTextArea(),
    )
    reason_en = TextAreaField(lazy_gettext("Lý do bằng tiếng Anh (nếu có)"), widget=GovTextArea())
    unforeseen = BooleanField(
        lazy_gettext(
            "Bất khả kháng: không thể báo trước đủ 07 ngày làm việc (NĐ 224/2026 Điều 13)"
        ),
        widget=GovCheckboxInput(),
    )
    submit = SubmitField(lazy_gettext("Thông báo tạm ngừng"), widget=GovSubmitInput())

    def announcing(self) -> Announcing:
        """What the service takes."""
        begins: dt.datetime | None = self.begins_at.data
        ends: dt.datetime | None = self.ends_at.data
        return Announcing(
            begins_at=begins,
            ends_at=ends,
            reason=(self.reason.data or "").replace("\x00", ""),
            reason_en=(self.reason_en.data or "").replace("\x00", ""),
            unforeseen=bool(self.unforeseen.data),
        )
