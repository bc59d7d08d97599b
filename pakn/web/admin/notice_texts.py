"""The words of messages to petitioners: the shipped ones, and an administrator's own."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import end_read
from pakn.rules.permissions import Permission, may
from pakn.services.context import InvalidInput, NotFound
from pakn.services.notice_texts import (
    NoticeText,
    check_words,
    drop_own_words,
    notice_text,
    notice_texts,
    withdraw_notice_text,
    write_notice_text,
)
from pakn.web.access import allow
from pakn.web.acting import acting, actor, viewing
from pakn.web.admin import notice_texts_present as present
from pakn.web.admin.notice_texts_forms import NoticeForm, notice_form
from pakn.web.admin.warning import warn

_ONE = "/<name:channel>/<name:notice>"

blueprint = Blueprint("notice_texts", __name__, url_prefix="/quan-tri/mau-tin")
blueprint.context_processor(warn)


@blueprint.get("/")
@allow(Permission.ADMIN_SETTINGS_READ)
def listing() -> ResponseReturnValue:
    """Every message to petitioners by channel, and whether own words are used."""
    found = notice_texts(viewing())
    return render_template("pages/admin/notices.html", groups=present.groups(found))


@blueprint.get(_ONE)
@allow(Permission.ADMIN_SETTINGS_READ)
def one(channel: str, notice: str) -> ResponseReturnValue:
    """A message: its words of today filled with sample values, and the form for own ones."""
    text = notice_text(viewing(), notice, channel)
    return _page(text, notice_form(text, empty=True))


@blueprint.post(_ONE)
@allow(Permission.ADMIN_SETTINGS_WRITE, reshows=True)
def write(channel: str, notice: str) -> ResponseReturnValue:
    """Keep own words from a day on, or only show what they would say."""
    text = notice_text(viewing(), notice, channel)
    form = notice_form(text)
    if not form.is_usable():
        return _page(text, form), 422
    try:
        if form.only_preview:
            return _preview(text, form)
        with acting() as ctx:
            write_notice_text(ctx, form.writing(notice, channel))
    except InvalidInput as invalid:
        form.take_errors(invalid)
        end_read()
        text = notice_text(viewing(), notice, channel)
        if "changed_meanwhile" in invalid.errors.values():
            form.seen.data = text.seen  # they see the new words now
        return _page(text, form), 422
    flash(gettext("Đã lưu lời riêng. Tin đã gửi không đổi."), "success")
    return redirect(url_for(".one", channel=channel, notice=notice))


@blueprint.post(_ONE + "/ve-ban-goc")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def drop(channel: str, notice: str) -> ResponseReturnValue:
    """Go back to the words that come with the program."""
    with acting() as ctx:
        dropped = drop_own_words(ctx, notice, channel)
    if dropped:
        flash(gettext("Đã trở về mẫu gốc."), "success")
    else:
        flash(gettext("Tin này đang dùng mẫu gốc."), "info")
    return redirect(url_for(".one", channel=channel, notice=notice))


@blueprint.post(_ONE + "/<int:text_id>/rut")
@allow(Permission.ADMIN_SETTINGS_WRITE)
def withdraw(channel: str, notice: str, text_id: int) -> ResponseReturnValue:
    """Take back own words whose day has not come."""
    try:
        with acting() as ctx:
            withdraw_notice_text(ctx, notice, channel, text_id)
    except NotFound:
        flash(gettext("Lời này đã được rút hoặc đã dùng, không rút được nữa."), "info")
        return redirect(url_for(".listing"))
    flash(gettext("Đã rút lời sắp dùng."), "success")
    return redirect(url_for(".one", channel=channel, notice=notice))


def _preview(text: NoticeText, form: NoticeForm) -> ResponseReturnValue:
    errors = check_words(viewing(), form.writing(text.notice, text.channel))
    if errors:
        raise InvalidInput(errors)
    form.valid_from.errors = []
    return _page(text, form)


def _page(text: NoticeText, form: NoticeForm) -> str:
    return render_template(
        "pages/admin/notice.html",
        form=form,
        shown=present.shown(text),
        preview=present.preview(viewing(), text, form),
        may_write=may(actor().role, Permission.ADMIN_SETTINGS_WRITE),
    )
