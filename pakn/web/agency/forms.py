"""What an agency's people type about a case: a return, an answer, a question, work for a unit."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)

from models.agency import AgencyUnit
from models.casework import Answer
from models.handling import AnswerDraft, AnswerFile
from pakn.labels.content import MEASURE, OUTCOME
from pakn.rules.content import ContentClass, Measure, outcomes_for
from pakn.services.agency_work import Answering, Returning
from pakn.services.attaching import KeptFile
from pakn.services.unit_handing import Handing
from pakn.web.fields import DayField, SeenVersionField
from pakn.web.forms import PaknForm
from pakn.web.uploads import FilesField

_MOST_ID_DIGITS = 18


def number_in(text: str | None) -> int | None:
    """An id that a form carries; None for anything that is none."""
    typed = (text or "").strip()
    plain = typed.isascii() and typed.isdigit() and len(typed) <= _MOST_ID_DIGITS
    return int(typed) if plain else None


class CaseForm(PaknForm):
    """A form of one act on a case: it carries the version of the case that its page showed."""

    seen_version = SeenVersionField()

    @property
    def stale_token(self) -> bool:
        """Whether the form was refused for its token: then nothing at all is stored."""
        token = self._fields.get("csrf_token")
        return token is not None and bool(token.errors)

    def typed(self) -> list[tuple[str, str]]:
        """Texts that were typed, under their fields' names, for when the act cannot be done."""
        texts = (field for field in self if isinstance(field, TextAreaField))
        return [(str(field.label.text), field.data) for field in texts if field.data]


class AcceptForm(CaseForm):
    """A button that carries nothing but the version that was seen."""


class ReturnForm(CaseForm):
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
    submit = SubmitField(lazy_gettext("Chuyển trả"), widget=GovSubmitInput())

    def offer(self, agencies: list[tuple[str, str]]) -> None:
        """The bodies that may be proposed: slug and name."""
        self.proposed_agency.choices = [("", gettext("Chọn cơ quan")), *agencies]

    def returning(self, case_id: int) -> Returning:
        """What the service takes."""
        return Returning(
            case_id=case_id,
            seen_version=self.seen_version.number,
            reason=self.reason.data or "",
            proposed_agency=self.proposed_agency.data or "",
        )


class AnswerForm(CaseForm):
    """An agency's answer with its document (R34), finished or still a draft."""

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
    measures = SelectMultipleField(
        lazy_gettext("Biện pháp xử lý hành vi"),
        description=lazy_gettext("Chọn những việc đã làm, nếu có."),
        widget=GovCheckboxesInput(),
        validate_choice=False,
    )
    text = TextAreaField(
        lazy_gettext("Nội dung trả lời"),
        description=lazy_gettext(
            "Viết cho người gửi hiểu được: kết luận, căn cứ, việc sẽ làm và thời hạn."
        ),
        widget=GovTextArea(),
    )
    files = FilesField(
        lazy_gettext("Văn bản đã ký và tài liệu kèm theo"),
        description=lazy_gettext(
            "Chỉ cơ quan thường trực xem; tệp này không được công khai. PDF, Word, Excel hoặc ảnh."
        ),
    )
    drop_files = SelectMultipleField(
        lazy_gettext("Bỏ tệp đã lưu"), widget=GovCheckboxesInput(), validate_choice=False
    )

    def offer(self, of_class: str | None, files: Sequence[AnswerFile] = ()) -> None:
        """The outcomes and measures that this class of case may have (NĐ 20/2008 Đ15, R54)."""
        outcomes = outcomes_for(ContentClass(of_class)) if of_class else ()
        self.outcome.choices = [(one.value, gettext(OUTCOME[one])) for one in outcomes]
        conduct = of_class in (ContentClass.CONDUCT, ContentClass.BOTH)
        self.measures.choices = (
            [(one.value, gettext(MEASURE[one])) for one in Measure] if conduct else []
        )
        self.drop_files.choices = [(str(row.id), row.name) for row in files]

    def start_from(self, earlier: Answer | AnswerDraft) -> None:
        """Begin from what was written before: a draft, or the answer that was sent back."""
        self.document_number.data = earlier.document_number
        self.document_date.data = earlier.document_date
        self.outcome.data = earlier.outcome
        self.measures.data = list(earlier.measures)
        self.text.data = earlier.text

    def typed(self) -> list[tuple[str, str]]:
        """The number of the document and the text."""
        fields = (self.document_number, self.text)
        return [(str(field.label.text), field.data or "") for field in fields]

    def dropped(self) -> list[int]:
        """Ids of files of the draft that are to go."""
        ids = (number_in(one) for one in self.drop_files.data or ())
        return [one for one in ids if one is not None]

    def answering(self, case_id: int, files: Sequence[KeptFile] = ()) -> Answering:
        """What the service takes."""
        return Answering(
            case_id=case_id,
            seen_version=self.seen_version.number,
            document_number=self.document_number.data or "",
            document_date=self.document_date.data,
            outcome=self.outcome.data or "",
            measures=tuple(self.measures.data or ()),
            text=self.text.data or "",
            files=tuple(files),
        )


class SupplementForm(CaseForm):
    """What the agency asks the petitioner (R2)."""

    question = TextAreaField(
        lazy_gettext("Hỏi người gửi"),
        description=lazy_gettext(
            "Nêu rõ còn thiếu thông tin gì. Người gửi đọc nguyên văn; hạn của cơ quan vẫn tính."
        ),
        widget=GovTextArea(),
    )
    submit = SubmitField(lazy_gettext("Gửi yêu cầu bổ sung"), widget=GovSubmitInput())


class HandForm(CaseForm):
    """Which unit handles the case, and until when."""

    unit_id = SelectField(lazy_gettext("Đơn vị"), widget=GovSelect(), validate_choice=False)
    due_on = DayField(
        lazy_gettext("Hạn của đơn vị"),
        description=lazy_gettext("Hạn nội bộ, nên trước hạn trả lời của cơ quan."),
    )
    note = TextAreaField(lazy_gettext("Ghi chú cho đơn vị (nếu có)"), widget=GovTextArea())
    submit = SubmitField(lazy_gettext("Giao đơn vị"), widget=GovSubmitInput())

    def offer(self, units: Sequence[AgencyUnit]) -> None:
        """The units of the agency."""
        self.unit_id.choices = [
            ("", gettext("Chọn đơn vị")),
            *((str(unit.id), unit.name) for unit in units),
        ]

    def handing(self, case_id: int) -> Handing:
        """What the service takes."""
        return Handing(
            case_id=case_id,
            seen_version=self.seen_version.number,
            unit_id=number_in(self.unit_id.data),
            due_on=self.due_on.data,
            note=self.note.data or "",
        )


class UnitReturnForm(CaseForm):
    """Why the unit gives the case back inside the agency."""

    unit_reason = TextAreaField(
        lazy_gettext("Lý do trả lại"),
        description=lazy_gettext("Hồ sơ vẫn ở cơ quan; đầu mối giao cho đơn vị khác."),
        widget=GovTextArea(),
    )
    submit = SubmitField(lazy_gettext("Trả lại đầu mối"), widget=GovSubmitInput())


class StatusForm(CaseForm):
    """How far an overdue case is (R30, R62)."""

    status = TextAreaField(
        lazy_gettext("Tình hình xử lý"),
        description=lazy_gettext("Đã làm gì, vướng ở đâu, dự kiến trả lời ngày nào."),
        widget=GovTextArea(),
    )
    submit = SubmitField(lazy_gettext("Gửi cập nhật"), widget=GovSubmitInput())


class DraftBackForm(CaseForm):
    """What is to be mended in a draft that waits for approval."""

    back_note = TextAreaField(lazy_gettext("Việc cần sửa"), widget=GovTextArea())
    submit = SubmitField(lazy_gettext("Trả lại để sửa"), widget=GovSubmitInput())
