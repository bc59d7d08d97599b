"""The staff layout's frame: menu of the role in use, the person, banners."""

from collections.abc import Sequence
from typing import Any, cast

from flask import Flask, current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from models.queries.counts import balances
from models.session import read_session
from pakn.labels.casework import ROLE
from pakn.rules.permissions import may
from pakn.web.acting import actor
from pakn.web.menus import MenuItem

_ITEMS = "pakn_menu"
_FRAME = "pakn.frame"


def add_navigation(app: Flask, items: Sequence[MenuItem]) -> None:
    """Give every template the menu and the person; a public page gets the public menu itself."""

    def frame() -> dict[str, Any]:
        # Every form field is a template of its own: the frame is made once a request, not for each.
        made: dict[str, Any] | None = request.environ.get(_FRAME)
        if made is None:
            made = request.environ[_FRAME] = _frame(items)
        return made

    app.extensions[_ITEMS] = tuple(items)
    app.context_processor(frame)


def _frame(items: Sequence[MenuItem]) -> dict[str, Any]:
    if not current_user.is_authenticated:
        return {}
    role = actor().role
    return {
        "menu": _menu([item for item in items if may(role, item.permission)]),
        "home_url": url_for("account.home"),
        "user": {
            "display_name": current_user.display_name,
            "role_label": gettext(ROLE[role]),
            "roles": [
                {"slug": held.value, "label": gettext(ROLE[held]), "current": held is role}
                for held in current_user.roles
            ],
        },
    }


def menu_items() -> tuple[MenuItem, ...]:
    """Every entry of the menu, in order, whoever may open it."""
    return cast(tuple[MenuItem, ...], current_app.extensions[_ITEMS])


def _menu(items: Sequence[MenuItem]) -> list[dict[str, Any]]:
    counted = any(item.states for item in items)
    now = balances(read_session(), "state") if counted else {}
    return [
        {
            "label": gettext(item.label),
            "url": url_for(item.endpoint),
            "current": request.endpoint == item.endpoint,
            # On its own page the key belongs to the field that one types in.
            "key": "" if request.endpoint == item.endpoint else item.key,
            "count": sum(now.get(state, 0) for state in item.states) if item.states else None,
        }
        for item in items
    ]
