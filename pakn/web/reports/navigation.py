"""The reports' entry in the menu."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Số liệu"), "reports.counts", Permission.REPORTS_COUNTS_READ),
    MenuItem(_N("Báo cáo tổng hợp"), "summary.home", Permission.REPORTS_COUNTS_READ),
)
