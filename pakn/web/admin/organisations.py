"""The associations of the Advisory Council: for whom their staff file."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.rules.permissions import Permission
from pakn.services import organisation_keeping as keeping
from pakn.services.account_reading import read_bodies
from pakn.services.context import InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.admin.account_forms import OrganisationForm, organisation_form
from pakn.web.admin.warning import warn

blueprint = Blueprint("organisations", __name__, url_prefix="/quan-tri/hiep-hoi")
blueprint.context_processor(warn)


@blueprint.get("")
@allow(Permission.ADMIN_ACCOUNTS_READ)
def index() -> ResponseReturnValue:
    """Every association with its contact."""
    rows = read_bodies(viewing()).organisations
    return render_template("pages/admin/organisations.html", rows=rows)


@blueprint.route("/them", methods=["GET", "POST"])
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def add() -> ResponseReturnValue:
    """Add an association."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            with acting() as ctx:
                keeping.add_organisation(ctx, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
        else:
            flash(gettext("Đã thêm hiệp hội."), "success")
            return redirect(url_for(".index"))
    page = render_template("pages/admin/organisation_form.html", form=form, stored=None)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/<int:organisation_id>", methods=["GET", "POST"])
@allow(Permission.ADMIN_ACCOUNTS_WRITE, reshows=True)
def edit(organisation_id: int) -> ResponseReturnValue:
    """Change an association's name or contact."""
    if request.method == "GET":
        row = keeping.read_organisation(viewing(), organisation_id)
        form = organisation_form(row)
        return render_template("pages/admin/organisation_form.html", form=form, stored=row)
    form = OrganisationForm()
    if form.validate():
        try:
            with acting() as ctx:
                keeping.edit_organisation(ctx, organisation_id, form.inputs())
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
            if "changed" in invalid.errors:
                form.look_again(keeping.read_organisation(viewing(), organisation_id))
        else:
            flash(gettext("Đã lưu hiệp hội."), "success")
            return redirect(url_for(".index"))
    row = keeping.read_organisation(viewing(), organisation_id)
    return render_template("pages/admin/organisation_form.html", form=form, stored=row), 422
