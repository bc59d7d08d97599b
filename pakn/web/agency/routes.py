"""Pages of an agency: its lists, a case, and the acts on it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.rules.lifecycle import NotAllowed
from pakn.rules.permissions import Permission
from pakn.services import agency_reading, agency_work
from pakn.services.context import StaleAct
from pakn.services.status_updates import write_status
from pakn.services.supplement_asking import ask_supplement
from pakn.services.unit_handing import hand_to_unit, return_to_focal
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.agency import answering, inbox_page, tables, units
from pakn.web.agency.case_page import page, try_act
from pakn.web.agency.forms import (
    AcceptForm,
    HandForm,
    ReturnForm,
    StatusForm,
    SupplementForm,
    UnitReturnForm,
)

blueprint = Blueprint("agency", __name__, url_prefix="/co-quan")
for _part in (answering, tables, units):
    blueprint.register_blueprint(_part.blueprint)


@blueprint.get("/", defaults={"address": None})
@blueprint.get("/<address>")
@allow(Permission.AGENCY_INBOX_READ)
def inbox(address: str | None) -> ResponseReturnValue:
    """One of the agency's lists."""
    return render_template("pages/agency/inbox.html", **inbox_page.values(viewing(), address))


@blueprint.get("/ho-so/<int:case_id>")
@allow(Permission.AGENCY_CASE_READ)
def case(case_id: int) -> ResponseReturnValue:
    """A case, with the form of what can be done now."""
    ctx = viewing()
    return page(ctx, agency_reading.read_case(ctx, case_id))


@blueprint.route("/ho-so/<int:case_id>/tiep-nhan", methods=["GET", "POST"])
@allow(Permission.CASE_ACCEPT)
def accept(case_id: int) -> ResponseReturnValue:
    """Accept a forwarded case; pressing twice does no harm."""
    if request.method == "POST":
        agency_reading.read_case(viewing(), case_id)
        try:
            with acting() as ctx:
                agency_work.accept_case(ctx, case_id, AcceptForm().seen_version.number)
            flash(gettext("Đã tiếp nhận hồ sơ. Hạn trả lời đang được tính."), "success")
        except (StaleAct, NotAllowed):
            flash(gettext("Hồ sơ vừa có thay đổi; đây là tình trạng mới nhất."), "warning")
    return redirect(url_for(".case", case_id=case_id))


@blueprint.route("/ho-so/<int:case_id>/chuyen-tra", methods=["GET", "POST"])
@allow(Permission.CASE_RETURN_CASE, reshows=True)
def return_case(case_id: int) -> ResponseReturnValue:
    """Return a case that is another body's."""
    form = ReturnForm()
    return try_act(
        case_id,
        form,
        lambda ctx: agency_work.return_case(ctx, form.returning(case_id)),
        gettext("Đã chuyển trả hồ sơ về cơ quan thường trực."),
    )


@blueprint.route("/ho-so/<int:case_id>/bo-sung", methods=["GET", "POST"])
@allow(Permission.CASE_ASK_SUPPLEMENT, reshows=True)
def supplement(case_id: int) -> ResponseReturnValue:
    """Ask the petitioner for what is missing (R2)."""
    form = SupplementForm()
    return try_act(
        case_id,
        form,
        lambda ctx: ask_supplement(
            ctx, case_id, form.seen_version.number, form.question.data or ""
        ),
        gettext("Đã gửi yêu cầu bổ sung đến người gửi. Hạn trả lời của cơ quan vẫn tính."),
    )


@blueprint.route("/ho-so/<int:case_id>/giao", methods=["GET", "POST"])
@allow(Permission.AGENCY_UNIT_ASSIGN, reshows=True)
def hand(case_id: int) -> ResponseReturnValue:
    """Hand a case to a unit of the agency."""
    form = HandForm()
    return try_act(
        case_id,
        form,
        lambda ctx: inbox_page.told(hand_to_unit(ctx, form.handing(case_id))),
        str,
    )


@blueprint.route("/ho-so/<int:case_id>/tra-dau-moi", methods=["GET", "POST"])
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def unit_return(case_id: int) -> ResponseReturnValue:
    """Give a case back inside the agency; no return of the case (R26)."""
    form = UnitReturnForm()
    return try_act(
        case_id,
        form,
        lambda ctx: return_to_focal(
            ctx, case_id, form.seen_version.number, form.unit_reason.data or ""
        ),
        gettext("Đã trả lại đầu mối cơ quan."),
        to_inbox=True,
    )


@blueprint.route("/ho-so/<int:case_id>/cap-nhat", methods=["GET", "POST"])
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def status(case_id: int) -> ResponseReturnValue:
    """Say how far an overdue case is (R30, R62)."""
    form = StatusForm()
    return try_act(
        case_id,
        form,
        lambda ctx: write_status(ctx, case_id, form.seen_version.number, form.status.data or ""),
        gettext("Đã gửi cập nhật tình hình xử lý."),
    )
