"""What the standing body's pages add to the menu; a role begins with the first entry it sees."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (
    MenuItem(
        _N("Kiểm tra, công khai"),
        "standing.lists.checking",
        Permission.CASE_RELEASE,
        states=("answered",),
    ),
    MenuItem(
        _N("Phân loại"),
        "standing.lists.inbox",
        Permission.CASE_INBOX_READ,
        states=("received", "returned"),
    ),
    MenuItem(
        _N("Chuyển trả lần hai"),
        "standing.lists.returned",
        Permission.CASE_DECIDE_JURISDICTION,
        states=("returned",),
    ),
    MenuItem(_N("Nhập hộ"), "standing.entry.enter", Permission.PETITION_FILE_STAFF),
    MenuItem(_N("Tìm kiếm"), "standing.lists.search", Permission.CASE_SEARCH_READ, key="/"),
)

LETTERS: tuple[MenuItem, ...] = (
    MenuItem(_N("Văn bản"), "standing.letters.home", Permission.LETTER_LIST_READ),
)
"""After the Task Force's own entries: those who direct begin with these."""

AFTER_AUDIT: tuple[MenuItem, ...] = (
    MenuItem(
        _N("Cơ quan chưa có người theo dõi"),
        "standing.following.unfollowed",
        Permission.CASE_FORWARD,
    ),
    MenuItem(_N("Sổ sự cố"), "standing.published.list_incidents", Permission.INCIDENT_LIST_READ),
)
"""What is looked at now and then; the record of incidents also by the auditor."""
