"""Compiled reports: their page, the cases behind each figure, their files."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.labels.report_document import document_values
from pakn.labels.report_files import cases_csv, figures_csv
from pakn.rules.periods import NoSuchPeriod, Period, period
from pakn.rules.permissions import Permission, may
from pakn.rules.report_figures import FIGURES
from pakn.services import report_compiling, report_reading
from pakn.services.context import Context, InvalidInput
from pakn.web.access import allow
from pakn.web.acting import acting, viewing
from pakn.web.addresses import key_argument
from pakn.web.reports import present_lists
from pakn.web.reports import present_summary as present

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

blueprint = Blueprint("summary", __name__, url_prefix="/bao-cao/tong-hop")


@blueprint.get("/")
@allow(Permission.REPORTS_COUNTS_READ)
def home() -> ResponseReturnValue:
    """The newest report of the period chosen; where there is none, how to get one."""
    ctx = viewing()
    offered = report_reading.periods_offered(ctx)
    wanted = _wanted(request.args["ky"]) if request.args.get("ky") else offered[0]
    found = report_reading.newest_of(ctx, wanted.kind.value, wanted.key)
    if found is not None:
        return redirect(url_for(".report", snapshot_id=found.id))
    return render_template(
        "pages/reports/none.html", name=present.period_name(wanted), **_choice(ctx, wanted)
    )


@blueprint.get("/<int:snapshot_id>")
@allow(Permission.REPORTS_COUNTS_READ)
def report(snapshot_id: int) -> ResponseReturnValue:
    """A compiled report."""
    ctx = viewing()
    seen = report_reading.read_report(ctx, snapshot_id)
    return render_template(
        "pages/reports/summary.html",
        seen=seen,
        present=present,
        head_lines=present_lists.head_lines(seen.head_list, ctx.actor.role),
        may_approve=may(ctx.actor.role, Permission.REPORTS_PERIOD_APPROVE),
        **_choice(ctx, seen.span),
    )


@blueprint.get("/<int:snapshot_id>/danh-sach")
@allow(Permission.REPORTS_COUNTS_READ)
def cases(snapshot_id: int) -> ResponseReturnValue:
    """The cases that a figure counts."""
    ctx = viewing()
    key, agency = request.args.get("so", ""), request.args.get("co_quan", "")
    after = key_argument("sau")
    page = report_reading.read_figure(ctx, snapshot_id, key, agency=agency, after=after or 0)
    seen = report_reading.read_report(ctx, snapshot_id)
    kept: dict[str, Any] = {"snapshot_id": snapshot_id, "so": key, "co_quan": agency or None}
    return render_template(
        "pages/reports/cases.html",
        seen=seen,
        present=present,
        key=key,
        agency=present.agency_chosen(seen, agency),
        count=present.count_of(seen, key, agency),
        lines=present_lists.listed(page.rows, ctx.actor.role),
        first_url=url_for(".cases", **kept) if after else None,
        next_url=url_for(".cases", **kept, sau=page.next_after) if page.next_after else None,
    )


@blueprint.get("/<int:snapshot_id>/so-lieu.csv")
@allow(Permission.REPORTS_COUNTS_READ)
def figures_file(snapshot_id: int) -> ResponseReturnValue:
    """The figures as CSV."""
    seen = report_reading.read_report(viewing(), snapshot_id)
    return _csv(figures_csv(seen), f"{present.file_name(seen)}-so-lieu.csv")


@blueprint.get("/<int:snapshot_id>/ho-so.csv")
@allow(Permission.REPORTS_COUNTS_READ)
def cases_file(snapshot_id: int) -> ResponseReturnValue:
    """The cases of a figure as CSV, streamed: a report may have very many."""
    ctx = viewing()
    key = request.args.get("so", "total")
    seen = report_reading.read_report(ctx, snapshot_id)
    if key not in FIGURES or not FIGURES[key].listed:
        abort(404)
    rows = report_reading.every_row(ctx, snapshot_id, key)
    return _csv(cases_csv(rows), f"{present.file_name(seen)}-ho-so.csv")


@blueprint.get("/<int:snapshot_id>/bao-cao.docx")
@allow(Permission.REPORTS_COUNTS_READ)
def document(snapshot_id: int) -> ResponseReturnValue:
    """The report as an administrative document, a draft to be signed (R43, R45)."""
    ctx = viewing()
    seen = report_reading.read_report(ctx, snapshot_id)
    values = document_values(seen, report_reading.document_head(ctx))
    return send_file(
        BytesIO(ctx.ports.documents.docx("report", values)),
        mimetype=_DOCX,
        as_attachment=True,
        download_name=f"{present.file_name(seen)}.docx",
    )


@blueprint.post("/lap")
@allow(Permission.REPORTS_PERIOD_COMPILE)
def compile_period() -> ResponseReturnValue:
    """Have a period's report compiled by the workers."""
    wanted = _wanted(request.form.get("ky", ""))
    try:
        with acting() as ctx:
            written = report_compiling.ask_for_report(ctx, wanted.kind.value, wanted.key)
    except InvalidInput:
        flash(gettext("Kỳ này chưa kết thúc nên chưa tổng hợp được."), "error")
        return redirect(url_for(".home"))
    if written is None:
        flash(gettext("Kỳ này đang được tổng hợp; anh/chị tải lại trang sau ít phút."), "info")
    else:
        flash(gettext("Đã yêu cầu tổng hợp; bản mới hiện ở đây sau ít phút."), "success")
    return redirect(url_for(".home", ky=present_lists.choice_value(wanted)))


@blueprint.post("/<int:snapshot_id>/duyet")
@allow(Permission.REPORTS_PERIOD_APPROVE)
def approve(snapshot_id: int) -> ResponseReturnValue:
    """Approve a report as it stands."""
    try:
        with acting() as ctx:
            report_compiling.approve_report(ctx, snapshot_id)
    except InvalidInput:
        flash(gettext("Báo cáo này đã được duyệt hoặc còn số liệu chưa khớp."), "error")
    else:
        flash(gettext("Đã duyệt báo cáo."), "success")
    return redirect(url_for(".report", snapshot_id=snapshot_id))


def _wanted(text: str) -> Period:
    """The period of a choice `month:2026-11`; 404 for nonsense."""
    kind, _, key = text.partition(":")
    try:
        return period(kind, key)
    except NoSuchPeriod:
        abort(404)


def _choice(ctx: Context, wanted: Period) -> dict[str, object]:
    """What the form of periods needs."""
    return {
        "choices": present_lists.choices(report_reading.periods_offered(ctx), wanted),
        "chosen": present_lists.choice_value(wanted),
        "may_compile": may(ctx.actor.role, Permission.REPORTS_PERIOD_COMPILE),
    }


def _csv(lines: Iterator[str], name: str) -> Response:
    answer = Response(stream_with_context(lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
