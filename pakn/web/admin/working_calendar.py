"""The working calendar: a year at a glance, its days, and when a limit ends (R27)."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.permissions import Permission
from pakn.services import calendar_keeping
from pakn.services.context import InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin import present_calendar as present
from pakn.web.admin.calendar_forms import CalendarDayForm, day_form, due_form
from pakn.web.admin.warning import warn
from pakn.web.forms import PaknForm

blueprint = Blueprint("working_calendar", __name__, url_prefix="/quan-tri/lich")
blueprint.context_processor(warn)


@blueprint.get("")
@allow(Permission.ADMIN_CALENDAR_WRITE)
def year() -> ResponseReturnValue:
    """A year as twelve months and as a list."""
    return _year_page(_year_asked())


@blueprint.get("/tinh-han")
@allow(Permission.ADMIN_CALENDAR_WRITE)
def due() -> ResponseReturnValue:
    """When so many days after a day end, and why."""
    form = due_form(request.args)
    form.validate()
    asked = form.asked()
    if asked is None:
        return _year_page(_year_asked(), due_form=form), 422
    try:
        found = calendar_keeping.due_after(viewing(), *asked)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _year_page(_year_asked(), due_form=form), 422
    return _year_page(asked[0].year, due_form=form, due=present.due_shown(found))


@blueprint.route("/them", methods=["GET", "POST"])
@allow(Permission.ADMIN_CALENDAR_WRITE, reshows=True)
def add() -> ResponseReturnValue:
    """Enter a day."""
    if request.method == "GET":
        return _day_page(day_form(None), None)
    return _save(CalendarDayForm(), None)


@blueprint.route("/ngay/<day>", methods=["GET", "POST"])
@allow(Permission.ADMIN_CALENDAR_WRITE, reshows=True)
def change(day: str) -> ResponseReturnValue:
    """Change an entered day."""
    wanted = _day_in(day)
    if request.method == "GET":
        row = calendar_keeping.entered_day(viewing(), wanted)
        return _day_page(day_form(row, day=wanted), wanted)
    return _save(CalendarDayForm(), wanted)


@blueprint.post("/ngay/<day>/bo")
@allow(Permission.ADMIN_CALENDAR_WRITE, reshows=True)
def remove(day: str) -> ResponseReturnValue:
    """Take a day out of the calendar."""
    wanted = _day_in(day)
    form = PaknForm()
    if form.validate():
        try:
            with acting() as ctx:
                calendar_keeping.remove_day(ctx, wanted, request.form.get("seen", ""))
        except InvalidInput as invalid:
            return _not_removed(wanted, invalid), 422
        flash(gettext("Đã bỏ ngày khỏi lịch."), "success")
        return redirect(url_for(".year", nam=wanted.year))
    row = calendar_keeping.entered_day(viewing(), wanted)
    return _day_page(day_form(row, day=wanted), wanted, refused=form.csrf_token.errors[0]), 422


def _save(form: CalendarDayForm, wanted: dt.date | None) -> ResponseReturnValue:
    """Store the day that was typed; at its own address a day stays the day it is."""
    if form.validate():
        inputs = form.inputs(wanted)
        try:
            with acting() as ctx:
                calendar_keeping.set_day(ctx, inputs)
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
            _look_again(form, invalid)
        else:
            flash(gettext("Đã lưu. Hạn của các hồ sơ đang có không thay đổi."), "success")
            assert inputs.day is not None  # or the service had refused it
            return redirect(url_for(".year", nam=inputs.day.year))
    return _day_page(form, wanted), 422


def _look_again(form: CalendarDayForm, invalid: InvalidInput) -> None:
    if "changed" in invalid.errors and form.day.data is not None:
        form.look_again(calendar_keeping.entered_day(viewing(), form.day.data))


def _not_removed(wanted: dt.date, invalid: InvalidInput) -> str:
    end_read()
    row = calendar_keeping.entered_day(viewing(), wanted)
    said = " ".join(str(gettext(FIELD_ERROR[code])) for code in invalid.errors.values())
    return _day_page(day_form(row, day=wanted), wanted, refused=said)


def _year_page(year: int, **values: Any) -> str:
    ctx = viewing()
    days = calendar_keeping.entered_year(ctx, year)
    before, after = present.years_beside(year)
    values.setdefault("due_form", due_form(start=ctx.today))
    return render_template(
        "pages/admin/calendar.html",
        year=year,
        months=present.months(year, days, ctx.today),
        lines=present.day_lines(days),
        warnings=present.year_warnings(year, days),
        weekdays=present.WEEKDAYS,
        before=before,
        after=after,
        **values,
    )


def _day_page(form: CalendarDayForm, wanted: dt.date | None, refused: str | None = None) -> str:
    day = form.day.data if wanted is None else wanted
    row = calendar_keeping.entered_day(viewing(), day) if day is not None else None
    return render_template(
        "pages/admin/calendar_day.html",
        form=form,
        wanted=wanted,
        stored=present.day_lines([row])[0] if row is not None else None,
        weekday=present.weekday(day) if day is not None else None,
        refused=refused,
    )


def _year_asked() -> int:
    """The year of the address, this one where none or nonsense stands there."""
    text = request.args.get("nam", "")
    if text.isascii() and text.isdigit() and len(text) == 4:
        number = int(text)
        if calendar_keeping.FIRST_YEAR <= number <= calendar_keeping.LAST_YEAR:
            return number
    return viewing().today.year


def _day_in(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        abort(404)
