"""What an administrator types about accounts, roles and associations."""

import secrets
from typing import Any

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovSubmitInput, GovTextArea, GovTextInput
from wtforms import HiddenField, SelectField, StringField, SubmitField, TextAreaField

from models.people import User
from models.reference import Organisation
from pakn.labels.casework import ROLE
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.account_keeping import AccountInputs, account_values
from pakn.services.account_reading import Bodies
from pakn.services.organisation_keeping import OrganisationInputs, organisation_values
from pakn.services.record_changes import sight
from pakn.web.fields import DayField, options
from pakn.web.forms import PaknForm, clean

_MOST_DIGITS = 18


def one_of(label: Any, **rest: Any) -> SelectField:
    """One of many; the page fills in the choices, the service judges the value."""
    return SelectField(label, choices=[], validate_choice=False, widget=GovSelect(), **rest)


def key_of(field: SelectField) -> int | None:
    """The key that was chosen; None for none, 0 (never a key) for nonsense."""
    text = (field.data or "").strip()
    if not text:
        return None
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else 0


def role_choices(empty: str) -> list[tuple[str, str]]:
    """Every role of staff, in the order of their table, an empty choice before."""
    roles = [(role.value, str(gettext(ROLE[role]))) for role in Role if role in STAFF_ROLES]
    return [("", empty), *roles]


class AccountForm(PaknForm):
    """Who a person is and for which body this person works."""

    display_name = StringField(
        lazy_gettext("Họ tên, chức danh"),
        description=lazy_gettext("Như sẽ hiện trong lịch sử hồ sơ"),
        widget=GovTextInput(),
    )
    email = StringField(
        lazy_gettext("Thư điện tử công vụ"),
        description=lazy_gettext("Để nhận tin chuyển xử lý, nhắc hạn; có thể bổ sung sau"),
        widget=GovTextInput(),
    )
    agency_id = one_of(
        lazy_gettext("Bộ, cơ quan ngang bộ, UBND cấp tỉnh"),
        description=lazy_gettext(
            "Bắt buộc với vai trò của cơ quan xử lý; người của cơ quan thường trực thì để trống"
        ),
    )
    organisation_id = one_of(
        lazy_gettext("Hiệp hội (cơ quan thành viên Hội đồng tư vấn)"),
        description=lazy_gettext("Chỉ chọn với thư ký, lãnh đạo hiệp hội"),
    )
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu tài khoản"), widget=GovSubmitInput())

    def offer(self, bodies: Bodies, kept: User | None = None, kept_body: str | None = None) -> None:
        """Fill in the choices; a body that has ended stays a choice where it is the one kept."""
        agencies = [(str(one.id), one.name) for one in bodies.agencies]
        if kept is not None and kept.agency_id and str(kept.agency_id) not in dict(agencies):
            agencies.append((str(kept.agency_id), kept_body or str(kept.agency_id)))
        self.agency_id.choices = options([("", gettext("Cơ quan thường trực")), *agencies])
        self.organisation_id.choices = options(
            [("", gettext("Không")), *((str(one.id), one.name) for one in bodies.organisations)]
        )

    def inputs(self) -> AccountInputs:
        """What the service takes."""
        return AccountInputs(
            display_name=clean(self.display_name.data),
            email=clean(self.email.data),
            agency_id=key_of(self.agency_id),
            organisation_id=key_of(self.organisation_id),
            seen=self.seen.data or "",
        )

    def look_again(self, user: User) -> None:
        """Carry what is stored now: sending once more is then a decision, not an accident."""
        self.seen.data = sight(account_values(user))


class NewAccountForm(AccountForm):
    """An account that is made: its sign-in name and first role beside."""

    username = StringField(
        lazy_gettext("Tên đăng nhập"),
        description=lazy_gettext(
            "Chữ thường không dấu, ví dụ: nguyen.van.a; không đổi được về sau"
        ),
        widget=GovTextInput(),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    role = one_of(
        lazy_gettext("Vai trò đầu tiên"),
        description=lazy_gettext("Có thể giao thêm vai trò sau khi tạo"),
    )
    nonce = HiddenField()

    def prepare(self) -> None:
        """Give the form what makes sending it twice harmless, and its roles."""
        self.role.choices = options(role_choices(gettext("Chọn vai trò")))
        if not self.nonce.data:
            self.nonce.data = secrets.token_hex(16)


class RoleForm(PaknForm):
    """A role from a day on."""

    role = one_of(lazy_gettext("Vai trò"))
    since = DayField(lazy_gettext("Từ ngày"), description=lazy_gettext("Để trống: từ hôm nay"))
    until = DayField(
        lazy_gettext("Đến hết ngày"), description=lazy_gettext("Để trống: không thời hạn")
    )
    submit = SubmitField(lazy_gettext("Giao vai trò"), widget=GovSubmitInput())

    def prepare(self) -> None:
        """Give the form its roles."""
        self.role.choices = options(role_choices(gettext("Chọn vai trò")))


class UnitChoiceForm(PaknForm):
    """A unit of the agency."""

    unit_id = one_of(lazy_gettext("Đơn vị"))


class OrganisationForm(PaknForm):
    """An association and how it is reached."""

    name = StringField(
        lazy_gettext("Tên hiệp hội"),
        description=lazy_gettext("Tên đầy đủ, tên viết tắt trong ngoặc nếu có"),
        widget=GovTextInput(),
    )
    address = TextAreaField(lazy_gettext("Địa chỉ"), widget=GovTextArea())
    phone = StringField(lazy_gettext("Điện thoại"), widget=GovTextInput())
    email = StringField(lazy_gettext("Thư điện tử"), widget=GovTextInput())
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu hiệp hội"), widget=GovSubmitInput())

    def inputs(self) -> OrganisationInputs:
        """What the service takes."""
        return OrganisationInputs(
            name=clean(self.name.data),
            address=clean(self.address.data),
            phone=clean(self.phone.data),
            email=clean(self.email.data),
            seen=self.seen.data or "",
        )

    def look_again(self, row: Organisation) -> None:
        """Carry what is stored now."""
        self.seen.data = sight(organisation_values(row))


def account_form(user: User) -> AccountForm:
    """A form that shows an account as it is stored."""
    values = account_values(user)
    shown = {**values, "agency_id": _text(user.agency_id)}
    shown["organisation_id"] = _text(user.organisation_id)
    return AccountForm(formdata=None, seen=sight(values), **shown)


def organisation_form(row: Organisation) -> OrganisationForm:
    """A form that shows an association as it is stored."""
    values = organisation_values(row)
    return OrganisationForm(formdata=None, seen=sight(values), **values)


def _text(key: int | None) -> str:
    return str(key) if key is not None else ""
