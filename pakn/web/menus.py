"""What a menu is made of."""

from dataclasses import dataclass

from pakn.rules.permissions import Permission


@dataclass(frozen=True)
class MenuItem:
    """One entry of the staff menu, shown to the roles that may open it.

    Attributes:
        label: Vietnamese source string, translated when shown.
        endpoint: where it leads.
        permission: who sees it.
        states: the states whose cases are counted beside it (`balance` rows), if any.
        key: the key that opens it from any other page, if any.
    """

    label: str
    endpoint: str
    permission: Permission
    states: tuple[str, ...] = ()
    key: str = ""
