"""What an administrator types about the register of agencies."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import BooleanField, HiddenField, RadioField, StringField, SubmitField

from models.agency import Agency
from models.people import User
from pakn.labels.keeping import AGENCY_KIND, NAME_RELATION
from pakn.services.agency_following import FollowInputs
from pakn.services.agency_keeping import (
    AGENCY_KINDS,
    NAME_RELATIONS,
    AgencyInputs,
    NameInputs,
    agency_values,
)
from pakn.services.agency_succeeding import HEIRS_MOST, Ending, Heir, Moving, ending_values
from pakn.services.record_changes import sight
from pakn.web.admin.account_forms import key_of, one_of
from pakn.web.fields import DayField, options
from pakn.web.forms import PaknForm, clean

_DAY_EXAMPLE = lazy_gettext("Ví dụ: 01/03/2027")


def line(label: Any, **rest: Any) -> StringField:
    """A line of text."""
    return StringField(label, widget=GovTextInput(), **rest)


class AgencyForm(PaknForm):
    """What the register says of a body."""

    name = line(lazy_gettext("Tên chính thức"))
    renamed_on = DayField(
        lazy_gettext("Dùng tên mới từ ngày"),
        description=lazy_gettext("Chỉ khi đổi tên; để trống: từ hôm nay. Tên cũ vẫn được hiểu"),
    )
    short_name = line(lazy_gettext("Tên ngắn"), description=lazy_gettext("Ví dụ: Xây dựng"))
    code = line(
        lazy_gettext("Mã định danh (nếu có)"),
        description=lazy_gettext("Theo Quyết định 20/2020/QĐ-TTg, ví dụ: G17"),
    )
    kind = RadioField(
        lazy_gettext("Loại cơ quan"),
        choices=options((kind, lazy_gettext(AGENCY_KIND[kind])) for kind in AGENCY_KINDS),
        widget=GovRadioInput(),
        validate_choice=False,
    )
    decree = line(lazy_gettext("Nghị định về chức năng, nhiệm vụ (nếu có)"))
    confirmed = BooleanField(
        lazy_gettext("Đã đối chiếu với văn bản có hiệu lực"), widget=GovCheckboxInput()
    )
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu cơ quan"), widget=GovSubmitInput())

    def inputs(self) -> AgencyInputs:
        """What the service takes."""
        return AgencyInputs(
            code=clean(self.code.data),
            name=clean(self.name.data),
            short_name=clean(self.short_name.data),
            kind=self.kind.data or "",
            decree=clean(self.decree.data),
            confirmed=bool(self.confirmed.data),
            renamed_on=self.renamed_on.data,
            seen=self.seen.data or "",
        )

    def look_again(self, agency: Agency) -> None:
        """Carry what is stored now: sending once more is then a decision, not an accident."""
        self.seen.data = sight(agency_values(agency))


class NewAgencyForm(AgencyForm):
    """A body that is added."""

    slug = line(
        lazy_gettext("Ký hiệu"),
        description=lazy_gettext("Chữ in hoa không dấu, không đổi được về sau. Ví dụ: BXD"),
    )
    since = DayField(lazy_gettext("Hoạt động từ ngày"), description=_DAY_EXAMPLE)


class NameForm(PaknForm):
    """Another name of a body."""

    name = line(
        lazy_gettext("Tên gọi"),
        description=lazy_gettext("Tên đầy đủ, tên tắt, tên người dân quen dùng"),
    )
    relation = one_of(lazy_gettext("Tên này là của"))
    field = line(
        lazy_gettext("Lĩnh vực (nếu tên này chỉ nói về một việc)"),
        description=lazy_gettext("Ví dụ: đăng kiểm"),
    )
    name_since = DayField(lazy_gettext("Dùng từ ngày (nếu biết)"))
    submit = SubmitField(lazy_gettext("Thêm tên gọi"), widget=GovSubmitInput())

    def prepare(self) -> None:
        """Give the form its choices."""
        self.relation.choices = options(
            (relation, str(gettext(NAME_RELATION[relation]))) for relation in NAME_RELATIONS
        )

    def inputs(self) -> NameInputs:
        """What the service takes."""
        return NameInputs(
            name=clean(self.name.data),
            relation=self.relation.data or "",
            field=clean(self.field.data),
            since=self.name_since.data,
        )


class FollowForm(PaknForm):
    """A member of the Task Force follows an agency."""

    user_id = one_of(lazy_gettext("Thành viên Tổ công tác"))
    since = DayField(lazy_gettext("Từ ngày"), description=lazy_gettext("Để trống: từ hôm nay"))
    until = DayField(
        lazy_gettext("Đến hết ngày"), description=lazy_gettext("Để trống: không thời hạn")
    )
    replace = BooleanField(
        lazy_gettext("Thay người đang theo dõi (người đó thôi từ ngày hôm trước)"),
        widget=GovCheckboxInput(),
    )
    submit = SubmitField(lazy_gettext("Phân công theo dõi"), widget=GovSubmitInput())

    def offer(self, people: Sequence[User]) -> None:
        """Fill in who may follow."""
        names = [(str(one.id), one.display_name) for one in people]
        self.user_id.choices = options([("", gettext("Chọn thành viên")), *names])

    def inputs(self) -> FollowInputs:
        """What the service takes."""
        return FollowInputs(
            user_id=key_of(self.user_id),
            since=self.since.data,
            until=self.until.data,
            replace=bool(self.replace.data),
        )


class _SourceForm(PaknForm):
    """A decision with the text it stands on."""

    source = line(
        lazy_gettext("Căn cứ"), description=lazy_gettext("Nghị quyết, nghị định cho việc này")
    )
    confirmed = BooleanField(
        lazy_gettext("Đã đối chiếu với văn bản có hiệu lực"), widget=GovCheckboxInput()
    )


class MoveForm(_SourceForm):
    """A field that goes to another body."""

    field = line(
        lazy_gettext("Lĩnh vực"),
        description=lazy_gettext("Bằng lời người dân hay viết, ví dụ: giấy phép lái xe"),
    )
    heir_id = one_of(lazy_gettext("Cơ quan nhận"))
    on_date = DayField(lazy_gettext("Từ ngày"), description=_DAY_EXAMPLE)
    submit = SubmitField(lazy_gettext("Ghi chuyển lĩnh vực"), widget=GovSubmitInput())

    def offer(self, agencies: Sequence[Agency]) -> None:
        """Fill in who may take over."""
        self.heir_id.choices = _agency_choices(agencies)

    def moving(self) -> Moving:
        """What the service takes."""
        return Moving(
            heir_id=key_of(self.heir_id),
            field=clean(self.field.data),
            on_date=self.on_date.data,
            source=clean(self.source.data),
            confirmed=bool(self.confirmed.data),
        )


class EndForm(_SourceForm):
    """The end of a body; its successors are added below, one pair of fields each."""

    last_day = DayField(lazy_gettext("Ngày cuối cùng còn hoạt động"), description=_DAY_EXAMPLE)
    seen = HiddenField()
    heir_0 = one_of(
        lazy_gettext("Cơ quan kế thừa chung"),
        description=lazy_gettext("Nhận mọi việc không ghi lĩnh vực riêng ở dưới"),
    )
    field_1 = line(lazy_gettext("Lĩnh vực 1"))
    heir_1 = one_of(lazy_gettext("Cơ quan nhận lĩnh vực 1"))
    field_2 = line(lazy_gettext("Lĩnh vực 2"))
    heir_2 = one_of(lazy_gettext("Cơ quan nhận lĩnh vực 2"))
    field_3 = line(lazy_gettext("Lĩnh vực 3"))
    heir_3 = one_of(lazy_gettext("Cơ quan nhận lĩnh vực 3"))
    field_4 = line(lazy_gettext("Lĩnh vực 4"))
    heir_4 = one_of(lazy_gettext("Cơ quan nhận lĩnh vực 4"))
    field_5 = line(lazy_gettext("Lĩnh vực 5"))
    heir_5 = one_of(lazy_gettext("Cơ quan nhận lĩnh vực 5"))
    submit = SubmitField(lazy_gettext("Kết thúc cơ quan"), widget=GovSubmitInput())

    def offer(self, agencies: Sequence[Agency]) -> None:
        """Fill in who may take over."""
        for number in range(HEIRS_MOST):
            self[f"heir_{number}"].choices = _agency_choices(agencies)

    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields of each successor of one field, for the page."""
        return [(self[f"field_{n}"], self[f"heir_{n}"]) for n in range(1, HEIRS_MOST)]

    def ending(self) -> Ending:
        """What the service takes."""
        heirs = [Heir(key_of(self.heir_0))]
        heirs += [Heir(key_of(heir), clean(field.data)) for field, heir in self.pairs()]
        return Ending(
            last_day=self.last_day.data,
            heirs=heirs,
            source=clean(self.source.data),
            confirmed=bool(self.confirmed.data),
            seen=self.seen.data or "",
        )

    def look_again(self, agency: Agency) -> None:
        """Carry what is stored now."""
        self.seen.data = sight(ending_values(agency))


def agency_form(agency: Agency) -> AgencyForm:
    """A form that shows a body as it is stored."""
    values = agency_values(agency)
    return AgencyForm(formdata=None, seen=sight(values), **values)


def _agency_choices(agencies: Sequence[Agency]) -> list[Any]:
    names = [(str(one.id), one.name) for one in agencies]
    return options([("", gettext("Chọn cơ quan")), *names])
