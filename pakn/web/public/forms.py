"""The forms of the public pages. They carry values; whether those can stand is said by services."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)

from models.queries.agencies import communes, provinces
from pakn.labels.content import KIND, SUBJECT
from pakn.labels.errors import FIELD_ERROR
from pakn.labels.marker import _N
from pakn.services.context import InvalidInput
from pakn.web.fields import DayField
from pakn.web.forms import PaknForm

# Some keyboards and pasted texts bring these along; no database column wants them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YEARS = range(2000, 2101)


_SAID: Mapping[tuple[str, str], str] = {
    ("kind", "required"): _N("Hãy chọn phản ánh hoặc kiến nghị."),
    ("subject", "required"): _N("Hãy chọn việc này nói về điều gì."),
    ("title", "required"): _N("Hãy tóm tắt việc này trong một câu."),
    ("title", "too_long"): _N("Hãy tóm tắt ngắn hơn, nhiều nhất 200 ký tự."),
    ("content", "required"): _N("Hãy viết nội dung sự việc."),
    ("content", "too_long"): _N("Nội dung dài quá 20.000 ký tự; hãy rút gọn."),
    ("proposal", "too_long"): _N("Giải pháp dài quá 20.000 ký tự; hãy rút gọn."),
    ("subject_detail", "too_long"): _N("Tên văn bản, hồ sơ dài quá 300 ký tự; hãy rút gọn."),
    ("sender_kind", "required"): _N("Hãy chọn cá nhân hoặc tổ chức."),
    ("name", "required"): _N("Hãy ghi họ và tên, hoặc tên tổ chức."),
    ("name", "too_long"): _N("Tên dài quá 120 ký tự; hãy rút gọn."),
    ("address", "too_long"): _N("Địa chỉ dài quá 300 ký tự; hãy rút gọn."),
    ("publication", "required"): _N("Hãy chọn cách công khai."),
}


def _clean(value: str | None) -> str:
    return _CONTROL.sub("", value or "")


def _line(label: Any, **rest: Any) -> StringField:
    return StringField(label, widget=GovTextInput(), filters=[_clean], **rest)


def _text(label: Any, **rest: Any) -> TextAreaField:
    return TextAreaField(label, widget=GovTextArea(), filters=[_clean], **rest)


def _choice(label: Any, choices: Iterable[tuple[str, Any]], **rest: Any) -> RadioField:
    return RadioField(
        label, choices=_options(choices), validate_choice=False, widget=GovRadioInput(), **rest
    )


def _options(choices: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in choices]


def _list(label: Any, **rest: Any) -> SelectField:
    return SelectField(label, choices=[], validate_choice=False, widget=GovSelect(), **rest)


class StepForm(PaknForm):
    """One page of the form. Its fields bear the names of the answers in the draft."""

    submit = SubmitField(_l("Tiếp tục"), widget=GovSubmitInput())

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """Fit the page to what was answered before: leave out fields, fill lists."""

    def take_errors(self, invalid: InvalidInput) -> None:
        """Say what is missing by its name: in a list of errors 'this' says nothing."""
        for name, code in invalid.errors.items():
            said = _SAID.get((name, code)) or FIELD_ERROR[code]
            self[name].errors = [*self[name].errors, gettext(said)]

    def typed(self) -> dict[str, Any]:
        """The answers of this page that could be read, as the draft keeps them."""
        return {
            name: field.data.isoformat() if isinstance(field.data, dt.date) else field.data or ""
            for name, field in self._fields.items()
            if name not in ("csrf_token", "submit") and not field.errors
        }


class KindForm(StepForm):
    """What it is, and what it speaks of."""

    kind = _choice(
        _l("Anh/chị muốn gửi gì?"), [(kind.value, _l(label)) for kind, label in KIND.items()]
    )
    subject = _choice(
        _l("Việc này nói về điều gì?"),
        [(subject.value, _l(label)) for subject, label in SUBJECT.items()],
    )


class ContentForm(StepForm):
    """The matter in the sender's own words."""

    title = _line(
        _l("Tóm tắt trong một câu"),
        description=_l("Ví dụ: Bỏ yêu cầu nộp bản sao có chứng thực khi đổi giấy phép lái xe"),
    )
    content = _text(
        _l("Nội dung"),
        description=_l(
            "Việc gì, ở đâu, khi nào, cơ quan nào; quy định nào gây khó khăn. Viết bằng tiếng "
            "Việt, không dấu cũng được. Không ghi số giấy tờ, số tài khoản."
        ),
    )
    proposal = _text(
        _l("Anh/chị đề xuất giải pháp gì?"),
        description=_l("Ví dụ: bỏ giấy tờ nào, gộp bước nào, rút ngắn thời gian ra sao."),
    )
    subject_detail = _line("")
    comment_deadline = DayField(
        _l("Hạn góp ý của dự thảo (nếu biết)"),
        description=_l("Ví dụ: 22/11/2026. Chúng tôi sẽ cố gắng chuyển trước ngày này."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """Ask for what the kind and the subject need."""
        subject = answers.get("subject", "draft")
        self.subject_detail.label.text = gettext(_DETAIL[subject])
        self.subject_detail.description = gettext(_DETAIL_HINT[subject])
        if subject != "draft":
            del self.comment_deadline
        if answers.get("kind", "recommendation") != "recommendation":
            del self.proposal

    def validate_comment_deadline(self, field: DayField) -> None:
        """Refuse a year that can only be a slip of the finger."""
        if field.data is not None and field.data.year not in _YEARS:
            message = FIELD_ERROR["bad_date"]
            raise ValueError(gettext(message))


_DETAIL: Mapping[str, str] = {
    "rule": _N("Tên hoặc số hiệu văn bản (nếu biết)"),
    "draft": _N("Tên dự thảo"),
    "standard": _N("Tên hoặc số hiệu tiêu chuẩn, quy chuẩn (nếu biết)"),
    "dossier": _N("Mã hồ sơ hoặc tên thủ tục (nếu có)"),
}
_DETAIL_HINT: Mapping[str, str] = {
    "rule": _N("Ví dụ: Thông tư 35/2024/TT-BGTVT. Bỏ trống nếu không nhớ."),
    "draft": _N("Ví dụ: Dự thảo Nghị định về hóa đơn điện tử. Bỏ trống nếu không nhớ."),
    "standard": _N("Ví dụ: QCVN 01:2021/BXD. Bỏ trống nếu không nhớ."),
    "dossier": _N("In trên giấy hẹn trả kết quả, ví dụ: H26.12-261102-0034."),
}


class ProvinceForm(StepForm):
    """Where it happened: the province."""

    province_code = _list(
        _l("Tỉnh, thành phố nơi xảy ra việc này"),
        description=_l("Tên tỉnh theo đơn vị hành chính hiện nay (34 tỉnh, thành phố)."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """List the provinces of today."""
        rows = [(row.code, row.name) for row in provinces(session, today)]
        self.province_code.choices = _options([("", gettext("Không rõ, hoặc cả nước")), *rows])


class CommuneForm(StepForm):
    """Where it happened: the commune."""

    commune_code = _list(
        _l("Xã, phường, đặc khu nơi xảy ra việc này"),
        description=_l("Tên xã, phường hiện nay, sau khi sắp xếp từ ngày 01/7/2025."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """List the communes of the province that was chosen."""
        rows = [(row.code, row.name) for row in communes(session, answers.get("province_code", ""))]
        self.commune_code.choices = _options([("", gettext("Không rõ xã, phường")), *rows])


class SenderForm(StepForm):
    """Who sends, and how to be reached."""

    sender_kind = _choice(
        _l("Anh/chị gửi với tư cách nào?"),
        [("individual", _l("Cá nhân")), ("organisation", _l("Tổ chức, doanh nghiệp"))],
    )
    name = _line(_l("Họ và tên, hoặc tên tổ chức"))
    phone = _line(
        _l("Số điện thoại"), description=_l("Chỉ cần số điện thoại hoặc thư điện tử, một là đủ.")
    )
    email = _line(
        _l("Thư điện tử"), description=_l("Để nhận xác nhận và kết quả, ví dụ: ten@vidu.vn")
    )
    address = _line(
        _l("Địa chỉ (có thể bỏ trống)"),
        description=_l("Số nhà, thôn hoặc tổ dân phố, xã, tỉnh: để gửi văn bản khi cần."),
    )


class PublicationForm(StepForm):
    """What others may see."""

    publication = _choice(
        _l("Khi công khai kết quả, anh/chị muốn công khai thế nào?"),
        [
            ("full", _l("Đăng nội dung và kết quả trả lời")),
            ("summary", _l("Chỉ đăng tóm tắt")),
        ],
    )
    hide_identity = BooleanField(
        _l("Không cho cơ quan bị phản ánh biết tên tôi"), widget=GovCheckboxInput()
    )

    def typed(self) -> dict[str, Any]:
        """An empty box is an answer too."""
        return {**super().typed(), "hide_identity": bool(self.hide_identity.data)}


class BeginForm(PaknForm):
    """Begin a draft."""

    submit = SubmitField(_l("Bắt đầu"), widget=GovSubmitInput())


class DiscardForm(PaknForm):
    """Delete the draft from this device's reach and from the server."""

    submit = SubmitField(_l("Xóa bản đang viết"), widget=GovSubmitInput())


class SendForm(PaknForm):
    """Send what was checked; `seen` is the mark of the answers on the page."""

    seen = HiddenField()
    submit = SubmitField(_l("Gửi phản ánh, kiến nghị"), widget=GovSubmitInput())


class FollowForm(PaknForm):
    """Number and lookup secret, as they stand on the receipt."""

    number = _line(_l("Mã PAKN"), description=_l("Ví dụ: PAKN.20261122.0001"))
    secret = _line(
        _l("Mã tra cứu"), description=_l("Mười chữ và số trên giấy biên nhận, ví dụ: 7KQ2-9M4X-TB")
    )
    submit = SubmitField(_l("Xem tiến độ"), widget=GovSubmitInput())


class ProofForm(PaknForm):
    """What only the sender knows beside number and secret."""

    proof = _line(_l("Bốn số cuối điện thoại, hoặc thư điện tử đã ghi khi gửi"))
    submit = SubmitField(_l("Xem nội dung và trả lời"), widget=GovSubmitInput())


class LeaveForm(PaknForm):
    """Forget what was looked up on this device."""

    submit = SubmitField(_l("Kết thúc tra cứu"), widget=GovSubmitInput())
