"""What the desk types from an agency's paper: its number, its dấu đến, and the act itself."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from models.agency import Agency
from models.casework import Case
from pakn.labels.content import MEASURE, OUTCOME
from pakn.rules.content import ContentClass, Measure, outcomes_for
from pakn.services.agency_work import Answering, Returning
from pakn.services.attaching import KeptFile
from pakn.services.context import Context
from pakn.services.paper_entry import Paper, enter_acceptance, enter_answer, enter_return
from pakn.web.fields import DayField, SeenVersionField
from pakn.web.forms import PaknForm
from pakn.web.standing.forms import plain
from pakn.web.uploads import FilesField


class PaperForm(PaknForm):
    """An acceptance on paper, and what every paper has."""

    seen_version = SeenVersionField()
    document_number = StringField(
        lazy_gettext("Số, ký hiệu văn bản"),
        description=lazy_gettext("Ví dụ: 1234/ABC-XYZ"),
        widget=GovTextInput(),
    )
    document_date = DayField(
        lazy_gettext("Ngày văn bản"), description=lazy_gettext("Ví dụ 22/11/2026")
    )
    arrived_on = DayField(
        lazy_gettext("Dấu đến"),
        description=lazy_gettext(
            "Ngày văn bản đến cơ quan thường trực; thời hạn tính theo ngày này."
        ),
    )
    back_reason = StringField(
        lazy_gettext("Lý do nhập muộn"),
        description=lazy_gettext("Bắt buộc khi dấu đến trước hôm nay."),
        widget=GovTextInput(),
    )
    scan = FilesField(
        lazy_gettext("Bản chụp văn bản"),
        description=lazy_gettext("PDF hoặc ảnh; không được công khai."),
        several=False,
    )

    def begin(self, ctx: Context, case: Case, agencies: Sequence[Agency]) -> "PaperForm":
        """An empty form: arrived today."""
        self.offer(case, agencies)
        self.arrived_on.data = ctx.today
        self.seen_version.data = str(case.version)
        return self

    def offer(self, case: Case, agencies: Sequence[Agency]) -> None:
        """What may be chosen; nothing for an acceptance."""

    def paper(self, scans: Sequence[KeptFile]) -> Paper:
        """The paper itself."""
        return Paper(
            document_number=plain(self.document_number.data),
            document_date=self.document_date.data,
            arrived_on=self.arrived_on.data,
            reason=plain(self.back_reason.data),
            scan=next(iter(scans), None),
        )

    def enter(self, ctx: Context, case_id: int, scans: Sequence[KeptFile]) -> None:
        """Carry out the act."""
        enter_acceptance(ctx, case_id, self.seen_version.number, self.paper(scans))


class PaperReturnForm(PaperForm):
    """A return on paper (R26)."""

    reason = TextAreaField(
        lazy_gettext("Lý do chuyển trả"),
        description=lazy_gettext("Ghi như văn bản của cơ quan."),
        widget=GovTextArea(),
    )
    proposed_agency = SelectField(
        lazy_gettext("Cơ quan đề nghị chuyển đến"), widget=GovSelect(), validate_choice=False
    )

    def offer(self, case: Case, agencies: Sequence[Agency]) -> None:
        """Every agency but the one that returns."""
        others = [one for one in agencies if one.id != case.lead_agency_id]
        self.proposed_agency.choices = [
            ("", gettext("– Chọn cơ quan –")),
            *((agency.slug, agency.name) for agency in others),
        ]

    def enter(self, ctx: Context, case_id: int, scans: Sequence[KeptFile]) -> None:
        """Carry out the act."""
        returning = Returning(
            case_id=case_id,
            seen_version=self.seen_version.number,
            reason=plain(self.reason.data),
            proposed_agency=plain(self.proposed_agency.data),
        )
        enter_return(ctx, returning, self.paper(scans))


class PaperAnswerForm(PaperForm):
    """An answer on paper (R34)."""

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
        description=lazy_gettext("Chép kết luận, căn cứ, việc sẽ làm từ văn bản của cơ quan."),
        widget=GovTextArea(),
    )

    def offer(self, case: Case, agencies: Sequence[Agency]) -> None:
        """The outcomes and measures of this class of case (NĐ 20/2008 Đ15, R54)."""
        of_class = ContentClass(case.content_class) if case.content_class else None
        outcomes = outcomes_for(of_class) if of_class else ()
        self.outcome.choices = [(one.value, gettext(OUTCOME[one])) for one in outcomes]
        conduct = of_class in (ContentClass.CONDUCT, ContentClass.BOTH)
        measures = [(one.value, gettext(MEASURE[one])) for one in Measure]
        self.measures.choices = measures if conduct else []

    def enter(self, ctx: Context, case_id: int, scans: Sequence[KeptFile]) -> None:
        """Carry out the act."""
        paper = self.paper(scans)
        answering = Answering(
            case_id=case_id,
            seen_version=self.seen_version.number,
            document_number=paper.document_number,
            document_date=paper.document_date,
            outcome=plain(self.outcome.data),
            measures=tuple(self.measures.data or ()),
            text=plain(self.text.data),
        )
        enter_answer(ctx, answering, paper)
