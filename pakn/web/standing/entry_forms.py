"""The form for what came on paper, by phone or at the counter ("nhập hộ", R58)."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from models.reference import Commune, Province
from pakn.labels.content import CHANNEL, KIND, SUBJECT
from pakn.rules.channels import DETAILS
from pakn.rules.content import Kind, Subject
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.services.desk_filing import DESK_CHANNELS
from pakn.services.filing_inputs import Filing
from pakn.services.identity import Sender
from pakn.services.sender_checks import sender_of
from pakn.web.fields import DayField
from pakn.web.forms import PaknForm, clean
from pakn.web.standing.forms import plain
from pakn.web.standing.words import WISH


class ChannelFields(PaknForm):
    """What some channels need beside (R4, R58)."""

    number_called = StringField(
        lazy_gettext("Số điện thoại tiếp nhận mà người gửi đã gọi đến"),
        description=lazy_gettext("Người ghi là anh/chị; nội dung ghi xong không sửa được."),
        widget=GovTextInput(),
    )
    paper = StringField(lazy_gettext("Tên báo"), widget=GovTextInput())
    paper_date = DayField(lazy_gettext("Ngày đăng"))
    link = StringField(lazy_gettext("Đường dẫn bài báo"), widget=GovTextInput())
    letter_from = StringField(lazy_gettext("Cơ quan chuyển đến"), widget=GovTextInput())
    letter_number = StringField(lazy_gettext("Số công văn của cơ quan đó"), widget=GovTextInput())
    letter_date = DayField(lazy_gettext("Ngày công văn"))

    def channel_detail(self) -> dict[str, str]:
        """What was filled in, days in ISO form; what another channel needs is left out later."""
        names = {name for names in DETAILS.values() for name in names}
        given = {name: self[name].data for name in names}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else _line(value)
            for name, value in given.items()
        }


class SenderFields(PaknForm):
    """Who sends, in the four kinds of the public form."""

    sender_kind = RadioField(
        lazy_gettext("Người gửi là"), validate_choice=False, widget=GovRadioInput()
    )
    name = StringField(
        lazy_gettext("Họ tên hoặc tên tổ chức"),
        description=lazy_gettext("Của nhóm: tên người đại diện nhận trả lời."),
        widget=GovTextInput(),
    )
    address = StringField(lazy_gettext("Địa chỉ"), widget=GovTextInput())
    phone = StringField(lazy_gettext("Số điện thoại"), widget=GovTextInput())
    email = StringField(
        lazy_gettext("Thư điện tử"),
        description=lazy_gettext("Cần ít nhất số điện thoại hoặc thư điện tử."),
        widget=GovTextInput(),
    )
    tax_code = StringField(lazy_gettext("Mã số thuế (tổ chức)"), widget=GovTextInput())
    group_size = StringField(lazy_gettext("Số người (nhóm)"), widget=GovTextInput())
    helper_role = RadioField(
        lazy_gettext("Người viết thay là"), validate_choice=False, widget=GovRadioInput()
    )
    helper_name = StringField(
        lazy_gettext("Họ tên người viết thay, người liên hệ của tổ chức"), widget=GovTextInput()
    )
    helper_phone = StringField(lazy_gettext("Số điện thoại người viết thay"), widget=GovTextInput())

    def sender(self) -> Sender:
        """The sender; paper from a body may name no person to ask for."""
        names = (*("sender_kind", "name", "address", "phone", "email"), *_BESIDE)
        typed = {name: _line(self[name].data) for name in names}
        if typed["sender_kind"] == "individual":
            typed["sender_kind"] = _meant(typed)
        sender = sender_of(typed)
        unnamed = sender.kind == "organisation" and not sender.helper_name
        return replace(sender, helper_role="") if unnamed else sender


_BESIDE = ("tax_code", "group_size", "helper_role", "helper_name", "helper_phone")


def _meant(typed: Mapping[str, str]) -> str:
    """The kind of sender that what was filled in belongs to: nothing typed is dropped unseen."""
    if typed["tax_code"]:
        return "organisation"
    if typed["group_size"]:
        return "group"
    return "helped" if typed["helper_name"] or typed["helper_phone"] else "individual"


def _line(text: str | None) -> str:
    return clean(plain(text)).strip()


class EntryForm(ChannelFields, SenderFields):
    """A petition that somebody else wrote or said, entered by an officer.

    `key` is one intention to file: sending the same page twice files once.
    """

    key = HiddenField()
    channel = SelectField(
        lazy_gettext("Nguồn tiếp nhận"), validate_choice=False, widget=GovSelect()
    )
    received_on = DayField(
        lazy_gettext("Ngày nhận"),
        description=lazy_gettext("Theo dấu đến, ví dụ 22/11/2026. Thời hạn tính từ ngày này."),
    )
    kind = RadioField(lazy_gettext("Loại"), validate_choice=False, widget=GovRadioInput())
    subject = RadioField(lazy_gettext("Đối tượng"), validate_choice=False, widget=GovRadioInput())
    subject_detail = StringField(
        lazy_gettext("Văn bản, hồ sơ liên quan"),
        description=lazy_gettext("Số, ký hiệu văn bản hoặc mã hồ sơ, nếu có."),
        widget=GovTextInput(),
    )
    comment_deadline = DayField(
        lazy_gettext("Hạn góp ý"), description=lazy_gettext("Chỉ với dự thảo văn bản.")
    )
    dossier_code = StringField(
        lazy_gettext("Mã hồ sơ"),
        description=lazy_gettext("Chỉ với việc giải quyết hồ sơ."),
        widget=GovTextInput(),
    )
    drafting_body = StringField(
        lazy_gettext("Cơ quan soạn thảo"),
        description=lazy_gettext("Chỉ với dự thảo văn bản."),
        widget=GovTextInput(),
    )
    wanted_agency = StringField(
        lazy_gettext("Người gửi cho là thuộc cơ quan nào"), widget=GovTextInput()
    )
    title = StringField(lazy_gettext("Tiêu đề"), widget=GovTextInput())
    content = TextAreaField(
        lazy_gettext("Nội dung"),
        description=lazy_gettext("Ghi đúng lời người gửi; qua điện thoại cũng ghi đầy đủ."),
        widget=GovTextArea(),
    )
    proposal = TextAreaField(
        lazy_gettext("Giải pháp đề xuất"),
        description=lazy_gettext("Bắt buộc với kiến nghị."),
        widget=GovTextArea(),
    )
    place_as_typed = StringField(
        lazy_gettext("Tên nơi xảy ra như người gửi viết"),
        description=lazy_gettext("Tên cũ cũng ghi, ví dụ: xã Mẫu, huyện Thử."),
        widget=GovTextInput(),
    )
    province_code = SelectField(
        lazy_gettext("Tỉnh, thành phố"), validate_choice=False, widget=GovSelect()
    )
    commune_code = SelectField(
        lazy_gettext("Xã, phường, đặc khu"), validate_choice=False, widget=GovSelect()
    )
    publication = RadioField(
        lazy_gettext("Cách công khai"), validate_choice=False, widget=GovRadioInput()
    )
    hide_identity = BooleanField(
        lazy_gettext("Người gửi đề nghị giữ kín danh tính với cơ quan xử lý"),
        widget=GovCheckboxInput(),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.channel.choices = [
            ("", gettext("– Chọn nguồn –")),
            *((code, gettext(CHANNEL[code])) for code in DESK_CHANNELS),
        ]
        self.sender_kind.choices = [
            ("individual", gettext("Cá nhân")),
            ("organisation", gettext("Tổ chức")),
            ("group", gettext("Nhóm người")),
            ("helped", gettext("Có người viết thay")),
        ]
        self.helper_role.choices = [
            ("helper", gettext("Người viết giúp")),
            ("representative", gettext("Người đại diện")),
        ]
        self.kind.choices = [(kind.value, gettext(KIND[kind])) for kind in Kind]
        self.subject.choices = [(subject.value, gettext(SUBJECT[subject])) for subject in Subject]
        self.publication.choices = [(code, gettext(words)) for code, words in WISH.items()]

    def begin(self, ctx: Context) -> "EntryForm":
        """An empty form: received today, published in full, with a key of its own."""
        self.key.data = secrets.token_urlsafe(18)
        self.received_on.data = ctx.today
        self.number_called.data = str(setting(ctx, "dedicated_phone", ctx.today) or "")
        self.sender_kind.data, self.publication.data = "individual", "full"
        return self

    def ask_again(self) -> None:
        """The page was sent before with other words: a new petition, or a mistake? Asked."""
        self.key.data = secrets.token_urlsafe(18)
        self.title.errors = [
            gettext(
                "Trang này đã được ghi một lần với nội dung khác. Nếu đây là phản ánh, kiến nghị "
                "khác, hãy bấm ghi nhận lần nữa; nếu không, hãy tìm hồ sơ đã ghi ở mục Tìm kiếm."
            )
        ]

    def offer_places(self, provinces: Sequence[Province], communes: Sequence[Commune]) -> None:
        """The places to choose from; communes only once the province is known."""
        self.province_code.choices = [
            ("", gettext("– Không rõ –")),
            *((province.code, province.name) for province in provinces),
        ]
        self.commune_code.choices = [
            ("", gettext("– Không rõ –")),
            *((commune.code, commune.name) for commune in communes),
        ]

    def filing(self, user_id: int | None) -> Filing:
        """What is filed. The key is the officer's own: nobody else's page can meet it."""
        key = hashlib.sha256(f"{user_id}:{self.key.data or ''}".encode()).hexdigest()
        subject, commune = self.subject.data or "", plain(self.commune_code.data) or None
        province = plain(self.province_code.data) or None
        return Filing(
            key=f"desk:{key}",
            sender=self.sender(),
            kind=self.kind.data or "",
            subject=subject,
            drafting_body=_line(self.drafting_body.data) if subject == "draft" else "",
            dossier_code=_line(self.dossier_code.data) if subject == "dossier" else "",
            wanted_agency=_line(self.wanted_agency.data),
            title=_line(self.title.data),
            content=clean(plain(self.content.data)),
            channel=self.channel.data or "",
            proposal=clean(plain(self.proposal.data)),
            subject_detail=_line(self.subject_detail.data),
            comment_deadline=self.comment_deadline.data,
            province_code=province,
            commune_code=commune,
            commune_unknown=province is not None and commune is None,
            place_as_typed=_line(self.place_as_typed.data),
            channel_detail=self.channel_detail(),
            publication=self.publication.data or "",
            hide_identity=bool(self.hide_identity.data),
            received_on=self.received_on.data,
        )
