"""The menu of an agency's people."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Hồ sơ của cơ quan"), "agency.inbox", Permission.AGENCY_INBOX_READ),
    MenuItem(_N("Trả lời theo bảng"), "agency.tables.index", Permission.AGENCY_ANSWER_DRAFT),
    MenuItem(_N("Đơn vị"), "agency.units.index", Permission.AGENCY_UNIT_ASSIGN),
)
