"""The form for what came on paper, by phone or at the counter ("nhập hộ", R58)."""

import hashlib
import secrets
from collections.abc import Sequence

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
from pakn.rules.content import Kind, Subject
from pakn.services.context import Context
from pakn.services.filing_inputs import Filing
from pakn.services.identity import Sender
from pakn.web.fields import DayField
from pakn.web.forms import PaknForm
from pakn.web.standing.forms import plain
from pakn.web.standing.words import WISH

CHANNELS = (
    "direct",
    "post",
    "phone",
    "fax",
    "email",
    "opinion_form",
    "portal",
    "taskforce",
    "press",
    "other_agency",
)
"""Where it may have come in when somebody enters it here; the web and the Council file for
themselves."""


class EntryForm(PaknForm):
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
    sender_kind = RadioField(
        lazy_gettext("Người gửi là"), validate_choice=False, widget=GovRadioInput()
    )
    name = StringField(lazy_gettext("Họ tên hoặc tên tổ chức"), widget=GovTextInput())
    address = StringField(lazy_gettext("Địa chỉ"), widget=GovTextInput())
    phone = StringField(lazy_gettext("Số điện thoại"), widget=GovTextInput())
    email = StringField(
        lazy_gettext("Thư điện tử"),
        description=lazy_gettext("Cần ít nhất số điện thoại hoặc thư điện tử."),
        widget=GovTextInput(),
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
            *((code, gettext(CHANNEL[code])) for code in CHANNELS),
        ]
        self.sender_kind.choices = [
            ("individual", gettext("Cá nhân")),
            ("organisation", gettext("Tổ chức")),
        ]
        self.kind.choices = [(kind.value, gettext(KIND[kind])) for kind in Kind]
        self.subject.choices = [(subject.value, gettext(SUBJECT[subject])) for subject in Subject]
        self.publication.choices = [(code, gettext(words)) for code, words in WISH.items()]

    def begin(self, ctx: Context) -> "EntryForm":
        """An empty form: received today, published in full, with a key of its own."""
        self.key.data = secrets.token_urlsafe(18)
        self.received_on.data = ctx.today
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
        return Filing(
            key=f"desk:{key}",
            sender=Sender(
                kind=self.sender_kind.data or "",
                name=plain(self.name.data),
                address=plain(self.address.data),
                phone=plain(self.phone.data),
                email=plain(self.email.data),
            ),
            kind=self.kind.data or "",
            subject=self.subject.data or "",
            title=plain(self.title.data),
            content=plain(self.content.data),
            channel=self.channel.data or "",
            proposal=plain(self.proposal.data),
            subject_detail=plain(self.subject_detail.data),
            comment_deadline=self.comment_deadline.data,
            province_code=plain(self.province_code.data) or None,
            commune_code=plain(self.commune_code.data) or None,
            publication=self.publication.data or "",
            hide_identity=bool(self.hide_identity.data),
            received_on=self.received_on.data,
        )
