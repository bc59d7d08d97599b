"""What an administrator types about the working calendar."""

import datetime as dt
from typing import Any

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovRadioInput,
    GovSubmitInput,
    GovTextInput,
)
from wtforms import BooleanField, HiddenField, RadioField, StringField, SubmitField

from models.reference import CalendarDay
from pakn.labels.errors import FIELD_ERROR
from pakn.labels.keeping import DAY_KIND
from pakn.rules.deadlines import Unit
from pakn.services.calendar_keeping import DAY_KINDS, DayInputs, day_values
from pakn.services.record_changes import sight
from pakn.web.fields import DayField, options
from pakn.web.forms import PaknForm, clean

_MOST_DIGITS = 6


class CalendarDayForm(PaknForm):
    """A day that is not what its weekday says."""

    day = DayField(lazy_gettext("Ngày"), description=lazy_gettext("Ví dụ: 02/01/2026"))
    kind = RadioField(
        lazy_gettext("Loại ngày"),
        choices=options((kind, lazy_gettext(DAY_KIND[kind])) for kind in DAY_KINDS),
        widget=GovRadioInput(),
        validate_choice=False,
    )
    name = StringField(
        lazy_gettext("Tên ngày"),
        description=lazy_gettext("Ví dụ: Tết Nguyên đán; Nghỉ hoán đổi dịp 30/4"),
        widget=GovTextInput(),
    )
    legal_basis = StringField(
        lazy_gettext("Căn cứ"),
        description=lazy_gettext("Điều luật, thông báo hoặc công văn. Ví dụ: BLLĐ 2019 Điều 112"),
        widget=GovTextInput(),
    )
    confirmed = BooleanField(
        lazy_gettext("Đã đối chiếu với văn bản có hiệu lực"), widget=GovCheckboxInput()
    )
    seen = HiddenField()
    submit = SubmitField(lazy_gettext("Lưu ngày này"), widget=GovSubmitInput())

    def inputs(self, wanted: dt.date | None = None) -> DayInputs:
        """What the service takes; `wanted` is the day of the page, where it has one."""
        return DayInputs(
            day=wanted or self.day.data,
            kind=self.kind.data or "",
            name=clean(self.name.data),
            legal_basis=clean(self.legal_basis.data),
            confirmed=bool(self.confirmed.data),
            seen=self.seen.data or "",
        )

    def look_again(self, row: CalendarDay | None) -> None:
        """Carry what is stored now: sending once more is then a decision, not an accident."""
        self.seen.data = sight(day_values(row))


class DueForm(PaknForm):
    """So many days after a day; a question, which changes nothing and needs no token."""

    start = DayField(lazy_gettext("Từ ngày (không tính ngày này)"))
    days = StringField(lazy_gettext("Số ngày"), widget=GovTextInput())
    unit = RadioField(
        lazy_gettext("Đơn vị"),
        choices=options(
            (
                (Unit.WORKING.value, lazy_gettext("ngày làm việc")),
                (Unit.CALENDAR.value, lazy_gettext("ngày (kể cả ngày nghỉ)")),
            )
        ),
        default=Unit.WORKING.value,
        widget=GovRadioInput(),
        validate_choice=False,
    )
    submit = SubmitField(lazy_gettext("Tính hạn"), widget=GovSubmitInput())

    def asked(self) -> tuple[dt.date, int, Unit] | None:
        """Start, number and unit; None, with the reasons at the fields, where one is missing."""
        text = (self.days.data or "").strip()
        if self.start.data is None and not self.start.errors:
            self.start.errors = [gettext(FIELD_ERROR["required"])]
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            self.days.errors = [gettext(FIELD_ERROR["days_out_of_range"])]
        if self.unit.data not in tuple(Unit):
            self.unit.errors = [gettext(FIELD_ERROR["required"])]
        start: dt.date | None = self.start.data
        if start is None or self.start.errors or self.days.errors or self.unit.errors:
            return None
        return start, int(text), Unit(self.unit.data)


def day_form(row: CalendarDay | None, **prefilled: Any) -> CalendarDayForm:
    """A form that shows a day as it is stored; empty but for `prefilled` where there is none."""
    if row is None:
        return CalendarDayForm(formdata=None, seen=sight(None), **prefilled)
    values = day_values(row) or {}
    return CalendarDayForm(formdata=None, day=row.day, seen=sight(values), **values)


def due_form(asked: Any = None, **prefilled: Any) -> DueForm:
    """The form of "tính hạn" with what stands in the address, or empty."""
    return DueForm(formdata=asked, meta={"csrf": False}, **prefilled)
