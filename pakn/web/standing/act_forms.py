"""The forms of the acts of the desk that end a case or take it out of the common way."""

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea
from wtforms import HiddenField, RadioField, SelectField, TextAreaField

from pakn.rules.legal_kinds import LegalKind
from pakn.services.desk_endings import Transferring
from pakn.services.desk_inputs import Decided
from pakn.services.desk_sealing import Marking
from pakn.web.fields import SeenVersionField
from pakn.web.forms import PaknForm
from pakn.web.standing.forms import plain
from pakn.web.standing.words import MARKED_KIND


class ActForm(PaknForm):
    """What every act on a case carries: the version that was read, and the list worked through."""

    seen_version = SeenVersionField()
    queue = HiddenField()

    def decided(self, case_id: int) -> Decided:
        """The decision as the services take it."""
        return Decided(
            case_id=case_id,
            seen_version=self.seen_version.number,
            ground=self._text("ground"),
            words=self._text("words"),
            reason=self._text("reason"),
        )

    def _text(self, name: str) -> str:
        field = self._fields.get(name)
        return plain(field.data).strip() if field is not None else ""


class AskForm(ActForm):
    """What the petitioner is asked for."""

    question = TextAreaField(
        lazy_gettext("Cần bổ sung thông tin gì"),
        description=lazy_gettext(
            "Người gửi đọc nguyên văn. Hỏi cụ thể: thủ tục nào, ở đâu, khi nào, giấy tờ gì."
        ),
        widget=GovTextArea(),
    )

    def asked(self) -> str:
        """The question."""
        return self._text("question")


class GroundForm(ActForm):
    """A ground of the table and, where wanted, words of the officer's own."""

    ground = RadioField(lazy_gettext("Căn cứ"), validate_choice=False, widget=GovRadioInput())
    words = TextAreaField(
        lazy_gettext("Viết thêm cho người gửi (nếu cần)"),
        description=lazy_gettext("Đứng sau lời in sẵn của căn cứ đã chọn."),
        widget=GovTextArea(),
    )


class GuideForm(GroundForm):
    """Where it has to be sent instead."""

    ground = RadioField(
        lazy_gettext("Hướng dẫn gửi đến"), validate_choice=False, widget=GovRadioInput()
    )


class AnswerQuestionForm(ActForm):
    """The answer to a question."""

    words = TextAreaField(
        lazy_gettext("Nội dung giải đáp"),
        description=lazy_gettext("Người gửi đọc nguyên văn."),
        widget=GovTextArea(),
    )


class FileForm(ActForm):
    """A ground that the petitioner reads, and a reason that stays in the file."""

    ground = RadioField(lazy_gettext("Căn cứ"), validate_choice=False, widget=GovRadioInput())
    reason = TextAreaField(
        lazy_gettext("Lý do lưu (chỉ nội bộ đọc)"),
        description=lazy_gettext("Ví dụ: trùng nguyên văn với hồ sơ đã trả lời."),
        widget=GovTextArea(),
    )


class ReasonForm(ActForm):
    """Why; for the file."""

    reason = TextAreaField(
        lazy_gettext("Lý do"),
        description=lazy_gettext("Lưu trong hồ sơ; người gửi không đọc."),
        widget=GovTextArea(),
    )


class WithdrawForm(ReasonForm):
    """How the petitioner's request to withdraw came."""

    reason = TextAreaField(
        lazy_gettext("Đơn xin rút đến bằng cách nào"),
        description=lazy_gettext("Ví dụ: đơn viết tay nộp trực tiếp, số đến và ngày đến."),
        widget=GovTextArea(),
    )


class TransferForm(ActForm):
    """The body that is competent for a tố cáo, and what the accuser is told."""

    agency = SelectField(lazy_gettext("Cơ quan có thẩm quyền"), choices=[], validate_choice=False)
    words = TextAreaField(
        lazy_gettext("Thông báo cho người tố cáo"),
        description=lazy_gettext("Người gửi đọc nguyên văn. Không nêu tên người bị tố cáo."),
        widget=GovTextArea(),
    )

    def transferring(self, case_id: int) -> Transferring:
        """The transfer as the service takes it."""
        return Transferring(
            case_id, self.seen_version.number, plain(self.agency.data), self._text("words")
        )


class MarkForm(ActForm):
    """What a petition is before the law."""

    legal_kind = RadioField(
        lazy_gettext("Nội dung này là"), validate_choice=False, widget=GovRadioInput()
    )
    reason = TextAreaField(
        lazy_gettext("Lý do"),
        description=lazy_gettext("Bắt buộc khi đánh dấu hoặc bỏ dấu tố cáo. Chỉ nội bộ đọc."),
        widget=GovTextArea(),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.legal_kind.choices = [(kind.value, gettext(MARKED_KIND[kind])) for kind in LegalKind]

    def marking(self, case_id: int) -> Marking:
        """The mark as the service takes it."""
        return Marking(
            case_id,
            self.seen_version.number,
            plain(self.legal_kind.data),
            self._text("reason"),
        )


class NoteForm(PaknForm):
    """A note, or the record of a call."""

    kind = RadioField(lazy_gettext("Loại"), validate_choice=False, widget=GovRadioInput())
    text = TextAreaField(
        lazy_gettext("Nội dung"),
        description=lazy_gettext("Chỉ cán bộ tiếp nhận, phân loại đọc; được lưu mã hóa."),
        widget=GovTextArea(),
    )
    queue = HiddenField()
