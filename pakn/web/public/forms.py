"""The forms of the public pages. They carry values; whether those can stand is said by services."""

import datetime as dt
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
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)

from pakn.labels.content import KIND, SUBJECT
from pakn.labels.errors import FIELD_ERROR
from pakn.labels.marker import _N
from pakn.services.context import InvalidInput
from pakn.web.fields import options
from pakn.web.forms import PaknForm, clean

_SAID: Mapping[tuple[str, str], str] = {
    ("kind", "required"): _N("Hãy chọn phản ánh hoặc kiến nghị."),
    ("subject", "required"): _N("Hãy chọn việc này nói về điều gì."),
    ("title", "required"): _N("Hãy tóm tắt việc này trong một câu."),
    ("title", "too_long"): _N("Hãy tóm tắt ngắn hơn, nhiều nhất 200 ký tự."),
    ("content", "required"): _N("Hãy viết nội dung sự việc."),
    ("content", "too_long"): _N("Nội dung dài quá 20.000 ký tự; hãy rút gọn."),
    ("proposal", "too_long"): _N("Giải pháp dài quá 20.000 ký tự; hãy rút gọn."),
    ("subject_detail", "too_long"): _N("Tên văn bản, hồ sơ dài quá 300 ký tự; hãy rút gọn."),
    ("drafting_body", "too_long"): _N("Tên cơ quan dài quá 200 ký tự; hãy rút gọn."),
    ("wanted_agency", "too_long"): _N("Tên cơ quan dài quá 200 ký tự; hãy rút gọn."),
    ("dossier_code", "too_long"): _N("Mã hồ sơ dài quá 60 ký tự; hãy kiểm tra lại."),
    ("place_query", "required"): _N(
        "Hãy gõ tên nơi xảy ra rồi bấm Tìm, hoặc chọn tỉnh trong danh sách, hoặc chọn Không rõ."
    ),
    ("place_query", "too_long"): _N("Tên nơi xảy ra dài quá 200 ký tự; hãy rút gọn."),
    ("place_query", "not_found"): _N(
        "Không tìm thấy nơi nào có tên này. Hãy thử gõ ngắn hơn, hoặc chọn tỉnh trong danh sách."
    ),
    ("place_query", "choose"): _N("Hãy chọn một nơi trong danh sách tìm được ở dưới."),
    ("sender_kind", "required"): _N("Hãy chọn anh/chị gửi với tư cách nào."),
    ("address", "required"): _N("Hãy ghi địa chỉ; thôn hoặc tổ dân phố, xã, tỉnh là đủ."),
    ("helper_role", "required"): _N("Hãy chọn anh/chị viết giúp hay là người đại diện."),
    ("helper_name", "required"): _N("Hãy ghi họ và tên."),
    ("helper_name", "too_long"): _N("Tên dài quá 120 ký tự; hãy rút gọn."),
    ("group_size", "group_too_small"): _N(
        "Hãy ghi nhóm có bao nhiêu người, từ 2 người trở lên, bằng chữ số."
    ),
    ("helper_phone", "required"): _N("Hãy ghi số điện thoại của anh/chị."),
    ("name", "required"): _N("Hãy ghi họ và tên, hoặc tên tổ chức."),
    ("name", "too_long"): _N("Tên dài quá 120 ký tự; hãy rút gọn."),
    ("address", "too_long"): _N("Địa chỉ dài quá 300 ký tự; hãy rút gọn."),
    ("publication", "required"): _N("Hãy chọn cách công khai."),
}


def line_field(label: Any, **rest: Any) -> StringField:
    """A short text."""
    return StringField(label, widget=GovTextInput(), filters=[clean], **rest)


def text_field(label: Any, **rest: Any) -> TextAreaField:
    """A long text."""
    return TextAreaField(label, widget=GovTextArea(), filters=[clean], **rest)


def choice_field(label: Any, choices: Iterable[tuple[str, Any]], **rest: Any) -> RadioField:
    """One of a few, as radios."""
    return RadioField(
        label, choices=options(choices), validate_choice=False, widget=GovRadioInput(), **rest
    )


def list_field(label: Any, **rest: Any) -> SelectField:
    """One of many; its page fills in the choices."""
    return SelectField(label, choices=[], validate_choice=False, widget=GovSelect(), **rest)


BUTTONS = ("csrf_token", "submit", "later", "find")


class StepForm(PaknForm):
    """One page of the form. Its fields bear the names of the answers in the draft."""

    submit = SubmitField(_l("Tiếp tục"), widget=GovSubmitInput())
    later = SubmitField(_l("Lưu và viết tiếp sau"), widget=GovSubmitInput())

    @property
    def wants_rest(self) -> bool:
        """Whether the writer asks for the link to go on later."""
        return bool(self.later.data)

    @property
    def looks_up(self) -> bool:
        """Whether a button of the page was pressed that only looks something up."""
        return False

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
            if name not in BUTTONS and not field.errors
        }


class KindForm(StepForm):
    """What it is, and what it speaks of."""

    kind = choice_field(
        _l("Anh/chị muốn gửi gì?"), [(kind.value, _l(label)) for kind, label in KIND.items()]
    )
    subject = choice_field(
        _l("Việc này nói về điều gì?"),
        [(subject.value, _l(label)) for subject, label in SUBJECT.items()],
    )


class ContentForm(StepForm):
    """The matter in the sender's own words."""

    title = line_field(
        _l("Tóm tắt trong một câu"),
        description=_l("Ví dụ: Bỏ yêu cầu nộp bản sao có chứng thực khi đổi giấy phép lái xe"),
    )
    content = text_field(
        _l("Nội dung"),
        description=_l(
            "Việc gì, ở đâu, khi nào, cơ quan nào; quy định nào gây khó khăn. Viết bằng tiếng "
            "Việt, không dấu cũng được. Không ghi số giấy tờ, số tài khoản."
        ),
    )
    proposal = text_field(
        _l("Anh/chị đề xuất giải pháp gì?"),
        description=_l("Ví dụ: bỏ giấy tờ nào, gộp bước nào, rút ngắn thời gian ra sao."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """Ask for a solution where one is recommended."""
        if answers.get("kind", "recommendation") != "recommendation":
            del self.proposal


class PublicationForm(StepForm):
    """What others may see."""

    publication = choice_field(
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


class TakeUpForm(PaknForm):
    """Go on with a draft on this device."""

    submit = SubmitField(_l("Mở bản đang viết"), widget=GovSubmitInput())


class GoOnForm(PaknForm):
    """Send although something like it was answered before."""

    submit = SubmitField(_l("Vẫn gửi"), widget=GovSubmitInput())


class LeaveAnsweredForm(PaknForm):
    """Do not send: the answer is there."""

    submit = SubmitField(_l("Không gửi nữa, xóa bản đang viết"), widget=GovSubmitInput())


class DiscardForm(PaknForm):
    """Delete the draft from this device's reach and from the server."""

    submit = SubmitField(_l("Xóa bản đang viết"), widget=GovSubmitInput())


class SendForm(PaknForm):
    """Send what was checked; `seen` is the mark of the answers on the page."""

    seen = HiddenField()
    submit = SubmitField(_l("Gửi phản ánh, kiến nghị"), widget=GovSubmitInput())
