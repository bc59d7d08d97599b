"""Uploaded tables on pages: one desk for an association's petitions, one for an agency's answers.

An audience's routes name their `TableDesk` and call these functions; each is the rest of a route.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from flask import Response, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSubmitInput
from wtforms import FileField, SubmitField

from models.queries.agencies import living
from models.session import end_read
from pakn.labels.upload_books import answers_to_mend, list_to_mend
from pakn.services import upload_reading, uploading
from pakn.services.attaching import largest_file
from pakn.services.context import Context, InvalidInput
from pakn.services.upload_access import PETITIONS
from pakn.services.upload_reading import RowSeen
from pakn.web import table_present as present
from pakn.web.acting import acting, viewing
from pakn.web.forms import PaknForm
from pakn.web.uploads import received_content
from pakn.workbooks import BookSheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = {
    "can-sua": ("wrong", "failed"),
    "san-sang": ("ready",),
    "da-gui": ("done", "known"),
}
"""The part of a table's rows that an address asks for."""


@dataclass(frozen=True)
class TableDesk:
    """One audience's tables.

    Attributes:
        kind: of the tables.
        endpoint: the blueprint's name as addresses know it, such as `council.tables`.
        case_endpoint: where a row's case is read.
    """

    kind: str
    endpoint: str
    case_endpoint: str

    def url(self, view: str, **values: Any) -> str:
        """The address of one of the desk's views."""
        return url_for(f"{self.endpoint}.{view}", **values)


class TableForm(PaknForm):
    """A table to upload."""

    table = FileField(
        _l("Chọn tệp bảng"),
        description=_l("Excel (.xlsx) hoặc CSV."),
        widget=GovFileInput(),
        render_kw={"accept": ".xlsx,.csv"},
    )
    submit = SubmitField(_l("Tải lên và kiểm tra"), widget=GovSubmitInput())


def index_page(desk: TableDesk, form: TableForm | None = None) -> str:
    """The list of tables, with the form for another one."""
    ctx = viewing()
    page = upload_reading.read_uploads(ctx, desk.kind, request.args.get("sau"))
    return render_template(
        "pages/tables/index.html",
        desk=desk,
        form=form or TableForm(formdata=None),
        lines=present.upload_lines(desk.url, page.lines),
        most_rows=upload_reading.most_rows(ctx),
        next_url=desk.url("index", sau=page.next_after) if page.next_after else None,
        first_url=desk.url("index") if request.args.get("sau") else None,
    )


def upload(desk: TableDesk) -> ResponseReturnValue:
    """Take a table in; what cannot be taken is said beside the field."""
    form = TableForm()
    if form.validate():
        try:
            return redirect(desk.url("show", upload_id=_taken(desk)))
        except InvalidInput as invalid:
            form.take_errors(invalid)
            end_read()
    return index_page(desk, form), 422


def _taken(desk: TableDesk) -> int:
    ctx = viewing()
    received = received_content(uploading.FIELD, at_most=largest_file(ctx))
    if received is None:
        raise InvalidInput({uploading.FIELD: "table_needed"})
    kept = uploading.keep_table(ctx, *received)
    with acting() as act:
        return uploading.take_upload(act, desk.kind, kept)


def upload_page(desk: TableDesk, upload_id: int) -> str:
    """A table: how far it is, its rows, what can be done now."""
    ctx = viewing()
    chosen = request.args.get("loc", "")
    seen = upload_reading.read_upload(
        ctx, desk.kind, upload_id, FILTERS.get(chosen), request.args.get("sau")
    )
    kept: dict[str, Any] = {"loc": chosen} if chosen in FILTERS else {}
    more = seen.next_after
    return render_template(
        "pages/tables/upload.html",
        desk=desk,
        page=present.upload_page(ctx, seen),
        rows=present.row_lines(desk.kind, desk.case_endpoint, seen.rows),
        chosen=chosen if chosen in FILTERS else "",
        here=lambda **values: desk.url("show", upload_id=upload_id, **values),
        act=lambda view: desk.url(view, upload_id=upload_id),
        next_url=desk.url("show", upload_id=upload_id, sau=more, **kept) if more else None,
        first_url=desk.url("show", upload_id=upload_id, **kept)
        if request.args.get("sau")
        else None,
    )


def progress(desk: TableDesk, upload_id: int) -> Response:
    """How far a table is, for the page to show without being loaded again."""
    return jsonify(
        present.progress_shown(upload_reading.read_progress(viewing(), desk.kind, upload_id))
    )


def act_on(
    desk: TableDesk, upload_id: int, act: Callable[[Context, str, int], None], done: str
) -> ResponseReturnValue:
    """Send a table or set it aside; pressing twice does no harm."""
    try:
        with acting() as ctx:
            act(ctx, desk.kind, upload_id)
    except uploading.NotNow:
        flash(gettext("Bảng đã ở bước khác; đây là tình trạng mới nhất."), "info")
    else:
        flash(done, "success")
    return redirect(desk.url("show", upload_id=upload_id))


def to_mend(desk: TableDesk, upload_id: int) -> Response:
    """The wrong rows as a workbook."""
    ctx = viewing()
    rows = map(_to_mend, upload_reading.rows_to_mend(ctx, desk.kind, upload_id))
    if desk.kind == PETITIONS:
        sheets = list_to_mend(rows, agency_names(ctx), upload_reading.most_rows(ctx))
    else:
        sheets = answers_to_mend(rows)
    return workbook(ctx, sheets, f"can-sua-{upload_id}.xlsx")


def workbook(ctx: Context, sheets: Sequence[BookSheet], name: str) -> Response:
    """A workbook to be saved; it lies on the disk while it is sent."""
    file: BinaryIO = ctx.ports.tables.write(sheets)
    answer = send_file(file, mimetype=XLSX, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"  # static files are kept for a month; this is not
    return answer


def agency_names(ctx: Context) -> list[str]:
    """The bodies that exist today, for a drop-down."""
    return [agency.name for agency in living(ctx.session, ctx.today)]


def _to_mend(row: RowSeen) -> tuple[Any, Any]:
    return row.values, row.line.row.errors
