"""The forms on a case: forwarding, releasing, sending back, asking who sent it."""

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, ValidationError

from models.casework import Case
from pakn.labels.content import CONTENT_CODE
from pakn.rules.content import ContentCode, Kind
from pakn.services.publishing import SEND_BACK_GROUNDS, Releasing
from pakn.services.triage import Forwarding
from pakn.web.fields import SeenVersionField
from pakn.web.forms import PaknForm
from pakn.web.standing.words import GROUND

_NO_CODE = 0
"""What stands for a content code that is no number: the service refuses it by name."""


def plain(text: str | None) -> str:
    """A typed text with one kind of line end and without NUL, which no database keeps."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "")


class ForwardForm(PaknForm):
    """Who must handle the case, on what matters, and what the phiếu chuyển says.

    `lead` comes from the suggestion's radio buttons or from the list of all agencies,
    `coordinating` from the suggestion's check boxes and that list; so both carry several values
    of one name.
    """

    seen_version = SeenVersionField()
    lead = SelectMultipleField(lazy_gettext("Cơ quan chủ trì"), choices=[], validate_choice=False)
    content_codes = SelectMultipleField(
        lazy_gettext("Loại nội dung (Điều 5 Nghị định 20/2008/NĐ-CP)"),
        validate_choice=False,
        widget=GovCheckboxesInput(),
    )
    coordinating = SelectMultipleField(
        lazy_gettext("Cơ quan phối hợp"), choices=[], validate_choice=False
    )
    instruction = TextAreaField(
        lazy_gettext("Ý kiến kèm theo phiếu chuyển (nếu có)"), widget=GovTextArea()
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.content_codes.choices = [
            (str(code.value), f"{code.value}. {gettext(CONTENT_CODE[code])}")
            for code in ContentCode
        ]

    def validate_lead(self, _field: Field) -> None:
        """A suggestion and another agency of the list at the same time is no decision."""
        if len(self._leads()) > 1:
            raise ValidationError(
                gettext(
                    "Đang chọn cả một gợi ý và một cơ quan khác trong danh sách; hãy giữ một nơi."
                )
            )

    def show(self, case: Case) -> "ForwardForm":
        """Fill an untouched form from the case."""
        self.seen_version.data = str(case.version)
        codes = case.content_codes
        if not codes and case.petition.kind == Kind.RECOMMENDATION:
            codes = [ContentCode.SOLUTION.value]  # a kiến nghị proposes a solution (Đ3.5)
        self.content_codes.data = [str(code) for code in codes]
        return self

    def forwarding(self, case_id: int) -> Forwarding:
        """The decision as the service takes it; the lead needs no second entry as a helper."""
        leads = self._leads()
        lead = leads[0] if leads else ""
        chosen = dict.fromkeys(plain(slug) for slug in self.coordinating.data or [] if slug)
        return Forwarding(
            case_id=case_id,
            seen_version=self.seen_version.number,
            lead=lead,
            content_codes=[_code(text) for text in self.content_codes.data or []],
            coordinating=[slug for slug in chosen if slug != lead],
            instruction=plain(self.instruction.data).strip(),
        )

    def _leads(self) -> list[str]:
        return list(dict.fromkeys(plain(slug) for slug in self.lead.data or [] if slug))


class ReleaseForm(PaknForm):
    """The text that everybody will read, and the publisher's sign-off (R36, R60)."""

    seen_version = SeenVersionField()
    title = StringField(lazy_gettext("Tiêu đề công khai"), widget=GovTextInput())
    question = TextAreaField(
        lazy_gettext("Nội dung phản ánh, kiến nghị được công khai"), widget=GovTextArea()
    )
    answer = TextAreaField(lazy_gettext("Nội dung trả lời được công khai"), widget=GovTextArea())
    checked = BooleanField(
        lazy_gettext(
            "Tôi đã kiểm tra: không còn thông tin cá nhân trong tiêu đề, nội dung và trả lời."
        ),
        widget=GovCheckboxInput(),
    )
    kept = SelectMultipleField(
        lazy_gettext("Chỗ đã xem và giữ lại"), choices=[], validate_choice=False
    )

    def kept_keys(self) -> frozenset[str]:
        """Which findings the publisher looked at and left."""
        return frozenset(self.kept.data or ())

    def releasing(self, case_id: int) -> Releasing:
        """What was checked, as the service takes it."""
        return Releasing(
            case_id=case_id,
            seen_version=self.seen_version.number,
            title=plain(self.title.data),
            question=plain(self.question.data),
            answer=plain(self.answer.data),
            checked=bool(self.checked.data),
            kept=self.kept_keys(),
        )


class SendBackForm(PaknForm):
    """Why an answer goes back: form, completeness or courtesy, never its content (R61)."""

    seen_version = SeenVersionField()
    ground = RadioField(
        lazy_gettext("Căn cứ trả lại"), validate_choice=False, widget=GovRadioInput()
    )
    reason = TextAreaField(
        lazy_gettext("Nội dung cần hoàn thiện"),
        description=lazy_gettext("Cơ quan xử lý đọc được nội dung này."),
        widget=GovTextArea(),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = [(code, gettext(GROUND[code])) for code in SEND_BACK_GROUNDS]

    def cause(self) -> str:
        """The ground chosen, empty for none."""
        return self.ground.data or ""

    def words(self) -> str:
        """What the agency is asked to complete."""
        return plain(self.reason.data)


class SenderForm(PaknForm):
    """Why somebody must know who sent the petition; the reason is logged (R48)."""

    reason = StringField(
        lazy_gettext("Lý do xem"),
        description=lazy_gettext("Ví dụ: gọi lại để hỏi rõ nội dung. Lý do được ghi nhật ký."),
        validators=[DataRequired(lazy_gettext("Hãy ghi lý do xem thông tin người gửi."))],
        widget=GovTextInput(),
    )

    def cause(self) -> str:
        """The reason as it is logged."""
        return plain(self.reason.data).strip()


def _code(text: str) -> int:
    plain = text.isascii() and text.isdigit() and len(text) == 1
    return int(text) if plain else _NO_CODE
