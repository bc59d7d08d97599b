"""The forms of whoever follows a petition."""

import re

from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea, GovTextInput
from wtforms import StringField, SubmitField, TextAreaField

from pakn.web.forms import PaknForm
from pakn.web.uploads import FilesField

# Some keyboards and pasted texts bring these along; no database column wants them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _clean(value: str | None) -> str:
    return _CONTROL.sub("", value or "")


class FollowForm(PaknForm):
    """Number and lookup secret, as they stand on the receipt."""

    number = StringField(
        _l("Mã PAKN"),
        description=_l("Ví dụ: PAKN.20261122.0001"),
        widget=GovTextInput(),
        filters=[_clean],
    )
    secret = StringField(
        _l("Mã tra cứu"),
        description=_l("Mười chữ và số trên giấy biên nhận, ví dụ: 7KQ2-9M4X-TB"),
        widget=GovTextInput(),
        filters=[_clean],
    )
    submit = SubmitField(_l("Xem tiến độ"), widget=GovSubmitInput())


class ProofForm(PaknForm):
    """What only the sender knows beside number and secret."""

    proof = StringField(
        _l("Bốn số cuối điện thoại, hoặc thư điện tử đã ghi khi gửi"),
        widget=GovTextInput(),
        filters=[_clean],
    )
    submit = SubmitField(_l("Xem nội dung và trả lời"), widget=GovSubmitInput())


class AskCodeForm(PaknForm):
    """Ask for a one-time code to the contact on file."""

    submit = SubmitField(_l("Gửi mã dùng một lần cho tôi"), widget=GovSubmitInput())


class CodeForm(PaknForm):
    """The one-time code that came."""

    code = StringField(
        _l("Mã dùng một lần"),
        description=_l("Sáu chữ số"),
        widget=GovTextInput(),
        filters=[_clean],
    )
    submit = SubmitField(_l("Tiếp tục"), widget=GovSubmitInput())


class ContactForm(PaknForm):
    """The contact that was left when sending."""

    contact = StringField(
        _l("Số điện thoại hoặc thư điện tử đã ghi khi gửi"),
        description=_l("Ví dụ: 0912 345 678 hoặc ten@vidu.vn"),
        widget=GovTextInput(),
        filters=[_clean],
    )
    submit = SubmitField(_l("Gửi mã cho tôi"), widget=GovSubmitInput())


class AddingForm(PaknForm):
    """Facts and files after sending, or the answer to a question."""

    text = TextAreaField(_l("Thông tin thêm"), widget=GovTextArea(), filters=[_clean])
    files = FilesField(_l("Ảnh hoặc tài liệu (có thể bỏ trống)"))
    submit = SubmitField(_l("Gửi thông tin"), widget=GovSubmitInput())


class WithdrawForm(PaknForm):
    """Why it is withdrawn; nobody has to say."""

    reason = TextAreaField(
        _l("Lý do rút (có thể bỏ trống)"), widget=GovTextArea(), filters=[_clean]
    )
    submit = SubmitField(_l("Rút phản ánh, kiến nghị"), widget=GovSubmitInput())


class LeaveForm(PaknForm):
    """Forget what was looked up on this device."""

    submit = SubmitField(_l("Kết thúc tra cứu"), widget=GovSubmitInput())
