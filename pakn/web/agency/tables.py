"""An agency's answers in a table: open cases to download, answers to upload, entered once."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.labels.upload_books import answers_table
from pakn.rules.permissions import Permission
from pakn.services import uploading
from pakn.services.agency_tables import read_open_cases
from pakn.services.upload_access import ANSWERS
from pakn.web import table_desk
from pakn.web.access import allow
from pakn.web.acting import viewing
from pakn.web.table_desk import TableDesk

blueprint = Blueprint("tables", __name__, url_prefix="/bang")

DESK = TableDesk(ANSWERS, "agency.tables", "agency.case")


@blueprint.get("")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def index() -> ResponseReturnValue:
    """The agency's tables, and a form for another one."""
    return table_desk.index_page(DESK)


@blueprint.post("")
@allow(Permission.AGENCY_ANSWER_DRAFT, reshows=True)
def upload() -> ResponseReturnValue:
    """Take a table in; a worker checks it."""
    return table_desk.upload(DESK)


@blueprint.get("/ho-so-dang-mo.xlsx")
@allow(Permission.AGENCY_INBOX_READ)
def blank() -> ResponseReturnValue:
    """Every open case of the agency, with columns to answer in."""
    ctx = viewing()
    sheets = answers_table(read_open_cases(ctx))
    return table_desk.workbook(ctx, sheets, f"ho-so-dang-mo-{ctx.today:%Y%m%d}.xlsx")


@blueprint.get("/<int:upload_id>")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def show(upload_id: int) -> ResponseReturnValue:
    """A table with its rows and their cases."""
    return table_desk.upload_page(DESK, upload_id)


@blueprint.get("/<int:upload_id>/tien-do")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def progress(upload_id: int) -> ResponseReturnValue:
    """How far it is, as JSON."""
    return table_desk.progress(DESK, upload_id)


@blueprint.get("/<int:upload_id>/can-sua.xlsx")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def to_mend(upload_id: int) -> ResponseReturnValue:
    """Its wrong rows, to be mended and uploaded again."""
    return table_desk.to_mend(DESK, upload_id)


@blueprint.post("/<int:upload_id>/gui")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def send(upload_id: int) -> ResponseReturnValue:
    """Have its ready answers entered: sent, or submitted where somebody approves."""
    done = gettext("Đã nhận lệnh nhập. Anh/chị có thể rời trang này; việc nhập vẫn tiếp tục.")
    return table_desk.act_on(DESK, upload_id, uploading.send_upload, done)


@blueprint.post("/<int:upload_id>/bo")
@allow(Permission.AGENCY_ANSWER_DRAFT)
def discard(upload_id: int) -> ResponseReturnValue:
    """Set it aside without entering anything."""
    done = gettext("Đã bỏ bảng này; không trả lời nào được nhập.")
    return table_desk.act_on(DESK, upload_id, uploading.discard_upload, done)
