"""The menu of an association."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Kiến nghị của hiệp hội"), "council.cases", Permission.COUNCIL_CASES_READ),
    MenuItem(_N("Gửi một kiến nghị"), "council.filing.one", Permission.PETITION_FILE_COUNCIL),
    MenuItem(_N("Gửi danh sách"), "council.tables.index", Permission.PETITION_IMPORT_COUNCIL),
)
