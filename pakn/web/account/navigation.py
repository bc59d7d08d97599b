"""What the account pages add to the menu: the last entry of every role."""

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission
from pakn.web.menus import MenuItem

MENU: tuple[MenuItem, ...] = (MenuItem(_N("Tài khoản"), "account.own", Permission.ACCOUNT_HOME),)
