"""What an agency's people type: a return, an answer."""

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, StringField, SubmitField, TextAreaField

from models.casework import Answer
from pakn.labels.content import OUTCOME
from pakn.rules.content import ContentClass, outcomes_for
from pakn.services.agency_reading import AgencyCase
from pakn.services.agency_work import Answering, Returning
from pakn.web.fields import DayField, SeenVersionField
from pakn.web.forms import PaknForm


class AcceptForm(PaknForm):
    """The button "Tiếp nhận": it carries nothing but the version that was seen."""

    seen_version = SeenVersionField()


class ReturnForm(PaknForm):
    """Why the case is another body's, and whose (R26)."""

    reason = TextAreaField(
        lazy_gettext("Lý do chuyển trả"),
        description=lazy_gettext(
            "Nêu quy định về chức năng, nhiệm vụ cho thấy việc này thuộc cơ quan khác."
        ),
        widget=GovTextArea(),
    )
    proposed_agency = SelectField(
        lazy_gettext("Cơ quan đề nghị chuyển đến"), widget=GovSelect(), validate_choice=False
    )
    seen_version = SeenVersionField()
    submit = SubmitField(lazy_gettext("Chuyển trả"), widget=GovSubmitInput())

    def offer(self, agencies: list[tuple[str, str]]) -> None:
        """The bodies that may be proposed: slug and name."""
        self.proposed_agency.choices = [("", gettext("Chọn cơ quan")), *agencies]

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, under the fields' names."""
        return [(str(self.reason.label.text), self.reason.data or "")]

    def returning(self, case_id: int) -> Returning:
        """What the service takes."""
        return Returning(
            case_id=case_id,
            seen_version=self.seen_version.number,
            reason=self.reason.data or "",
            proposed_agency=self.proposed_agency.data or "",
        )


class AnswerForm(PaknForm):
    """An agency's answer with its document (R34)."""

    document_number = StringField(
        lazy_gettext("Số, ký hiệu văn bản trả lời"),
        description=lazy_gettext("Ví dụ: 1234/ABC-XYZ"),
        widget=GovTextInput(),
    )
    document_date = DayField(
        lazy_gettext("Ngày văn bản"), description=lazy_gettext("Ngày/tháng/năm, ví dụ 22/11/2026")
    )
    outcome = RadioField(
        lazy_gettext("Kết quả xử lý"), widget=GovRadioInput(), validate_choice=False
    )
    text = TextAreaField(
        lazy_gettext("Nội dung trả lời"),
        description=lazy_gettext(
            "Viết cho người gửi hiểu được: kết luận, căn cứ, việc sẽ làm và thời hạn."
        ),
        widget=GovTextArea(),
    )
    seen_version = SeenVersionField()
    submit = SubmitField(lazy_gettext("Gửi trả lời"), widget=GovSubmitInput())

    def offer(self, shown: AgencyCase) -> None:
        """The outcomes that this class of case may have (NĐ 20/2008 Đ15, R54)."""
        content_class = shown.file.case.content_class
        outcomes = outcomes_for(ContentClass(content_class)) if content_class else ()
        self.outcome.choices = [(one.value, gettext(OUTCOME[one])) for one in outcomes]

    def start_from(self, answer: Answer) -> None:
        """Begin a new version from the one that was sent back."""
        self.document_number.data = answer.document_number
        self.document_date.data = answer.document_date
        self.outcome.data = answer.outcome
        self.text.data = answer.text

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, under the fields' names."""
        fields = (self.document_number, self.text)
        return [(str(field.label.text), field.data or "") for field in fields]

    def answering(self, case_id: int) -> Answering:
        """What the service takes."""
        return Answering(
            case_id=case_id,
            seen_version=self.seen_version.number,
            document_number=self.document_number.data or "",
            document_date=self.document_date.data,
            outcome=self.outcome.data or "",
            text=self.text.data or "",
        )
