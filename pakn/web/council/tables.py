"""An association's lists: the template, uploading, sending, following every row."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.labels.upload_books import list_template
from pakn.rules.permissions import Permission
from pakn.services import uploading
from pakn.services.upload_access import PETITIONS
from pakn.services.upload_reading import most_rows
from pakn.web import table_desk
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.table_desk import TableDesk

blueprint = Blueprint("tables", __name__, url_prefix="/bang")

DESK = TableDesk(PETITIONS, "council.tables", "council.case")


@blueprint.get("")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def index() -> ResponseReturnValue:
    """The association's tables, and a form for another one."""
    return table_desk.index_page(DESK)


@blueprint.post("")
@allow(Permission.PETITION_IMPORT_COUNCIL, reshows=True)
def upload() -> ResponseReturnValue:
    """Take a table in; a worker checks it."""
    return table_desk.upload(DESK)


@blueprint.get("/mau.xlsx")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def blank() -> ResponseReturnValue:
    """The template, with today's agencies to choose from."""
    ctx = viewing()
    sheets = list_template(table_desk.agency_names(ctx), most_rows(ctx))
    return table_desk.workbook(ctx, sheets, "mau-danh-sach-kien-nghi.xlsx")


@blueprint.get("/<int:upload_id>")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def show(upload_id: int) -> ResponseReturnValue:
    """A table with its rows, their cases and answers."""
    return table_desk.upload_page(DESK, upload_id)


@blueprint.get("/<int:upload_id>/tien-do")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def progress(upload_id: int) -> ResponseReturnValue:
    """How far it is, as JSON."""
    return table_desk.progress(DESK, upload_id)


@blueprint.get("/<int:upload_id>/can-sua.xlsx")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def to_mend(upload_id: int) -> ResponseReturnValue:
    """Its wrong rows, to be mended and uploaded again."""
    return table_desk.to_mend(DESK, upload_id)


@blueprint.post("/<int:upload_id>/gui")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def send(upload_id: int) -> ResponseReturnValue:
    """Have its ready rows filed."""
    done = gettext("Đã nhận lệnh gửi. Anh/chị có thể rời trang này; việc gửi vẫn tiếp tục.")
    return table_desk.act_on(DESK, upload_id, uploading.send_upload, done)


@blueprint.post("/<int:upload_id>/bo")
@allow(Permission.PETITION_IMPORT_COUNCIL)
def discard(upload_id: int) -> ResponseReturnValue:
    """Set it aside without filing anything."""
    done = gettext("Đã bỏ bảng này; không dòng nào được gửi.")
    return table_desk.act_on(DESK, upload_id, uploading.discard_upload, done)
