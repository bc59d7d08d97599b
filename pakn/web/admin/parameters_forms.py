"""What an administrator types to set or to confirm a parameter."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    SubmitField,
    TextAreaField,
)

from pakn.labels.parameters import CHOICE, PARAMETER_UNIT
from pakn.rules.deadlines import Unit
from pakn.rules.parameters import Kind, Shape, written
from pakn.services.parameters import ParameterPage, SettingParameter
from pakn.web.fields import DayField
from pakn.web.formatting import number_vi
from pakn.web.forms import PaknForm, clean

_LONG = 60
_CHOSEN = (Shape.FLAG, Shape.CHOICE)


class SetParameterForm(PaknForm):
    """A value from a day on; the field of the value is made for the parameter."""

    value: Field
    unit = RadioField(
        lazy_gettext("Tính bằng"),
        choices=[
            SelectChoice(value=unit.value, label=lazy_gettext(PARAMETER_UNIT[unit.value]))
            for unit in Unit
        ],
        validate_choice=False,
        widget=GovRadioInput(),
    )
    valid_from = DayField(
        lazy_gettext("Có hiệu lực từ ngày"),
        description=lazy_gettext("Từ hôm nay trở đi, ví dụ 01/01/2027."),
    )
    article = StringField(
        lazy_gettext("Căn cứ pháp lý"),
        description=lazy_gettext(
            "Văn bản, điều, khoản. Không có văn bản nào ấn định thì ghi: tự đặt."
        ),
        widget=GovTextInput(),
    )
    confirmed = BooleanField(
        lazy_gettext("Đã đối chiếu với văn bản đang có hiệu lực"), widget=GovCheckboxInput()
    )
    note = TextAreaField(lazy_gettext("Ghi chú (nếu cần)"), widget=GovTextArea())
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu giá trị"), widget=GovSubmitInput())

    def setting(self, name: str) -> SettingParameter:
        """What the service takes."""
        return SettingParameter(
            name=name,
            value=clean(self.value.data),
            unit=str(self.unit.data or "") if "unit" in self._fields else "",
            valid_from=self.valid_from.data,
            article=clean(self.article.data),
            confirmed=bool(self.confirmed.data),
            note=clean(self.note.data),
            seen=str(self.seen.data or ""),
        )


class ConfirmForm(PaknForm):
    """The article that a value was compared with."""

    article = StringField(lazy_gettext("Văn bản, điều, khoản đã đối chiếu"), widget=GovTextInput())
    submit = SubmitField(lazy_gettext("Xác nhận giá trị"), widget=GovSubmitInput())


def set_form(page: ParameterPage, *, empty: bool = False) -> SetParameterForm:
    """The form for a parameter's next value.

    Args:
        page: the parameter; its newest value stands in an untouched form.
        empty: the form is shown for the first time, whatever was sent.
    """
    kind = page.kind
    value = _value_field(kind, page.newest.value)
    value.creation_counter = 0  # made last, but first on the page and among the errors
    fields: dict[str, Any] = {"value": value}
    if kind.shape is not Shape.LIMIT:
        fields["unit"] = None
    made = type("ParameterForm", (SetParameterForm,), fields)
    newest = page.newest
    form: SetParameterForm = made(
        **({"formdata": None} if empty else {}),
        data={
            "value": written(kind, newest.value),
            "unit": newest.unit,
            "seen": page.seen,
        },
    )
    return form


def _value_field(kind: Kind, now: Any) -> Field:
    label = lazy_gettext("Giá trị")
    if kind.shape in _CHOSEN:
        choices = kind.choices or ("yes", "no")
        words = [
            SelectChoice(value=one, label=lazy_gettext(CHOICE.get(one, one))) for one in choices
        ]
        return RadioField(label, choices=words, validate_choice=False, widget=GovRadioInput())
    long = kind.shape is Shape.TEXT and len(str(now or "")) > _LONG
    if long or kind.shape in (Shape.LINES, Shape.DATA):
        return TextAreaField(label, description=hint(kind), widget=GovTextArea())
    return StringField(label, description=hint(kind), widget=GovTextInput())


def hint(kind: Kind) -> str:
    """What may be typed, said under the field's name."""
    match kind.shape:
        case Shape.LIMIT | Shape.NUMBER:
            bounds = {"least": number_vi(kind.least), "most": number_vi(kind.most)}
            return str(gettext("Số nguyên từ %(least)s đến %(most)s.", **bounds))
        case Shape.LINES:
            return str(gettext("Mỗi dòng một mục, theo đúng thứ tự in ra."))
        case Shape.WORDS:
            words = ", ".join(kind.choices)
            return str(gettext("Cách nhau bằng dấu phẩy, trong số: %(words)s.", words=words))
        case Shape.HOURS:
            return str(gettext("Ví dụ 08:00 - 17:00."))
        case Shape.AGENCY:
            return str(gettext("Mã cơ quan đang hoạt động, ví dụ VPCP."))
        case Shape.TEXT if kind.optional:
            return str(gettext("Có thể để trống."))
        case _:
            return ""
