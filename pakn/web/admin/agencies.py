"""The register of agencies: the bodies of a day, one body, adding and correcting it (R18)."""

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.permissions import Permission
from pakn.services import agency_keeping, register_reading
from pakn.services.context import InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin import agency_page
from pakn.web.admin import present_agencies as present
from pakn.web.admin.agency_forms import AgencyForm, NewAgencyForm, agency_form
from pakn.web.admin.warning import warn
from pakn.web.fields import read_day
from pakn.web.forms import clean

blueprint = Blueprint("agencies", __name__, url_prefix="/quan-tri/co-quan")
blueprint.context_processor(warn)

_ASKED_MOST = 100


@blueprint.get("")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def index() -> ResponseReturnValue:
    """The bodies in force on a day; with words, every body of such a name, old or new."""
    ctx = viewing()
    typed = clean(request.args.get("ngay", ""))[:_ASKED_MOST]
    words = clean(request.args.get("q", ""))[:_ASKED_MOST]
    on = _day_in(typed)
    found = register_reading.read_agencies(ctx, on or ctx.today, words)
    lines = present.agency_lines(found, on or ctx.today)
    return render_template(
        "pages/admin/agencies.html",
        lines=lines,
        words=words,
        typed_day=typed,
        bad_day=gettext(FIELD_ERROR["bad_date"]) if typed and on is None else None,
        on=on or ctx.today,
        unfollowed=sum(line.warning is not None for line in lines),
    )


@blueprint.get("/<int:agency_id>")
@allow(Permission.ADMIN_AGENCIES_WRITE)
def show(agency_id: int) -> ResponseReturnValue:
    """One body: names, predecessors and successors, who follows it, who is told."""
    return agency_page.show(agency_id)


@blueprint.route("/them", methods=["GET", "POST"])
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def add() -> ResponseReturnValue:
    """Add a body."""
    form = NewAgencyForm()
    if form.validate_on_submit():
        try:
            with acting() as ctx:
                made = agency_keeping.add_agency(
                    ctx, clean(form.slug.data), form.since.data, form.inputs()
                )
        except InvalidInput as invalid:
            form.take_errors(invalid)
        else:
            flash(gettext("Đã thêm cơ quan. Hãy phân công người theo dõi."), "success")
            return redirect(url_for(".show", agency_id=made))
    page = render_template("pages/admin/agency_form.html", form=form, agency=None)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/<int:agency_id>/sua", methods=["GET", "POST"])
@allow(Permission.ADMIN_AGENCIES_WRITE, reshows=True)
def edit(agency_id: int) -> ResponseReturnValue:
    """Correct what the register says of a body."""
    if request.method == "GET":
        file = register_reading.read_agency(viewing(), agency_id)
        return _edit_page(agency_form(file.agency), agency_id)
    form = AgencyForm()
    if form.validate():
        try:
            with acting() as ctx:
                agency_keeping.edit_agency(ctx, agency_id, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
            if "changed" in invalid.errors:
                form.look_again(register_reading.read_agency(viewing(), agency_id).agency)
        else:
            flash(gettext("Đã lưu cơ quan."), "success")
            return redirect(url_for(".show", agency_id=agency_id))
    return _edit_page(form, agency_id), 422


def _edit_page(form: AgencyForm, agency_id: int) -> str:
    ctx = viewing()
    shown = present.agency_shown(ctx, register_reading.read_agency(ctx, agency_id))
    return render_template("pages/admin/agency_form.html", form=form, agency=shown)


def _day_in(typed: str) -> dt.date | None:
    """The day of the address; None where none or nonsense stands there."""
    try:
        return read_day(typed)
    except ValueError:
        return None
