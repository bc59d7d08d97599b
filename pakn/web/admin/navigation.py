"""The administrator's menu."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Tham số"), "parameters.listing", Permission.ADMIN_SETTINGS_READ),
    MenuItem(_N("Căn cứ"), "grounds.listing", Permission.ADMIN_SETTINGS_READ),
    MenuItem(_N("Mẫu tin"), "notice_texts.listing", Permission.ADMIN_SETTINGS_READ),
    MenuItem(_N("Tin báo"), "deliveries.listing", Permission.ADMIN_JOBS_READ),
    MenuItem(_N("Công việc nền"), "admin.jobs", Permission.ADMIN_JOBS_READ),
    MenuItem(_N("Người dùng"), "accounts.index", Permission.ADMIN_ACCOUNTS_READ),
    MenuItem(_N("Cơ quan"), "agencies.index", Permission.ADMIN_AGENCIES_WRITE),
    MenuItem(_N("Hiệp hội"), "organisations.index", Permission.ADMIN_ACCOUNTS_READ),
    MenuItem(_N("Mô hình"), "suggesters.listing", Permission.ADMIN_MODELS_READ),
    MenuItem(_N("Lịch làm việc"), "working_calendar.year", Permission.ADMIN_CALENDAR_WRITE),
    MenuItem(_N("Tạm ngừng hệ thống"), "outages.show", Permission.ADMIN_SETTINGS_READ),
    MenuItem(_N("Tình trạng hệ thống"), "admin.health", Permission.ADMIN_HEALTH_READ),
)
