"""One petition, filed as the association: who sends is known and not asked."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import (
    GovRadioInput,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import RadioField, StringField, SubmitField, TextAreaField

from models.session import end_read
from pakn.labels.content import SUBJECT
from pakn.rules.content import Subject
from pakn.rules.permissions import Permission
from pakn.services.context import InvalidInput
from pakn.services.council_filing import file_for_body
from pakn.services.import_rows import NoOrganisation
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.council import present
from pakn.web.forms import PaknForm, clean

blueprint = Blueprint("filing", __name__, url_prefix="/gui")


class PetitionForm(PaknForm):
    """What a row of a list says, as a form."""

    content = TextAreaField(
        _l("Nội dung phản ánh, kiến nghị"),
        description=_l("Nêu việc gì, ở đâu, vướng ở quy định nào; từ 20 ký tự."),
        widget=GovTextArea(),
    )
    title = StringField(
        _l("Tiêu đề (có thể để trống)"),
        description=_l("Để trống thì lấy câu đầu của nội dung."),
        widget=GovTextInput(),
    )
    proposal = TextAreaField(
        _l("Giải pháp đề xuất (nếu có)"),
        description=_l("Có giải pháp là kiến nghị, không có là phản ánh."),
        widget=GovTextArea(),
    )
    subject = RadioField(_l("Đối tượng"), widget=GovRadioInput(), validate_choice=False)
    subject_detail = StringField(
        _l("Số, ký hiệu văn bản, điều khoản"),
        description=_l("Với dự thảo: tên dự thảo. Với hồ sơ: tên thủ tục."),
        widget=GovTextInput(),
    )
    drafting_body = StringField(_l("Cơ quan soạn thảo (của dự thảo)"), widget=GovTextInput())
    comment_deadline = StringField(
        _l("Hạn góp ý (của dự thảo)"),
        description=_l("Ví dụ: 22/11/2026."),
        widget=GovTextInput(),
    )
    wanted_agency = StringField(_l("Cơ quan được cho là có trách nhiệm"), widget=GovTextInput())
    priority = StringField(
        _l("Thứ tự ưu tiên"),
        description=_l("Số nguyên; 1 là quan trọng nhất. Có thể để trống."),
        widget=GovTextInput(),
    )
    evidence = TextAreaField(_l("Tài liệu, chứng cứ (nếu có)"), widget=GovTextArea())
    submit = SubmitField(_l("Gửi thay mặt hiệp hội"), widget=GovSubmitInput())

    def offer(self) -> "PetitionForm":
        """The subjects to choose from."""
        self.subject.choices = [(one.value, gettext(SUBJECT[one])) for one in Subject]
        self.subject.data = self.subject.data or Subject.RULE.value
        return self

    def columns(self) -> dict[str, str]:
        """What was typed, by column; a subject stands in the words of a list's drop-down."""
        own = ("submit", "csrf_token", "subject")
        typed = {name: clean(field.data) for name, field in self._fields.items() if name not in own}
        chosen = str(self.subject.data or "")
        words = {one.value: SUBJECT[one] for one in Subject}
        return {**typed, "subject": words.get(chosen, chosen)}


@blueprint.route("", methods=["GET", "POST"])
@allow(Permission.PETITION_FILE_COUNCIL, reshows=True)
def one() -> ResponseReturnValue:
    """File one petition; the same once more leads to the one that is there."""
    form = PetitionForm().offer()
    if request.method == "GET" or not form.validate():
        return _page(form), 200 if request.method == "GET" else 422
    try:
        with acting() as ctx:
            filed = file_for_body(ctx, form.columns())
    except InvalidInput as invalid:
        form.take_errors(invalid)
        end_read()
        return _page(form), 422
    except NoOrganisation:
        return redirect(url_for("council.cases"))
    said = gettext("Kiến nghị này đã được gửi trước đây; không gửi thêm lần nữa.")
    flash(said if filed.before else gettext("Đã gửi kiến nghị."), "success")
    return redirect(url_for("council.case", case_id=filed.case_id))


def _page(form: PetitionForm) -> str:
    return render_template(
        "pages/council/file.html", form=form, organisation=present.organisation(viewing())
    )
