"""The menu of the Task Force."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(_N("Toàn cảnh"), "taskforce.overview", Permission.DIRECTION_INBOX_READ),
    MenuItem(
        _N("Danh sách trình Tổ trưởng"),
        "taskforce.direction.head_list",
        Permission.DIRECTION_INBOX_READ,
    ),
    MenuItem(_N("Cơ quan theo dõi"), "taskforce.cases", Permission.TASKFORCE_CASES_READ),
    MenuItem(_N("Bản chuyển gửi tôi"), "taskforce.copies", Permission.TASKFORCE_CASES_READ),
    MenuItem(_N("Đôn đốc"), "taskforce.letters.home", Permission.TASKFORCE_URGE_SIGN),
)
