"""Grounds of not accepting, and guidances where to send a petition instead."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.labels.errors import FIELD_ERROR
from pakn.rules.permissions import Permission, may
from pakn.services.context import InvalidInput, NotFound
from pakn.services.grounds import (
    GroundPage,
    add_ground,
    edit_ground,
    list_grounds,
    mark_of,
    read_ground,
    switch_ground,
)
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.admin.grounds_forms import GroundForm, filled
from pakn.web.admin.warning import warn

_PURPOSES = {"can-cu": "refusal", "huong-dan": "guidance"}
_WORDS = {purpose: word for word, purpose in _PURPOSES.items()}

blueprint = Blueprint("grounds", __name__, url_prefix="/quan-tri/can-cu")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_SETTINGS_READ)
def listing() -> ResponseReturnValue:
    """Grounds and guidances, those in use first."""
    ctx = viewing()
    return render_template(
        "pages/admin/grounds.html",
        refusals=list_grounds(ctx, "refusal"),
        guidances=list_grounds(ctx, "guidance"),
        may_write=_may_write(),
    )


@blueprint.get("/them/<name:purpose>")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def adding(purpose: str) -> ResponseReturnValue:
    """The form for another one."""
    return _form_page(_purpose(purpose), GroundForm(formdata=None))


@blueprint.post("/them/<name:purpose>")
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def add(purpose: str) -> ResponseReturnValue:
    """Add one, or only show what a petitioner would read."""
    kind, form = _purpose(purpose), GroundForm()
    if not form.validate_on_submit():
        return _form_page(kind, form), 422
    if form.only_preview:
        return _form_page(kind, form)
    try:
        with acting() as ctx:
            slug = add_ground(ctx, form.writing(kind))
    except InvalidInput as invalid:
        form.take_errors(invalid)
        return _form_page(kind, form), 422
    flash(gettext("Đã thêm. Cán bộ chọn được từ bây giờ."), "success")
    return redirect(url_for(".one", slug=slug))


@blueprint.get("/muc/<name:slug>")
@allow(Permission.ADMIN_SETTINGS_READ)
def one(slug: str) -> ResponseReturnValue:
    """One ground: what a petitioner reads, and the form that changes it."""
    page = read_ground(viewing(), slug)
    return _form_page(page.ground.purpose, filled(page.ground), page)


@blueprint.post("/muc/<name:slug>")
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def edit(slug: str) -> ResponseReturnValue:
    """Change its words; those of a used one go into a row of their own."""
    form, page = GroundForm(), read_ground(viewing(), slug)
    if not form.validate_on_submit():
        return _form_page(page.ground.purpose, form, page), 422
    if form.only_preview:
        return _form_page(page.ground.purpose, form, page)
    try:
        with acting() as ctx:
            kept = edit_ground(ctx, slug, form.writing(page.ground.purpose))
    except InvalidInput as invalid:
        return _refused(slug, form, invalid), 422
    except NotFound:
        flash(gettext("Mục này đã được người khác thay bằng bản mới; hãy sửa bản mới."), "error")
        return redirect(url_for(".one", slug=slug))
    flash(gettext("Đã lưu. Hồ sơ đã kết thúc giữ nguyên lời cũ."), "success")
    return redirect(url_for(".one", slug=kept))


@blueprint.post("/muc/<name:slug>/<any(dung, ngung):act>")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def switch(slug: str, act: str) -> ResponseReturnValue:
    """Put it in use or out of use."""
    active = act == "dung"
    try:
        with acting() as ctx:
            switch_ground(ctx, slug, active=active)
    except InvalidInput as invalid:
        flash(gettext(FIELD_ERROR[invalid.errors["title"]]), "error")
    except NotFound:
        flash(gettext("Mục này không có hoặc đã được thay bằng bản mới."), "info")
        return redirect(url_for(".listing"))
    else:
        flash(gettext("Đã dùng lại.") if active else gettext("Đã ngừng dùng."), "success")
    return redirect(url_for(".one", slug=slug))


def _refused(slug: str, form: GroundForm, invalid: InvalidInput) -> str:
    form.take_errors(invalid)
    end_read()
    page = read_ground(viewing(), slug)
    if "changed_meanwhile" in invalid.errors.values():
        form.seen.data = mark_of(page.ground)  # they see the new words now
    return _form_page(page.ground.purpose, form, page)


def _purpose(word: str) -> str:
    if word not in _PURPOSES:
        abort(404)
    return _PURPOSES[word]


def _may_write() -> bool:
    return may(actor().role, Permission.ADMIN_SETTINGS_WRITE)


def _form_page(purpose: str, form: GroundForm, page: GroundPage | None = None) -> str:
    action: dict[str, Any] = {"endpoint": ".add", "purpose": _WORDS[purpose]}
    if page is not None:
        action = {"endpoint": ".edit", "slug": page.ground.slug}
    return render_template(
        "pages/admin/ground.html",
        page=page,
        purpose=purpose,
        form=form,
        action=url_for(**action),
        may_write=_may_write(),
    )
