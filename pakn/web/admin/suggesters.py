"""The models that suggest an agency: their cards, and which one is in use."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.permissions import Permission, may
from pakn.services.artefacts import promote_chosen, read_models
from pakn.services.context import NotFound
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.admin import suggesters_present as present
from pakn.web.admin.warning import warn
from pakn.web.forms import clean

blueprint = Blueprint("suggesters", __name__, url_prefix="/quan-tri/mo-hinh")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_MODELS_READ)
def listing() -> ResponseReturnValue:
    """Every stored model with its card, newest first."""
    return render_template(
        "pages/admin/models.html",
        cards=present.model_cards(read_models(viewing())),
        may_promote=may(actor().role, Permission.ADMIN_MODELS_PROMOTE),
    )


@blueprint.post("/dua-vao-dung")
@allow(Permission.ADMIN_MODELS_PROMOTE)
def promote() -> ResponseReturnValue:
    """Put a stored model into use."""
    version = clean(request.form.get("version"))
    try:
        with acting() as ctx:
            changed = promote_chosen(ctx, version)
    except NotFound:
        abort(404)
    if changed:
        flash(gettext("Đã đưa mô hình %(name)s vào sử dụng.", name=version), "success")
    else:
        flash(gettext("Mô hình này đang được dùng."), "info")
    return redirect(url_for(".listing"))
