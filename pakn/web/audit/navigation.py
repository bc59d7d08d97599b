"""The auditor's menu."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Nhật ký thao tác"), "audit.events", Permission.AUDIT_EVENTS_READ),
    MenuItem(_N("Lượt mở thông tin cá nhân"), "audit.openings", Permission.AUDIT_READS_READ),
)
