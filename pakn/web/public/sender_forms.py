"""Who sends: for oneself, an organisation, a group, or for somebody else (R1, R8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from models.queries.agencies import provinces
from pakn.labels.marker import _N
from pakn.web.fields import options
from pakn.web.public.forms import StepForm, choice_field, line_field, list_field

SENDER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "individual": (),
    "organisation": ("tax_code", "helper_name"),
    "group": ("group_size",),
    "helped": ("helper_role", "helper_name", "helper_phone"),
}
"""What each kind of sender is asked beside name, contact and address."""

_NAME: Mapping[str, str] = {
    "individual": _N("Họ và tên"),
    "organisation": _N("Tên tổ chức, doanh nghiệp"),
    "group": _N("Họ và tên người đại diện nhóm"),
    "helped": _N("Họ và tên người có việc cần phản ánh, kiến nghị"),
}
_OTHER_NAME: Mapping[str, str] = {
    "organisation": _N("Họ và tên người liên hệ"),
    "helped": _N("Họ và tên của anh/chị (người viết giúp, người đại diện)"),
}
_PHONE_HINT: Mapping[str, str] = {
    "individual": _N("Chỉ cần số điện thoại hoặc thư điện tử, một là đủ."),
    "organisation": _N("Chỉ cần số điện thoại hoặc thư điện tử, một là đủ."),
    "group": _N(
        "Của người đại diện, là người nhận trả lời. Chỉ cần điện thoại hoặc thư điện tử, một là đủ."
    ),
    "helped": _N("Của người có việc. Nếu không có, bỏ trống: trả lời sẽ gửi qua số của anh/chị."),
}


class CapacityForm(StepForm):
    """As what somebody sends."""

    sender_kind = choice_field(
        _l("Anh/chị gửi với tư cách nào?"),
        [
            ("individual", _l("Cá nhân")),
            ("organisation", _l("Tổ chức, doanh nghiệp")),
            ("group", _l("Nhóm nhiều người cùng gửi")),
            ("helped", _l("Tôi viết thay cho người khác")),
        ],
    )


class SenderForm(StepForm):
    """Who sends, and how to be reached."""

    tax_code = line_field(
        _l("Mã số thuế (nếu có)"),
        description=_l("10 chữ số, hoặc 13 chữ số với chi nhánh. Ví dụ: 0100109106."),
    )
    name = line_field("")
    group_size = line_field(
        _l("Nhóm có bao nhiêu người?"), description=_l("Kể cả người đại diện. Ví dụ: 12")
    )
    helper_role = choice_field(
        _l("Anh/chị là"),
        [
            ("helper", _l("Người viết giúp (con cháu, hàng xóm, cán bộ thôn…)")),
            ("representative", _l("Người đại diện theo pháp luật hoặc được ủy quyền")),
        ],
    )
    helper_name = line_field("")
    helper_phone = line_field(_l("Số điện thoại của anh/chị"))
    phone = line_field(_l("Số điện thoại"))
    email = line_field(
        _l("Thư điện tử"), description=_l("Để nhận xác nhận và kết quả, ví dụ: ten@vidu.vn")
    )
    address = line_field(
        _l("Địa chỉ"),
        description=_l("Thôn hoặc tổ dân phố, xã, tỉnh là đủ. Dùng để gửi văn bản khi cần."),
    )
    residence_province_code = list_field(
        _l("Tỉnh, thành phố nơi anh/chị ở (có thể bỏ trống)"),
        description=_l("Có thể khác nơi xảy ra việc này."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """Ask for what this kind of sender needs, in its own words."""
        kind = answers.get("sender_kind") or "individual"
        for name in {name for names in SENDER_FIELDS.values() for name in names}:
            if name not in SENDER_FIELDS[kind]:
                del self[name]
        self.name.label.text = gettext(_NAME[kind])
        self.phone.description = gettext(_PHONE_HINT[kind])
        if kind in _OTHER_NAME:
            self.helper_name.label.text = gettext(_OTHER_NAME[kind])
        rows = [(row.code, row.name) for row in provinces(session, today)]
        self.residence_province_code.choices = options([("", gettext("Không ghi")), *rows])
