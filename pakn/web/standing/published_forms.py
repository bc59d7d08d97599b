"""The forms on a published result: đính chính, gỡ công khai, and closing an incident."""

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from wtforms import RadioField, StringField, TextAreaField

from pakn.services.correcting import INCIDENT_KINDS, Correcting, TakingDown
from pakn.web.fields import SeenVersionField
from pakn.web.forms import PaknForm
from pakn.web.standing.forms import ReleaseForm, plain
from pakn.web.standing.words import INCIDENT


class CorrectForm(ReleaseForm):
    """The text that replaces what is public, what readers are told, and why."""

    note = StringField(
        lazy_gettext("Nội dung đính chính để người đọc biết"),
        description=lazy_gettext(
            "Hiện cạnh kết quả: “Đính chính ngày …: …”. Không nhắc lại chỗ sai."
        ),
        widget=GovTextInput(),
    )
    reason = TextAreaField(lazy_gettext("Lý do (chỉ lưu trong hồ sơ)"), widget=GovTextArea())

    def correcting(self, case_id: int) -> Correcting:
        """What was checked, as the service takes it."""
        return Correcting(
            case_id=case_id,
            seen_version=self.seen_version.number,
            title=plain(self.title.data),
            question=plain(self.question.data),
            answer=plain(self.answer.data),
            checked=bool(self.checked.data),
            kept=self.kept_keys(),
            note=plain(self.note.data),
            reason=plain(self.reason.data),
        )


class TakeDownForm(PaknForm):
    """Why a result must not be public any longer."""

    seen_version = SeenVersionField()
    kind = RadioField(lazy_gettext("Vì sao gỡ"), validate_choice=False, widget=GovRadioInput())
    account = TextAreaField(
        lazy_gettext("Điều gì đã xảy ra"),
        description=lazy_gettext("Lưu trong sổ sự cố. Không chép lại thông tin cá nhân bị lộ."),
        widget=GovTextArea(),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(code, gettext(INCIDENT[code])) for code in INCIDENT_KINDS]

    def taking_down(self, case_id: int) -> TakingDown:
        """Why, as the service takes it."""
        return TakingDown(
            case_id=case_id,
            seen_version=self.seen_version.number,
            kind=self.kind.data or "",
            account=plain(self.account.data),
        )


class CloseIncidentForm(PaknForm):
    """What was done about an incident."""

    measures = TextAreaField(
        lazy_gettext("Đã khắc phục và phòng ngừa thế nào"), widget=GovTextArea()
    )

    def of_incident(self, incident_id: int) -> "CloseIncidentForm":
        """Give the field an id of its own: a page shows several of these forms."""
        self.measures.id = f"measures-{incident_id}"
        return self
