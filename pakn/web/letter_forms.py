"""The forms on a letter: its text, its number and day, why it is taken back; choosing its cases."""

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import HiddenField, StringField, TextAreaField

from pakn.rules.letters import LetterAct
from pakn.services import letters
from pakn.services.context import Context
from pakn.services.letter_writing import Choosing
from pakn.web.fields import DayField, SeenVersionField
from pakn.web.forms import PaknForm, clean

_CASES_READ = 1000
_DIGITS_MOST = 18


class LetterForm(PaknForm):
    """What every act on a letter carries: the version that was read. Approving needs no more."""

    seen_version = SeenVersionField()

    def perform(self, ctx: Context, letter_id: int) -> object:
        """Approve the letter."""
        return letters.approve_letter(ctx, letter_id, self.seen_version.number)


class SignForm(LetterForm):
    """That it was signed on paper, or in the document system."""

    def perform(self, ctx: Context, letter_id: int) -> object:
        """Record the signature."""
        return letters.sign_letter(ctx, letter_id, self.seen_version.number)


class EditForm(LetterForm):
    """The text of a draft."""

    body = TextAreaField(
        lazy_gettext("Nội dung văn bản"),
        description=lazy_gettext(
            "Mỗi đoạn cách nhau một dòng trống; đoạn bắt đầu bằng “- ” là một ý liệt kê. Tiêu đề, "
            "nơi nhận, chữ ký và phụ lục do hệ thống đặt. Để trống để lấy lại lời soạn sẵn."
        ),
        widget=GovTextArea(),
    )

    def perform(self, ctx: Context, letter_id: int) -> object:
        """Keep the text."""
        text = clean(self.body.data)
        return letters.edit_letter(ctx, letter_id, self.seen_version.number, text)


class IssueForm(LetterForm):
    """The number and the day, as the records office gave them."""

    number = StringField(
        lazy_gettext("Số văn bản"),
        description=lazy_gettext(
            "Lấy từ hệ thống quản lý văn bản; chỉ gõ số (15) thì ký hiệu được thêm vào."
        ),
        widget=GovTextInput(),
    )
    issued_on = DayField(
        lazy_gettext("Ngày ban hành"), description=lazy_gettext("Ví dụ: 22/11/2026.")
    )

    def perform(self, ctx: Context, letter_id: int) -> object:
        """Issue the letter."""
        number = clean(self.number.data)
        inputs = letters.Numbering(letter_id, self.seen_version.number, number, self.issued_on.data)
        return letters.issue_letter(ctx, inputs)


class CancelForm(LetterForm):
    """Why a letter is taken back."""

    reason = StringField(
        lazy_gettext("Lý do hủy"),
        description=lazy_gettext("Lưu trong lịch sử của văn bản."),
        widget=GovTextInput(),
    )

    def perform(self, ctx: Context, letter_id: int) -> object:
        """Take the letter back."""
        reason = clean(self.reason.data)
        return letters.cancel_letter(ctx, letter_id, self.seen_version.number, reason)


FORMS: dict[LetterAct, type[LetterForm]] = {
    LetterAct.EDIT: EditForm,
    LetterAct.APPROVE: LetterForm,
    LetterAct.SIGN: SignForm,
    LetterAct.ISSUE: IssueForm,
    LetterAct.CANCEL: CancelForm,
}
"""The form of each act."""


class ChooseForm(PaknForm):
    """The cases of one letter to one agency.

    The boxes are drawn by the page; `cases` stands for them where they have an error.
    """

    key = HiddenField()
    agency = HiddenField(lazy_gettext("Cơ quan"))
    cases = HiddenField(lazy_gettext("Hồ sơ kèm theo"))

    def case_ids(self) -> Sequence[int]:
        """The cases that were ticked; what is no number is none of them."""
        ticked = request.form.getlist("case")[:_CASES_READ]
        return [
            int(text)
            for text in ticked
            if text.isascii() and text.isdigit() and len(text) <= _DIGITS_MOST
        ]

    def choosing(self) -> Choosing:
        """What was chosen, as the service takes it."""
        key = clean(self.key.data)[:40]
        return Choosing(key, clean(self.agency.data), self.case_ids())
