"""Where a person goes: after signing in, and from the home of a role."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from flask import url_for

from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role
from pakn.web.navigation import menu_items

_FIRST_PRINTABLE = 32
# Whose work begins elsewhere than with the first entry of the menu: letters wait for them.
_BEGINS: Mapping[Role, str] = MappingProxyType(
    {Role.SIGNER: "standing.letters.home", Role.RECORDS_CLERK: "standing.letters.home"}
)


def local_path(wanted: str | None) -> str | None:
    """A path of this site that may be followed after signing in; None for anything else.

    An address of elsewhere would let a link that looks like ours end at a copy of our pages.

    Args:
        wanted: what stood in `next`, from outside.
    """
    if not wanted or not wanted.startswith("/"):
        return None
    # Browsers read a backslash as a slash, and drop line breaks and tabs.
    if "\\" in wanted or any(ord(letter) < _FIRST_PRINTABLE for letter in wanted):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else wanted


def first_page(role: Role) -> str | None:
    """The address with which a role begins: of its menu the first page, unless another waits.

    Returns:
        None for a role that has no page yet.
    """
    if role in _BEGINS:
        return url_for(_BEGINS[role])
    for item in menu_items():
        if item.permission is not Permission.ACCOUNT_HOME and may(role, item.permission):
            return url_for(item.endpoint)
    return None
