"""The units of an agency, kept by its focal person."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput, GovTextInput
from wtforms import StringField, SubmitField

from models.queries.agency_units import living_units, unit_staff
from models.session import end_read
from pakn.rules.permissions import Permission
from pakn.services import agency_units
from pakn.services.context import Context, InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.agency.forms import number_in
from pakn.web.forms import PaknForm

blueprint = Blueprint("units", __name__, url_prefix="/don-vi")


class UnitForm(PaknForm):
    """A unit's name and symbol."""

    name = StringField(
        lazy_gettext("Tên đơn vị"),
        description=lazy_gettext("Ví dụ: Vụ Pháp chế"),
        widget=GovTextInput(),
    )
    symbol = StringField(lazy_gettext("Ký hiệu (nếu có)"), widget=GovTextInput())
    submit = SubmitField(lazy_gettext("Lưu"), widget=GovSubmitInput())


class PlainForm(PaknForm):
    """A button, or a choice among what the page lists."""


@blueprint.get("")
@allow(Permission.AGENCY_UNIT_ASSIGN)
def index() -> ResponseReturnValue:
    """The units, their people, and a form for one more."""
    return _page(UnitForm(formdata=None))


@blueprint.post("")
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def add() -> ResponseReturnValue:
    """Add a unit."""
    form = UnitForm()
    return _try(
        form,
        lambda ctx: agency_units.add_unit(ctx, form.name.data or "", form.symbol.data or ""),
        gettext("Đã thêm đơn vị."),
    )


@blueprint.route("/<int:unit_id>", methods=["GET", "POST"])
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def rename(unit_id: int) -> ResponseReturnValue:
    """Give a unit another name."""
    form = UnitForm()
    if request.method == "GET":
        return _page(form, open_id=unit_id)
    return _try(
        form,
        lambda ctx: agency_units.rename_unit(
            ctx, unit_id, form.name.data or "", form.symbol.data or ""
        ),
        gettext("Đã đổi tên đơn vị."),
        open_id=unit_id,
    )


@blueprint.post("/<int:unit_id>/ngung")
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def close(unit_id: int) -> ResponseReturnValue:
    """End a unit."""
    form = PlainForm()
    return _try(
        form,
        lambda ctx: agency_units.close_unit(ctx, unit_id),
        gettext("Đã ngừng đơn vị."),
    )


@blueprint.post("/nguoi/<int:user_id>")
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def place(user_id: int) -> ResponseReturnValue:
    """Say in which unit somebody works."""
    form = PlainForm()
    unit_id = number_in(request.form.get("unit_id"))
    return _try(
        form,
        lambda ctx: agency_units.place_in_unit(ctx, user_id, unit_id),
        gettext("Đã phân công vào đơn vị."),
    )


def _try(
    form: PaknForm, act: Callable[[Context], object], done: str, *, open_id: int | None = None
) -> ResponseReturnValue:
    if form.validate():
        try:
            with acting() as ctx:
                act(ctx)
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
        else:
            flash(done, "success")
            return redirect(url_for("agency.units.index"))
    return _page(form, open_id=open_id), 422


def _page(form: PaknForm, *, open_id: int | None = None) -> str:
    """The page; `form` is the one that was sent, `open_id` the unit whose name is being changed."""
    ctx = viewing()
    agency_id = ctx.actor.agency_id or 0
    units = living_units(ctx.session, agency_id, ctx.today)
    opened = next((unit for unit in units if unit.id == open_id), None)
    unit_form = form if isinstance(form, UnitForm) else UnitForm(formdata=None)
    if opened is not None and request.method == "GET":
        unit_form = UnitForm(formdata=None, name=opened.name, symbol=opened.symbol)
    return render_template(
        "pages/agency/units.html",
        units=units,
        staff=unit_staff(ctx.session, agency_id, ctx.today),
        form=unit_form,
        sent=form,
        opened=opened,
        without_agency=ctx.actor.agency_id is None,
    )
