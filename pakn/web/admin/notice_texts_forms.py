"""What an administrator types as own words of a message."""

from flask_babel import lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextArea, GovTextInput
from wtforms import HiddenField, StringField, SubmitField, TextAreaField

from pakn.services.notice_texts import NoticeText, WritingNotice
from pakn.web.fields import DayField
from pakn.web.forms import PaknForm, clean


class NoticeForm(PaknForm):
    """Own words from a day on."""

    subject = StringField(lazy_gettext("Tiêu đề thư"), widget=GovTextInput())
    body = TextAreaField(lazy_gettext("Nội dung"), widget=GovTextArea())
    valid_from = DayField(
        lazy_gettext("Dùng từ ngày"),
        description=lazy_gettext("Từ hôm nay trở đi, ví dụ 01/01/2027."),
    )
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu lời riêng"), widget=GovSubmitInput())
    preview = SubmitField(lazy_gettext("Xem trước"), widget=GovSubmitInput())

    def writing(self, notice: str, channel: str) -> WritingNotice:
        """What the service takes."""
        return WritingNotice(
            notice=notice,
            channel=channel,
            subject=clean(self.subject.data) if "subject" in self._fields else "",
            body=clean(self.body.data),
            valid_from=self.valid_from.data,
            seen=str(self.seen.data or ""),
        )

    def is_usable(self) -> bool:
        """Whether the form was sent with its token and, unless it is a preview, is valid."""
        valid = bool(self.validate_on_submit())
        return valid or (self.only_preview and not self.csrf_token.errors)

    @property
    def only_preview(self) -> bool:
        """Whether the words are only to be shown; nothing is stored."""
        return bool(self.preview.data)


class ShortMessageForm(NoticeForm):
    """A short message has no subject."""

    subject = None


def notice_form(text: NoticeText, *, empty: bool = False) -> NoticeForm:
    """The form of a notice.

    Args:
        text: the notice; the words of today stand in an untouched form.
        empty: the form is shown for the first time, whatever was sent.
    """
    made = ShortMessageForm if text.channel == "sms" else NoticeForm
    values = {"subject": text.in_use.subject, "body": text.in_use.body, "seen": text.seen}
    form: NoticeForm = made(formdata=None, data=values) if empty else made()
    return form
