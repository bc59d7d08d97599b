"""What an administrator types for a ground or a guidance."""

from flask_babel import lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea, GovTextInput
from wtforms import HiddenField, StringField, SubmitField, TextAreaField

from models.reference import Ground
from pakn.services.grounds import WritingGround, mark_of
from pakn.web.forms import PaknForm, clean

_DIGITS_MAX = 6


class GroundForm(PaknForm):
    """The words officers choose by, and the words a petitioner reads."""

    title = StringField(
        lazy_gettext("Tên trong danh sách của cán bộ"),
        description=lazy_gettext("Ngắn, dễ phân biệt, ví dụ: Thiếu tên, địa chỉ hoặc liên hệ."),
        widget=GovTextInput(),
    )
    public_text = TextAreaField(
        lazy_gettext("Lời người gửi đọc"),
        description=lazy_gettext(
            "Nói rõ vì sao và người gửi làm được gì tiếp theo. Không ghi thông tin của ai."
        ),
        widget=GovTextArea(),
    )
    article = StringField(
        lazy_gettext("Căn cứ pháp lý"),
        description=lazy_gettext("Văn bản, điều, khoản."),
        widget=GovTextInput(),
    )
    sort = StringField(
        lazy_gettext("Thứ tự trong danh sách"),
        description=lazy_gettext("Số nhỏ đứng trước, từ 0 đến 999."),
        widget=GovTextInput(),
    )
    seen = HiddenField()
    preview = SubmitField(lazy_gettext("Xem trước"), widget=GovSubmitInput())
    submit = SubmitField(lazy_gettext("Lưu"), widget=GovSubmitInput())

    def writing(self, purpose: str) -> WritingGround:
        """What the service takes."""
        typed = clean(self.sort.data).strip()
        plain = typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS_MAX
        return WritingGround(
            purpose=purpose,
            title=clean(self.title.data),
            public_text=clean(self.public_text.data),
            article=clean(self.article.data),
            sort=int(typed) if plain else None,
            seen=str(self.seen.data or ""),
        )

    @property
    def only_preview(self) -> bool:
        """Whether the text is only to be shown; nothing is stored."""
        return bool(self.preview.data)


def filled(ground: Ground) -> GroundForm:
    """The form as it stands before anything is typed."""
    form = GroundForm(formdata=None, obj=ground)
    form.sort.data = str(ground.sort)
    form.seen.data = mark_of(ground)
    return form
